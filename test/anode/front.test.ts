import { describe, expect, it } from "vitest";
import { displaceFront, measureFront } from "../../sim-core/anode/front.ts";
import { coefficientOfVariation, grownThickness, markDepleted } from "../../sim-core/anode/lithium.ts";

/** Front nodes on y = 1 with unequal spacing. */
const x = [0, 0.1, 0.3, 0.6, 1];
const points = Float64Array.from(x.flatMap((at) => [at, 1]));
const nodes = Int32Array.from(x, (_, k) => k);

describe("the lithium front", () => {
  it("has lengths that add up and normals that point into the electrolyte", () => {
    const shape = measureFront(points, nodes);
    expect(shape.segmentLength.reduce((a, b) => a + b)).toBeCloseTo(1, 14);
    for (let k = 0; k < x.length; k++) {
      expect(shape.normal[2 * k]).toBeCloseTo(0, 14);
      expect(shape.normal[2 * k + 1]).toBeCloseTo(-1, 14);
    }
  });

  it("stands still when it grows evenly, and lifts the collector instead", () => {
    const shape = measureFront(points, nodes);
    const { displacement, lift } = displaceFront(shape, new Float64Array(5).fill(2e-6), 1);
    expect(lift).toBeCloseTo(2e-6, 18);
    for (const d of displacement) expect(Math.abs(d)).toBeLessThan(1e-18);
  });

  it("moves every edge by the thickness along its own normal, corners and walls included", () => {
    const chain = Float64Array.from([0, 1, 0.4, 1, 0.4, 0.7, 0.5, 0.5, 0.7, 0.6, 1, 0.8]);
    const shape = measureFront(chain, [0, 1, 2, 3, 4, 5]);
    for (let k = 0; k < 5; k++) {
      const [xa, ya, xb, yb] = chain.subarray(2 * k, 2 * k + 4) as unknown as [
        number,
        number,
        number,
        number,
      ];
      const size = Math.hypot(xb - xa, yb - ya);
      for (const end of [k, k + 1]) {
        const along = (shape.normal[2 * end]! * (yb - ya) - shape.normal[2 * end + 1]! * (xb - xa)) / size;
        expect(along).toBeCloseTo(1, 13);
      }
    }
    expect(shape.normal[0]).toBe(0);
    expect(shape.normal[10]).toBeCloseTo(0, 15);
  });

  it("keeps the electrolyte's area when it grows unevenly", () => {
    const shape = measureFront(points, nodes);
    const grown = Float64Array.from(x, (at) => 1e-3 * Math.cos(Math.PI * at));
    const { displacement } = displaceFront(shape, grown, 1);
    let area = 0;
    for (let k = 0; k < x.length; k++) area += displacement[2 * k + 1]! * shape.segmentLength[k]!;
    expect(Math.abs(area)).toBeLessThan(1e-17);
  });
});

describe("the lithium column", () => {
  it("grows by 4.849 um per mAh/cm2", () => {
    const [grown] = grownThickness([3.6e4], [0]);
    expect(grown! * 1e6).toBeCloseTo(4.85, 2);
    expect(grownThickness([3.6e4], [3.6e4])[0]).toBe(0);
  });

  it("is depleted at its minimum and recovers a little above it", () => {
    const limit = 0.5e-6;
    expect(Array.from(markDepleted([0.6e-6, 0.5e-6, 0.4e-6], [0, 0, 0], limit))).toEqual([0, 1, 1]);
    expect(Array.from(markDepleted([0.502e-6, 0.506e-6], [1, 1], limit))).toEqual([1, 0]);
  });

  it("has the variation of a cosine, 1/sqrt(2) of its amplitude", () => {
    const count = 1000;
    const density = Float64Array.from(
      { length: count },
      (_, k) => 5 + Math.cos((2 * Math.PI * (k + 0.5)) / count),
    );
    expect(coefficientOfVariation(density, new Float64Array(count).fill(1))).toBeCloseTo(
      Math.SQRT1_2 / 5,
      10,
    );
    expect(coefficientOfVariation([0, 0], [1, 1])).toBe(0);
  });
});
