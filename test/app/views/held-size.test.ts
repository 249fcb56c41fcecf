import { describe, expect, it } from "vitest";
import { createRandom } from "../../../sim-core/base/random.ts";
import { areasOfNodes, createHeldSize, lengthsOfNodes } from "../../../src/app/views/held-size.ts";
import { createGridMesh } from "./grid-mesh.ts";

const even = (count: number) => new Float32Array(count).fill(1);

/** By sorting: the smallest size that enough of the weight does not exceed. */
function byOrder(values: Float32Array, weights: Float32Array, share: number): number {
  const order = [...values.keys()].sort((a, b) => Math.abs(values[a]!) - Math.abs(values[b]!));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  for (const k of order) {
    sum += weights[k]!;
    if (sum >= share * total) return Math.abs(values[k]!);
  }
  return Number.NaN;
}

describe("size that a share of the weight does not exceed", () => {
  it("is the percentile of values of equal weight", () => {
    const values = Float32Array.from({ length: 100 }, (_, k) => ((37 * k) % 100) + 1);
    const held = createHeldSize(even(100));
    for (const percent of [1, 50, 90, 99, 100]) expect(held(values, percent / 100)).toBe(percent);
    expect(
      held(
        values.map((value) => -value),
        0.9,
      ),
    ).toBe(90);
  });

  it("goes by weight, not by number: a peak on a hundredth of the area counts for no more, however fine its mesh", () => {
    const values = new Float32Array(1000).fill(10_000);
    const weights = new Float32Array(1000).fill(0.01 / 990);
    values.fill(12.5, 0, 10);
    weights.fill(0.099, 0, 10);
    expect(createHeldSize(weights)(values, 0.98)).toBe(12.5);
    expect(createHeldSize(weights)(values, 0.995)).toBe(10_000);
  });

  it("is what sorting finds, for any values, with ties and zeros", () => {
    const random = createRandom(3, "held");
    for (let trial = 0; trial < 60; trial++) {
      const count = 1 + Math.floor(200 * random.uniform());
      const steps = trial % 2 === 0 ? 4 : 1e6;
      const values = Float32Array.from({ length: count }, () => Math.floor(steps * (random.uniform() - 0.5)));
      // Sums of halves are exact in any order.
      const weights = Float32Array.from({ length: count }, () => Math.floor(8 * random.uniform()) / 2);
      for (const share of [0.3, 0.75, 1])
        expect(createHeldSize(weights)(values, share)).toBe(byOrder(values, weights, share));
    }
  });

  it("comes to an end on values that are no numbers", () => {
    expect(createHeldSize(even(3))(Float32Array.of(1, Number.NaN, 2), 0.9)).toBeDefined();
    expect(createHeldSize(new Float32Array(0))(new Float32Array(0), 0.9)).toBe(0);
  });
});

describe("what a node stands for", () => {
  it("is a third of its triangles: the areas add up to that of the mesh", () => {
    const { triangles, nodes } = createGridMesh({ columns: 4, rows: 3, size: 2, jitter: 0 }, () => [0, 0]);
    const points = Float32Array.from({ length: nodes.length / 2 }, (_, k) => nodes[4 * (k >> 1) + (k % 2)]!);
    const areas = areasOfNodes(triangles, points);
    expect(areas.reduce((sum, area) => sum + area, 0)).toBeCloseTo(48, 4);
    // Six triangles of 2 um2 around an inner node, two or one at the corners.
    expect([areas[6], areas[0], areas[4]].map((area) => area!.toFixed(4))).toEqual([
      "4.0000",
      "1.3333",
      "0.6667",
    ]);
  });

  it("is half of either side along a line", () => {
    expect([...lengthsOfNodes(Float32Array.of(0, 1, 3, 4))]).toEqual([0.5, 1.5, 1.5, 0.5]);
  });
});
