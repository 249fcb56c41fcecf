/**
 * The lithium front as mechanics sees it: normals into the electrolyte, and the pressure p_n = -n s n that holds
 * plating up (physics.md 3.2).
 */
import { type Mesh, REGION_ELECTROLYTE } from "../mesh/cross-section.ts";
import { findNode, type QuadraticMesh } from "./quadratic-mesh.ts";
import { STRESS_COMPONENTS } from "./stress.ts";

/** Returns unit normals at the points of the front, [nFrontPoint*2]: halfway between those of the edges beside. */
export function computeFrontNormals({ points, frontEdges }: Mesh): Float64Array {
  const count = frontEdges.length / 2;
  const normals = new Float64Array(2 * (count + 1));
  for (let k = 0; k < count; k++) {
    const a = frontEdges[2 * k];
    const b = frontEdges[2 * k + 1];
    const dx = points[2 * b] - points[2 * a];
    const dy = points[2 * b + 1] - points[2 * a + 1];
    const length = Math.hypot(dx, dy);
    for (const point of [k, k + 1]) {
      normals[2 * point] += dy / length;
      normals[2 * point + 1] -= dx / length;
    }
  }
  // A wall has nothing behind it: at the ends the front meets it at right angles.
  for (const end of [0, count]) normals[2 * end] = 0;
  for (let k = 0; k <= count; k++) {
    const length = Math.hypot(normals[2 * k], normals[2 * k + 1]);
    normals[2 * k] /= length;
    normals[2 * k + 1] /= length;
  }
  return normals;
}

/**
 * Writes the compressive normal stress on the electrolyte's side at the points of the front, left to right, into
 * `out` [nFrontPoint], Pa. At a corner of the front the elastic stress has no bound and the value is the mesh's.
 */
export function measureFrontPressure(
  mesh: QuadraticMesh,
  corners: Mesh,
  nodal: ArrayLike<number> /* [nNode*4], see nodal-stress */,
  out: Float64Array,
): void {
  const { frontEdges } = corners;
  const normals = computeFrontNormals(corners);
  for (let k = 0; k <= frontEdges.length / 2; k++) {
    const point = k === 0 ? frontEdges[0] : frontEdges[2 * k - 1];
    const at = STRESS_COMPONENTS * findNode(mesh, point, REGION_ELECTROLYTE);
    const nx = normals[2 * k];
    const ny = normals[2 * k + 1];
    out[k] = -(nodal[at] * nx * nx + nodal[at + 1] * ny * ny + 2 * nodal[at + 2] * nx * ny);
  }
}
