/**
 * Ionic conductivity of Li6PS5Cl, a single-ion conductor (transference number 1, no concentration field):
 * kappa(T) = kappa_25 exp(-(Ea/k_B)(1/T - 1/298.15 K)). The measured value is a pellet's, pores and grain
 * boundaries included, so no further porosity factor applies. physics.md 2.1.
 */
import { arrheniusElectronvolt } from "../kinetics/arrhenius.ts";

/** Returns S/m at `temperature` (K) for `conductivity` at 25 C (S/m) and `activation` in eV. */
export function ionicConductivity(
  electrolyte: { readonly conductivity: number; readonly conductivityActivation: number },
  temperature: number,
): number {
  return electrolyte.conductivity * arrheniusElectronvolt(electrolyte.conductivityActivation, temperature);
}
