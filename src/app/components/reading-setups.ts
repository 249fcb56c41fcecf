/** Charts of what is read off the cells: axes, curves and the tables that say the same. */
import type { Layer } from "../layers/form/layer.ts";
import type { Histogram } from "../reading/histogram.ts";
import { type CutLine, type CutPiece, lengthOfLine, valueOnCut } from "../reading/line-cut.ts";
import type { Quantity } from "../reading/quantities.ts";
import { describeNumber } from "../streams/sentences.ts";
import { cellIdentity } from "../theme/theme.ts";
import type { ChartSeries, ChartSetup } from "./chart-options.ts";
import type { ChartTable } from "./fluxtwin-chart.ts";

const NONE = "\u2013";
const TABLE_ROWS = 24;

export const cellSeries: readonly ChartSeries[] = cellIdentity.map(({ token, dash }) => ({
  ...{ colour: token, dash, width: 2, opacity: 1, marker: "none" },
}));

/** A twentieth more on either side; about a level curve as much as it is high. */
function withRoom(low: number | null, high: number | null): [number, number] {
  if (low === null || high === null) return [0, 1];
  const room = high > low ? 0.05 * (high - low) : 0.05 * Math.abs(high) || 1;
  return [low - room, high + room];
}

const asItIs = (low: number | null, high: number | null): [number, number] => [low ?? 0, high ?? 1];

/** Returns the chart of the layer along a line of this length, um. */
export function cutSetup({ quantity, scale }: Layer, length: number): ChartSetup {
  return {
    heading: `${quantity} along the line`,
    xLabel: "Along the line, \u00b5m",
    yLabel: scale.unit,
    series: cellSeries,
    course: "pieces",
    spanGaps: false,
    xRange: () => [0, length],
    yRange: (low, high) => {
      const isFromZero = scale.kind === "positive" && low !== null;
      return withRoom(isFromZero ? Math.min(0, low) : low, high);
    },
  };
}

export function cutTable(
  cells: readonly (readonly CutPiece[])[],
  line: CutLine,
  { scale }: Layer,
): ChartTable {
  const length = lengthOfLine(line);
  const rows = Array.from({ length: TABLE_ROWS }, (_, k) => {
    const at = (k * length) / (TABLE_ROWS - 1);
    const values = cells.map((pieces) => valueOnCut(pieces, at));
    return [
      at.toFixed(1),
      ...values.map((value) => (value === undefined ? NONE : describeNumber(scale.factor * value))),
    ];
  });
  return { head: ["\u00b5m", `A, ${scale.unit}`, `B, ${scale.unit}`], rows };
}

export function histogramSetup({ of, name, unit }: Quantity): ChartSetup {
  return {
    heading: name,
    xLabel: unit === "" ? name : `${name}, ${unit}`,
    yLabel: of === "particles" ? "Particles" : "% of the front",
    series: cellSeries,
    course: "steps",
    spanGaps: true,
    xRange: asItIs,
    yRange: (_low, high) => [0, 1.05 * (high || 1)],
  };
}

export function histogramTable({ edges, sums }: Histogram, { of, unit }: Quantity): ChartTable {
  const digits = of === "particles" ? 0 : 1;
  const rows = edges
    .slice(1)
    .map((to, k) => [
      `${describeNumber(edges[k]!)} to ${describeNumber(to)}`,
      ...sums.map((own) => (own[k] ?? 0).toFixed(digits)),
    ]);
  const what = of === "particles" ? "particles" : "% of the front";
  return { head: [unit, `A, ${what}`, `B, ${what}`], rows };
}

/** Returns the chart of a quantity since it is read, h. */
export function timeSetup(name: string, unit: string): ChartSetup {
  return {
    heading: name,
    xLabel: "Time, h",
    yLabel: unit,
    series: cellSeries,
    spanGaps: false,
    xRange: (low, high) =>
      low === null || high === null || low === high ? [low ?? 0, (low ?? 0) + 0.1] : [low, high],
    yRange: withRoom,
  };
}
