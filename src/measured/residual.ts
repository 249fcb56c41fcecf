/**
 * How far a measured curve lies from a model's, half cycle by half cycle: the model's curve is joined linearly where the
 * measured points are, and squares are weighed by the capacity (or time) they stand for, so that dense points count no more.
 */
import type { HalfCycle } from "./half-cycles.ts";

/** What the two curves are laid over each other by. */
export type Alignment = "capacity" | "share of capacity" | "time";

/** A curve of voltage over capacity, as a half cycle of a record is one. */
export type Curve = Pick<HalfCycle, "capacity" | "voltage" | "time">;

/** How far a measured curve lies from that of a model, point by point and over all of it. */
export interface Residual {
  /** [point] Ah, shares or s of the measured points that the model's curve reaches. */
  readonly position: Float64Array;
  /** [point] V, measured less model. */
  readonly difference: Float64Array;
  /** V; not a number where the curves do not meet. */
  readonly rms: number;
  /** V, weighed likewise. */
  readonly mean: number;
  /** Part of the measured curve over which the model's stands, 0 to 1. */
  readonly overlap: number;
}

/**
 * Returns the residual. Capacities of both have to count for the same area: `scale` is what the model's are multiplied by.
 * "share of capacity" lays ends over ends, which leaves a difference in capacity out.
 */
export function residualOf(
  measured: Curve,
  model: Curve,
  { by = "capacity", scale = 1 }: { readonly by?: Alignment; readonly scale?: number } = {},
): Residual {
  const at = positionsOf(measured, by, 1);
  const modelAt = positionsOf(model, by, scale);
  const [first = 0, last = -1] = [modelAt[0], modelAt.at(-1)];
  const inside = Array.from(at.keys()).filter((k) => (at[k] ?? 0) >= first && (at[k] ?? 0) <= last);
  const position = Float64Array.from(inside, (k) => at[k] ?? 0);
  const difference = Float64Array.from(
    inside,
    (k) => (measured.voltage[k] ?? 0) - interpolate(modelAt, model.voltage, at[k] ?? 0),
  );
  const whole = (at.at(-1) ?? 0) - (at[0] ?? 0);
  const covered = (position.at(-1) ?? 0) - (position[0] ?? 0);
  return {
    ...{ position, difference },
    ...weigh(position, difference),
    overlap: whole > 0 ? covered / whole : position.length > 0 ? 1 : 0,
  };
}

/** The residual of a half cycle. */
export interface CycleResidual extends Residual {
  readonly cycle: number;
  readonly phase: HalfCycle["phase"];
}

/** Returns a residual for each measured half cycle whose cycle and phase the model has too; the first of each counts. */
export function residualPerCycle(
  measured: readonly HalfCycle[],
  model: readonly HalfCycle[],
  options: Parameters<typeof residualOf>[2] = {},
): CycleResidual[] {
  const keyOf = ({ cycle, phase }: HalfCycle): string => `${phase} ${cycle}`;
  const firstOf = (all: readonly HalfCycle[]): Map<string, HalfCycle> =>
    new Map([...all].reverse().map((own) => [keyOf(own), own]));
  const models = firstOf(model);
  return [...firstOf(measured).values()].reverse().flatMap((own) => {
    const other = models.get(keyOf(own));
    return other ? [{ cycle: own.cycle, phase: own.phase, ...residualOf(own, other, options) }] : [];
  });
}

function positionsOf({ capacity, time }: Curve, by: Alignment, scale: number): Float64Array {
  if (by === "time") return time;
  const end = by === "share of capacity" ? (capacity.at(-1) ?? 0) || 1 : 1 / scale;
  return capacity.map((own) => own / end);
}

/** Linear between points in ascending order; of points at one place the last counts. */
function interpolate(at: Float64Array, values: Float64Array, position: number): number {
  let low = 0;
  let high = at.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? 0) <= position) low = middle;
    else high = middle;
  }
  if ((at[high] ?? 0) <= position) return values[high] ?? Number.NaN;
  const [start, end] = [at[low] ?? 0, at[high] ?? 0];
  const share = end > start ? (position - start) / (end - start) : 0;
  return (values[low] ?? 0) * (1 - share) + (values[high] ?? 0) * share;
}

/** Root of the mean square and mean over the position, by the trapezium; plain means where all points are at one place. */
function weigh(
  position: Float64Array,
  difference: Float64Array,
): { readonly rms: number; readonly mean: number } {
  let [squares, sum, weights] = [0, 0, 0];
  const count = position.length;
  const length = (position.at(-1) ?? 0) - (position[0] ?? 0);
  for (let k = 0; k < count; k++) {
    const before = position[Math.max(0, k - 1)] ?? 0;
    const after = position[Math.min(count - 1, k + 1)] ?? 0;
    const weight = length > 0 ? (after - before) / 2 : 1;
    const own = difference[k] ?? 0;
    squares += weight * own * own;
    sum += weight * own;
    weights += weight;
  }
  return { rms: Math.sqrt(squares / weights), mean: sum / weights };
}
