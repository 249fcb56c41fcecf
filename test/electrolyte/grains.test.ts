import { describe, expect, test } from "vitest";
import {
  brickLayerFactor,
  type GrainParameters,
  resolvedFactor,
} from "../../sim-core/electrolyte/grain-boundary-resistance.ts";
import { countGrains, createGrainMap, type GrainMap } from "../../sim-core/electrolyte/grain-map.ts";
import { slabMesh } from "../fem/slab-mesh.ts";
import { boundaryDensity } from "./boundary-density.ts";

/** Returns kappa_g (S/m), from what a pellet of grains of `measuredSize` conducts; not positive if R_gb explains it all. */
function grainConductivity(pellet: number, grains: GrainParameters): number {
  return 1 / (1 / pellet - grains.boundaryResistance / grains.measuredSize);
}

const box = { width: 400e-6, height: 200e-6 };

function mapGrains(size: number, seed = 1, columns = 60, rows = 30): GrainMap {
  const outcome = createGrainMap(slabMesh(columns, rows, box), box, { size, seed });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.map;
}

function sumLengths({ segments }: GrainMap): number {
  let sum = 0;
  for (let k = 0; k < segments.length; k += 4) {
    sum += Math.hypot(segments[k + 2] - segments[k], segments[k + 3] - segments[k + 1]);
  }
  return sum;
}

/** Of the triangles of the default mesh that lie at least `margin` within the walls. */
function meanInside({ density }: GrainMap, margin: number): number {
  const { points, triangles } = slabMesh(60, 30, box);
  const inside = density.filter((_, t) => {
    const corners = [...triangles.subarray(3 * t, 3 * t + 3)];
    return corners.every((v) => {
      const [x, y] = [points[2 * v], points[2 * v + 1]];
      return Math.min(x, box.width - x, y, box.height - y) > margin;
    });
  });
  return inside.reduce((sum, own) => sum + own) / inside.length;
}

describe("grain boundaries in series", () => {
  const grains = { size: 5e-6, boundaryResistance: 5e-7, measuredSize: 5e-6 };

  test("leave the pellet as it was measured", () => {
    expect(brickLayerFactor(0.3, grains)).toBe(1);
    expect(brickLayerFactor(0.3, { ...grains, size: 1e-6, boundaryResistance: 0 })).toBe(1);
  });

  test("take 1.95 mS/cm of large grains to 1.57 at 0.4 um (Singh 2022: 1.56)", () => {
    const large = { ...grains, size: 0.4e-6, measuredSize: 30e-6 };
    expect(0.195 * brickLayerFactor(0.195, large)).toBeCloseTo(0.157, 3);
  });

  test("add up with the grains to the brick layer, 1/kappa = 1/kappa_g + R/d", () => {
    const own = grainConductivity(0.3, grains);
    expect(1 / own + 5e-7 / 5e-6).toBeCloseTo(1 / 0.3, 12);
    const fine = { ...grains, size: 1e-6 };
    expect(1 / (0.3 * brickLayerFactor(0.3, fine))).toBeCloseTo(1 / own + 5e-7 / 1e-6, 12);
  });

  test("resolved, have the brick layer's resistivity on average", () => {
    const factor = resolvedFactor([0, boundaryDensity(1e-6), 2 * boundaryDensity(1e-6)], 0.3, grains);
    expect(0.3 * factor[0]).toBeCloseTo(grainConductivity(0.3, grains), 13);
    expect(factor[1]).toBeCloseTo(brickLayerFactor(0.3, { ...grains, size: 1e-6 }), 13);
    expect((1 / factor[0] + 1 / factor[2]) / 2).toBeCloseTo(1 / factor[1], 13);
  });
});

describe("the grain map", () => {
  test("has 1.5/d of boundary per area: the fault falls with the number of grains", () => {
    const area = box.width * box.height;
    for (const [size, tolerance] of [
      [20e-6, 0.15],
      [5e-6, 0.04],
      [2e-6, 0.015],
    ]) {
      const measured = sumLengths(mapGrains(size)) / area;
      expect(Math.abs(measured / boundaryDensity(size) - 1), `${size}`).toBeLessThan(tolerance);
    }
    // On average it is exact, away from the walls, which bound cells without being boundaries.
    const seeds = Array.from({ length: 30 }, (_, k) => meanInside(mapGrains(10e-6, k), 20e-6));
    const mean = seeds.reduce((sum, own) => sum + own) / seeds.length;
    expect(Math.abs(mean / boundaryDensity(10e-6) - 1)).toBeLessThan(0.01);
  });

  test("shares all of its length out to the triangles, on fine and coarse meshes alike", () => {
    for (const [columns, rows] of [
      [12, 6],
      [90, 45],
    ]) {
      const map = mapGrains(5e-6, 3, columns, rows);
      const area = (box.width * box.height) / map.density.length;
      const shared = map.density.reduce((sum, own) => sum + own * area, 0);
      expect(shared / sumLengths(map)).toBeCloseTo(1, 10);
    }
  });

  test("gives each triangle the grain whose site is nearest, and parts two grains by every listed edge", () => {
    const map = mapGrains(20e-6);
    expect(map.grainCount).toBe(Math.round(countGrains(box, 20e-6)));
    const { edges, trianglesOfEdge, grain } = map;
    expect(edges.length).toBe(trianglesOfEdge.length);
    expect(edges.length).toBeGreaterThan(200);
    const { triangles } = slabMesh(60, 30, box);
    for (let e = 0; e < edges.length; e += 2) {
      const [t, other] = trianglesOfEdge.subarray(e, e + 2);
      expect(grain[t]).not.toBe(grain[other]);
      for (const side of [t, other]) {
        const corners = [...triangles.subarray(3 * side, 3 * side + 3)];
        expect(corners).toContain(edges[e]);
        expect(corners).toContain(edges[e + 1]);
      }
    }
  });

  test("has its edges of the mesh where boundaries run", () => {
    const map = mapGrains(20e-6);
    for (let e = 0; e < map.trianglesOfEdge.length; e += 2) {
      const [t, other] = map.trianglesOfEdge.subarray(e, e + 2);
      expect(map.density[t] + map.density[other]).toBeGreaterThan(0);
    }
  });

  test("is the same for the same seed and another for another", () => {
    expect(mapGrains(10e-6, 4)).toEqual(mapGrains(10e-6, 4));
    expect(mapGrains(10e-6, 4).segments).not.toEqual(mapGrains(10e-6, 5).segments);
  });

  test("says so when grains are too many", () => {
    const outcome = createGrainMap(slabMesh(4, 4, box), box, { size: 0.1e-6, seed: 1 });
    expect(outcome).toEqual({ ok: false, reason: expect.stringContaining("4500000 grains") });
  });
});
