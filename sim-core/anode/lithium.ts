/**
 * The lithium column above each front node, by Faraday's law: h = h0 + (V_Li/F)(Q - q), Q the plated charge and
 * q what the interphase consumed and grain boundaries took, all per area. Where h falls to a minimum nothing is left to strip: the node
 * is depleted until it is plated again. physics.md 7.1.
 */
import { LITHIUM_VOLUME_PER_CHARGE } from "../base/constants.ts";

/** Charge per area [nFront] that the interphase took from the metal, C/m2: by reaction and by plating. */
export function consumedCharge(interphase: {
  readonly interphaseChemical: Float64Array;
  readonly interphaseDriven: Float64Array;
}): Float64Array {
  const { interphaseChemical, interphaseDriven } = interphase;
  const consumed = interphaseChemical.slice();
  for (let k = 0; k < consumed.length; k++) consumed[k] += interphaseDriven[k];
  return consumed;
}

/** Charge per area [nFront], C/m2, of all that left the metal otherwise than by stripping: also into grain boundaries. */
export function departedCharge(
  front: Parameters<typeof consumedCharge>[0] & { readonly diverted: Float64Array },
): Float64Array {
  const departed = consumedCharge(front);
  for (let k = 0; k < departed.length; k++) departed[k] += front.diverted[k];
  return departed;
}

/** Returns the plated minus departed thickness [nFront], m; charges in C/m2. */
export function grownThickness(plated: ArrayLike<number>, departed: ArrayLike<number>): Float64Array {
  const grown = new Float64Array(plated.length);
  for (let k = 0; k < grown.length; k++) grown[k] = LITHIUM_VOLUME_PER_CHARGE * (plated[k] - departed[k]);
  return grown;
}

/** Returns 1 for nodes whose column (m) has fallen to `minimumThickness`; a node recovers 1 % above it. */
export function markDepleted(
  thickness: ArrayLike<number>,
  before: ArrayLike<number>,
  minimumThickness: number,
): Uint8Array {
  const depleted = new Uint8Array(thickness.length);
  for (let k = 0; k < thickness.length; k++) {
    const limit = before[k] === 1 ? 1.01 * minimumThickness : minimumThickness;
    depleted[k] = thickness[k] <= limit ? 1 : 0;
  }
  return depleted;
}

/**
 * Returns the density with its integral over the front spread evenly: over all of it when plating, over what is not
 * depleted when stripping; the density itself where nothing is left to strip.
 */
export function takeMean(
  density: Float64Array,
  length: ArrayLike<number>,
  depleted: ArrayLike<number>,
): Float64Array {
  let total = 0;
  for (let k = 0; k < density.length; k++) total += density[k] * length[k];
  const isHeld = (k: number): boolean => total < 0 && depleted[k] === 1;
  let taking = 0;
  for (let k = 0; k < density.length; k++) if (!isHeld(k)) taking += length[k];
  return taking > 0 ? density.map((_, k) => (isHeld(k) ? 0 : total / taking)) : density;
}

/** Coefficient of variation of a density over the front, weighted by `length`; 0 without current. */
export function coefficientOfVariation(density: ArrayLike<number>, length: ArrayLike<number>): number {
  let total = 0;
  let sum = 0;
  for (let k = 0; k < density.length; k++) {
    total += length[k];
    sum += length[k] * density[k];
  }
  const mean = sum / total;
  if (mean === 0) return 0;
  let square = 0;
  for (let k = 0; k < density.length; k++) square += length[k] * (density[k] - mean) ** 2;
  return Math.sqrt(square / total) / Math.abs(mean);
}
