/** Equilibrium as the discrete equations hold it: forces that part of the body passes on to the rest. */
import { addStressForces, type ElementGeometry } from "../../sim-core/mechanics/element.ts";
import type { QuadraticMesh } from "../../sim-core/mechanics/quadratic-mesh.ts";

/**
 * Returns the vertical force across the height y, N/m, tension positive: what the elements with their centroid
 * below y pass through the nodes that they share with the others (or that are tied to theirs). It equals the integral
 * of s_yy along the cut up to the mesh error, and the applied force up to round-off.
 */
export function sumCutForce(
  mesh: QuadraticMesh,
  geometry: ElementGeometry,
  stress: ArrayLike<number> /* [nTriangle*12], Pa */,
  y: number,
): number {
  const { elements, points, firstNode, nextNode, placeOfNode } = mesh;
  const lower = new Float64Array(stress.length);
  const above = new Uint8Array(mesh.nodeCount);
  for (let t = 0; t < mesh.region.length; t++) {
    let height = 0;
    for (let k = 0; k < 3; k++) height += points[2 * elements[6 * t + k] + 1] / 3;
    if (height < y) for (let k = 12 * t; k < 12 * t + 12; k++) lower[k] = stress[k];
    else for (let k = 0; k < 6; k++) above[elements[6 * t + k]] = 1;
  }
  const force = new Float64Array(2 * mesh.nodeCount);
  addStressForces(mesh, geometry, { values: lower, scale: 1 }, force);
  let sum = 0;
  for (let node = 0; node < mesh.nodeCount; node++) {
    let reaches = false;
    for (let twin = firstNode[placeOfNode[node]]; twin >= 0; twin = nextNode[twin])
      reaches ||= above[twin] === 1;
    if (reaches) sum += force[2 * node + 1];
  }
  return sum;
}
