/** Meshes, supports and ways to solve for the tests of solid mechanics. */

import type { Supports } from "../../sim-core/mechanics/displacement-map.ts";
import { createModuli, type ElasticMaterial } from "../../sim-core/mechanics/elastic-material.ts";
import {
  createElasticSystem,
  createField,
  type ElasticLoad,
} from "../../sim-core/mechanics/elastic-system.ts";
import { averageStress } from "../../sim-core/mechanics/nodal-stress.ts";
import { createQuadraticMesh, type QuadraticMesh } from "../../sim-core/mechanics/quadratic-mesh.ts";
import type { CrossSection, Mesh } from "../../sim-core/mesh/cross-section.ts";
import { slabMesh } from "../fem/slab-mesh.ts";

/** A unit square, unevenly meshed. */
export function unevenSquare(n: number): QuadraticMesh {
  const { points, triangles } = slabMesh(n, n, { width: 1, height: 1 });
  const bend = (x: number, y: number): number => 0.08 * Math.sin(2 * Math.PI * x) * Math.sin(Math.PI * y);
  for (let v = 0; v < points.length; v += 2) {
    const [x, y] = [points[v], points[v + 1]];
    points[v] += bend(x, y);
    points[v + 1] += bend(y, x);
  }
  return createQuadraticMesh({ points, triangles, region: new Int32Array(triangles.length / 3) });
}

/** Rings of triangles about the origin; a first radius of 0 gives a disc. `inner` rings are region 1. */
export function ringMesh(radii: readonly number[], sectors: number, inner = 0) {
  const points: number[] = [];
  const triangles: number[] = [];
  const region: number[] = [];
  const start: number[] = [];
  radii.forEach((r, k) => {
    start.push(points.length / 2);
    for (let s = 0; s < (r === 0 ? 1 : sectors); s++) {
      const angle = (2 * Math.PI * (s + (k % 2) / 2)) / sectors;
      points.push(r * Math.cos(angle), r * Math.sin(angle));
    }
  });
  for (let k = 0; k + 1 < radii.length; k++) {
    for (let s = 0; s < sectors; s++) {
      const next = (s + 1) % sectors;
      const [a, b] = radii[k] === 0 ? [start[k], start[k]] : [start[k] + s, start[k] + next];
      const [c, d] = [start[k + 1] + s, start[k + 1] + next];
      // Odd rings are turned by half a sector, so the diagonals alternate.
      const pair = k % 2 === 0 ? [a, c, b, b, c, d] : [a, c, d, a, d, b];
      for (const three of radii[k] === 0 ? [[a, c, d]] : [pair.slice(0, 3), pair.slice(3)]) {
        triangles.push(...three);
        region.push(k < inner ? 1 : 0);
      }
    }
  }
  return { points: Float64Array.from(points), triangles: Int32Array.from(triangles), region };
}

/** Radii that grow by a constant factor. */
export function gradedRadii(from: number, to: number, count: number): number[] {
  return Array.from({ length: count + 1 }, (_, k) => from * (to / from) ** (k / count));
}

/** Nodes at about this distance from the origin; middles of straight edges lie a little inside. */
export function nodesAt(mesh: QuadraticMesh, radius: number, region: number): number[] {
  const found: number[] = [];
  for (let node = 0; node < mesh.nodeCount; node++) {
    const r = Math.hypot(mesh.points[2 * node], mesh.points[2 * node + 1]);
    if (mesh.regionOfNode[node] === region && Math.abs(r / radius - 1) < 0.005) found.push(node);
  }
  return found;
}

/** Three displacements that keep a free body about the origin in place: its node farthest right and the opposite. */
export function holdLoosely(mesh: QuadraticMesh): number[] {
  let right = 0;
  let left = 0;
  for (let node = 0; node < mesh.nodeCount; node++) {
    if (mesh.points[2 * node] > mesh.points[2 * right]) right = node;
    if (mesh.points[2 * node] < mesh.points[2 * left]) left = node;
  }
  return [2 * right, 2 * right + 1, 2 * left + 1];
}

export function solveBody(
  mesh: QuadraticMesh,
  supports: Supports,
  materials: readonly ElasticMaterial[],
  load: ElasticLoad,
) {
  const system = createElasticSystem(mesh, supports);
  const outcome = system.load(createModuli(materials));
  if (!outcome.ok) throw new Error(`pivot ${outcome.pivot} at ${outcome.column}`);
  const field = createField(mesh);
  system.solve(load, field);
  const nodal = new Float64Array(4 * mesh.nodeCount);
  averageStress(mesh, system.geometry, field.stress, nodal);
  return { system, field, nodal };
}

export const ELECTROLYTE: ElasticMaterial = { youngsModulus: 28e9, poissonRatio: 0.27 };
export const LITHIUM: ElasticMaterial = { youngsModulus: 7.8e9, poissonRatio: 0.38 };
export const PARTICLE: ElasticMaterial = { youngsModulus: 140e9, poissonRatio: 0.3 };

/** A piece of cell with two particles and a protrusion, not symmetric. */
export const SMALL_SECTION: CrossSection = {
  width: 40e-6,
  cathodeThickness: 20e-6,
  electrolyteThickness: 25e-6,
  lithiumThickness: 15e-6,
  particleX: Float64Array.of(11e-6, 28e-6),
  particleY: Float64Array.of(10e-6, 9e-6),
  particleRadius: Float64Array.of(5e-6, 6e-6),
  protrusions: [{ x: 24e-6, halfWidth: 5e-6, depth: 9e-6 }],
};

/** One material per region of a cross-section. */
export function materialsOf(section: CrossSection): ElasticMaterial[] {
  return [ELECTROLYTE, LITHIUM, ...Array.from(section.particleX, () => PARTICLE)];
}

/** Value of each particle, spread over its elements' corners; zero elsewhere. */
export function spreadByParticle(mesh: { region: ArrayLike<number> }, values: ArrayLike<number>) {
  return Float64Array.from({ length: 3 * mesh.region.length }, (_, k) => {
    const region = mesh.region[Math.floor(k / 3)];
    return region >= 2 ? values[region - 2] : 0;
  });
}

/** The mesh seen in a mirror that stands at x = width / 2. */
export function mirrorMesh(mesh: Mesh, width: number): Mesh {
  const points = mesh.points.map((value, k) => (k % 2 === 0 ? width - value : value));
  const triangles = mesh.triangles.slice();
  for (let t = 0; t < triangles.length; t += 3) {
    [triangles[t + 1], triangles[t + 2]] = [triangles[t + 2], triangles[t + 1]];
  }
  const reverse = (edges: Int32Array): Int32Array => edges.slice().reverse();
  return {
    ...mesh,
    points,
    triangles,
    particleEdges: reverse(mesh.particleEdges),
    particleOfEdge: reverse(mesh.particleOfEdge),
    frontEdges: reverse(mesh.frontEdges),
    cathodeCollectorEdges: reverse(mesh.cathodeCollectorEdges),
    anodeCollectorEdges: reverse(mesh.anodeCollectorEdges),
  };
}
