/**
 * The lithium front as mechanics sees it: normals into the electrolyte, and the pressure p_n = -n s n that holds
 * plating up (physics.md 3.2).
 */
import { hypot } from "../../base/elementary.ts";
import { type Mesh, REGION_ELECTROLYTE } from "../../mesh/cross-section.ts";
import { addStressForces, type ElementGeometry } from "../element.ts";
import { listEdgeNodes, type QuadraticMesh } from "../quadratic-mesh.ts";

/** Returns unit normals at the points of the front, [nFrontPoint*2]: halfway between those of the edges beside. */
export function computeFrontNormals({ points, frontEdges }: Mesh): Float64Array {
  const count = frontEdges.length / 2;
  const normals = new Float64Array(2 * (count + 1));
  for (let k = 0; k < count; k++) {
    const a = frontEdges[2 * k];
    const b = frontEdges[2 * k + 1];
    const dx = points[2 * b] - points[2 * a];
    const dy = points[2 * b + 1] - points[2 * a + 1];
    const length = hypot(dx, dy);
    for (const point of [k, k + 1]) {
      normals[2 * point] += dy / length;
      normals[2 * point + 1] -= dx / length;
    }
  }
  // A wall has nothing behind it: at the ends the front meets it at right angles.
  for (const end of [0, count]) normals[2 * end] = 0;
  for (let k = 0; k <= count; k++) {
    const length = hypot(normals[2 * k], normals[2 * k + 1]);
    normals[2 * k] /= length;
    normals[2 * k + 1] /= length;
  }
  return normals;
}

/** Writes the pressure at the points of the front, left to right, into `out` [nFrontPoint], Pa. */
export type FrontGauge = (stress: ArrayLike<number> /* [nTriangle*12] */, out: Float64Array) => void;

/**
 * Returns the gauge of compressive normal stress on the electrolyte's side: the force that its elements take up at a
 * point and the halves of the edges beside, over the area that these turn to it. What the body balances is the forces,
 * so the sum is exact and a corner of the front, where stress has no bound, is no exception.
 */
export function createFrontGauge(mesh: QuadraticMesh, geometry: ElementGeometry, corners: Mesh): FrontGauge {
  const { frontEdges, points } = corners;
  const count = frontEdges.length / 2;
  const nodes = listEdgeNodes(mesh, frontEdges, new Int32Array(count).fill(REGION_ELECTROLYTE));
  const beside = listElementsAt(mesh, nodes);
  const area = new Float64Array(2 * (count + 1));
  for (let k = 0; k < count; k++) {
    const [a, b] = [2 * frontEdges[2 * k], 2 * frontEdges[2 * k + 1]];
    for (const point of [k, k + 1]) {
      area[2 * point] += 0.5 * (points[b + 1] - points[a + 1]);
      area[2 * point + 1] -= 0.5 * (points[b] - points[a]);
    }
  }
  // A wall bears what pushes against it: only the force along it is the front's.
  for (const end of [0, count]) area[2 * end] = 0;
  const own = new Float64Array(12 * mesh.region.length);
  const force = new Float64Array(2 * mesh.nodeCount);
  return (stress, out) => {
    for (const t of beside) for (let k = 12 * t; k < 12 * t + 12; k++) own[k] = stress[k];
    force.fill(0);
    addStressForces(mesh, geometry, { values: own, scale: 1 }, force);
    out.fill(0);
    for (let k = 0; k < count; k++) {
      for (const point of [k, k + 1]) {
        // Half of the middle's force, and the point's own at the first edge that has it.
        addAlong(point, nodes[3 * k + 2], 0.5);
        if (point === k + 1 || k === 0) addAlong(point, nodes[3 * k + point - k], 1);
      }
    }
    for (let k = 0; k <= count; k++) out[k] /= area[2 * k] ** 2 + area[2 * k + 1] ** 2;

    function addAlong(point: number, node: number, share: number): void {
      out[point] += share * (force[2 * node] * area[2 * point] + force[2 * node + 1] * area[2 * point + 1]);
    }
  };
}

/** Elements of the electrolyte that have one of these nodes. */
function listElementsAt({ elements, region, nodeCount }: QuadraticMesh, nodes: Int32Array): number[] {
  const marked = new Uint8Array(nodeCount);
  for (const node of nodes) marked[node] = 1;
  const list: number[] = [];
  for (let t = 0; t < region.length; t++) {
    if (region[t] === REGION_ELECTROLYTE && elements.subarray(6 * t, 6 * t + 6).some((n) => marked[n] === 1))
      list.push(t);
  }
  return list;
}
