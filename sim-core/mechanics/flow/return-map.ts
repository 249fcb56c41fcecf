/**
 * Stress of points that flow: the trial deviator is scaled back along itself (radial return), pressure stays elastic.
 * In plane strain, e_zz = 0 in total. Plastic strain in the order of stress: xx, yy, xy (doubled), zz.
 */
import type { ElasticModuli } from "../elastic-material.ts";
import type { QuadraticMesh } from "../quadratic-mesh.ts";
import { interpolateCorners } from "../stress.ts";
import { type FlowLaw, type Relaxed, relaxStress } from "./flow-law.ts";

export interface FlowProblem {
  readonly mesh: QuadraticMesh;
  readonly moduli: ElasticModuli;
  readonly laws: readonly FlowLaw[] /* [nRegion] */;
  /** Length of the step, s. */
  readonly duration: number;
}

export interface FlowPoints {
  readonly strain: ArrayLike<number> /* [nTriangle*9] */;
  readonly eigenstrain?: ArrayLike<number> /* [nTriangle*3] */;
  /** Before the step. */
  readonly plasticStrain: ArrayLike<number> /* [nTriangle*12] */;
}

export interface FlowResult {
  readonly stress: Float64Array /* [nTriangle*12], Pa */;
  /** 1 where a point flows; what follows is of these points only, of others it is what it was. */
  readonly flowing: Uint8Array /* [nTriangle*3] */;
  /** What is left of the trial deviator, 0..1, and the derivative of its size to that of the trial. */
  readonly beta: Float64Array /* [nTriangle*3] */;
  readonly slope: Float64Array /* [nTriangle*3] */;
  /** Of the trial deviator: unit tensor, components xx, yy, xy. */
  readonly direction: Float64Array /* [nTriangle*9] */;
}

/** Returns arrays for the results. */
export function createFlowResult({ region }: QuadraticMesh): FlowResult {
  const points = 3 * region.length;
  return {
    stress: new Float64Array(4 * points),
    flowing: new Uint8Array(points),
    beta: new Float64Array(points).fill(1),
    slope: new Float64Array(points).fill(1),
    direction: new Float64Array(3 * points),
  };
}

/** Writes the stress at every quadrature point, and how those that flow do, into `out`. */
export function returnStress(problem: FlowProblem, points: FlowPoints, out: FlowResult): void {
  const { mesh, moduli, laws, duration } = problem;
  const { strain, eigenstrain, plasticStrain: plastic } = points;
  const { stress, flowing, beta, slope, direction } = out;
  const relaxed: Relaxed = { stress: 0, slope: 1 };
  for (let t = 0, point = 0; t < mesh.region.length; t++) {
    const region = mesh.region[t];
    const shear = moduli.shear[region];
    const bulk = moduli.lambda[region] + (2 / 3) * shear;
    const law = laws[region];
    const yieldStress = law.kind === "elastic" ? Number.POSITIVE_INFINITY : law.yieldStress;
    const mean = eigenstrain ? (eigenstrain[3 * t] + eigenstrain[3 * t + 1] + eigenstrain[3 * t + 2]) / 6 : 0;
    for (let q = 0; q < 3; q++, point++) {
      const at = 4 * point;
      const free = eigenstrain ? 0.5 * eigenstrain[point] + mean : 0;
      const xx = strain[3 * point] - free - plastic[at];
      const yy = strain[3 * point + 1] - free - plastic[at + 1];
      const xy = strain[3 * point + 2] - plastic[at + 2];
      const zz = -free - plastic[at + 3];
      const squares = (xx - yy) ** 2 + (yy - zz) ** 2 + (zz - xx) ** 2;
      const norm = Math.sqrt(squares / 3 + 0.5 * xy * xy);
      const trial = Math.sqrt(6) * shear * norm;
      const third = (xx + yy + zz) / 3;
      let left = 1;
      flowing[point] = 0;
      if (trial > yieldStress) {
        relaxStress(law, trial, { shear, duration }, relaxed);
        left = relaxed.stress / trial;
        flowing[point] = 1;
        beta[point] = left;
        slope[point] = relaxed.slope;
        direction[3 * point] = (xx - third) / norm;
        direction[3 * point + 1] = (yy - third) / norm;
        direction[3 * point + 2] = (0.5 * xy) / norm;
      }
      const volume = 3 * bulk * third;
      const stiff = 2 * shear * left;
      stress[at] = volume + stiff * (xx - third);
      stress[at + 1] = volume + stiff * (yy - third);
      stress[at + 2] = 0.5 * stiff * xy;
      stress[at + 3] = volume + stiff * (zz - third);
    }
  }
}

/** Returns the plastic strain after the step that `result` is of, [nTriangle*12]. */
export function addFlow(
  { strain, eigenstrain, plasticStrain: before }: FlowPoints,
  { flowing, beta }: Pick<FlowResult, "flowing" | "beta">,
): Float64Array {
  const after = Float64Array.from(before);
  for (let point = 0, at = 0; point < flowing.length; point++, at += 4) {
    if (flowing[point] === 0) continue;
    const q = point % 3;
    const free = eigenstrain ? interpolateCorners(eigenstrain, point - q, q) : 0;
    const xx = strain[3 * point] - free - before[at];
    const yy = strain[3 * point + 1] - free - before[at + 1];
    const zz = -free - before[at + 3];
    const third = (xx + yy + zz) / 3;
    const share = 1 - beta[point];
    after[at] += share * (xx - third);
    after[at + 1] += share * (yy - third);
    after[at + 2] += share * (strain[3 * point + 2] - before[at + 2]);
    after[at + 3] += share * (zz - third);
  }
  return after;
}
