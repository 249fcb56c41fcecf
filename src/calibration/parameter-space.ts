/**
 * Parameters as the method sees them: one number each, -1 and 1 at the ends of the range, linear in the value or in its
 * logarithm. Beforehand each is normally distributed about 0 with 5 % beyond either end.
 */
import type { FreeParameter } from "./calibration.ts";

/** Of a normal distribution: so many standard deviations from the mean, 5 % are left on one side. */
export const NINETY_FIVE_PERCENT = 1.6448536269514722;
/** Standard deviation of each coordinate before anything is known. */
export const PRIOR_DEVIATION: number = 1 / NINETY_FIVE_PERCENT;

/** Values are rounded, so that they can be written down: to so many digits, or to this share of a linear range. */
const DIGITS = 5;

interface Axis {
  readonly middle: number;
  readonly half: number;
}

function axisOf({ range: [low, high], scale }: FreeParameter): Axis {
  const [from, to] = scale === "log" ? [Math.log(low), Math.log(high)] : [low, high];
  return { middle: (from + to) / 2, half: (to - from) / 2 };
}

/** Returns the coordinate of a value in display units. */
export function coordinateOf(parameter: FreeParameter, value: number): number {
  const { middle, half } = axisOf(parameter);
  return ((parameter.scale === "log" ? Math.log(value) : value) - middle) / half;
}

/** Returns the value of a coordinate in display units, rounded as it would be written. */
export function valueAt(parameter: FreeParameter, coordinate: number): number {
  const [low, high] = parameter.range;
  if (coordinate <= -1) return low;
  if (coordinate >= 1) return high;
  const { middle, half } = axisOf(parameter);
  const exact = middle + half * coordinate;
  if (parameter.scale === "log") return Number(Math.exp(exact).toPrecision(DIGITS));
  const decimals = DIGITS - Math.floor(Math.log10(half));
  return Number(exact.toFixed(Math.min(100, Math.max(0, decimals))));
}

/** Returns the nearest point whose values are as they would be written, within the ranges. */
export function roundPoint(parameters: readonly FreeParameter[], point: readonly number[]): number[] {
  return parameters.map((parameter, i) => coordinateOf(parameter, valueAt(parameter, point[i]!)));
}

/** Returns in words what a step of a coordinate does to a value: "x1.82", "+3.2 um". */
export function describeChange(parameter: FreeParameter, step: number): string {
  const { half } = axisOf(parameter);
  if (parameter.scale === "log") return `x${Number(Math.exp(half * step).toPrecision(3))}`;
  const change = Number((half * step).toPrecision(3));
  return `${change < 0 ? "" : "+"}${change}${parameter.unit === "" ? "" : ` ${parameter.unit}`}`;
}
