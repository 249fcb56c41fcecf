/**
 * What a contraction adds to damage of a power of its range: while it grows from e1 to e2 at rate c, (c/c_ref)^s ((e2/
 * 0.07)^m - (e1/0.07)^m). Over a contraction of range e at a steady rate this sums to (c/c_ref)^s (e/0.07)^m, however
 * it is cut. Example: 6 % at c_ref, m = 4: 0.540. Source: physics.md 6.2 and 6.5, whose laws are stated by the cycle.
 */

/** Swing of volumetric strain for which fatigue is 1. */
export const STATED_SWING = 0.07;

export interface FatigueParameters {
  /** m */
  readonly exponent: number;
  /** s */
  readonly rateExponent: number;
  /** c_ref, 1/h */
  readonly referenceRate: number;
}

/** Returns what a contraction adds as it grows from range `from` to `to`, `rate` in 1/h; m = 0 counts contractions. */
export function swingFatigue(
  { from, to, rate }: { readonly from: number; readonly to: number; readonly rate: number },
  { exponent, rateExponent, referenceRate }: FatigueParameters,
): number {
  const counted = from > 0 ? (from / STATED_SWING) ** exponent : 0;
  const grown = to > 0 ? (to / STATED_SWING) ** exponent : 0;
  return (rate / referenceRate) ** rateExponent * (grown - counted);
}
