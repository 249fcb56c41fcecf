/** What the past says about the next step: polynomial extrapolation of potentials and surfaces. */
import type { BoundaryPotentials } from "../cell/interface-kinetics.ts";
import type { PastStep } from "../cell/state.ts";

/** Lagrange weights of up to three past states, newest first, for a step `dt` ahead of the newest. */
export function extrapolationWeights(past: readonly PastStep[], dt: number): number[] {
  return lagrangeWeights(listTimes(past), dt);
}

/** Times of past states relative to the newest, s. */
function listTimes(past: readonly PastStep[]): number[] {
  let time = 0;
  return past.map((entry) => {
    const own = time;
    time -= entry.timeStep;
    return own;
  });
}

function lagrangeWeights(times: readonly number[], at: number): number[] {
  return times.map((own, i) => {
    let weight = 1;
    times.forEach((other, j) => {
      if (j !== i) weight *= (at - other) / (own - other);
    });
    return weight;
  });
}

/** A solution of the same step with another length. */
export interface NearbySolution {
  readonly dt: number /* s */;
  readonly potentials: BoundaryPotentials;
}

/** What the past and a nearby solution say of the end of a step `dt`: a guess only, as no error is judged by it. */
export function interpolatePotentials(
  past: readonly PastStep[],
  near: NearbySolution,
  dt: number,
): BoundaryPotentials {
  const recent = past.slice(0, 2);
  const weights = lagrangeWeights([near.dt, ...listTimes(recent)], dt);
  return extrapolatePotentials([near, ...recent], weights);
}

/** Extrapolates all parts of the potentials. */
export function extrapolatePotentials(
  past: readonly { readonly potentials: BoundaryPotentials }[],
  weights: readonly number[],
): BoundaryPotentials {
  const combine = (part: (potentials: BoundaryPotentials) => ArrayLike<number>): Float64Array => {
    const sum = new Float64Array(part(past[0]!.potentials).length);
    past.forEach((entry, i) => {
      const values = part(entry.potentials);
      const weight = weights[i]!;
      for (let k = 0; k < sum.length; k++) sum[k]! += weight * values[k]!;
    });
    return sum;
  };
  let voltage = 0;
  let drive = 0;
  past.forEach((entry, i) => {
    voltage += weights[i]! * entry.potentials.voltage;
    drive += weights[i]! * entry.potentials.drive;
  });
  return {
    potential: combine((p) => p.potential),
    injection: combine((p) => p.injection),
    particleCurrent: combine((p) => p.particleCurrent),
    voltage,
    drive,
  };
}

export function copyPotentials(potentials: BoundaryPotentials): BoundaryPotentials {
  return extrapolatePotentials([{ potentials }], [1]);
}

/** Extrapolates the surface stoichiometries. */
export function extrapolateSurface(past: readonly PastStep[], weights: readonly number[]): Float64Array {
  const sum = new Float64Array(past[0]!.surface.length);
  past.forEach((entry, i) => {
    for (let p = 0; p < sum.length; p++) sum[p]! += weights[i]! * entry.surface[p]!;
  });
  return sum;
}
