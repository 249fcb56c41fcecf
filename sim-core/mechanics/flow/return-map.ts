/**
 * Stress and tangent of points that flow: the trial deviator is scaled back along itself (radial return), pressure
 * stays elastic. Tangent K 1x1 + 2 mu [beta (I_dev - n x n) + slope n x n], n the trial direction, beta = q/q_trial;
 * it is symmetric, and positive where the slope is kept above 0, which ideal plasticity does not do by itself. In plane strain, e_zz = 0 in total.
 * Plastic strain in the order of stress: xx, yy, xy (doubled), zz.
 */
import type { ElasticModuli } from "../elastic-material.ts";
import { TANGENT_ENTRIES } from "../element.ts";
import type { QuadraticMesh } from "../quadratic-mesh.ts";
import { interpolateCorners } from "../stress.ts";
import { type FlowLaw, type Relaxed, relaxStress } from "./flow-law.ts";

export interface FlowProblem {
  readonly mesh: QuadraticMesh;
  readonly moduli: ElasticModuli;
  readonly laws: readonly FlowLaw[] /* [nRegion] */;
  /** Length of the step, s. */
  readonly duration: number;
  /** Smallest slope of the tangent over beta, above 0 up to 1, where the tangent is the secant. */
  readonly stiffening: number;
}

export interface FlowPoints {
  readonly strain: ArrayLike<number> /* [nTriangle*9] */;
  readonly eigenstrain?: ArrayLike<number> /* [nTriangle*3] */;
  /** Before the step. */
  readonly plasticStrain: ArrayLike<number> /* [nTriangle*12] */;
}

export interface FlowResult {
  readonly stress: Float64Array /* [nTriangle*12], Pa */;
  /** After the step. */
  readonly plasticStrain: Float64Array /* [nTriangle*12] */;
  readonly tangent: Float64Array /* [nTriangle*18], Pa */;
}

/** Returns arrays for the results. */
export function createFlowResult({ region }: QuadraticMesh): FlowResult {
  return {
    stress: new Float64Array(12 * region.length),
    plasticStrain: new Float64Array(12 * region.length),
    tangent: new Float64Array(18 * region.length),
  };
}

/** Writes stress, plastic strain and tangent at every quadrature point into `out`. */
export function returnStress(problem: FlowProblem, points: FlowPoints, out: FlowResult): void {
  const { mesh, moduli, laws, duration, stiffening } = problem;
  const relaxed: Relaxed = { stress: 0, slope: 1 };
  const elastic = new Float64Array(4);
  for (let point = 0; point < 3 * mesh.region.length; point++) {
    const region = mesh.region[Math.floor(point / 3)];
    const shear = moduli.shear[region];
    const bulk = moduli.lambda[region] + (2 / 3) * shear;
    const norm = measureTrial(points, point, elastic);
    const trial = Math.sqrt(6) * shear * norm;
    relaxStress(laws[region], trial, { shear, duration }, relaxed);
    const beta = trial > 0 ? relaxed.stress / trial : 1;
    const volume = bulk * (elastic[0] + elastic[1] + elastic[3]);
    const third = (elastic[0] + elastic[1] + elastic[3]) / 3;
    const at = 4 * point;
    for (let c = 0; c < 4; c++) {
      const deviator = c === 2 ? elastic[2] : elastic[c] - third;
      const flown = (1 - beta) * deviator;
      out.plasticStrain[at + c] = points.plasticStrain[at + c] + flown;
      out.stress[at + c] = c === 2 ? shear * beta * deviator : volume + 2 * shear * beta * deviator;
      elastic[c] = norm > 0 ? (c === 2 ? 0.5 : 1) * (deviator / norm) : 0;
    }
    const slope = Math.max(relaxed.slope, stiffening * beta);
    writeTangent(out.tangent, TANGENT_ENTRIES * point, { bulk, shear, beta, slope, direction: elastic });
  }
}

/** Writes the elastic trial strain (xx, yy, xy doubled, zz) and returns the norm of its deviator. */
function measureTrial(points: FlowPoints, point: number, out: Float64Array): number {
  const { strain, plasticStrain, eigenstrain } = points;
  const at = 4 * point;
  const t = Math.floor(point / 3);
  const free = eigenstrain ? interpolateCorners(eigenstrain, 3 * t, point - 3 * t) : 0;
  const xx = strain[3 * point] - free - plasticStrain[at];
  const yy = strain[3 * point + 1] - free - plasticStrain[at + 1];
  const xy = strain[3 * point + 2] - plasticStrain[at + 2];
  const zz = -free - plasticStrain[at + 3];
  out[0] = xx;
  out[1] = yy;
  out[2] = xy;
  out[3] = zz;
  const squares = (xx - yy) ** 2 + (yy - zz) ** 2 + (zz - xx) ** 2;
  return Math.sqrt(squares / 3 + 0.5 * xy * xy);
}

function writeTangent(
  out: Float64Array,
  at: number,
  point: {
    readonly bulk: number;
    readonly shear: number;
    readonly beta: number;
    readonly slope: number;
    readonly direction: ArrayLike<number>;
  },
): void {
  const { bulk, shear, beta, slope, direction: n } = point;
  const soft = 2 * shear * beta;
  const along = 2 * shear * (slope - beta);
  out[at] = bulk + (2 / 3) * soft + along * n[0] * n[0];
  out[at + 1] = bulk - soft / 3 + along * n[0] * n[1];
  out[at + 2] = bulk + (2 / 3) * soft + along * n[1] * n[1];
  out[at + 3] = along * n[0] * n[2];
  out[at + 4] = along * n[1] * n[2];
  out[at + 5] = 0.5 * soft + along * n[2] * n[2];
}
