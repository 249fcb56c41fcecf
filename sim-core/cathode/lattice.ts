/**
 * Volume of the NCM811 lattice over its stoichiometry: eps_v(x) = -eps_tot (b s + (1 - b) s^4), s the fraction of
 * the window that was taken out; 0 when discharged, so particles contract on charge, most of it at low x.
 * Omega = (1/c_max) d eps_v/dx. Source: physics.md 4.4; total 7 % (Zheng et al. 2023), shape assumed, tuned to
 * the steep contraction below x = 0.4 (Jousseaume 2024). 5.1 % is the other published total (Kondrakov 2017).
 */
import { cbrt } from "../base/elementary.ts";

export interface LatticeWindow {
  /** eps_tot: magnitude of the volume change over the window, 0..1 */
  readonly volumeChange: number;
  /** b: share of the change that is even over the window, 0..1 */
  readonly linearShare: number;
  readonly stoichiometryDischarged: number;
  readonly stoichiometryCharged: number;
}

/**
 * Returns the volumetric strain at stoichiometry x, 0 when discharged and -volumeChange when charged. Beyond the
 * charged end the polynomial goes on; beyond the discharged end only its linear part does, so that it stays
 * monotonic.
 */
export function volumetricStrain(stoichiometry: number, window: LatticeWindow): number {
  const taken = takenFraction(stoichiometry, window);
  const square = taken > 0 ? taken * taken : 0;
  const { linearShare, volumeChange } = window;
  return -volumeChange * (linearShare * taken + (1 - linearShare) * square * square);
}

/** Returns the linear strain (1 + eps_v)^(1/3) - 1 at stoichiometry x: -0.0239 when charged (7 %). */
export function linearStrain(stoichiometry: number, window: LatticeWindow): number {
  return cbrt(1 + volumetricStrain(stoichiometry, window)) - 1;
}

/** Returns Omega in m3/mol at stoichiometry x; `maximumConcentration` in mol/m3. About 0.75e-6 to 6.3e-6. */
export function partialMolarVolume(
  stoichiometry: number,
  window: LatticeWindow,
  maximumConcentration: number,
): number {
  const taken = takenFraction(stoichiometry, window);
  const { linearShare } = window;
  const slope = linearShare + (taken > 0 ? 4 * (1 - linearShare) * taken * taken * taken : 0);
  const span = window.stoichiometryDischarged - window.stoichiometryCharged;
  return (window.volumeChange * slope) / (span * maximumConcentration);
}

/** s: 0 when discharged, 1 when charged; not limited to that range. */
function takenFraction(stoichiometry: number, window: LatticeWindow): number {
  const span = window.stoichiometryDischarged - window.stoichiometryCharged;
  return (window.stoichiometryDischarged - stoichiometry) / span;
}
