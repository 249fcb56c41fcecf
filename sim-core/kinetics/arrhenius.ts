/**
 * Thermally activated rates: factor = exp(-(E/R) (1/T - 1/298.15 K)), so that it is 1 at the temperature of the
 * tables. Source: Arrhenius' law; activation energies stand with the quantity they belong to.
 */

import { BOLTZMANN_EV, GAS_CONSTANT, REFERENCE_TEMPERATURE } from "../base/constants.ts";
import { exp } from "../base/elementary.ts";

/** Returns the rate at `temperature` (K) over that at 25 C, for an `activation` in J/mol. */
export function arrhenius(activation: number, temperature: number): number {
  return exp((-activation / GAS_CONSTANT) * (1 / temperature - 1 / REFERENCE_TEMPERATURE));
}

/** As `arrhenius`, for an `activation` in eV per carrier (0.36 eV for Li6PS5Cl: 1.26 at 30 C). */
export function arrheniusElectronvolt(activation: number, temperature: number): number {
  return exp((-activation / BOLTZMANN_EV) * (1 / temperature - 1 / REFERENCE_TEMPERATURE));
}
