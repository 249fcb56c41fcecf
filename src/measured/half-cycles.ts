/** Charge moved row by row, and the curves of voltage over capacity of each half cycle. */
import { phasesOf } from "./count-steps.ts";
import type { MeasuredCycling } from "./record.ts";

const HOUR = 3600;

/** A charge or discharge without what rests within it. */
export interface HalfCycle {
  /** Number of the cycle in which it begins. */
  readonly cycle: number;
  readonly phase: "charge" | "discharge";
  /** [point] row in the record. */
  readonly rows: Int32Array;
  /** [point] Ah since its beginning, never falling. */
  readonly capacity: Float64Array;
  /** [point] V */
  readonly voltage: Float64Array;
  /** [point] s since its first point. */
  readonly time: Float64Array;
}

/**
 * Returns Ah that each row moved since the row before, positive while charging: the trapezium within a step; the row's own
 * current where its step or phase is another one, as the current of a step stands in the rows from its beginning.
 */
export function chargeMoved({
  time,
  current,
  step,
}: Pick<MeasuredCycling, "time" | "current" | "step">): Float64Array {
  const phases = phasesOf(current);
  const moved = new Float64Array(time.length);
  for (let row = 1; row < moved.length; row++) {
    const duration = (time[row] ?? 0) - (time[row - 1] ?? 0);
    const own = current[row] ?? 0;
    const isSame = step[row] === step[row - 1] && phases[row] === phases[row - 1];
    moved[row] = ((isSame ? (own + (current[row - 1] ?? 0)) / 2 : own) * duration) / HOUR;
  }
  return moved;
}

/** How many charges and discharges there are. */
export interface HalfCycleCount {
  readonly charges: number;
  readonly discharges: number;
  /** Ah of the largest. */
  readonly largest: number;
}

/** Returns what `halfCyclesOf` would find, without its curves. */
export function countHalfCycles(
  record: Pick<MeasuredCycling, "time" | "current" | "step" | "cycle">,
): HalfCycleCount {
  const phases = phasesOf(record.current);
  const moved = chargeMoved(record);
  const count = { charges: 0, discharges: 0, largest: 0 };
  let sum = 0;
  let [phase, cycle] = [0, 0];
  for (let row = 0; row < phases.length; row++) {
    const own = phases[row] ?? 0;
    if (own === 0) continue;
    if (own !== phase || record.cycle[row] !== cycle) {
      if (own > 0) count.charges++;
      else count.discharges++;
      sum = 0;
      [phase, cycle] = [own, record.cycle[row] ?? 0];
    }
    sum += Math.abs(moved[row] ?? 0);
    count.largest = Math.max(count.largest, sum);
  }
  return count;
}

/** Returns the half cycles in their order; a rest, also of another step, ends none as long as the same direction follows. */
export function halfCyclesOf(
  record: Pick<MeasuredCycling, "time" | "voltage" | "current" | "step" | "cycle">,
): HalfCycle[] {
  const phases = phasesOf(record.current);
  const moved = chargeMoved(record);
  const found: HalfCycle[] = [];
  let rows: number[] = [];
  const close = (): void => {
    const [first] = rows;
    if (first !== undefined) found.push(createHalfCycle(record, moved, { rows, phase: phases[first] ?? 0 }));
    rows = [];
  };
  for (let row = 0; row < phases.length; row++) {
    const phase = phases[row] ?? 0;
    if (phase === 0) continue;
    const [first] = rows;
    if (first !== undefined && (phases[first] !== phase || record.cycle[first] !== record.cycle[row]))
      close();
    rows.push(row);
  }
  close();
  return found;
}

function createHalfCycle(
  { time, voltage, cycle }: Pick<MeasuredCycling, "time" | "voltage" | "cycle">,
  moved: Float64Array,
  { rows, phase }: { readonly rows: readonly number[]; readonly phase: number },
): HalfCycle {
  const [first = 0] = rows;
  const capacity = new Float64Array(rows.length);
  let sum = 0;
  rows.forEach((row, k) => {
    sum += Math.abs(moved[row] ?? 0);
    capacity[k] = sum;
  });
  return {
    cycle: cycle[first] ?? 0,
    phase: phase > 0 ? "charge" : "discharge",
    rows: Int32Array.from(rows),
    capacity,
    voltage: Float64Array.from(rows, (row) => voltage[row] ?? 0),
    time: Float64Array.from(rows, (row) => (time[row] ?? 0) - (time[first] ?? 0)),
  };
}
