/**
 * Lithium that its reaction with Li6PS5Cl consumes, one per electron, in C per m2 of front: a chemical part that
 * diffusion limits, q_c = k sqrt(t), so q_c^2 += k^2 dt, exact for any steps; and a part driven by plating, dq_p/dt =
 * gamma i (1 + (i/i_p)^1.5), i > 0. Thickness 9.1 nm per uAh/cm2 (2.53e-10 m3/C). Example: k = 1.8 C/(m2 s^0.5) makes
 * 353 nm in a week at 25 C. Source: physics.md 7.3; k and thickness from titration of LPSCl, gamma and i_p assumed.
 */
import { arrhenius } from "../kinetics/arrhenius.ts";

export interface InterphaseParameters {
  /** k at 25 C, C/(m2 s^0.5) */
  readonly chemicalRate: number;
  /** J/mol */
  readonly chemicalActivation: number;
  /** gamma: share of a small plating current */
  readonly currentShare: number;
  /** i_p, A/m2 */
  readonly currentScale: number;
}

/** Consumed charge at each node of the front [n], C/m2: chemical and driven by plating. */
export interface Interphase {
  readonly chemical: Float64Array;
  readonly driven: Float64Array;
}

/** Conditions of a step: they hold for all of it. */
export interface FrontConditions {
  /** A/m2, plating > 0 */
  readonly currentDensity: ArrayLike<number> /* [n] */;
  /** 0 where no lithium is left to react */
  readonly hasLithium: ArrayLike<number> /* [n] */;
  /** K */
  readonly temperature: number;
  /** s */
  readonly duration: number;
}

/** Returns what has been consumed at the end of the step, as new arrays. */
export function growInterphase(
  before: Interphase,
  front: FrontConditions,
  parameters: InterphaseParameters,
): Interphase {
  const { temperature, duration, currentDensity, hasLithium } = front;
  const rate = parameters.chemicalRate * arrhenius(parameters.chemicalActivation, temperature);
  const added = rate * rate * duration;
  const chemical = before.chemical.slice();
  const driven = before.driven.slice();
  for (let k = 0; k < chemical.length; k++) {
    const charge = chemical[k];
    if (hasLithium[k] !== 0) chemical[k] = Math.sqrt(charge * charge + added);
    const plating = Math.max(0, currentDensity[k]);
    if (plating > 0) driven[k] += consumedShare(plating, parameters) * plating * duration;
  }
  return { chemical, driven };
}

/** Returns the share of a `plating` current (A/m2, 0 or more) that is consumed; at most all of it. */
export function consumedShare(plating: number, parameters: InterphaseParameters): number {
  const { currentShare, currentScale } = parameters;
  const ratio = plating / currentScale;
  return Math.min(1, currentShare * (1 + ratio * Math.sqrt(ratio)));
}

/** Returns the thickness (m) of an interphase that consumed `charge` (C/m2); `thicknessPerCharge` in m3/C. */
export function interphaseThickness(charge: number, thicknessPerCharge: number): number {
  return charge * thicknessPerCharge;
}

/** Returns its area resistance (ohm m2): thickness over `conductivity` (S/m). */
export function interphaseResistance(thickness: number, conductivity: number): number {
  return thickness / conductivity;
}
