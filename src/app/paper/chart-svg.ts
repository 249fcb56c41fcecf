/**
 * Charts as lines on paper: axes with their numbers and units, curves, markers and a legend. The curves are those of the
 * page, smooth where it draws them so (Fritsch and Carlson's monotone cubic), broken where it breaks them.
 */
import { ticks } from "d3-array";
import { area, curveLinear, curveMonotoneX, curveStepAfter, line } from "d3-shape";
import { cellIdentity, ink, type PageColour, type } from "../theme/theme.ts";
import { type Lettering, letter, type Stroke, short, trace } from "./svg.ts";

/** A curve's look on the page. */
export interface PaperSeries {
  readonly colour: PageColour;
  readonly width: number;
  readonly dash: readonly number[];
  readonly opacity: number;
  readonly marker: "none" | "circle" | "square";
}

type Range = (low: number | null, high: number | null) => [number, number];

/** A chart as the page has it. */
export interface PaperChart {
  readonly heading: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly series: readonly PaperSeries[];
  /** Whether curves go smoothly through their points: monotone where these are. */
  readonly smooth?: true;
  /** Whether curves are straight from point to point, broken where one has null, or level from each point to the next. */
  readonly course?: "pieces" | "steps";
  /** Whether a curve is joined across rows where it has no value. */
  readonly spanGaps: boolean;
  /** Returns [low, high] from the data's own; keeps axes from jumping about. */
  readonly xRange: Range;
  readonly yRange: Range;
  /** Axes that are divided by the logarithm, with what is written at a value. */
  readonly logX?: (value: number) => string;
  readonly logY?: (value: number) => string;
  /** Whether a unit is as long on one axis as on the other. */
  readonly equalUnits?: true;
}

/** Its columns: one rising x, and a y for each series; null where there is none, undefined where the row is not its own. */
export interface PaperColumns {
  readonly x: readonly number[];
  readonly columns: readonly (readonly (number | null | undefined)[])[];
  readonly hollow: readonly (readonly boolean[])[];
}

export interface PaperMark {
  readonly x: number;
  readonly y: number;
  readonly cell: 0 | 1;
  readonly label: string;
}

export interface PaperBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** px around the curves: numbers, labels, heading. */
const AROUND = { left: 46, right: 12, top: 24, bottom: 36 } as const;
const TICKS = { x: 6, y: 5 } as const;
const HALF_MARKER = { circle: 2.5, square: 2.8 } as const;

interface Axes {
  readonly x: Axis;
  readonly y: Axis;
}

interface Axis {
  /** px of a value. */
  readonly at: (value: number) => number;
  readonly ticks: readonly { readonly value: number; readonly words: string }[];
}

/** Returns a chart that fills `box`. */
export function drawChart(
  chart: PaperChart,
  columns: PaperColumns,
  box: PaperBox,
  marks: readonly PaperMark[] = [],
): string[] {
  const inner = {
    left: box.left + AROUND.left,
    top: box.top + AROUND.top,
    width: box.width - AROUND.left - AROUND.right,
    height: box.height - AROUND.top - AROUND.bottom,
  };
  const axes = layAxes(chart, columns, inner);
  return [
    `<g data-chart="${chart.heading.replace(/[^\w ]/g, "")}">`,
    letter(chart.heading, box.left + 2, box.top + 14, { size: type.small, bold: true }),
    ...drawAxes(chart, axes, inner),
    ...chart.series.flatMap((series, k) => drawSeries(chart, series, columns, k, axes)),
    ...marks.flatMap((mark) => drawMark(mark, axes, inner)),
    "</g>",
  ];
}

/** Returns the legend of both cells, and `notes` behind it. */
export function drawKeys(
  names: readonly [string, string],
  notes: readonly string[],
  { left, top }: { readonly left: number; readonly top: number },
): string[] {
  let x = left;
  const out = cellIdentity.flatMap(({ letter: own, dash, marker, token }, cell) => {
    const stroke = inkOf(token);
    const words = `${own}  ${names[cell as 0 | 1]}`;
    const parts = [
      trace(`M${short(x)} ${top}h32`, { colour: stroke, width: 2, dash }),
      drawMarker(marker, x + 16, top, { colour: stroke, isHollow: false }),
      letter(words, x + 38, top + 4, { size: type.tiny }),
    ];
    x += 54 + 6.2 * words.length;
    return parts;
  });
  return [...out, letter(notes.join("; "), x, top + 4, { size: type.tiny, fill: ink.textSoft })];
}

/** The dark line on paper for the light one on the screen. */
function inkOf(screen: PageColour): string {
  if (screen === "cellA" || screen === "cellB") return ink[screen];
  return ink.textSoft;
}

function layAxes(chart: PaperChart, { x, columns }: PaperColumns, box: PaperBox): Axes {
  const ys = columns.flatMap((column) => column.filter((value) => value !== null && value !== undefined));
  let xs = chart.xRange(...endsOf(x));
  let range = chart.yRange(...endsOf(ys));
  if (chart.equalUnits === true) {
    const unit = Math.max((xs[1] - xs[0]) / box.width, (range[1] - range[0]) / box.height);
    xs = [xs[0], xs[0] + unit * box.width];
    range = [range[0], range[0] + unit * box.height];
  }
  return {
    x: layAxis(xs, [box.left, box.left + box.width], TICKS.x, chart.logX),
    y: layAxis(range, [box.top + box.height, box.top], TICKS.y, chart.logY),
  };
}

function endsOf(values: readonly number[]): [number | null, number | null] {
  let [low, high]: [number | null, number | null] = [null, null];
  for (const value of values) {
    if (low === null || value < low) low = value;
    if (high === null || value > high) high = value;
  }
  return [low, high];
}

function layAxis(
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
  count: number,
  write: ((value: number) => string) | undefined,
): Axis {
  const bend = write === undefined ? (value: number) => value : Math.log10;
  const scale = (to - from) / (bend(high) - bend(low));
  const at = (value: number): number => from + scale * (bend(value) - bend(low));
  if (write === undefined)
    return { at, ticks: ticks(low, high, count).map((value) => ({ value, words: String(value) })) };
  const powers: number[] = [];
  for (let power = Math.ceil(Math.log10(low) - 1e-9); power <= Math.log10(high) + 1e-9; power++)
    powers.push(10 ** power);
  return { at, ticks: powers.map((value) => ({ value, words: write(value) })) };
}

function drawAxes({ xLabel, yLabel }: PaperChart, { x, y }: Axes, box: PaperBox): string[] {
  const { left, top, width, height } = box;
  const [right, bottom] = [left + width, top + height];
  const look = { size: 10, fill: ink.textSoft };
  return [
    ...x.ticks.flatMap(({ value, words }) => [
      trace(`M${short(x.at(value))} ${short(top)}V${short(bottom)}`, { colour: ink.line, width: 0.6 }),
      letter(words, x.at(value), bottom + 13, { ...look, anchor: "middle" }),
    ]),
    ...y.ticks.flatMap(({ value, words }) => [
      trace(`M${short(left)} ${short(y.at(value))}H${short(right)}`, { colour: ink.line, width: 0.6 }),
      letter(words, left - 5, y.at(value) + 3.5, { ...look, anchor: "end" }),
    ]),
    trace(`M${short(left)} ${short(top)}V${short(bottom)}H${short(right)}`, { colour: ink.frame, width: 1 }),
    letter(xLabel, left + width / 2, bottom + 28, { anchor: "middle" }),
    letter(yLabel, left - 34, top + height / 2, { anchor: "middle", turn: -90 }),
  ];
}

interface Point {
  readonly x: number;
  /** undefined where the curve is broken. */
  readonly y: number | undefined;
  readonly hollow: boolean;
}

/** The points of a curve, without rows of other curves. */
function pointsOf(
  { spanGaps }: PaperChart,
  { x, columns, hollow }: PaperColumns,
  k: number,
  axes: Axes,
): Point[] {
  return x.flatMap((value, row) => {
    const y = columns[k]?.[row];
    if (y === undefined || (y === null && spanGaps)) return [];
    const at = y === null ? undefined : axes.y.at(y);
    return [{ x: axes.x.at(value), y: at, hollow: hollow[k]?.[row] ?? false }];
  });
}

function drawSeries(
  chart: PaperChart,
  series: PaperSeries,
  columns: PaperColumns,
  k: number,
  axes: Axes,
): string[] {
  const points = pointsOf(chart, columns, k, axes);
  if (points.length === 0) return [];
  const stroke = inkOf(series.colour);
  const look: Stroke = { colour: stroke, width: series.width, dash: series.dash, opacity: series.opacity };
  const isDefined = ({ y }: Point): boolean => y !== undefined;
  const curve =
    chart.course === "steps" ? curveStepAfter : chart.smooth === true ? curveMonotoneX : curveLinear;
  const path = line<Point>()
    .x((point) => point.x)
    .y((point) => point.y ?? 0)
    .defined(isDefined)
    .curve(curve)
    .digits(2)(points);
  const filled = area<Point>()
    .x((point) => point.x)
    .y1((point) => point.y ?? 0)
    .y0(axes.y.at(0))
    .defined(isDefined)
    .curve(curve)
    .digits(2);
  return [
    ...(chart.course === "steps"
      ? [`<path d="${filled(points)}" fill="${stroke}" opacity="${0.2 * series.opacity}"/>`]
      : []),
    ...(path === null ? [] : [trace(path, look)]),
    ...points.flatMap(({ x, y, hollow }) =>
      y === undefined ? [] : [drawMarker(series.marker, x, y, { colour: stroke, isHollow: hollow })],
    ),
  ].filter((part) => part !== "");
}

function drawMarker(
  marker: PaperSeries["marker"],
  x: number,
  y: number,
  { colour: stroke, isHollow }: { readonly colour: string; readonly isHollow: boolean },
): string {
  if (marker === "none") return "";
  const half = HALF_MARKER[marker];
  const fill = isHollow ? ink.ground : stroke;
  const look = `fill="${fill}" stroke="${stroke}" stroke-width="1.2"`;
  return marker === "circle"
    ? `<circle cx="${short(x)}" cy="${short(y)}" r="${half}" ${look}/>`
    : `<rect x="${short(x - half)}" y="${short(y - half)}" width="${2 * half}" height="${2 * half}" ${look}/>`;
}

function drawMark({ x, y, cell, label }: PaperMark, axes: Axes, box: PaperBox): string[] {
  const { marker, letter: own, token } = cellIdentity[cell];
  const [left, top] = [axes.x.at(x), axes.y.at(y)];
  const isRight = left > box.left + 0.7 * box.width;
  const at = [left + (isRight ? -6 : 6), top - 5] as const;
  const look: Lettering = { size: 9, fill: inkOf(token), ...(isRight ? { anchor: "end" } : {}) };
  return [
    drawMarker(marker, left, top, { colour: inkOf(token), isHollow: false }),
    `<g stroke="${ink.ground}" stroke-width="3" stroke-linejoin="round">`,
    letter(`${own} ${label}`, ...at, { ...look, fill: ink.ground }),
    "</g>",
    letter(`${own} ${label}`, ...at, look),
  ];
}
