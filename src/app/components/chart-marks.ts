/** Marks on a chart: a sign at its point, a hairline and a label that gives way to the labels before it. */
import type uPlot from "uplot";
import type { ChartMark } from "../streams/chart-data.ts";
import { stackSpans } from "../streams/events.ts";
import { cellIdentity, colour, type } from "../theme/theme.ts";

/** CSS px. */
const ROW = 14;
const CLEARANCE = 9;
const SIGN = 3.5;
const SPACE = 6;

/** Draws the marks; to be called when the curves are drawn. */
export function drawMarks(plot: uPlot, marks: readonly ChartMark[]): void {
  if (marks.length === 0) return;
  const { ctx: context } = plot;
  const px = devicePixelRatio;
  const { left, top, width, height } = plot.bbox;
  context.save();
  context.font = `600 ${type.tiny * px}px ${type.family}`;
  context.textAlign = "left";
  context.textBaseline = "middle";
  const placed = marks.map((mark) => {
    const words = `${cellIdentity[mark.cell].letter} ${mark.label}`;
    const size = context.measureText(words).width;
    const x = plot.valToPos(mark.x, "x", true);
    const from = Math.min(left + width - size, Math.max(left, x - size / 2));
    return {
      words,
      size,
      x,
      y: plot.valToPos(mark.y, "y", true),
      from,
      fill: cellIdentity[mark.cell].colour,
    };
  });
  const rows = stackSpans(placed.map(({ from, size }) => [from - SPACE * px, from + size + SPACE * px]));
  placed.forEach(({ words, size, x, y, from, fill }, k) => {
    const below = y + (CLEARANCE + ROW * (rows[k]! + 0.5)) * px;
    const above = y - (CLEARANCE + ROW * (rows[k]! + 0.5)) * px;
    const at = below < top + height - 0.5 * ROW * px ? below : Math.max(top + 0.5 * ROW * px, above);
    context.strokeStyle = fill;
    context.globalAlpha = 0.7;
    context.lineWidth = px;
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x, at);
    context.stroke();
    context.globalAlpha = 0.85;
    context.fillStyle = colour.panel;
    context.fillRect(from - 2 * px, at - 0.45 * ROW * px, size + 4 * px, 0.9 * ROW * px);
    context.globalAlpha = 1;
    context.fillStyle = fill;
    context.fillText(words, from, at);
    context.beginPath();
    if (fill === cellIdentity[0].colour) context.arc(x, y, SIGN * px, 0, 2 * Math.PI);
    else context.rect(x - SIGN * px, y - SIGN * px, 2 * SIGN * px, 2 * SIGN * px);
    context.fill();
  });
  context.restore();
}
