import { describe, expect, it } from "vitest";
import { createRandom } from "../../../sim-core/base/random.ts";
import { createTopology, createWalker, NODE_STRIDE } from "../../../src/app/views/mesh-walk.ts";
import { createGridMesh } from "./grid-mesh.ts";

const SHAPE = { columns: 12, rows: 8, size: 2, jitter: 0.5 };
const linear = (x: number, y: number) => [3 + 0.5 * x - 0.25 * y, -1 + 0.125 * x + 0.75 * y] as const;

function createCase() {
  const mesh = createGridMesh(SHAPE, linear);
  const topology = createTopology(mesh.triangles, mesh.nodes.length / NODE_STRIDE);
  return { topology, walker: createWalker(topology, mesh.nodes) };
}

/** Places the walker at (x, y) by walking there from the middle of its first triangle. */
function place(walker: ReturnType<typeof createWalker>, x: number, y: number): void {
  const here = new Float64Array(2);
  walker.triangle = 0;
  walker.weights.fill(1 / 3);
  walker.sample(0, here);
  expect(walker.move(x - here[0]!, y - here[1]!)).toBe(true);
}

describe("topology", () => {
  it("finds every boundary edge once and pairs all others", () => {
    const { topology } = createCase();
    expect(topology.boundary.length).toBe(2 * (SHAPE.columns + SHAPE.rows));
    for (let t = 0; 3 * t < topology.triangles.length; t++) {
      for (let k = 0; k < 3; k++) {
        const other = topology.links[6 * t + 3 + k]!;
        if (other < 0) continue;
        const back = [3, 4, 5].map((slot) => topology.links[6 * other + slot]);
        expect(back).toContain(t);
      }
    }
  });
});

describe("walker", () => {
  it("arrives exactly where a displacement leads, however many triangles it crosses", () => {
    const { walker } = createCase();
    const random = createRandom(1, "walk");
    const here = new Float64Array(2);
    place(walker, 12, 8);
    for (let k = 0; k < 500; k++) {
      walker.sample(0, here);
      const x = 0.5 + 23 * random.uniform();
      const y = 0.5 + 15 * random.uniform();
      expect(walker.move(x - here[0]!, y - here[1]!)).toBe(true);
      walker.sample(0, here);
      expect(Math.hypot(here[0]! - x, here[1]! - y)).toBeLessThan(1e-5);
    }
  });

  it("reads a linear field exactly and keeps weights that sum to one", () => {
    const { walker } = createCase();
    const random = createRandom(2, "walk");
    const here = new Float64Array(2);
    const value = new Float64Array(2);
    place(walker, 12, 8);
    for (let k = 0; k < 500; k++) {
      walker.move(3 * random.normal(), 3 * random.normal());
      walker.sample(0, here);
      walker.sample(1, value);
      const [u, v] = linear(here[0]!, here[1]!);
      expect(Math.hypot(value[0]! - u, value[1]! - v)).toBeLessThan(1e-5);
      expect(walker.weights.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 12);
      expect(Math.min(...walker.weights)).toBeGreaterThanOrEqual(0);
    }
  });

  it("stops on the boundary that it would leave through", () => {
    const { walker } = createCase();
    const here = new Float64Array(2);
    place(walker, 12.3, 7.9);
    expect(walker.move(100, 0.5)).toBe(false);
    walker.sample(0, here);
    expect(here[0]).toBeCloseTo(24, 5);
    expect(here[1]).toBeCloseTo(7.9 + (0.5 * 11.7) / 100, 5);
    expect(walker.move(-5, 0)).toBe(true);
  });
});
