/**
 * Cracks in the electrolyte, pressed open by lithium in them: p = min(F|eta|/V_Li, p_elastic, p_max) - p_stack, K_I =
 * f p sqrt(pi a), da/dt = v0 [(K_I/K_Ic)^2 - 1] = v0 (a/a_c - 1), but no faster than lithium fills the opening w = 4(1 -
 * nu^2) p a/E: c/a with c = i_gb (V_Li/F) h E/(4 (1 - nu^2) p). Both are integrated exactly over a step. Examples for
 * 0.25 MPa m^0.5: 40 MPa at 12.4 um (f = 1), 9.9 (1.12), 30.7 (2/pi); 5.4 mV at 10 um. Source: physics.md 5.3; v0 assumed.
 */

import { LITHIUM_VOLUME_PER_CHARGE } from "../base/constants.ts";
import { exp, log } from "../base/elementary.ts";

/** Names and units of the parameter table's group fracture, and the stiffness of the electrolyte. */
export interface FractureParameters {
  /** K_Ic, Pa m^0.5 */
  readonly toughness: number;
  /** f, of the flaw's shape */
  readonly shapeFactor: number;
  /** v0, m/s */
  readonly speed: number;
  /** p_max, Pa */
  readonly pressureLimit: number;
  /** h, length of front that feeds a crack, m */
  readonly feedLength: number;
  /** E of the electrolyte, Pa */
  readonly youngsModulus: number;
  readonly poissonRatio: number;
}

/** At one flaw; pressures in Pa. */
export interface FlawConditions {
  /** eta, V; its magnitude counts. */
  readonly overpotential: number;
  /** What elasticity can bear; infinite where mechanics is not solved. */
  readonly elasticPressure: number;
  /** Normal pressure that closes the flaw. */
  readonly stackPressure: number;
}

/** Conditions of a step: they hold for all of it. */
export interface GrowthConditions {
  /** p, from `drivingPressure`, Pa */
  readonly pressure: number;
  /** i_gb = chi i_loc, A/m2: lithium that the front feeds into boundaries. */
  readonly fedCurrent: number;
  /** s */
  readonly duration: number;
}

type Flaw = Pick<FractureParameters, "toughness" | "shapeFactor">;

/** Returns a_c, the length (m) of flaw that grows at `pressure` (Pa, positive). */
export function criticalLength({ toughness, shapeFactor }: Flaw, pressure: number): number {
  return (toughness / (shapeFactor * pressure)) ** 2 / Math.PI;
}

/** Returns p (Pa) inside a flaw; negative where the stack holds it shut. */
export function drivingPressure(flaw: FlawConditions, parameters: FractureParameters): number {
  const supported = Math.abs(flaw.overpotential) / LITHIUM_VOLUME_PER_CHARGE;
  return Math.min(supported, flaw.elasticPressure, parameters.pressureLimit) - flaw.stackPressure;
}

/** Returns w (m), the opening of a crack of `length` (m) under `pressure` (Pa). */
export function crackOpening(length: number, pressure: number, parameters: FractureParameters): number {
  const { youngsModulus, poissonRatio } = parameters;
  return (4 * (1 - poissonRatio ** 2) * pressure * length) / youngsModulus;
}

/** Returns the length (m) of a crack of `length` (m) at the end of the step; cracks do not heal. */
export function growElectrolyteCrack(
  length: number,
  growth: GrowthConditions,
  parameters: FractureParameters,
): number {
  const { pressure, duration } = growth;
  if (!(pressure > 0)) return length;
  const critical = criticalLength(parameters, pressure);
  if (length <= critical) return length;
  const { speed, feedLength } = parameters;
  const fed = Math.max(0, growth.fedCurrent) * LITHIUM_VOLUME_PER_CHARGE * feedLength;
  const supply = fed / crackOpening(1, pressure, parameters);
  // Below the length at which both rates are equal fracture sets the pace, above it the supply.
  const turn = 0.5 * critical * (1 + Math.sqrt(1 + (4 * supply) / (speed * critical)));
  if (length >= turn) return Math.sqrt(length ** 2 + 2 * supply * duration);
  const untilTurn = (critical / speed) * log((turn - critical) / (length - critical));
  if (untilTurn < duration) return Math.sqrt(turn ** 2 + 2 * supply * (duration - untilTurn));
  return critical + (length - critical) * exp((speed * duration) / critical);
}
