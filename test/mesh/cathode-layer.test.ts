import { describe, expect, it } from "vitest";
import { createGrainMap } from "../../sim-core/electrolyte/grain-map.ts";
import { extractRegion } from "../../sim-core/fem/submesh.ts";
import { findNeighbours } from "../../sim-core/mesh/adjacency.ts";
import { type CrossSection, REGION_ELECTROLYTE } from "../../sim-core/mesh/cross-section.ts";
import { layerOf, sizeFieldOf } from "../../sim-core/mesh/generation/cathode-layer.ts";
import { meshCrossSection, meshInLayers } from "../../sim-core/mesh/generation/quality-mesh.ts";
import { resolveSettings } from "../../sim-core/mesh/generation/resolution.ts";
import { findFaults, layOut } from "./mesh-checks.ts";

const layers = { width: 60, cathode: 30, separator: 25, lithium: 15 };
const sites = [
  { x: 12, y: 10, radius: 5 },
  { x: 22.4, y: 11, radius: 5 },
  { x: 40, y: 16, radius: 9 },
  { x: 15, y: 24.6, radius: 5 },
];
const section = layOut(layers, sites);

/** The section with a front of waves of `height` um, `above` um over the border of the cathode layer. */
function withFront(above: number, height: number, given: CrossSection = section): CrossSection {
  const count = 61;
  const front = new Float64Array(2 * count);
  for (let k = 0; k < count; k++) {
    front[2 * k] = (k / (count - 1)) * given.width;
    const wave = 1e-6 * height * Math.cos((6 * Math.PI * k) / (count - 1));
    front[2 * k + 1] = given.cathodeThickness + 1e-6 * above + wave;
  }
  return { ...given, front };
}

/** Meshes other cells, so that no layer is remembered but theirs. */
function forget(): void {
  for (const x of [30, 31, 32]) meshCrossSection(layOut(layers, [{ x, y: 10, radius: 5 }]), "draft");
}

describe("the mesh of the cathode layer", () => {
  it("is the beginning of every mesh of the cell, wherever the front is", () => {
    const one = meshInLayers(withFront(25, 0.2), "standard");
    const other = meshInLayers(withFront(20, 2), "standard");
    const { layer } = one;
    if (layer === undefined) throw new Error("the layer was changed");
    expect(other.layer).toBe(layer);
    const count = 3 * layer.region.length;
    expect(count).toBeGreaterThan(3000);
    const { points, nPoint } = layer.triangulation;
    for (const { mesh } of [one, other, meshInLayers(section, "standard")]) {
      expect(mesh.triangles.subarray(0, count)).toEqual(layer.triangulation.vertex.subarray(0, count));
      expect(mesh.points.subarray(0, 2 * nPoint)).toEqual(points.subarray(0, 2 * nPoint));
      expect(mesh.region.subarray(0, count / 3)).toEqual(layer.region);
      expect(mesh.particleEdges).toEqual(layer.edges.particleEdges);
      expect(mesh.minimumAngle).toBeGreaterThanOrEqual(28);
    }
    expect(findFaults(one.mesh, withFront(25, 0.2))).toEqual([]);
    expect(findFaults(other.mesh, withFront(20, 2))).toEqual([]);
  });

  it("gives the same bytes whether it is remembered or not", () => {
    const wavy = withFront(20, 2);
    meshCrossSection(section, "standard");
    const remembered = meshCrossSection(wavy, "standard");
    const before = layerOf(wavy, resolveSettings("standard"));
    forget();
    expect(meshCrossSection(wavy, "standard")).toEqual(remembered);
    expect(layerOf(wavy, resolveSettings("standard"))).not.toBe(before);
  });

  it("is another one where a particle has moved, the mesh is finer, or the separator is thicker", () => {
    const settings = resolveSettings("draft");
    const layer = layerOf(section, settings);
    expect(layerOf(withFront(25, 0.2), settings)).toBe(layer);
    const moved = { ...section, particleY: section.particleY.map((y) => y - 1e-9) };
    const others = [
      [moved, settings],
      [section, resolveSettings("standard")],
      [layOut({ ...layers, separator: 26 }, sites), settings],
    ] as const;
    for (const [other, fineness] of others) {
      expect(layerOf(other, fineness)).not.toBe(layer);
      expect(layerOf(section, settings)).toBe(layer);
    }
  });

  it("is refined where lithium comes near it, and never coarser than the field asks", () => {
    const near = layOut(layers, sites, [{ x: 30, halfWidth: 1, depth: 24.6 }]);
    const { mesh, layer } = meshInLayers(near, "draft");
    expect(layer).toBeUndefined();
    expect(findFaults(mesh, near)).toEqual([]);
    expect(mesh.minimumAngle).toBeGreaterThanOrEqual(28);
    const field = sizeFieldOf(near, resolveSettings("draft"));
    let worst = 0;
    for (let t = 0; t < mesh.region.length; t++) {
      const [a, b, c] = [0, 1, 2].map((k) => 2 * mesh.triangles[3 * t + k]);
      const at = (axis: number): number =>
        (mesh.points[a + axis] + mesh.points[b + axis] + mesh.points[c + axis]) / 3;
      const sides = [a, b, c].map((v, k) => {
        const w = [b, c, a][k];
        return Math.hypot(mesh.points[w] - mesh.points[v], mesh.points[w + 1] - mesh.points[v + 1]);
      });
      const [u, v] = [b, c].map((w) => [
        mesh.points[w] - mesh.points[a],
        mesh.points[w + 1] - mesh.points[a + 1],
      ]);
      const radius = (sides[0] * sides[1] * sides[2]) / (2 * (u[0] * v[1] - u[1] * v[0]));
      worst = Math.max(worst, radius / field.sizeAt(at(0), at(1)));
    }
    expect(worst).toBeLessThan(0.8501);
  });
});

describe("grains of triangles that meshes share", () => {
  const box = { width: section.width, height: section.cathodeThickness + section.electrolyteThickness };
  const grains = { size: 5e-6, seed: 3 };

  it("are those that are found for all triangles at once, and the same objects' anew", () => {
    for (const given of [withFront(25, 0.2), withFront(20, 2)]) {
      const { mesh, layer } = meshInLayers(given, "standard");
      if (layer === undefined) throw new Error("the layer was changed");
      const electrolyte = extractRegion(mesh, REGION_ELECTROLYTE);
      const shared = { owner: layer, count: layer.electrolyteCount };
      const [together, apart] = [
        createGrainMap(electrolyte, box, grains),
        createGrainMap(electrolyte, box, grains, { shared }),
      ];
      if (!together.ok || !apart.ok) throw new Error("no grains");
      expect(apart.map.grain).toEqual(together.map.grain);
      expect(apart.map.edges).toEqual(together.map.edges);
      expect(apart.map.trianglesOfEdge).toEqual(together.map.trianglesOfEdge);
      together.map.density.forEach((own, t) => {
        expect(Math.abs(apart.map.density[t] - own)).toBeLessThan(1e-9 * own + 1e-3);
      });
      const neighbour = findNeighbours(electrolyte.triangles, electrolyte.nodeCount);
      const first = findNeighbours(
        electrolyte.triangles.subarray(0, 3 * shared.count),
        electrolyte.nodeCount,
      );
      expect(findNeighbours(electrolyte.triangles, electrolyte.nodeCount, first)).toEqual(neighbour);
    }
    // Another seed on the same layer is another map.
    const { mesh, layer } = meshInLayers(section, "standard");
    const electrolyte = extractRegion(mesh, REGION_ELECTROLYTE);
    const shared = layer && { owner: layer, count: layer.electrolyteCount };
    const [one, other] = [3, 4].map((seed) =>
      createGrainMap(electrolyte, box, { size: 5e-6, seed }, { shared }),
    );
    if (!one.ok || !other.ok) throw new Error("no grains");
    const count = layer?.electrolyteCount;
    expect(other.map.grain.subarray(0, count)).not.toEqual(one.map.grain.subarray(0, count));
  });
});
