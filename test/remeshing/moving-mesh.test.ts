import { describe, expect, it } from "vitest";
import { createModel } from "../../sim-core/cell/model.ts";
import { computeStiffness, ENTRIES_PER_TRIANGLE } from "../../sim-core/fem/laplace.ts";
import { createMovingMesh } from "../../sim-core/remeshing/moving-mesh.ts";
import { smallScenario } from "../cell/small-cell.ts";

describe("the moving mesh", () => {
  const model = createModel(smallScenario({ "anode.creepLength": 0 }));
  const { boundary, electrolyte } = model;
  const front = boundary.nodes.subarray(boundary.frontStart);
  const moving = createMovingMesh(model);
  const height = (points: Float64Array, k: number): number => points[2 * front[k]! + 1]!;

  it("does not move for even growth", () => {
    const { points } = moving.move(new Float64Array(front.length).fill(5e-6));
    let largest = 0;
    points.forEach((value, k) => {
      largest = Math.max(largest, Math.abs(value - electrolyte.points[k]!));
    });
    expect(largest).toBeLessThan(1e-16);
  });

  it("follows uneven growth, holds the particles, and turns no triangle over", () => {
    const width = model.section.width;
    const grown = Float64Array.from(
      front,
      (v) => 4e-6 * Math.cos((Math.PI * electrolyte.points[2 * v]!) / width),
    );
    const { points, frontLength } = moving.move(grown);
    const mean = grown.reduce((sum, g, k) => sum + g * model.front.segmentLength[k]!, 0) / width;
    for (let k = 0; k < front.length; k++) {
      const expected = electrolyte.points[2 * front[k]! + 1]! - (grown[k]! - mean);
      expect(Math.abs(height(points, k) - expected)).toBeLessThan(1e-15);
    }
    for (let k = 0; k < boundary.frontStart; k++) {
      const v = boundary.nodes[k]!;
      expect(Math.abs(points[2 * v + 1]! - electrolyte.points[2 * v + 1]!)).toBeLessThan(1e-15);
    }
    // The cathode layer stays to the last bit.
    for (let v = 0; v < electrolyte.nodeCount; v++) {
      if (electrolyte.points[2 * v + 1]! > model.section.cathodeThickness) continue;
      expect(points.subarray(2 * v, 2 * v + 2)).toEqual(electrolyte.points.subarray(2 * v, 2 * v + 2));
    }
    const stiffness = new Float64Array((electrolyte.triangles.length / 3) * ENTRIES_PER_TRIANGLE);
    expect(computeStiffness(points, electrolyte.triangles, stiffness)).toBeGreaterThan(0);
    expect(frontLength.reduce((a, b) => a + b)).toBeGreaterThan(width);
  });

  it("flattens bumps shorter than the creep length, and moves as much lithium as without", () => {
    const creeping = createMovingMesh(createModel(smallScenario({ "anode.creepLength": 5 })));
    const bumps = Float64Array.from(front, (_, k) => 1e-6 * Math.cos(Math.PI * k));
    const swell = Float64Array.from(
      front,
      (v) => 1e-6 * Math.cos((2 * Math.PI * electrolyte.points[2 * v]!) / model.section.width),
    );
    const risen = (grown: Float64Array, own: typeof moving): Float64Array => {
      const { points } = own.move(grown);
      return grown.map((_, k) => electrolyte.points[2 * front[k]! + 1]! - height(points, k));
    };
    const largest = (values: Float64Array): number => values.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
    expect(largest(risen(bumps, creeping))).toBeLessThan(0.15 * largest(risen(bumps, moving)));
    const damped = 1 / (1 + (2 * Math.PI * 5e-6) ** 2 / model.section.width ** 2);
    expect(largest(risen(swell, creeping)) / largest(risen(swell, moving))).toBeCloseTo(damped, 2);
    const volume = (rise: Float64Array): number =>
      rise.reduce((sum, own, k) => sum + own * model.front.segmentLength[k]!, 0);
    expect(Math.abs(volume(risen(bumps, creeping)) - volume(risen(bumps, moving)))).toBeLessThan(1e-22);
  });
});
