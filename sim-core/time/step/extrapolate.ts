/** What the past says about the next step: polynomial extrapolation of potentials. */

import type { PastStep } from "../../cell/state.ts";
import type { BoundaryPotentials } from "../../potentials/interface-kinetics.ts";
import type { ModalPotentials } from "../../potentials/interface-modes.ts";

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

/** Weights of values at `times` in their polynomial's value at another time. */
export function lagrangeWeights(times: readonly number[], at: number): number[] {
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

/** Solutions and weights by which the end of a step `dt` is predicted. */
export interface Predictor {
  readonly past: readonly { readonly potentials: BoundaryPotentials }[];
  readonly weights: readonly number[];
}

/** What the past and a nearby solution say of the end of a step `dt`: a guess only, as no error is judged by it. */
export function interpolateNear(past: readonly PastStep[], near: NearbySolution, dt: number): Predictor {
  const recent = past.slice(0, 2);
  return { past: [near, ...recent], weights: lagrangeWeights([near.dt, ...listTimes(recent)], dt) };
}

/**
 * Extrapolates all parts of the potentials of up to three past states. With `inModes` only the modes where all have
 * them, as the reduced model needs no more: potential and injection are the newest ones then, and not to be written to.
 */
export function extrapolatePotentials(
  past: readonly { readonly potentials: BoundaryPotentials }[],
  weights: readonly number[],
  inModes = false,
): BoundaryPotentials {
  const drive = extrapolateDrive(past, weights);
  const modes = inModes ? extrapolateModes(past, weights) : undefined;
  if (modes !== undefined) {
    const { potential, injection } = past[0].potentials;
    return { ...drive, potential, injection, modes };
  }
  return {
    ...drive,
    potential: combine(past, weights, ({ potentials }) => potentials.potential),
    injection: combine(past, weights, ({ potentials }) => potentials.injection),
  };
}

function extrapolateModes(
  past: readonly { readonly potentials: BoundaryPotentials }[],
  weights: readonly number[],
): ModalPotentials | undefined {
  const modes: ModalPotentials[] = [];
  let frontPotential = 0;
  for (const { potentials } of past) {
    if (potentials.modes === undefined) return undefined;
    frontPotential += weights[modes.length] * potentials.modes.frontPotential;
    modes.push(potentials.modes);
  }
  return {
    frontPotential,
    current: combine(modes, weights, (own) => own.current),
    amplitude: combine(modes, weights, (own) => own.amplitude),
  };
}

/** Extrapolates what drives the particles and their currents. */
export function extrapolateDrive(
  past: readonly { readonly potentials: BoundaryPotentials }[],
  weights: readonly number[],
): Omit<BoundaryPotentials, "potential" | "injection"> {
  let voltage = 0;
  let drive = 0;
  for (let i = 0; i < past.length; i++) {
    voltage += weights[i] * past[i].potentials.voltage;
    drive += weights[i] * past[i].potentials.drive;
  }
  return {
    particleCurrent: combine(past, weights, ({ potentials }) => potentials.particleCurrent),
    voltage,
    drive,
  };
}

/** In one pass, as these are the longest vectors that a step leaves behind. */
function combine<T>(
  past: readonly T[],
  weights: readonly number[],
  part: (entry: T) => Float64Array,
): Float64Array {
  const a = part(past[0]);
  const b = past.length > 1 ? part(past[1]) : undefined;
  const c = past.length > 2 ? part(past[2]) : undefined;
  const [u, v, w] = [weights[0], weights[1], weights[2]];
  const sum = new Float64Array(a.length);
  if (b === undefined) for (let k = 0; k < sum.length; k++) sum[k] = u * a[k];
  else if (c === undefined) for (let k = 0; k < sum.length; k++) sum[k] = u * a[k] + v * b[k];
  else for (let k = 0; k < sum.length; k++) sum[k] = u * a[k] + v * b[k] + w * c[k];
  return sum;
}

/** With `inModes` see extrapolatePotentials. */
export function copyPotentials(potentials: BoundaryPotentials, inModes = false): BoundaryPotentials {
  return extrapolatePotentials([{ potentials }], [1], inModes);
}
