/**
 * What a contraction adds to damage of a power of its range: while it grows from e1 to e2 at rate c, (c/c_ref)^s ((e2/
 * 0.07)^m - (e1/0.07)^m). Over a contraction of range e at a steady rate this sums to (c/c_ref)^s (e/0.07)^m, however
 * it is cut. Example: 6 % at c_ref, m = 4: 0.540. Source: physics.md 6.2 and 6.5, whose laws are stated by the cycle.
 */
import { pow } from "../base/elementary.ts";

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
  from: number,
  to: number,
  rate: number,
  { exponent, rateExponent, referenceRate }: FatigueParameters,
): number {
  const counted = from > 0 ? power(from / STATED_SWING, exponent) : 0;
  const grown = to > 0 ? power(to / STATED_SWING, exponent) : 0;
  return power(rate / referenceRate, rateExponent) * (grown - counted);
}

/** By multiplication where the exponent is whole, as all are by default: this is asked for in every step. */
function power(value: number, exponent: number): number {
  if (!Number.isInteger(exponent)) return pow(value, exponent);
  let product = 1;
  let square = value;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) product *= square;
    square *= square;
  }
  return product;
}
