/**
 * Diffusivities at the faces of a particle's shells, from D(x) tabulated once (a typed formula is slow to evaluate): the
 * mean of D over all values between the two neighbours, with which a steady flux is exact however D varies. Stress:
 * contraction gradients pull lithium along; in sphere and cylinder alike d sigma_h/dr = -2 Omega E/(9 (1-nu)) dc/dr,
 * which turns D (dc/dr - Omega c/(RT) d sigma_h/dr) into D (1 + 2 Omega^2 E c/(9 (1-nu) RT)) dc/dr (Zhang, Shyy,
 * Sastry, J. Electrochem. Soc. 154 (2007) A910). Off by default: the tabulated D were fitted to real particles, so
 * they contain it already.
 */
import { GAS_CONSTANT } from "../base/constants.ts";
import { type LatticeWindow, partialMolarVolume } from "./lattice.ts";

/**
 * Values at evenly spaced stoichiometries from 0 to 1 in m2/s, two or more, each followed by the integral from 0 to there
 * of what lies between them, in m2/s times their distance.
 */
export type DiffusivityTable = Float64Array /* [nEntry*2] */;

/** Entries that a table has unless it is said. */
export const DIFFUSIVITY_ENTRIES = 2049;

/** Returns `diffusivity` (m2/s at stoichiometry x) at `entries` evenly spaced x from 0 to 1. */
export function tabulateDiffusivity(
  diffusivity: (stoichiometry: number) => number,
  entries: number = DIFFUSIVITY_ENTRIES,
): DiffusivityTable {
  const table = new Float64Array(2 * entries);
  for (let k = 0; k < entries; k++) {
    table[2 * k] = diffusivity(k / (entries - 1));
    if (k > 0) table[2 * k + 1] = table[2 * k - 1] + 0.5 * (table[2 * k - 2] + table[2 * k]);
  }
  return table;
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

/** Entries of the table: values that are nearer than this have the mean of their two diffusivities between them. */
const NEAR = 2e-3;

/**
 * Writes the face diffusivities (m2/s) to `out` [shells]: entry k-1 for the face between shells k-1 and k, the
 * last one for what lies between the last shell's value and the surface. `factor` multiplies all of them (temperature,
 * cracks). Beyond x = 0 and x = 1 the end values hold.
 */
export function evaluateFaceDiffusivity(
  particle: ShellState,
  table: DiffusivityTable,
  factor: number,
  out: Float64Array,
): void {
  const { concentration, offset, shells, maximumConcentration } = particle;
  const perEntry = (table.length / 2 - 1) / maximumConcentration;
  let inner = lookUp(table, concentration[offset] * perEntry);
  for (let k = 1; k <= shells; k++) {
    const next = k < shells ? concentration[offset + k] : particle.surfaceConcentration;
    const outer = lookUp(table, next * perEntry);
    const rise = outer.position - inner.position;
    const mean =
      Math.abs(rise) < NEAR ? 0.5 * (inner.value + outer.value) : (outer.integral - inner.integral) / rise;
    out[k - 1] = factor * mean;
    inner = outer;
  }
}

/** Value and integral at `position` in entries; the value is linear between them and constant beyond the ends. */
function lookUp(
  table: DiffusivityTable,
  position: number,
): { readonly position: number; readonly value: number; readonly integral: number } {
  const last = table.length / 2 - 1;
  const within = Math.min(Math.max(position, 0), last);
  const below = Math.min(Math.floor(within), last - 1);
  const share = within - below;
  const low = table[2 * below];
  const gain = share * (table[2 * below + 2] - low);
  const value = low + gain;
  const beyond = (position - within) * value;
  return { position, value, integral: table[2 * below + 1] + share * (low + 0.5 * gain) + beyond };
}
