/**
 * One step of Newton's iteration on the coupled potentials: the right-hand side that the residuals ask for, and the
 * change of the iterate that a correction means, limited in overpotential because the kinetics are exponential.
 */
import type { Boundary } from "./boundary.ts";
import type { BoundaryPotentials, InterfaceCurrents } from "./interface-kinetics.ts";
import type { PotentialChange } from "./potential-jacobian.ts";

const LARGEST_UPDATE = 0.08; /* V of overpotential per Newton correction */

export interface PotentialIterate extends BoundaryPotentials {
  voltage: number;
  drive: number;
}

/** How far an iterate is from a solution. */
export interface PotentialBalance {
  /** Sum of absolute residuals, A/m. */
  readonly residual: number;
  /** Imposed current that the particles do not give, A/m; undefined where the voltage is imposed. */
  readonly mismatch: number | undefined;
  /** Sum of the particles' conductances, S/m. */
  readonly total: number;
}

/** Returns the balance at an iterate with `residual` at its interfaces, with `imposed` current in A/m or none. */
export function balanceCurrent(
  conductance: ArrayLike<number>,
  particleCurrent: ArrayLike<number>,
  residual: number,
  imposed: number | undefined,
): PotentialBalance {
  let mismatch = imposed ?? 0;
  let total = 0;
  for (let p = 0; p < conductance.length; p++) {
    if (imposed !== undefined) mismatch -= particleCurrent[p];
    total += conductance[p];
  }
  const whole = residual + Math.abs(mismatch);
  return { residual: whole, mismatch: imposed === undefined ? undefined : mismatch, total };
}

/** Writes the right-hand side of the correction to `right` [count + nParticle], A/m. */
export function composeRight(
  { count }: Boundary,
  { residual, conductance }: Pick<InterfaceCurrents, "residual" | "conductance">,
  { mismatch, total }: PotentialBalance,
  right: Float64Array,
): void {
  for (let k = 0; k < right.length; k++) right[k] = -residual[k];
  for (let p = 0; p < conductance.length; p++) {
    const g = conductance[p];
    // An unknown that nothing touches stays where it is.
    if (g === 0) right[count + p] = 0;
    else if (mismatch !== undefined) right[count + p] += (g * mismatch) / total;
  }
}

/** Largest share of the correction `x` that keeps every change of overpotential within LARGEST_UPDATE. */
export function limitUpdate(
  { count, frontStart, particleStart }: Boundary,
  conductance: ArrayLike<number>,
  x: ArrayLike<number>,
): number {
  let largest = 0;
  for (let k = frontStart; k < count; k++) largest = Math.max(largest, Math.abs(x[k]));
  for (let p = 0; p < conductance.length; p++) {
    if (conductance[p] === 0) continue;
    for (let k = particleStart[p]; k < particleStart[p + 1]; k++) {
      largest = Math.max(largest, Math.abs(x[count + p] - x[k]));
    }
  }
  return largest > LARGEST_UPDATE ? LARGEST_UPDATE / largest : 1;
}

/** A correction, what it was made for, and how much of it is taken. */
export interface PotentialCorrected {
  readonly balance: PotentialBalance;
  readonly correction: PotentialChange;
  readonly share: number;
}

/** Changes `at`, but for its voltage, and what drives the particles by a share of a correction. */
export function takeCorrection(
  { count }: Boundary,
  { conductance, driving }: Pick<InterfaceCurrents, "conductance" | "driving">,
  { balance: { mismatch, total }, correction: { x, kx }, share }: PotentialCorrected,
  at: PotentialIterate,
): void {
  let voltageChange = 0;
  if (mismatch !== undefined) {
    voltageChange = mismatch;
    for (let p = 0; p < conductance.length; p++) voltageChange += conductance[p] * x[count + p];
    voltageChange /= total;
  }
  for (let k = 0; k < count; k++) {
    at.potential[k] += share * x[k];
    at.injection[k] += share * kx[k];
  }
  for (let p = 0; p < conductance.length; p++) {
    const g = conductance[p];
    if (g > 0) at.particleCurrent[p] += share * g * (voltageChange - x[count + p]);
    driving[p] += share * x[count + p];
  }
}
