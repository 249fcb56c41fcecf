/**
 * Parameters as the assimilation sees them: one number each, normally distributed with variance 1 before anything is known.
 * Its probability is the place in the range, linear in the value or in its logarithm, so that beforehand every place of the
 * range is as likely, and no value ever leaves it.
 */
import { normalProbability } from "../../sim-core/index.ts";
import type { FreeParameter } from "../calibration/calibration.ts";

/** Values are rounded to so many digits, so that they can be written down. */
const DIGITS = 6;

/** Returns the value, in display units, of a standard normal deviate. */
export function valueFrom({ range: [low, high], scale }: FreeParameter, deviate: number): number {
  const place = Math.min(1, Math.max(0, normalProbability(deviate)));
  const exact = scale === "log" ? low * (high / low) ** place : low + (high - low) * place;
  return Math.min(high, Math.max(low, Number(exact.toPrecision(DIGITS))));
}
