/** The moment that is pointed at, on a chart: found by the nearest point, drawn as a line with a sign on each cell's curve. */
import type uPlot from "uplot";
import { cellIdentity, colour } from "../theme/theme.ts";

/** A place that is pointed at; without y only its line is drawn. */
export interface ChartPointer {
  readonly cell: 0 | 1;
  readonly x: number;
  readonly y: number | undefined;
}

/** A point of a curve: its series, from 0, and its row. */
export interface NearestPoint {
  readonly series: number;
  readonly row: number;
}

/** CSS px beyond which a point is not meant. */
const REACH = 40;
const SIGN = 4.5;

/** Returns the point nearest to the pointer; undefined where none is near or the pointer is not on the chart. */
export function nearestPoint(plot: uPlot): NearestPoint | undefined {
  const { left = -1, top = -1 } = plot.cursor;
  if (left < 0 || top < 0) return undefined;
  const [xs, ...columns] = plot.data;
  let found: NearestPoint | undefined;
  let least = REACH;
  for (let row = 0; row < xs.length; row++) {
    const aside = Math.abs(plot.valToPos(xs[row]!, "x") - left);
    if (aside >= least) continue;
    columns.forEach((column, series) => {
      const value = column[row];
      if (value === null || value === undefined) return;
      const distance = Math.hypot(aside, plot.valToPos(value, "y") - top);
      // Of curves that lie on each other the first one counts.
      if (distance >= least) return;
      least = distance;
      found = { series, row };
    });
  }
  return found;
}

/** Draws the pointers; to be called when the curves are drawn. */
export function drawPointers(plot: uPlot, pointers: readonly ChartPointer[]): void {
  const { ctx: context, bbox } = plot;
  const px = devicePixelRatio;
  context.save();
  context.beginPath();
  context.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  context.clip();
  for (const { cell, x, y } of pointers) {
    const own = cellIdentity[cell];
    const left = plot.valToPos(x, "x", true);
    context.strokeStyle = own.colour;
    context.lineWidth = px;
    context.globalAlpha = 0.8;
    context.setLineDash(own.dash.map((length) => length * px));
    context.beginPath();
    context.moveTo(left, bbox.top);
    context.lineTo(left, bbox.top + bbox.height);
    context.stroke();
    if (y === undefined) continue;
    const top = plot.valToPos(y, "y", true);
    const size = SIGN * px;
    context.globalAlpha = 1;
    context.setLineDash([]);
    context.fillStyle = own.colour;
    context.strokeStyle = colour.text;
    context.lineWidth = 1.5 * px;
    context.beginPath();
    if (own.marker === "circle") context.arc(left, top, size, 0, 2 * Math.PI);
    else context.rect(left - size, top - size, 2 * size, 2 * size);
    context.fill();
    context.stroke();
  }
  context.restore();
}
