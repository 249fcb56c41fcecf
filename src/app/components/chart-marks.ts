/**
 * Marks on a chart: a sign at each point, a hairline, and a label in a free place below or above. What happens to
 * both cells at one place has one label.
 */
import type uPlot from "uplot";
import type { ChartMark } from "../streams/chart-data.ts";
import { findFreePlace, mergeMarks } from "../streams/mark-layout.ts";
import { cellIdentity, colour, type } from "../theme/theme.ts";

/** CSS px. */
const ROW = 14;
const CLEARANCE = 9;
const SIGN = 3.5;
const NEAR = 16;

/** Draws the marks; to be called when the curves are drawn. */
export function drawMarks(plot: uPlot, marks: readonly ChartMark[]): void {
  if (marks.length === 0) return;
  const { ctx: context, bbox } = plot;
  const px = devicePixelRatio;
  context.save();
  context.font = `600 ${type.tiny * px}px ${type.family}`;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.lineWidth = px;
  const points = marks.map((mark) => ({
    ...mark,
    x: plot.valToPos(mark.x, "x", true),
    y: plot.valToPos(mark.y, "y", true),
  }));
  const taken: Box[] = [];
  for (const { x, y, cells, label } of mergeMarks(points, NEAR * px)) {
    const words = `${cells.map((cell) => cellIdentity[cell].letter).join(" ")} ${label}`;
    const width = context.measureText(words).width + 6 * px;
    const left = Math.min(bbox.left + bbox.width - width, Math.max(bbox.left, x - width / 2));
    const size = { left, width, height: ROW * px };
    const room = { top: bbox.top, bottom: bbox.top + bbox.height };
    const top = findFreePlace({ ...size, top: y + CLEARANCE * px }, taken, room);
    taken.push({ ...size, top });
    const fill = cells.length === 1 ? cellIdentity[cells[0]!].colour : colour.text;
    drawLabel(context, { ...size, top }, { words, fill, x, y, px });
  }
  for (const { x, y, cell } of points) drawSign(context, cell, { x, y, px });
  context.restore();
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function drawLabel(
  context: CanvasRenderingContext2D,
  box: Box,
  label: { words: string; fill: string; x: number; y: number; px: number },
): void {
  const { words, fill, x, y, px } = label;
  const middle = box.top + box.height / 2;
  context.strokeStyle = fill;
  context.globalAlpha = 0.6;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x, middle);
  context.stroke();
  context.globalAlpha = 0.85;
  context.fillStyle = colour.panel;
  context.fillRect(box.left, box.top, box.width, box.height);
  context.globalAlpha = 1;
  context.fillStyle = fill;
  context.fillText(words, box.left + 3 * px, middle);
}

function drawSign(
  context: CanvasRenderingContext2D,
  cell: 0 | 1,
  { x, y, px }: { x: number; y: number; px: number },
): void {
  const size = SIGN * px;
  context.fillStyle = cellIdentity[cell].colour;
  context.beginPath();
  if (cell === 0) context.arc(x, y, size, 0, 2 * Math.PI);
  else context.rect(x - size, y - size, 2 * size, 2 * size);
  context.fill();
}
