import { describe, expect, it } from "vitest";
import { createArrows, largestVector } from "../../../src/app/views/arrows.ts";
import { TRACER_SPEED } from "../../../src/app/views/exaggeration.ts";
import { createTopology, NODE_STRIDE } from "../../../src/app/views/mesh-walk.ts";
import {
  accumulateInflow,
  orientGates,
  STREAK_STRIDE,
  type TracerField,
} from "../../../src/app/views/tracer-field.ts";
import { createTracers } from "../../../src/app/views/tracers.ts";
import { createGridMesh } from "./grid-mesh.ts";

const WIDTH = 60;
const HEIGHT = 40;
const COUNT = 400;

/** A rectangle whose every boundary edge is a gate, drawn where it is solved. */
function createField(flux: (x: number, y: number) => readonly [number, number]): TracerField {
  const { triangles, nodes } = createGridMesh({ columns: 30, rows: 20, size: 2, jitter: 0.5 }, flux);
  const topology = createTopology(triangles, nodes.length / NODE_STRIDE);
  return { topology, nodes, gates: topology.boundary, drawnHeight: (_x, y) => y };
}

const heads = (streaks: Float32Array) =>
  Array.from({ length: streaks.length / STREAK_STRIDE }, (_, k) => [
    streaks[STREAK_STRIDE * k]!,
    streaks[STREAK_STRIDE * k + 1]!,
  ]) as [number, number][];

describe("tracers", () => {
  it("move by flux times the stated speed, and back when the current reverses", () => {
    const field = createField(() => [4, 3]);
    const tracers = createTracers(field, COUNT, 1);
    const before = heads(tracers.streaks);
    tracers.refresh();
    tracers.advance(0.02);
    const after = heads(tracers.streaks);
    let moved = 0;
    after.forEach(([x, y], k) => {
      const [fromX, fromY] = before[k]!;
      if (fromX > WIDTH - 1 || fromY > HEIGHT - 1) return;
      moved++;
      expect(x - fromX).toBeCloseTo(0.02 * TRACER_SPEED * 4, 4);
      expect(y - fromY).toBeCloseTo(0.02 * TRACER_SPEED * 3, 4);
    });
    expect(moved).toBeGreaterThan(0.9 * COUNT);
    for (let k = 0; k < field.nodes.length; k += NODE_STRIDE) field.nodes.set([-4, -3], k + 2);
    tracers.refresh();
    tracers.advance(0.02);
    tracers.advance(0.02);
    const back = heads(tracers.streaks);
    const inner = ([x, y]: [number, number]) => x > 2 && x < WIDTH - 2 && y > 2 && y < HEIGHT - 2;
    back.forEach(([x, y], k) => {
      if (!inner(before[k]!)) return;
      expect(x).toBeLessThan(after[k]![0]);
      expect(y).toBeLessThan(after[k]![1]);
    });
  });

  it("follow a rotating field along its circles to second order", () => {
    const radiusError = (step: number) => {
      const field = createField((x, y) => [-(y - 20) / TRACER_SPEED, (x - 30) / TRACER_SPEED]);
      const tracers = createTracers(field, COUNT, 3);
      const radius = () => heads(tracers.streaks).map(([x, y]) => Math.hypot(x - 30, y - 20));
      const start = radius();
      for (let k = 0; k < Math.round(1 / step); k++) tracers.advance(step);
      const drift = radius().flatMap((r, k) => (start[k]! < 18 ? [Math.abs(r / start[k]! - 1)] : []));
      return Math.max(...drift);
    };
    const slope = Math.log2(radiusError(0.05) / radiusError(0.025));
    expect(slope).toBeGreaterThan(1.9);
  });

  it("stay inside the mesh and stay evenly spread in a flux without sources", () => {
    // Stagnation flow: no divergence, in through the sides, out through top and bottom.
    const field = createField((x, y) => [-(x - 30), y - 20]);
    const tracers = createTracers(field, 4000, 5);
    tracers.refresh();
    for (let k = 0; k < 200; k++) tracers.advance(0.02);
    const counts = [0, 0, 0, 0];
    for (const [x, y] of heads(tracers.streaks)) {
      expect(x >= -1e-4 && x <= WIDTH + 1e-4 && y >= -1e-4 && y <= HEIGHT + 1e-4).toBe(true);
      counts[(x > WIDTH / 2 ? 1 : 0) + (Math.abs(y - 20) > 10 ? 2 : 0)]!++;
    }
    // Binomial scatter of a quarter of 4000 is 27.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(4 * 27);
  });

  it("are the same for the same seed", () => {
    const field = createField(() => [0, 1]);
    expect(createTracers(field, 50, 9).streaks).toEqual(createTracers(field, 50, 9).streaks);
    expect(createTracers(field, 50, 9).streaks).not.toEqual(createTracers(field, 50, 8).streaks);
  });
});

describe("inflow", () => {
  it("sums to the current that enters, whatever the orientation of the triangles", () => {
    const field = createField(() => [0, 7]);
    for (let t = 0; t < field.topology.triangles.length; t += 6) {
      field.topology.triangles.subarray(t + 1, t + 3).reverse();
    }
    const topology = createTopology(field.topology.triangles, field.nodes.length / NODE_STRIDE);
    const sums = new Float64Array(topology.boundary.length);
    accumulateInflow(field.nodes, orientGates({ ...field, topology, gates: topology.boundary }), sums);
    expect(sums[sums.length - 1]).toBeCloseTo(7 * WIDTH, 4);
  });
});

describe("standing arrows", () => {
  it("point along the flux, longest where it is largest", () => {
    const field = createField((x) => [0, -x]);
    const arrows = createArrows(field, 8);
    expect(largestVector(field.nodes)).toBe(WIDTH);
    arrows.refresh(field.nodes, WIDTH);
    const lengths = new Map<number, number>();
    for (let k = 0; k < arrows.streaks.length; k += STREAK_STRIDE) {
      const [headX, headY, tailX, tailY] = arrows.streaks.subarray(k, k + 4);
      expect(headX).toBeCloseTo(tailX!, 4);
      expect(headY).toBeLessThan(tailY!);
      expect((tailY! - headY!) / (0.9 * 8 * Math.sqrt(headX! / WIDTH))).toBeCloseTo(1, 3);
      lengths.set(headX!, tailY! - headY!);
    }
    expect(lengths.size).toBeGreaterThan(8);
  });
});
