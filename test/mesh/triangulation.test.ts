import { incircle } from "robust-predicates";
import { expect, it } from "vitest";
import { createRandom } from "../../sim-core/base/random.ts";
import { NO_FEATURE, WALL } from "../../sim-core/mesh/generation/outline.ts";
import {
  collectCavity,
  collectSplitCavity,
  createCavity,
  createTriangulation,
  fillCavity,
  isStarShaped,
  nextEdge,
  previousEdge,
  sideOf,
  type Triangulation,
} from "../../sim-core/mesh/generation/triangulation.ts";

const square = [0, 0, 1, 0, 1, 1, 0, 1];
/** The unit square with one diagonal as an edge that must stay. */
const DIAGONAL = 7;

function createSquare(): Triangulation {
  const outline = {
    points: square,
    edges: [0, 1, 1, 2, 2, 3, 3, 0, 0, 2],
    featureOfEdge: [WALL, WALL, WALL, WALL, DIAGONAL],
    firstOfParticle: new Int32Array(0),
    bottomLeft: 0,
    topLeft: 3,
    frontLeft: 3,
  };
  return createTriangulation(Float64Array.from(square), outline);
}

/** Twins point at each other, the hull is the square's border, and the mesh is Delaunay but for the outline's edges. */
function expectSound(mesh: Triangulation): void {
  const { points, vertex, twin, feature } = mesh;
  let area = 0;
  for (let e = 0; e < 3 * mesh.nTriangle; e++) {
    const a = vertex[e];
    const b = vertex[nextEdge(e)];
    const apex = vertex[previousEdge(e)];
    area += sideOf(points, a, b, { x: points[2 * apex], y: points[2 * apex + 1] }) / 6;
    const isBorder = [0, 1].some((axis) => {
      const [u, v] = [points[2 * a + axis], points[2 * b + axis]];
      return u === v && (u === 0 || u === 1);
    });
    const isDiagonal = points[2 * a] === points[2 * a + 1] && points[2 * b] === points[2 * b + 1];
    expect(twin[e] < 0).toBe(isBorder);
    expect(feature[e]).toBe(isBorder ? WALL : isDiagonal ? DIAGONAL : NO_FEATURE);
    if (twin[e] < 0) continue;
    expect(twin[twin[e]]).toBe(e);
    expect(vertex[twin[e]]).toBe(b);
    if (feature[e] !== NO_FEATURE) continue;
    const far = vertex[previousEdge(twin[e])];
    const corners = [a, b, apex, far].flatMap((v) => [points[2 * v], points[2 * v + 1]]);
    expect(incircle(...(corners as Parameters<typeof incircle>))).toBeLessThanOrEqual(0);
  }
  expect(area).toBeCloseTo(1, 12);
  expect(mesh.nTriangle).toBe(2 * mesh.nPoint - 2 - countHull(mesh));
}

function countHull(mesh: Triangulation): number {
  let count = 0;
  for (let e = 0; e < 3 * mesh.nTriangle; e++) if (mesh.twin[e] < 0) count++;
  return count;
}

it("stays Delaunay while points go in and outline edges, of the hull too, are halved", () => {
  const mesh = createSquare();
  const cavity = createCavity();
  const random = createRandom(5, "triangulation");
  expectSound(mesh);
  for (let k = 0; k < 300; k++) {
    if (k % 3 === 0) {
      const e = pickEdge(mesh, random.uniform());
      const [a, b] = [mesh.vertex[e], mesh.vertex[nextEdge(e)]];
      const at = {
        x: 0.5 * (mesh.points[2 * a] + mesh.points[2 * b]),
        y: 0.5 * (mesh.points[2 * a + 1] + mesh.points[2 * b + 1]),
      };
      collectSplitCavity(mesh, cavity, at, e);
      expect(isStarShaped(mesh, cavity, at)).toBe(true);
      fillCavity(mesh, cavity, at, { a, b, feature: mesh.feature[e], onHull: mesh.twin[e] < 0 });
    } else {
      const at = { x: random.uniform(), y: random.uniform() };
      collectCavity(mesh, cavity, at, findTriangle(mesh, at));
      expect(isStarShaped(mesh, cavity, at)).toBe(true);
      fillCavity(mesh, cavity, at);
    }
  }
  expect(mesh.nPoint).toBe(304);
  expectSound(mesh);
});

/** A half-edge of the outline, its length at least 1/64 so that halving stays exact. */
function pickEdge(mesh: Triangulation, share: number): number {
  const found: number[] = [];
  for (let e = 0; e < 3 * mesh.nTriangle; e++) {
    const [a, b] = [2 * mesh.vertex[e], 2 * mesh.vertex[nextEdge(e)]];
    const length = Math.hypot(mesh.points[a] - mesh.points[b], mesh.points[a + 1] - mesh.points[b + 1]);
    if (mesh.feature[e] !== NO_FEATURE && length > 1 / 64) found.push(e);
  }
  return found[Math.floor(share * found.length)];
}

function findTriangle(mesh: Triangulation, at: { x: number; y: number }): number {
  for (let t = 0; t < mesh.nTriangle; t++) {
    const edges = [3 * t, 3 * t + 1, 3 * t + 2];
    if (edges.every((e) => sideOf(mesh.points, mesh.vertex[e], mesh.vertex[nextEdge(e)], at) >= 0))
      return 3 * t;
  }
  return -1;
}
