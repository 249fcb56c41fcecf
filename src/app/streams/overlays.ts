/**
 * Curves that lie over those of the cells that run, for comparison: cells of runs that were left, and what was measured on
 * real cells.
 */
import { BehaviorSubject, type Observable } from "rxjs";
import type { CycleSummary } from "../../../sim-core/index.ts";
import type { CycleChart } from "./app-state.ts";
import type { Curve } from "./chart-data.ts";
import type { CurveChart } from "./comparison.ts";
import { type CycleQuantity, cycleCurves, cycleQuantities } from "./cycle-quantities.ts";
import { emptyHistory, type HalfCycle } from "./history.ts";
import { curvesOfCycle, shownCycle, type TimedCurve } from "./voltage-curves.ts";

/** What is known of a cycle that was measured. */
export type MeasuredSummary = Pick<CycleSummary, "cycle" | "retention" | "coulombicEfficiency">;

export interface OverlaidCell {
  /** For people. */
  readonly name: string;
  /** Charge and discharge, oldest first; mAh/cm2, V and s as those of the page. */
  readonly halfCycles: readonly HalfCycle[];
  readonly cycles:
    | { readonly from: "run"; readonly summaries: readonly CycleSummary[] }
    | { readonly from: "measurement"; readonly summaries: readonly MeasuredSummary[] };
}

export interface Overlay extends OverlaidCell {
  readonly id: number;
}

/** As many as the charts have looks for. */
export const MOST_OVERLAYS = 4;

export class Overlays {
  readonly #list$ = new BehaviorSubject<readonly Overlay[]>([]);
  #last = 0;

  /** Oldest first. */
  get list$(): Observable<readonly Overlay[]> {
    return this.#list$;
  }

  get list(): readonly Overlay[] {
    return this.#list$.value;
  }

  /** Adds them all, or none where there is no room for all; returns whether there was. */
  add(...cells: readonly OverlaidCell[]): boolean {
    if (this.list.length + cells.length > MOST_OVERLAYS) return false;
    this.#list$.next([...this.list, ...cells.map((cell) => ({ ...cell, id: ++this.#last }))]);
    return true;
  }

  remove(id: number): void {
    this.#list$.next(this.list.filter((overlay) => overlay.id !== id));
  }
}

/** Quantities that a measurement of charge and voltage gives. */
const measured: ReadonlySet<CycleChart> = new Set(["retention", "efficiency"]);

/** Returns the first curve of the quantity for each overlay; empty where it was not measured. */
export function overlaidCycles(overlays: readonly OverlaidCell[], chart: CycleChart): Curve[] {
  const quantity: CycleQuantity = {
    ...cycleQuantities[chart],
    curves: cycleQuantities[chart].curves.slice(0, 1),
  };
  return overlays.flatMap(({ cycles }): Curve[] => {
    if (cycles.from === "run") return cycleCurves([{ ...emptyHistory, cycles: cycles.summaries }], quantity);
    if (!measured.has(chart)) return [{ x: [], y: [] }];
    const share = chart === "retention" ? "retention" : "coulombicEfficiency";
    const percent = (value: number | null): number | null => (value === null ? null : 100 * value);
    return [
      {
        x: cycles.summaries.map(({ cycle }) => cycle),
        y: cycles.summaries.map((each) => percent(each[share])),
      },
    ];
  });
}

/**
 * Returns charge and discharge of each overlay: of the cycle that the cells show, or of its own last one where it has not come
 * to that.
 */
export function overlaidCurves(
  overlays: readonly OverlaidCell[],
  chart: CurveChart,
  cycle: number,
): TimedCurve[] {
  return overlays.flatMap(({ halfCycles }) => {
    const history = { ...emptyHistory, halfCycles };
    const last = shownCycle(history, undefined);
    return curvesOfCycle(history, chart, halfCycles.some((curve) => curve.cycle === cycle) ? cycle : last);
  });
}
