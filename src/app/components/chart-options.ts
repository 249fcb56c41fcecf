/** The look of a chart: axes, ranges, curves and markers, as uPlot takes them. */
import uPlot from "uplot";
import type { PaperChart, PaperSeries } from "../paper/chart-svg.ts";
import type { ChartMark } from "../streams/chart-data.ts";
import { colour, type } from "../theme/theme.ts";
import { drawMarks } from "./chart-marks.ts";
import { piecewise, stepwise } from "./chart-paths.ts";
import { type ChartPointer, drawPointers, type NearestPoint, nearestPoint } from "./chart-pointer.ts";

/** A chart of the page is what is drawn of it on paper. */
export type ChartSeries = PaperSeries;
export type ChartSetup = PaperChart;

/** Colours are asked for at each drawing, as the theme may have changed. */
const GRID = { stroke: () => colour.line, width: 1 };
/** As uPlot counts them. */
const [LINEAR, LOGARITHMIC] = [1, 3] as const;

/** What a chart shows besides its columns, and whom it tells what is pointed at. */
export interface ChartFeed {
  readonly marks: () => readonly ChartMark[];
  readonly pointers: () => readonly ChartPointer[];
  readonly isHollow: IsHollow;
  readonly point: (nearest: NearestPoint | undefined) => void;
}

/** Returns the look of a chart. */
export function chartOptions(
  setup: ChartSetup,
  { marks, pointers, isHollow, point }: ChartFeed,
): uPlot.Options {
  const axis = {
    stroke: () => colour.textSoft,
    font: `${type.tiny}px ${type.family}`,
    labelFont: `${type.tiny}px ${type.family}`,
    labelSize: 18,
    labelGap: 0,
    grid: GRID,
    ticks: { stroke: () => colour.line, width: 1, size: 4 },
  };
  return {
    width: 300,
    height: 160,
    padding: [6, 12, 0, 0],
    legend: { show: false },
    hooks: {
      draw: [(plot) => drawMarks(plot, marks()), (plot) => drawPointers(plot, pointers())],
      setCursor: [(plot) => point(nearestPoint(plot))],
    },
    cursor: { show: true, points: { show: false }, drag: { x: false, y: false }, y: false },
    scales: {
      x: {
        time: false,
        distr: setup.logX === undefined ? LINEAR : LOGARITHMIC,
        range: (plot, low, high) => rangesOf(plot, setup)?.x ?? setup.xRange(low, high),
      },
      y: {
        distr: setup.logY === undefined ? LINEAR : LOGARITHMIC,
        range: (plot, low, high) => rangesOf(plot, setup)?.y ?? setup.yRange(low, high),
      },
    },
    axes: [
      { ...axis, label: setup.xLabel, size: 26, ...valuesOf(setup.logX) },
      { ...axis, label: setup.yLabel, size: 40, ...valuesOf(setup.logY) },
    ],
    series: [{}, ...setup.series.map((series) => seriesOptions(series, setup, isHollow))],
  };
}

/** A logarithmic axis has lines at whole powers of ten only. */
function valuesOf(
  write: ((value: number) => string) | undefined,
): Pick<uPlot.Axis, "values" | "grid" | "space"> {
  if (write === undefined) return {};
  const isPower = (value: number): boolean =>
    Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-6;
  return {
    // What is not written takes no room.
    space: 12,
    values: (_plot, splits) => splits.map((value) => (value === null ? "" : write(value))),
    grid: {
      ...GRID,
      filter: (_plot, splits) => splits.map((value) => (isPower(value) ? value : null)),
    },
  };
}

/** Ranges of both axes on which units are equally long; undefined where they need not be, or where nothing is laid out yet. */
function rangesOf(
  plot: uPlot,
  setup: ChartSetup,
): { readonly x: [number, number]; readonly y: [number, number] } | undefined {
  const { width, height } = plot.bbox;
  if (setup.equalUnits !== true || !(width > 0 && height > 0)) return undefined;
  const [xs, ...columns] = plot.data;
  const ys = columns.flatMap((column) => [...column].filter((value) => value != null));
  const spanOf = (values: ArrayLike<number>, range: ChartSetup["xRange"]): [number, number] =>
    values.length === 0
      ? range(null, null)
      : range(Math.min(...Array.from(values)), Math.max(...Array.from(values)));
  const [x, y] = [spanOf(xs, setup.xRange), spanOf(ys, setup.yRange)];
  const unit = Math.max((x[1] - x[0]) / width, (y[1] - y[0]) / height);
  return { x: [x[0], x[0] + unit * width], y: [y[0], y[0] + unit * height] };
}

function seriesOptions(
  series: ChartSeries,
  { spanGaps, smooth, course }: Pick<ChartSetup, "spanGaps" | "smooth" | "course">,
  isHollow: IsHollow,
): uPlot.Series {
  const spline = smooth === true ? uPlot.paths.spline?.() : undefined;
  return {
    stroke: () => colour[series.colour],
    width: series.width,
    dash: [...series.dash],
    alpha: series.opacity,
    spanGaps,
    ...(spline === undefined ? {} : { paths: spline }),
    ...(course === "pieces" ? { paths: piecewise } : {}),
    ...(course === "steps" ? { paths: stepwise, fill: () => `${colour[series.colour]}${STEP_FILL}` } : {}),
    points: series.marker === "none" ? { show: false } : markerOptions(series, isHollow),
  };
}

/** Whether a point was not solved, by series (from 1) and row. */
type IsHollow = (series: number, row: number) => boolean;

/** Alpha of what lies below steps, in hexadecimal digits. */
const STEP_FILL = "38";
/** Alpha of a filled square, in hexadecimal digits. */
export const SQUARE_FILL = "b3";

/**
 * Circles and larger squares: the two cells differ in shape, and neither hides the other, as what fills squares can be seen
 * through. What was not solved is empty, a circle down to the ground.
 */
function markerOptions({ marker, colour: own }: ChartSeries, isHollow: IsHollow): uPlot.Series.Points {
  const half = (marker === "circle" ? 2.5 : 4) * devicePixelRatio;
  const paths: uPlot.Series.Points.PathBuilder = (plot, index, first, last) => {
    const stroke = new Path2D();
    const fill = new Path2D();
    const empty = new Path2D();
    for (let row = first; row <= last; row++) {
      const value = plot.data[index]![row];
      if (value === null || value === undefined) continue;
      const x = plot.valToPos(plot.data[0][row]!, "x", true);
      const y = plot.valToPos(value, "y", true);
      for (const path of [stroke, isHollow(index, row) ? empty : fill]) {
        if (marker === "square") path.rect(x - half, y - half, 2 * half, 2 * half);
        else {
          path.moveTo(x + half, y);
          path.arc(x, y, half, 0, 2 * Math.PI);
        }
      }
    }
    if (marker === "circle") {
      plot.ctx.fillStyle = colour.panel;
      plot.ctx.fill(empty);
    }
    return { stroke, fill };
  };
  const size = marker === "circle" ? 5 : 8;
  return {
    show: true,
    size,
    width: 1.5,
    stroke: () => colour[own],
    fill: () => (marker === "circle" ? colour[own] : colour[own] + SQUARE_FILL),
    paths,
  };
}
