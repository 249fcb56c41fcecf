/**
 * Diffusivities at the faces of a particle's shells, from D(x) tabulated once (a typed formula is slow to
 * evaluate), at the mean of the two neighbouring values. Stress: contraction gradients pull lithium along; in
 * sphere and cylinder alike d sigma_h/dr = -2 Omega E/(9 (1-nu)) dc/dr, which turns D (dc/dr - Omega c/(RT)
 * d sigma_h/dr) into D (1 + 2 Omega^2 E c/(9 (1-nu) RT)) dc/dr (Zhang, Shyy, Sastry, J. Electrochem. Soc. 154
 * (2007) A910). Off by default: the tabulated D were fitted to real particles, so they contain it already.
 */
import { GAS_CONSTANT } from "../base/constants.ts";
import { type LatticeWindow, partialMolarVolume } from "./lattice.ts";

/** Values at evenly spaced stoichiometries from 0 to 1; m2/s. */
export type DiffusivityTable = Float64Array /* [nEntry], 2 or more */;

/** Entries that a table has unless it is said. */
export const DIFFUSIVITY_ENTRIES = 2049;

/** Returns `diffusivity` (m2/s at stoichiometry x) at `entries` evenly spaced x from 0 to 1. */
export function tabulateDiffusivity(
  diffusivity: (stoichiometry: number) => number,
  entries: number = DIFFUSIVITY_ENTRIES,
): DiffusivityTable {
  return Float64Array.from({ length: entries }, (_, k) => diffusivity(k / (entries - 1)));
}

export interface StressAssistance {
  readonly lattice: LatticeWindow;
  /** mol/m3 */
  readonly maximumConcentration: number;
  /** Pa */
  readonly youngsModulus: number;
  readonly poissonRatio: number;
  /** K */
  readonly temperature: number;
}

/** Returns the factor (1 or more) by which stress gradients of an elastic particle raise D at stoichiometry x. */
export function stressAssistedFactor(stoichiometry: number, particle: StressAssistance): number {
  const { lattice, maximumConcentration, youngsModulus, poissonRatio, temperature } = particle;
  const volume = partialMolarVolume(stoichiometry, lattice, maximumConcentration);
  const stiffness = (2 * volume * volume * youngsModulus) / (9 * (1 - poissonRatio));
  return 1 + (stiffness * stoichiometry * maximumConcentration) / (GAS_CONSTANT * temperature);
}

/** One particle within flat arrays of `shells` entries from `offset`. */
export interface ShellState {
  readonly concentration: ArrayLike<number> /* [nParticle*shells], mol/m3 */;
  readonly offset: number;
  readonly shells: number;
  /** mol/m3; for the outermost face */
  readonly surfaceConcentration: number;
  /** mol/m3 */
  readonly maximumConcentration: number;
}

/**
 * Writes the face diffusivities (m2/s) to `out` [shells]: entry k-1 for the face between shells k-1 and k, the
 * last one for the half shell below the surface. `factor` multiplies all of them (temperature,
 * geometry, cracks). Beyond x = 0 and x = 1 the end values hold.
 */
export function evaluateFaceDiffusivity(
  particle: ShellState,
  table: DiffusivityTable,
  factor: number,
  out: Float64Array,
): void {
  const { concentration, offset, shells, maximumConcentration } = particle;
  const half = 0.5 / maximumConcentration;
  for (let k = 1; k <= shells; k++) {
    const outer = k < shells ? concentration[offset + k]! : particle.surfaceConcentration;
    out[k - 1] = factor * lookUp(table, (concentration[offset + k - 1]! + outer) * half);
  }
}

/** Linear between entries. */
function lookUp(table: DiffusivityTable, stoichiometry: number): number {
  const last = table.length - 1;
  const position = Math.min(Math.max(stoichiometry * last, 0), last);
  const below = Math.min(Math.floor(position), last - 1);
  const share = position - below;
  return (1 - share) * table[below]! + share * table[below + 1]!;
}
