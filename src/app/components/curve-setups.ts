/** The look of the charts of curves and of cycles, and their tables. */
import { sampleRows } from "../streams/chart-data.ts";
import type { CurveChart } from "../streams/comparison.ts";
import type { CycleQuantity } from "../streams/cycle-quantities.ts";
import type { HistoryPair } from "../streams/recorder.ts";
import { shownCycle, type TimedCurve } from "../streams/voltage-curves.ts";
import { cellIdentity } from "../theme/theme.ts";
import type { ChartSeries, ChartSetup } from "./chart-options.ts";
import type { ChartTable } from "./fluxtwin-chart.ts";

const TABLE_ROWS = 24;

/** Curves of the run before, one look per cell: neither of a cell's colour nor of the cycle before. */
const ghostSeries: readonly ChartSeries[] = cellIdentity.map(({ marker }, cell) => ({
  colour: "textSoft",
  width: 1.5,
  dash: cell === 0 ? [2, 3] : [6, 3, 2, 3],
  opacity: 0.8,
  marker,
}));

/** Of each cell: charge and discharge of the cycle before, faint, and of the one that is shown. */
const cellSeries: readonly ChartSeries[] = cellIdentity.flatMap((cell) => {
  const line = (opacity: number, width: number): ChartSeries => ({
    colour: cell.token,
    width,
    dash: cell.dash,
    opacity,
    marker: "none",
  });
  return [line(0.35, 1.25), line(0.35, 1.25), line(1, 2), line(1, 2)];
});

const series: readonly ChartSeries[] = [
  ...cellSeries,
  ...ghostSeries.flatMap((ghost) => {
    const line: ChartSeries = { ...ghost, marker: "none" };
    return [line, line];
  }),
];

const voltage: Pick<ChartSetup, "yLabel" | "spanGaps" | "smooth" | "series" | "yRange"> = {
  yLabel: "Voltage, V",
  // Curves of other cells and cycles lie between the points of one.
  spanGaps: true,
  // A half-cycle is solved in some 25 steps, whatever the speed.
  smooth: true,
  series,
  yRange: (low, high) => [Math.min(low ?? 2.6, 2.6) - 0.05, Math.max(high ?? 4.3, 4.3) + 0.05],
};

const fromZero =
  (least: number, step: number): ChartSetup["xRange"] =>
  (_low, high) => [0, stepUp(Math.max(high ?? 0, least) * 1.04, step)];

/** How overlays are told from each other and from the cells, in their order. */
export const overlayLooks: readonly Pick<ChartSeries, "colour" | "dash" | "marker">[] = [
  { colour: "accent", dash: [], marker: "square" },
  { colour: "good", dash: [2, 3], marker: "circle" },
  { colour: "warning", dash: [8, 3, 2, 3], marker: "square" },
  { colour: "danger", dash: [4, 2], marker: "circle" },
];

/** Returns the chart with curves of `count` overlays, as many of each as it has. */
export function withOverlays(setup: ChartSetup, count: number, kind: "curves" | "cycles"): ChartSetup {
  if (count === 0) return setup;
  const own = overlayLooks.slice(0, count).flatMap((look): ChartSeries[] => {
    const line: ChartSeries = { ...look, width: 1.75, opacity: 1 };
    const plain: ChartSeries = { ...line, marker: "none" };
    return kind === "cycles" ? [line] : [plain, plain];
  });
  return { ...setup, series: [...setup.series, ...own] };
}

/** On the menu, where room is short. */
export const curveNames: Readonly<Record<CurveChart, string>> = {
  capacity: "Voltage, capacity",
  time: "Voltage, time",
  cycle: "Voltage, cycle time",
  dqdv: "dQ/dV",
};

export const curveSetups: Readonly<Record<CurveChart, ChartSetup>> = {
  capacity: {
    ...voltage,
    heading: "Voltage against capacity",
    xLabel: "Capacity of the half-cycle, mAh/cm\u00b2",
    xRange: fromZero(0.5, 0.5),
  },
  time: {
    ...voltage,
    heading: "Voltage against time",
    xLabel: "Simulated time, h",
    xRange: (low, high) => [stepDown(low ?? 0, 0.5), stepUp(Math.max(high ?? 0, (low ?? 0) + 0.5), 0.5)],
  },
  cycle: {
    ...voltage,
    heading: "Voltage against time in the cycle",
    xLabel: "Time since the cell\u2019s own cycle began, h",
    xRange: fromZero(0.5, 0.5),
  },
  dqdv: {
    heading: "dQ/dV",
    xLabel: "Voltage, V (discharge below zero)",
    yLabel: "mAh/(cm\u00b2 V)",
    spanGaps: true,
    series,
    xRange: (low, high) => [(low ?? 2.6) - 0.02, (high ?? 4.3) + 0.02],
    yRange: (low, high) => [Math.min(0, 1.08 * (low ?? 0)), Math.max(1, 1.08 * (high ?? 0))],
  },
};

/** The second curve of a quantity is drawn as faint as the cycle before in the voltage chart. */
export function cycleSetup({ heading, axis, curves, range }: CycleQuantity): ChartSetup {
  const [least, most] = range;
  const falls = least > 0;
  return {
    heading,
    xLabel: "Cycle",
    yLabel: axis,
    spanGaps: false,
    series: [
      ...cellIdentity.flatMap((cell) =>
        curves.map((_, k) => ({
          colour: cell.token,
          width: k === 0 ? 2 : 1.25,
          dash: cell.dash,
          opacity: k === 0 ? 1 : 0.5,
          marker: cell.marker,
        })),
      ),
      ...ghostSeries,
    ],
    xRange: (_low, high) => [0, stepUp((high ?? 0) + 0.5, 5)],
    yRange: (low, high) =>
      falls
        ? [stepDown((low ?? least) - 0.5, 5), Math.max(most, (high ?? most) + 0.5)]
        : [0, Math.max(most, 1.08 * (high ?? 0))],
  };
}

/** Returns points of the curves of the cycle that is shown, both cells below each other. */
export function curveTable(
  histories: HistoryPair,
  curves: readonly TimedCurve[],
  { chart, chosen }: { readonly chart: CurveChart; readonly chosen: number | undefined },
): ChartTable {
  const rows = curves.flatMap((curve, k) => {
    const [cell, kind] = [Math.floor(k / 4), k % 4];
    if (kind < 2) return [];
    const cycle = shownCycle(histories[cell]!, chosen);
    return sampleRows(curve.x.length, TABLE_ROWS).map((row) => [
      cellIdentity[cell]!.letter,
      String(cycle),
      kind === 2 ? "charge" : "discharge",
      curve.x[row]!.toFixed(3),
      curve.y[row]?.toFixed(3) ?? "\u2013",
    ]);
  });
  return { head: ["Cell", "Cycle", "Half-cycle", ...columnNames[chart]], rows };
}

const columnNames: Readonly<Record<CurveChart, readonly [string, string]>> = {
  capacity: ["mAh/cm\u00b2", "V"],
  time: ["h", "V"],
  cycle: ["h in the cycle", "V"],
  dqdv: ["V", "mAh/(cm\u00b2 V)"],
};

export function cycleTable(histories: HistoryPair, { curves, digits, axis }: CycleQuantity): ChartTable {
  const columns = histories.flatMap(({ cycles }, cell) =>
    curves.map(({ name, read }) => ({ head: `${cellIdentity[cell]!.letter} ${name}`.trim(), cycles, read })),
  );
  const count = Math.max(...histories.map(({ cycles }) => cycles.length));
  const rows = Array.from({ length: count }, (_, row) => [
    `${row + 1}${describeJumped(histories, row)}`,
    ...columns.map(({ cycles, read }) =>
      cycles[row] === undefined ? "\u2013" : (read(cycles[row])?.toFixed(digits) ?? "\u2013"),
    ),
    ...histories.map(({ cycles }) => cycles[row]?.dischargeCapacity_mAh_cm2.toFixed(3) ?? "\u2013"),
  ]);
  const unit = axis.split(", ").at(-1) ?? "";
  const head = columns.map((column) => `${column.head}, ${unit}`);
  return { head: ["Cycle", ...head, "A, mAh/cm\u00b2", "B, mAh/cm\u00b2"], rows };
}

/** Which cells have jumped a cycle, for its row of the table. */
function describeJumped(histories: HistoryPair, row: number): string {
  const letters = histories.flatMap(({ cycles }, cell) =>
    cycles[row]?.jumped === true ? [cellIdentity[cell]!.letter] : [],
  );
  return letters.length === 0 ? "" : ` (${letters.join(", ")} extrapolated)`;
}

function stepUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}

function stepDown(value: number, step: number): number {
  return Math.floor(value / step) * step;
}
