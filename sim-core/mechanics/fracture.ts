/**
 * Brittle fracture of the electrolyte by a flaw of length a: P_c = K_Ic / (f sqrt(pi a)) (Griffith), with f = 1 for a
 * through crack, 1.12 at an edge, 2/pi for a penny. Lithium in the flaw presses with at most F |eta| / V_Li.
 * Examples for 0.25 MPa sqrt(m): 40 MPa at 12.4 um (f = 1), 9.9 um (1.12), 30.7 um (2/pi); 10 mV against 75 MPa.
 * Source: physics.md 5.3; K_Ic from McGrogan 2017 and Zheng et al. 2023.
 */
import { FARADAY } from "../base/constants.ts";

export interface Flaw {
  /** K_Ic, Pa sqrt(m). */
  readonly toughness: number;
  /** f, of its shape. */
  readonly shapeFactor: number;
}

/** Returns the pressure inside a flaw of length `length` (m) at which it grows, Pa. */
export function criticalPressure({ toughness, shapeFactor }: Flaw, length: number): number {
  return toughness / (shapeFactor * Math.sqrt(Math.PI * length));
}

/** Returns the length of flaw that grows under `pressure` (Pa), m. */
export function criticalLength({ toughness, shapeFactor }: Flaw, pressure: number): number {
  return (toughness / (shapeFactor * pressure)) ** 2 / Math.PI;
}

/** Returns the largest pressure that an overpotential (V) can make lithium of molar volume (m3/mol) exert, Pa. */
export function supportedPressure(overpotential: number, molarVolume: number): number {
  return (FARADAY * Math.abs(overpotential)) / molarVolume;
}

/** Returns the overpotential at which lithium drives a flaw of length `length` (m) on, V. */
export function criticalOverpotential(flaw: Flaw, length: number, molarVolume: number): number {
  return (molarVolume * criticalPressure(flaw, length)) / FARADAY;
}
