/** What the past says about the next step: polynomial extrapolation of potentials in the root of time. */

import type { CellState } from "../../cell/state.ts";
import type { BoundaryPotentials } from "../../potentials/interface-kinetics.ts";
import type { ModalPotentials } from "../../potentials/interface-modes.ts";
import { distancesBack, type StepHistory } from "./integrate.ts";

/** Lagrange weights of the last `count` states, newest first, for a step `dt` ahead of the newest. */
export function extrapolationWeights(history: StepHistory, count: number, dt: number): number[] {
  return lagrangeWeights(
    distancesBack(dt, history, count).map((distance) => -distance),
    0,
  );
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
export function interpolateNear(
  { past, ...history }: StepHistory & Pick<CellState, "past">,
  near: NearbySolution,
  dt: number,
): Predictor {
  const recent = past.slice(0, 2);
  const [start = 0] = distancesBack(dt, history, 1);
  const [nearStart = 0] = distancesBack(near.dt, history, 1);
  const places = distancesBack(dt, history, recent.length).map((distance) => -distance);
  return { past: [near, ...recent], weights: lagrangeWeights([nearStart - start, ...places], 0) };
}

/**
 * Extrapolates all parts of the potentials of up to four past states. With `inModes` only the modes where all have
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
  const [a, b = a, c = a, d = a] = past.map(part);
  const [u, v = 0, w = 0, x = 0] = weights;
  const sum = new Float64Array(a.length);
  for (let k = 0; k < sum.length; k++) sum[k] = u * a[k] + v * b[k] + w * c[k] + x * d[k];
  return sum;
}

/** With `inModes` see extrapolatePotentials. */
export function copyPotentials(potentials: BoundaryPotentials, inModes = false): BoundaryPotentials {
  return extrapolatePotentials([{ potentials }], [1], inModes);
}
