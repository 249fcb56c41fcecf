/**
 * Lithium that grows at its front by a given thickness: the electrolyte's side of the front is displaced against
 * the lithium's by delta along the normal, a jump between nodes of one place. On lithium that cannot give way this
 * is the rigid growth of physics.md 5.2; elastic lithium takes part of the jump back.
 */
import { assertInvariant } from "../../base/errors.ts";
import { type Mesh, REGION_ELECTROLYTE } from "../../mesh/cross-section.ts";
import { listEdgeNodes, type QuadraticMesh } from "../quadratic-mesh.ts";
import { computeFrontNormals } from "./front-normals.ts";

/**
 * Adds the jump of the front to `out` [nNode*2], the given part of the displacement. `thickness` (m) belongs to the
 * points of the front from left to right, one more than it has edges, and is linear between them.
 */
export function addFrontGrowth(
  mesh: QuadraticMesh,
  corners: Mesh,
  thickness: ArrayLike<number>,
  out: Float64Array,
): void {
  const count = corners.frontEdges.length / 2;
  assertInvariant(thickness.length === count + 1, "the front's growth is given at each of its points");
  const nodes = listEdgeNodes(mesh, corners.frontEdges, new Int32Array(count).fill(REGION_ELECTROLYTE));
  const normals = computeFrontNormals(corners);
  const jumpOf = (k: number, axis: number): number => thickness[k] * normals[2 * k + axis];
  for (let k = 0; k < count; k++) {
    for (let axis = 0; axis < 2; axis++) {
      out[2 * nodes[3 * k] + axis] += jumpOf(k, axis);
      out[2 * nodes[3 * k + 2] + axis] += 0.5 * (jumpOf(k, axis) + jumpOf(k + 1, axis));
    }
  }
  for (let axis = 0; axis < 2; axis++) out[2 * nodes[3 * count - 2] + axis] += jumpOf(count, axis);
}

/** Returns both displacements of every node of a region: held, the region is rigid. */
export function listRegionDisplacements(mesh: QuadraticMesh, region: number): number[] {
  const list: number[] = [];
  for (let node = 0; node < mesh.nodeCount; node++) {
    if (mesh.regionOfNode[node] === region) list.push(2 * node, 2 * node + 1);
  }
  return list;
}
