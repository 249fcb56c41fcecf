/**
 * What the charts show of the past, kept small: the voltage curves of this cycle and the one before, thinned ones of earlier
 * cycles, one summary per finished cycle, and what happened for the first time. Records are never changed, only replaced.
 */
import type { CycleSummary, Phase, RunEvent, StepSample } from "../../../sim-core/index.ts";
import type { Brought } from "../engine/messages.ts";
import { sampleRows } from "./chart-data.ts";
import { SAME_TIME } from "./clock/cell-times.ts";

/** One half-cycle; capacity in mAh/cm2 rising from 0, voltage in V. */
export interface HalfCycle {
  readonly cycle: number;
  readonly phase: Phase;
  readonly capacity: readonly number[];
  readonly voltage: readonly number[];
  /** s since the run began. */
  readonly time: readonly number[];
}

export interface CellHistory {
  /** Oldest first; of the present and the previous cycle only. */
  readonly halfCycles: readonly HalfCycle[];
  /** Those of cycles before that, thinned, oldest first. */
  readonly earlier: readonly HalfCycle[];
  readonly cycles: readonly CycleSummary[];
  readonly events: readonly RunEvent[];
}

export const emptyHistory: CellHistory = { halfCycles: [], earlier: [], cycles: [], events: [] };

/** Returns what had been finished and had happened by `time` (s); curves are those of the whole history. */
export function historyUntil(history: CellHistory, time: number): CellHistory {
  const isFinished = ({ start_s, duration_s }: CycleSummary): boolean =>
    start_s + duration_s <= time + SAME_TIME;
  return {
    ...history,
    cycles: history.cycles.filter(isFinished),
    events: history.events.filter((event) => event.time <= time + SAME_TIME),
  };
}

/** A point is kept when it is this far (mAh/cm2 or V) from the one before. */
const CAPACITY_SPACING = 0.004;
const VOLTAGE_SPACING = 0.002;
/** Half-cycles before the previous cycle that are kept, and points of each. */
const MOST_EARLIER = 2000;
const EARLIER_POINTS = 240;

/** Returns the history with what an advance brought. */
export function recordAdvance(
  history: CellHistory,
  { samples, cycles, events }: Omit<Brought, "notices">,
): CellHistory {
  if (samples.length === 0 && cycles.length === 0 && events.length === 0) return history;
  let { halfCycles } = history;
  for (const sample of samples) {
    if (sample.phase === "charge" || sample.phase === "discharge") halfCycles = append(halfCycles, sample);
  }
  const newest = halfCycles.at(-1)?.cycle ?? 1;
  const isRecent = (curve: HalfCycle): boolean => curve.cycle >= newest - 1;
  const gone = halfCycles.filter((curve) => !isRecent(curve));
  return {
    halfCycles: gone.length === 0 ? halfCycles : halfCycles.filter(isRecent),
    earlier: gone.length === 0 ? history.earlier : keepEarlier(history.earlier, gone),
    cycles: cycles.length === 0 ? history.cycles : [...history.cycles, ...cycles],
    events: events.length === 0 ? history.events : [...history.events, ...events],
  };
}

/** The first cycle stays, since others are compared with it. */
function keepEarlier(earlier: readonly HalfCycle[], gone: readonly HalfCycle[]): readonly HalfCycle[] {
  const all = [...earlier, ...gone.map(thin)];
  if (all.length <= MOST_EARLIER) return all;
  const first = all.filter(({ cycle }) => cycle === all[0]!.cycle);
  return [...first, ...all.slice(first.length - MOST_EARLIER)];
}

function thin(curve: HalfCycle): HalfCycle {
  const rows = sampleRows(curve.capacity.length, EARLIER_POINTS);
  const pick = (values: readonly number[]): number[] => rows.map((row) => values[row]!);
  const { capacity, voltage, time } = curve;
  return { ...curve, capacity: pick(capacity), voltage: pick(voltage), time: pick(time) };
}

function append(halfCycles: readonly HalfCycle[], sample: StepSample): readonly HalfCycle[] {
  const last = halfCycles.at(-1);
  if (last === undefined || last.cycle !== sample.cycle || last.phase !== sample.phase) {
    const curve = { capacity: [sample.capacity], voltage: [sample.voltage], time: [sample.time] };
    return [...halfCycles, { cycle: sample.cycle, phase: sample.phase, ...curve }];
  }
  return [...halfCycles.slice(0, -1), extend(last, sample)];
}

/** The newest point always stays; the one before it goes when it is close to its predecessor. */
function extend(curve: HalfCycle, sample: StepSample): HalfCycle {
  const count = curve.capacity.length;
  const redundant =
    count >= 2 &&
    Math.abs(curve.capacity[count - 1]! - curve.capacity[count - 2]!) < CAPACITY_SPACING &&
    Math.abs(curve.voltage[count - 1]! - curve.voltage[count - 2]!) < VOLTAGE_SPACING;
  const end = redundant ? count - 1 : count;
  return {
    ...curve,
    capacity: [...curve.capacity.slice(0, end), sample.capacity],
    voltage: [...curve.voltage.slice(0, end), sample.voltage],
    time: [...curve.time.slice(0, end), sample.time],
  };
}
