/**
 * dQ/dV of charges and discharges: the charge between two voltages of an even grid over their distance, on the
 * shape-preserving cubic through the rows of a time series, Q as a function of V. A mean over each interval of the grid: no
 * charge is lost or invented, dQ/dV never changes sign, and what is narrower than an interval is evened out. physics.md 15.3.
 */
import { InputError } from "../base/errors.ts";
import { createInterpolant } from "../scenario/functions/interpolation.ts";
import { partByStep, type Reading } from "./titration.ts";

/** dQ/dV in one interval of voltage; names and units are those of the table. */
export interface DifferentialCapacity {
  readonly cycle: number;
  readonly stepCount: number;
  /** "charge" or "discharge". */
  readonly direction: "charge" | "discharge";
  /** In the middle of the interval. */
  readonly voltage_V: number;
  /** Magnitude. */
  readonly dQdV_mAh_cm2_V: number;
}

/** How finely dQ/dV is read. */
export interface DifferentialCapacityRequest {
  /** V: how wide an interval is. */
  readonly interval?: number | undefined;
}

const INTERVAL = 5e-3;
const LEAST_INTERVAL = 1e-5;
const LARGEST_INTERVAL = 1;
/** Rows below which a curve is no curve. */
const LEAST_ROWS = 5;

/**
 * Returns dQ/dV of every protocol step in which the voltage goes one way while current flows, over the whole intervals within
 * it, by rising voltage; throws InputError where the interval is none. Steps that hold the voltage, rest or turn back are left
 * out, as are rows that do not go on in the step's direction.
 */
export function differentiateCapacity(
  readings: readonly Reading[],
  { interval = INTERVAL }: DifferentialCapacityRequest = {},
): DifferentialCapacity[] {
  if (!(interval >= LEAST_INTERVAL && interval <= LARGEST_INTERVAL)) {
    const expected = `a voltage from ${LEAST_INTERVAL} to ${LARGEST_INTERVAL} V`;
    throw new InputError([{ where: "interval", got: String(interval), expected }]);
  }
  return partByStep(readings).flatMap((step) => differentiateStep(step, interval));
}

function differentiateStep(step: readonly Reading[], interval: number): DifferentialCapacity[] {
  const last = step.at(-1);
  if (last === undefined || last.currentDensity === 0) return [];
  const sign = last.currentDensity > 0 ? 1 : -1;
  const flowing = step.filter(({ currentDensity }) => currentDensity * sign > 0);
  const rows: Reading[] = [];
  for (const row of flowing) {
    const before = rows.at(-1);
    const goesOn = before === undefined || (row.voltage - before.voltage) * sign > 0;
    const passes = before === undefined || row.capacity > before.capacity;
    if (goesOn && passes) rows.push(row);
  }
  // A protocol of pulses turns back again and again, and a hold stands still.
  if (rows.length < LEAST_ROWS || rows.length < flowing.length / 2) return [];
  if (sign < 0) rows.reverse();
  const x = rows.map(({ voltage }) => voltage);
  const value = rows.map(({ capacity }) => capacity);
  const slope = parabolaSlopes(x, value);
  const { evaluate } = createInterpolant({ x, value, slope, even: false, outside: "constant" });
  // The allowance lets an interval begin and end with the curve where rounding alone would forbid it.
  const first = Math.ceil(x[0] / interval - 1e-9);
  const end = Math.floor(x[x.length - 1] / interval + 1e-9);
  return Array.from({ length: Math.max(0, end - first) }, (_, k) => {
    const [low, high] = [(first + k) * interval, (first + k + 1) * interval];
    return {
      cycle: last.cycle,
      stepCount: last.stepCount,
      direction: sign > 0 ? "charge" : "discharge",
      voltage_V: 0.5 * (low + high),
      dQdV_mAh_cm2_V: Math.abs(evaluate(high) - evaluate(low)) / interval,
    };
  });
}

/**
 * Slopes [n] of parabolas through three neighbours each, of values that rise with x or fall; held to three times the flatter
 * of the two secants, which keeps the cubic monotone (Hyman 1983).
 */
function parabolaSlopes(x: readonly number[], value: readonly number[]): Float64Array {
  const last = x.length - 1;
  const secant = (k: number): number => (value[k + 1] - value[k]) / (x[k + 1] - x[k]);
  const hold = (slope: number, flattest: number): number =>
    slope * flattest <= 0 ? 0 : Math.sign(flattest) * Math.min(Math.abs(slope), 3 * Math.abs(flattest));
  return Float64Array.from(x, (_, k) => {
    const middle = Math.min(Math.max(k, 1), last - 1);
    const [left, right] = [x[middle] - x[middle - 1], x[middle + 1] - x[middle]];
    const [before, after] = [secant(middle - 1), secant(middle)];
    const bend = (after - before) / (left + right);
    if (k === 0) return hold(before - left * bend, before);
    if (k === last) return hold(after + right * bend, after);
    const flattest = Math.abs(before) < Math.abs(after) ? before : after;
    return hold(before + left * bend, flattest);
  });
}
