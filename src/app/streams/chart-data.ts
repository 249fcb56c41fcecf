/** From histories to the aligned columns that a chart draws: one rising x, one column of y per series. */
import { eventNames } from "./events.ts";
import type { CellHistory, HalfCycle } from "./history.ts";

export interface Curve {
  readonly x: readonly number[];
  /** null where there is no value, which the chart does not join across. */
  readonly y: readonly (number | null)[];
  /** Whether a point is drawn hollow, since it was not solved; none is where absent. */
  readonly hollow?: readonly boolean[];
}

/** `columns[k][i]` belongs to `x[i]`; null where series k has no point there. */
export interface AlignedColumns {
  readonly x: number[];
  readonly columns: (number | null)[][];
  /** Likewise whether it is drawn hollow there. */
  readonly hollow: boolean[][];
}

/** mAh/cm2: far less than a pixel. */
const BESIDE = 1e-7;

/** Returns the curves merged over the union of their x; every curve must rise in x (equal neighbours are joined). */
export function alignCurves(curves: readonly Curve[]): AlignedColumns {
  const union = new Set<number>();
  for (const curve of curves) for (const x of curve.x) union.add(x);
  const x = [...union].sort((a, b) => a - b);
  const rowOf = new Map(x.map((value, row) => [value, row]));
  const columns = curves.map((curve) => {
    const column = new Array<number | null>(x.length).fill(null);
    curve.x.forEach((value, i) => {
      column[rowOf.get(value)!] = curve.y[i]!;
    });
    return column;
  });
  const hollow = curves.map((curve) => {
    const column = new Array<boolean>(x.length).fill(false);
    curve.x.forEach((value, i) => {
      column[rowOf.get(value)!] = curve.hollow?.[i] ?? false;
    });
    return column;
  });
  return { x, columns, hollow };
}

/** Returns voltage over capacity of both cells, four curves each: previous charge, discharge, present charge, discharge; missing ones are empty. */
export function voltageCurves(histories: readonly CellHistory[]): Curve[] {
  return histories.flatMap((history) => {
    const present = history.halfCycles.at(-1)?.cycle ?? 1;
    const find = (cycle: number, phase: string): Curve =>
      curveOf(history.halfCycles.find((curve) => curve.cycle === cycle && curve.phase === phase));
    return [
      find(present - 1, "charge"),
      find(present - 1, "discharge"),
      find(present, "charge"),
      find(present, "discharge"),
    ];
  });
}

/** Returns voltage over capacity of the last charge and discharge of both cells of a run that was left; empty without one. */
export function ghostVoltageCurves(ghost: readonly CellHistory[] | undefined): Curve[] {
  return [0, 1].flatMap((cell) => {
    const halfCycles = ghost?.[cell]?.halfCycles ?? [];
    return ["charge", "discharge"].map((phase) =>
      curveOf(halfCycles.findLast((curve) => curve.phase === phase)),
    );
  });
}

function curveOf(halfCycle: HalfCycle | undefined): Curve {
  if (halfCycle === undefined) return { x: [], y: [] };
  const { capacity, voltage } = halfCycle;
  // What drops in no time, as at a short circuit, drops beside the point that it drops from.
  const x = capacity.map((value, k) => (k > 0 && value <= capacity[k - 1]! ? value + BESIDE : value));
  return { x, y: voltage };
}

/** A mark at a point of a chart. */
export interface ChartMark {
  readonly x: number;
  readonly y: number;
  readonly cell: 0 | 1;
  readonly label: string;
}

/** Returns the marks of events whose half-cycle the voltage chart still shows. */
export function voltageMarks(histories: readonly CellHistory[]): ChartMark[] {
  return histories.flatMap(({ halfCycles, events }, cell) =>
    events
      .filter(({ cycle, phase }) =>
        halfCycles.some((curve) => curve.cycle === cycle && (curve.phase === phase || phase === "rest")),
      )
      .map(({ kind, capacity, voltage }) => ({
        x: capacity,
        y: voltage,
        cell: cell as 0 | 1,
        label: eventNames[kind],
      })),
  );
}

/** Returns at most `limit` indices of 0..count-1, evenly spread, first and last among them. */
export function sampleRows(count: number, limit: number): number[] {
  if (count <= limit) return Array.from({ length: count }, (_, row) => row);
  return Array.from({ length: limit }, (_, k) => Math.round((k * (count - 1)) / (limit - 1)));
}
