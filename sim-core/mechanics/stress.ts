/**
 * Stress in plane strain at the quadrature points: s = lambda tr(e) I + 2 mu e - (3 lambda + 2 mu) e* I, with
 * e_zz = 0. Four components each, xx, yy, xy, zz; tension positive.
 */
import type { ElasticModuli } from "./elastic-material.ts";
import type { QuadraticMesh } from "./quadratic-mesh.ts";

/** Components of stress at a point: xx, yy, xy, zz. */
export const STRESS_COMPONENTS = 4;

/** Writes the stress into `out` [nTriangle*12], Pa. */
export function computeStress(
  mesh: QuadraticMesh,
  moduli: ElasticModuli,
  state: {
    readonly strain: ArrayLike<number> /* [nTriangle*9] */;
    readonly eigenstrain?: ArrayLike<number> /* [nTriangle*3], at the corners */;
  },
  out: Float64Array,
): void {
  const { strain, eigenstrain } = state;
  const { region } = mesh;
  for (let t = 0; t < region.length; t++) {
    const lambda = moduli.lambda[region[t]];
    const shear = moduli.shear[region[t]];
    for (let q = 0; q < 3; q++) {
      const from = 9 * t + 3 * q;
      const to = 12 * t + 4 * q;
      const free = eigenstrain ? interpolateCorners(eigenstrain, 3 * t, q) : 0;
      const volume = lambda * (strain[from] + strain[from + 1]) - (3 * lambda + 2 * shear) * free;
      out[to] = volume + 2 * shear * strain[from];
      out[to + 1] = volume + 2 * shear * strain[from + 1];
      out[to + 2] = shear * strain[from + 2];
      out[to + 3] = volume;
    }
  }
}

/** Value at quadrature point q of what is linear between three corner values from `start`. */
export function interpolateCorners(values: ArrayLike<number>, start: number, q: number): number {
  return 0.5 * values[start + q] + (values[start] + values[start + 1] + values[start + 2]) / 6;
}
