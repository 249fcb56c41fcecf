import { describe, expect, it } from "vitest";
import { findNeighbours } from "../../sim-core/mesh/adjacency.ts";
import { meshCrossSection } from "../../sim-core/mesh/generation/quality-mesh.ts";
import { findMiddles } from "../../sim-core/mesh/transfer/triangle-density.ts";
import { remapAmounts } from "../../sim-core/mesh/transfer/triangle-transfer.ts";
import { fitOrder, slabMesh } from "../fem/slab-mesh.ts";
import { layOut } from "./mesh-checks.ts";

interface Plane {
  readonly points: Float64Array;
  readonly triangles: Int32Array;
  readonly neighbour: Int32Array;
}

const UNIT = { width: 1, height: 1 };
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);

function complete({ points, triangles }: Pick<Plane, "points" | "triangles">): Plane {
  return { points, triangles, neighbour: findNeighbours(triangles, points.length / 2) };
}

/** A unit square of `n` x `n` pairs of triangles, its inner points shifted by waves of `bend` edge lengths. */
function square(n: number, bend: number): Plane {
  const { points, triangles } = slabMesh(n, n, UNIT);
  for (let k = 0; k < points.length; k += 2) {
    const [x, y] = [points[k], points[k + 1]];
    if (x > 0 && x < 1) points[k] += (bend / n) * Math.sin(23 * y + 9 * x);
    if (y > 0 && y < 1) points[k + 1] += (bend / n) * Math.cos(17 * x - 5 * y);
  }
  return complete({ points, triangles });
}

/** Integrals over the triangles of a density, by the midpoints of their edges: exact up to the third order. */
function fill({ points, triangles }: Plane, density: (x: number, y: number) => number): Float64Array {
  const { area } = findMiddles({ points, triangles });
  return area.map((own, t) => {
    let total = 0;
    for (let k = 0; k < 3; k++) {
      const [a, b] = [2 * triangles[3 * t + k], 2 * triangles[3 * t + ((k + 1) % 3)]];
      total += density(0.5 * (points[a] + points[b]), 0.5 * (points[a + 1] + points[b + 1]));
    }
    return (own * total) / 3;
  });
}

const hill = (x: number, y: number): number => 2 + Math.sin(5 * x) * Math.cos(4 * y) + x * y;

describe("amounts carried between triangulations", () => {
  it("stay what they are where the meshes agree", () => {
    const mesh = square(12, 0.2);
    const amount = fill(mesh, hill).map((own, t) => (t % 5 === 0 ? 0 : own));
    const [same] = remapAmounts(mesh, mesh, [amount]);
    expect(same).toEqual(amount);
  });

  it("stay what they are in the triangles that both meshes have, and go on where the others differ", () => {
    const from = square(24, 0.2);
    // Only what is above the middle is another mesh.
    const to = complete({
      triangles: from.triangles,
      points: from.points.map((own, k) => (k % 2 === 1 && own > 0.55 && own < 1 ? own + 0.3 / 24 : own)),
    });
    const amount = fill(from, hill);
    const [out] = remapAmounts(from, to, [amount]);
    const isSame = (t: number): boolean =>
      [0, 1, 2].every(
        (k) => from.points[2 * from.triangles[3 * t + k] + 1] === to.points[2 * to.triangles[3 * t + k] + 1],
      );
    let same = 0;
    for (let t = 0; t < amount.length; t++) {
      if (!isSame(t)) continue;
      same++;
      expect(out[t]).toBe(amount[t]);
    }
    expect(same).toBeGreaterThan(0.5 * amount.length);
    expect(same).toBeLessThan(0.7 * amount.length);
    const exact = fill(to, hill);
    let worst = 0;
    out.forEach((own, t) => {
      worst = Math.max(worst, Math.abs(own / exact[t] - 1));
    });
    expect(worst).toBeLessThan(2e-2);
    expect(Math.abs(sum(out) / sum(amount) - 1)).toBeLessThan(1e-14);
  });

  it("keep their total to round-off and invent no sign and no extreme", () => {
    const [from, to] = [square(31, 0.25), square(26, -0.2)];
    // Spots of one triangle each, as different as can be from their neighbours.
    const { area } = findMiddles(from);
    const amount = area.map((own, t) => (t % 7 === 0 ? own : 0));
    const smooth = fill(from, hill);
    const [spots, waves] = remapAmounts(from, to, [amount, smooth]);
    expect(Math.abs(sum(spots) / sum(amount) - 1)).toBeLessThan(1e-14);
    expect(Math.abs(sum(waves) / sum(smooth) - 1)).toBeLessThan(1e-14);
    const { area: room } = findMiddles(to);
    spots.forEach((own, t) => {
      expect(own).toBeGreaterThanOrEqual(0);
      expect(own).toBeLessThanOrEqual(room[t] * (1 + 1e-12));
    });
  });

  it("keep their local means: whatever a line parts stays on its side", () => {
    // Both meshes have x = 0.5 as a line of edges.
    const [from, to] = [square(20, 0), square(34, 0)];
    const { area, x: place } = findMiddles(from);
    const amount = area.map((own, t) => (place[t] < 0.5 ? 3 : 1) * own);
    const [carried] = remapAmounts(from, to, [amount]);
    const { x } = findMiddles(to);
    expect(Math.abs(sum(carried.filter((_, t) => x[t] < 0.5)) - 1.5)).toBeLessThan(1e-13);
  });

  it("are of second order in the size of the triangles", () => {
    const sizes = [16, 32, 64, 128];
    const errors = sizes.map((n) => {
      const [from, to] = [square(n, 0.2), square(Math.round(1.2 * n), -0.2)];
      const [carried] = remapAmounts(from, to, [fill(from, hill)]);
      const exact = fill(to, hill);
      return sum(carried.map((own, t) => Math.abs(own - exact[t])));
    });
    const order = fitOrder(
      sizes.map((n) => 1 / n),
      errors,
    );
    expect(Math.abs(order - 2)).toBeLessThan(0.1);
  });

  it("mirror when everything is mirrored", () => {
    const mirror = ({ points, triangles }: Plane): Plane => {
      const turned = points.map((own, k) => (k % 2 === 0 ? 1 - own : own));
      // Two corners change places, so that the triangles still run counter-clockwise.
      const order = triangles.map((_, k) => triangles[[k, k + 1, k - 1][k % 3]]);
      return complete({ points: turned, triangles: order });
    };
    const [from, to] = [square(14, 0.25), square(17, -0.15)];
    const amount = fill(from, hill).map((own, t) => (t % 3 === 0 ? own : 0));
    const [one] = remapAmounts(from, to, [amount]);
    const [other] = remapAmounts(mirror(from), mirror(to), [amount]);
    one.forEach((own, t) => {
      expect(Math.abs(own - other[t])).toBeLessThan(1e-15);
    });
  });

  it("go to what is near where the new mesh does not cover their triangle", () => {
    const from = square(20, 0);
    const lower = slabMesh(20, 10, { width: 1, height: 0.52 });
    const amount = fill(from, () => 1);
    const [carried] = remapAmounts(from, lower, [amount]);
    expect(Math.abs(sum(carried) - 1)).toBeLessThan(1e-14);
    const { x, y } = findMiddles({ ...lower });
    const below = carried.filter((_, t) => y[t] < 0.46);
    const { area } = findMiddles(lower);
    expect(Math.abs(sum(below) - sum(area.filter((_, t) => y[t] < 0.46)))).toBeLessThan(1e-13);
    // From straight above: no part of the width gets more than it had, within a triangle.
    const left = sum(carried.filter((_, t) => x[t] < 0.5));
    expect(Math.abs(left - 0.5)).toBeLessThan(0.02);
  });

  it("find their way around holes", () => {
    const [one, other] = [1, 1.07].map((radius) => {
      const sites = [
        { x: 20, y: 10, radius: 6 * radius },
        { x: 40, y: 11, radius: 5 * radius },
      ];
      const mesh = meshCrossSection(
        layOut({ width: 60, cathode: 22, separator: 30, lithium: 10 }, sites),
        "draft",
      );
      const kept: number[] = [];
      mesh.region.forEach((region, t) => {
        if (region === 0) kept.push(...mesh.triangles.subarray(3 * t, 3 * t + 3));
      });
      return complete({ points: mesh.points, triangles: Int32Array.from(kept) });
    });
    const amount = findMiddles(one!).area;
    const [carried] = remapAmounts(one!, other!, [amount]);
    expect(Math.abs(sum(carried) / sum(amount) - 1)).toBeLessThan(1e-14);
    // What the larger circles take up is pushed to their rims, the rest is as it was.
    const { area, x, y } = findMiddles(other!);
    const far = carried.filter((_, t) => y[t] > 25e-6);
    expect(Math.abs(sum(far) / sum(area.filter((_, t) => y[t] > 25e-6)) - 1)).toBeLessThan(1e-12);
    const near = (t: number): boolean => Math.hypot(x[t] - 20e-6, y[t] - 10e-6) < 10e-6;
    expect(sum(carried.filter((_, t) => near(t)))).toBeGreaterThan(sum(area.filter((_, t) => near(t))));
  });
});
