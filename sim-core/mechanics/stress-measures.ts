/** Scalar measures of stress in plane strain, from components xx, yy, xy, zz; tension positive. */
import { hypot } from "../base/elementary.ts";
import type { QuadraticMesh } from "./quadratic-mesh.ts";
import { STRESS_COMPONENTS } from "./stress.ts";

/** A measure of the stress at place `at` of an array of components. */
export type StressMeasure = (stress: ArrayLike<number>, at: number) => number;

/** Returns the von Mises stress, sqrt(3/2 s:s) of the deviator s, Pa. */
export function vonMises(stress: ArrayLike<number>, at: number): number {
  const xx = stress[at];
  const yy = stress[at + 1];
  const xy = stress[at + 2];
  const zz = stress[at + 3];
  return Math.sqrt(0.5 * ((xx - yy) ** 2 + (yy - zz) ** 2 + (zz - xx) ** 2) + 3 * xy * xy);
}

/** Returns the mean (hydrostatic) stress, Pa. */
export function meanStress(stress: ArrayLike<number>, at: number): number {
  return (stress[at] + stress[at + 1] + stress[at + 3]) / 3;
}

/** Returns the largest of the three principal stresses, Pa. */
export function largestPrincipal(stress: ArrayLike<number>, at: number): number {
  return Math.max(largestInPlane(stress, at), stress[at + 3]);
}

function largestInPlane(stress: ArrayLike<number>, at: number): number {
  const half = 0.5 * (stress[at] - stress[at + 1]);
  return 0.5 * (stress[at] + stress[at + 1]) + hypot(half, stress[at + 2]);
}

/** Writes a measure of the stress at each place into `out` [nPlace]. */
export function measureStress(
  stress: ArrayLike<number> /* [nPlace*4] */,
  measure: StressMeasure,
  out: Float64Array | Float32Array,
): void {
  for (let k = 0; k < stress.length / STRESS_COMPONENTS; k++) out[k] = measure(stress, STRESS_COMPONENTS * k);
}

export interface Extreme {
  readonly value: number;
  readonly node: number;
  readonly x: number;
  readonly y: number;
}

/** Returns the largest of the nodal values in a region (in all without one), and where it is; null in an empty one. */
export function findLargest(
  mesh: QuadraticMesh,
  values: ArrayLike<number> /* [nNode] */,
  region?: number,
): Extreme | null {
  let best = -1;
  for (let node = 0; node < mesh.nodeCount; node++) {
    if (region !== undefined && mesh.regionOfNode[node] !== region) continue;
    if (best < 0 || values[node] > values[best]) best = node;
  }
  if (best < 0) return null;
  return { value: values[best], node: best, x: mesh.points[2 * best], y: mesh.points[2 * best + 1] };
}
