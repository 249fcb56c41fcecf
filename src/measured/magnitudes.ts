/** Orders of magnitude that no cell has: the usual sign of a unit that is another one than the file says. */
import type { MeasuredCycling } from "./record.ts";

/** Beyond these a question is asked; none of them is refused. */
const LIMITS = {
  /** V */
  highestVoltage: 6,
  lowestVoltage: -1,
  /** A/m2: 100 mA/cm2. */
  currentDensity: 1000,
  /** Ah/m2: 50 mAh/cm2. */
  arealCapacity: 500,
  /** Ah/kg, the same as mAh/g: twice that of lithium sulphide. */
  specificCapacity: 2400,
  /** degC */
  hottest: 150,
  coldest: -60,
  /** s: 30 years. */
  longest: 9.5e8,
} as const;

/** Returns the least and the largest number; undefined where there is none. */
export function rangeOf(values: ArrayLike<number>): readonly [number, number] | undefined {
  let least = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < values.length; row++) {
    const own = values[row] ?? Number.NaN;
    if (own < least) least = own;
    if (own > largest) largest = own;
  }
  return largest >= least ? [least, largest] : undefined;
}

/** Returns a number to three digits, as a person writes it. */
export function shortNumber(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** Returns what a person should look at, in sentences. */
export function questionMagnitudes(
  record: Pick<MeasuredCycling, "time" | "voltage" | "current" | "temperature" | "mass" | "area">,
  largestHalfCycle: number,
): string[] {
  const { time, voltage, current, temperature, mass, area } = record;
  const questions: string[] = [];
  const [lowest = 0, highest = 0] = rangeOf(voltage) ?? [];
  if (highest > LIMITS.highestVoltage)
    questions.push(`${shortNumber(highest)} V on one cell: are these mV, or is it a pack?`);
  if (lowest < LIMITS.lowestVoltage)
    questions.push(`${shortNumber(lowest)} V on one cell: are the clamps the right way round?`);
  const [negative = 0, positive = 0] = rangeOf(current) ?? [];
  const strongest = Math.max(positive, -negative);
  if (area !== undefined && strongest / area > LIMITS.currentDensity) {
    const density = `${shortNumber(strongest / area / 10)} mA/cm2`;
    questions.push(
      `${shortNumber(strongest)} A on a cell of ${shortNumber(area * 1e4)} cm2 are ${density}: are these mA?`,
    );
  }
  if (area !== undefined && largestHalfCycle / area > LIMITS.arealCapacity) {
    const share = `${shortNumber(largestHalfCycle / area / 10)} mAh/cm2`;
    questions.push(
      `A half cycle of ${shortNumber(largestHalfCycle)} Ah is ${share}: are area and units right?`,
    );
  }
  if (mass !== undefined && largestHalfCycle / mass > LIMITS.specificCapacity) {
    const share = `${shortNumber(largestHalfCycle / mass)} mAh/g`;
    questions.push(
      `A half cycle of ${shortNumber(largestHalfCycle)} Ah is ${share} of active material: is the mass in mg?`,
    );
  }
  const [coldest = 25, hottest = 25] = rangeOf(temperature ?? []) ?? [];
  if (hottest > LIMITS.hottest || coldest < LIMITS.coldest)
    questions.push(
      `${shortNumber(coldest)} to ${shortNumber(hottest)} degC: is that temperature in K, or a sensor that is not there?`,
    );
  const duration = (time.at(-1) ?? 0) - (time[0] ?? 0);
  if (duration > LIMITS.longest)
    questions.push(`${shortNumber(duration / 3.156e7)} years of test: is the time in ms?`);
  return questions;
}
