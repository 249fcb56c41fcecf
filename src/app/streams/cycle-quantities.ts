/** What the chart of cycles can show: one number per finished cycle, for lithium in the electrolyte two. */
import type { CycleSummary } from "../../../sim-core/index.ts";
import type { CycleChart } from "./app-state.ts";
import type { Curve } from "./chart-data.ts";
import { type CellHistory, emptyHistory } from "./history.ts";

export interface CycleQuantity {
  /** Of the chart. */
  readonly heading: string;
  /** With unit. */
  readonly axis: string;
  /** What the curves of a cell are, in their order; the first one is drawn strongest. */
  readonly curves: readonly {
    readonly name: string;
    /** null where a cycle has none. */
    readonly read: (cycle: CycleSummary) => number | null;
  }[];
  /** Narrowest range of the axis; it grows with the data. */
  readonly range: readonly [number, number];
  /** Decimals of the table. */
  readonly digits: number;
}

const one = (read: (cycle: CycleSummary) => number | null): CycleQuantity["curves"] => [{ name: "", read }];

const percent = (share: number | null): number | null => (share === null ? null : 100 * share);

export const cycleQuantities: Readonly<Record<CycleChart, CycleQuantity>> = {
  retention: {
    heading: "Capacity retention",
    axis: "Retention, %",
    curves: one((cycle) => percent(cycle.retention)),
    range: [95, 101],
    digits: 2,
  },
  efficiency: {
    heading: "Coulombic efficiency",
    axis: "Efficiency, %",
    curves: one((cycle) => percent(cycle.coulombicEfficiency)),
    range: [99, 100.5],
    digits: 3,
  },
  unevenness: {
    heading: "Unevenness of plating",
    axis: "Variation of current, %",
    curves: one((cycle) => percent(cycle.anodeCurrentCoV)),
    range: [0, 1],
    digits: 2,
  },
  stress: {
    heading: "Largest stress",
    axis: "Von Mises, MPa",
    curves: one((cycle) => 1000 * cycle.maxVonMises_GPa),
    range: [0, 1],
    digits: 1,
  },
  intergranular: {
    heading: "Lithium in the electrolyte",
    axis: "Lithium, mmol/m\u00b2",
    curves: [
      {
        name: "all",
        read: (cycle) => 1000 * (cycle.intergranularLithium_mol_m2 + cycle.reactedLithium_mol_m2),
      },
      { name: "lost", read: (cycle) => 1000 * (cycle.deadLithium_mol_m2 + cycle.reactedLithium_mol_m2) },
    ],
    range: [0, 1],
    digits: 3,
  },
  interphase: {
    heading: "Interphase at the lithium",
    axis: "Mean thickness, nm",
    curves: one((cycle) => cycle.interphaseThickness_nm),
    range: [0, 10],
    digits: 1,
  },
  depleted: {
    heading: "Front without lithium",
    axis: "Share of the front, %",
    curves: one((cycle) => 100 * cycle.depletedFraction),
    range: [0, 1],
    digits: 2,
  },
  voids: {
    heading: "Front without contact (voids)",
    axis: "Share of the front, %",
    curves: one((cycle) => 100 * cycle.voidFraction),
    range: [0, 1],
    digits: 2,
  },
};

/** Returns the curves of both cells over cycle number, those of A first; cycles that were jumped are hollow. */
export function cycleCurves(histories: readonly CellHistory[], { curves }: CycleQuantity): Curve[] {
  return histories.flatMap(({ cycles }) => {
    const x = cycles.map((cycle) => cycle.cycle);
    const hollow = cycles.map((cycle) => cycle.jumped);
    return curves.map(({ read }) => ({ x, y: cycles.map((cycle) => finite(read(cycle))), hollow }));
  });
}

/** Returns the first curve of a quantity for both cells of a run that was left; empty without one. */
export function ghostCycleCurves(
  ghost: readonly CellHistory[] | undefined,
  { curves: [first], ...quantity }: CycleQuantity,
): Curve[] {
  const histories = ghost ?? [emptyHistory, emptyHistory];
  return cycleCurves(histories, { ...quantity, curves: first === undefined ? [] : [first] });
}

/** What is not finite would blank the chart. */
function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
