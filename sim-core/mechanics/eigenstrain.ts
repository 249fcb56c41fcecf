/** Eigenstrain of the cross-section's parts, at the corners of their elements as the elastic load takes it. */
import { REGION_LITHIUM, REGION_PARTICLE } from "../mesh/cross-section.ts";
import type { CornerMesh } from "./quadratic-mesh.ts";

/** Adds a uniform linear eigenstrain of each particle to `out` [nTriangle*3]. */
export function addParticleEigenstrain(
  mesh: CornerMesh,
  strain: ArrayLike<number> /* [nParticle] */,
  out: Float64Array,
): void {
  for (let t = 0; t < mesh.region.length; t++) {
    const p = mesh.region[t] - REGION_PARTICLE;
    if (p < 0) continue;
    for (let k = 3 * t; k < 3 * t + 3; k++) out[k] += strain[p];
  }
}

/**
 * Adds a uniform linear eigenstrain of the lithium below the height `front`, its protrusions, to `out`
 * [nTriangle*3]. The mesh has no edges at that height within the lithium: a triangle across it takes its share.
 */
export function addProtrusionEigenstrain(
  mesh: CornerMesh,
  protrusion: { readonly front: number; readonly strain: number },
  out: Float64Array,
): void {
  for (let t = 0; t < mesh.region.length; t++) {
    if (mesh.region[t] !== REGION_LITHIUM) continue;
    const heights = [0, 1, 2].map((k) => mesh.points[2 * mesh.triangles[3 * t + k] + 1] - protrusion.front);
    const share = shareBelow(heights.sort((a, b) => a - b));
    for (let k = 3 * t; k < 3 * t + 3; k++) out[k] += share * protrusion.strain;
  }
}

/** Share of a triangle's area below zero; its corners' heights ascend. */
function shareBelow([low, middle, high]: number[]): number {
  if (low >= 0) return 0;
  if (high <= 0) return 1;
  if (middle >= 0) return (low * low) / ((middle - low) * (high - low));
  return 1 - (high * high) / ((high - low) * (high - middle));
}
