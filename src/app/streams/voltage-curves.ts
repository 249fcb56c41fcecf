/** The curves of chosen cycles of both cells, over what a person wants them against; and what was at a moment. */
import { differentiateCapacity, type Phase } from "../../../sim-core/index.ts";
import type { ChartMark, Curve } from "./chart-data.ts";
import type { CurveChart } from "./comparison.ts";
import { eventNames } from "./events.ts";
import type { CellHistory, HalfCycle } from "./history.ts";

export interface TimedCurve extends Curve {
  /** Of each point, s; none where points are no moments. */
  readonly time: readonly number[];
}

/** mAh/cm2: far less than a pixel. */
const BESIDE = 1e-7;
/** Of dQ/dV, V: points of curves are kept that are some millivolts apart. */
const INTERVAL = 0.01;
const NONE: TimedCurve = { x: [], y: [], time: [] };

/** Returns the curves of a cycle that are kept, charge first. */
function halfCyclesOf({ earlier, halfCycles }: CellHistory, cycle: number): readonly HalfCycle[] {
  const own = halfCycles.filter((curve) => curve.cycle === cycle);
  return own.length > 0 ? own : earlier.filter((curve) => curve.cycle === cycle);
}

/** Returns the number of the cycle whose curves a cell shows: the chosen one, or the newest. */
export function shownCycle({ halfCycles }: CellHistory, chosen: number | undefined): number {
  return chosen ?? halfCycles.at(-1)?.cycle ?? 1;
}

/** Returns the cycles of which a cell at least has kept curves, rising. */
export function cyclesWithCurves(histories: readonly CellHistory[]): number[] {
  const all = histories.flatMap(({ earlier, halfCycles }) => [...earlier, ...halfCycles]);
  return [...new Set(all.map(({ cycle }) => cycle))].sort((a, b) => a - b);
}

/** Returns those of the cycles that a menu offers: all of few; of many 1, 2, 5, 10, ..., the last ten and the chosen one. */
export function menuOfCycles(cycles: readonly number[], chosen: number | undefined): number[] {
  if (cycles.length <= 40) return [...cycles];
  const isRound = (cycle: number): boolean => /^[125]0*$/.test(String(cycle));
  const from = cycles.length - 10;
  return cycles.filter((cycle, k) => k >= from || isRound(cycle) || cycle === chosen);
}

/**
 * Returns four curves for each cell, of A first: charge and discharge of the cycle before, charge and discharge of the chosen or
 * newest one; missing ones are empty.
 */
export function curvesOfCycles(
  histories: readonly CellHistory[],
  chart: CurveChart,
  chosen: number | undefined,
): TimedCurve[] {
  return histories.flatMap((history) => {
    const cycle = shownCycle(history, chosen);
    return [cycle - 1, cycle].flatMap((each) => curvesOfCycle(history, chart, each));
  });
}

/** Returns charge and discharge of a cycle; empty where they are not kept. */
export function curvesOfCycle(history: CellHistory, chart: CurveChart, cycle: number): TimedCurve[] {
  const own = halfCyclesOf(history, cycle);
  const start = own[0]?.time[0] ?? 0;
  return (["charge", "discharge"] as const).map((phase) =>
    drawCurve(
      own.find((curve) => curve.phase === phase),
      chart,
      start,
    ),
  );
}

/** Returns the last charge and discharge of both cells of a run that was left; empty without one. */
export function ghostCurves(ghost: readonly CellHistory[] | undefined, chart: CurveChart): TimedCurve[] {
  return [0, 1].flatMap((cell) => {
    const halfCycles = ghost?.[cell]?.halfCycles ?? [];
    return (["charge", "discharge"] as const).map((phase) => {
      const last = halfCycles.findLast((curve) => curve.phase === phase);
      const start = halfCycles.find((curve) => curve.cycle === last?.cycle)?.time[0] ?? 0;
      return drawCurve(last, chart, start);
    });
  });
}

function drawCurve(curve: HalfCycle | undefined, chart: CurveChart, start: number): TimedCurve {
  if (curve === undefined) return NONE;
  const { capacity, voltage, time } = curve;
  if (chart === "dqdv") return differentiate(curve);
  // What drops in no time, as at a short circuit, drops beside the point that it drops from.
  const beside = capacity.map((value, k) => (k > 0 && value <= capacity[k - 1]! ? value + BESIDE : value));
  return { x: place(chart, { capacity: beside, time }, start), y: voltage, time };
}

function place(
  chart: Exclude<CurveChart, "dqdv">,
  { capacity, time }: Pick<HalfCycle, "capacity" | "time">,
  start: number,
): readonly number[] {
  if (chart === "capacity") return capacity;
  const from = chart === "cycle" ? start : 0;
  return time.map((each) => (each - from) / 3600);
}

const differentiated = new WeakMap<HalfCycle, TimedCurve>();

/** Charge per voltage, mAh/(cm2 V), below zero for a discharge, whose curve would else lie on that of the charge. */
function differentiate(curve: HalfCycle): TimedCurve {
  const known = differentiated.get(curve);
  if (known !== undefined) return known;
  const sign = curve.phase === "discharge" ? -1 : 1;
  const readings = curve.voltage.map((voltage, k) => ({
    time: curve.time[k]!,
    cycle: curve.cycle,
    stepCount: 1,
    stepTime: curve.time[k]! - curve.time[0]!,
    voltage,
    currentDensity: sign,
    capacity: curve.capacity[k]!,
  }));
  const rows = differentiateCapacity(readings, { interval: INTERVAL });
  const made = {
    x: rows.map(({ voltage_V }) => Number(voltage_V.toFixed(4))),
    y: rows.map(({ dQdV_mAh_cm2_V }) => sign * dQdV_mAh_cm2_V),
    time: [],
  };
  differentiated.set(curve, made);
  return made;
}

/** What a cell did at a moment. */
export interface Moment {
  readonly cycle: number;
  readonly phase: Phase;
  /** V */
  readonly voltage: number;
  /** mAh/cm2 of the half-cycle. */
  readonly capacity: number;
  /** s from the first kept point of the cycle. */
  readonly sinceCycle: number;
}

/** Returns what a cell did at a time (s), between the points that are kept; undefined while it rested and where nothing is kept. */
export function momentAt(history: CellHistory, time: number): Moment | undefined {
  const all = [...history.earlier, ...history.halfCycles];
  const curve = all.find((each) => each.time[0]! <= time && time <= each.time.at(-1)!);
  if (curve === undefined) return undefined;
  const next = Math.max(
    1,
    curve.time.findIndex((each) => each >= time),
  );
  const [from, to] = [curve.time[next - 1]!, curve.time[next] ?? curve.time[next - 1]!];
  const share = to > from ? (time - from) / (to - from) : 0;
  const between = (values: readonly number[]): number =>
    values[next - 1]! + share * ((values[next] ?? values[next - 1]!) - values[next - 1]!);
  return {
    cycle: curve.cycle,
    phase: curve.phase,
    voltage: between(curve.voltage),
    capacity: between(curve.capacity),
    sinceCycle: time - (halfCyclesOf(history, curve.cycle)[0]?.time[0] ?? time),
  };
}

/** Returns when a finished cycle of a cell ended, s. */
export function endOfCycle({ cycles }: Pick<CellHistory, "cycles">, cycle: number): number | undefined {
  const own = cycles.find((each) => each.cycle === cycle);
  return own === undefined ? undefined : own.start_s + own.duration_s;
}

/** Returns where the moment is on the chart; undefined where its curve is not shown. */
export function placeOfMoment(
  history: CellHistory,
  {
    chart,
    chosen,
    time,
  }: { readonly chart: CurveChart; readonly chosen: number | undefined; readonly time: number },
): { readonly x: number; readonly y: number } | undefined {
  const moment = chart === "dqdv" ? undefined : momentAt(history, time);
  if (moment === undefined || chart === "dqdv") return undefined;
  const cycle = shownCycle(history, chosen);
  if (moment.cycle !== cycle && moment.cycle !== cycle - 1) return undefined;
  const [x] = place(chart, { capacity: [moment.capacity], time: [time] }, time - moment.sinceCycle);
  return { x: x!, y: moment.voltage };
}

/** Returns the marks of events whose half-cycle the chart of voltage shows. */
export function voltageMarks(
  histories: readonly CellHistory[],
  chart: CurveChart,
  chosen: number | undefined,
): ChartMark[] {
  if (chart === "dqdv") return [];
  return histories.flatMap((history, cell) => {
    const cycle = shownCycle(history, chosen);
    const shown = [...halfCyclesOf(history, cycle - 1), ...halfCyclesOf(history, cycle)];
    return history.events
      .filter((event) =>
        shown.some(
          (curve) => curve.cycle === event.cycle && (curve.phase === event.phase || event.phase === "rest"),
        ),
      )
      .map(({ kind, capacity, voltage, time, cycle: own }) => {
        const start = halfCyclesOf(history, own)[0]?.time[0] ?? time;
        const [x] = place(chart, { capacity: [capacity], time: [time] }, start);
        return { x: x!, y: voltage, cell: cell as 0 | 1, label: eventNames[kind] };
      });
  });
}
