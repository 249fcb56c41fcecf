/** Whole sheets: both cells with their scale, and charts with their legend. */
import { cellIdentity, ink, type } from "../theme/theme.ts";
import type { LayerRange } from "../views/colour-range.ts";
import { drawCell, HATCHING, heightOfCell, type PaperCell } from "./cell-svg.ts";
import { drawChart, drawKeys, type PaperChart, type PaperColumns, type PaperMark } from "./chart-svg.ts";
import { drawScale } from "./scale-svg.ts";
import { composeSheet, letter, SHEET_WIDTH } from "./svg.ts";

const GAP = 16;
const ROW = { names: 24, scaleBar: 26, scale: 34, legend: 22 } as const;
const CHART_HEIGHT = 240;

/** What every sheet says. */
export interface SheetWords {
  readonly names: readonly [string, string];
  /** Where it comes from. */
  readonly lines: readonly string[];
}

/** Returns the SVG of the cells that are there, side by side, with one scale or one each. */
export function composeCellSheet(
  cells: readonly [PaperCell | undefined, PaperCell | undefined],
  { names, lines }: SheetWords,
): string {
  const width = (SHEET_WIDTH - GAP) / 2;
  const present = ([0, 1] as const).flatMap((cell) => {
    const own = cells[cell];
    return own === undefined ? [] : [{ cell, own, left: cell * (width + GAP) }];
  });
  const tallest = Math.max(0, ...present.map(({ own }) => heightOfCell(own, width)));
  const body = present.flatMap(({ cell, own, left }) => [
    letter(`${cellIdentity[cell].letter}  ${names[cell]}`, left, 15, {
      size: type.small + 1,
      bold: true,
      fill: cell === 0 ? ink.cellA : ink.cellB,
    }),
    ...drawCell(own, left, ROW.names + tallest - heightOfCell(own, width), width),
  ]);
  const ranges = [...new Set(present.map(({ own }) => own.range))];
  const top = ROW.names + tallest + ROW.scaleBar;
  const scales = ranges.flatMap((range, k) => {
    const room = SHEET_WIDTH / ranges.length;
    const name = ranges.length === 1 ? "" : `${cellIdentity[k as 0 | 1].letter}, not comparable: `;
    return drawScale(range, { left: k * room, top: top + 8, width: room, name });
  });
  const notes = letter(
    `Crossed out, with a broken rim: particles that take no part.${bandNote(ranges)} True to scale, as solved.`,
    0,
    top + ROW.scale + 10,
    { size: 10, fill: ink.textSoft },
  );
  return composeSheet([HATCHING, ...body, ...scales, notes], {
    title: `${names[0]} and ${names[1]}`,
    height: top + ROW.scale + ROW.legend,
    lines,
  });
}

/** What the band along the front means, where there is one. */
function bandNote(ranges: readonly LayerRange[]): string {
  return ranges.some(({ layer }) => layer.frontBand !== undefined)
    ? " Hatched along the front: stripping."
    : "";
}

/** A chart with what it shows now. */
export interface ShownChart {
  readonly setup: PaperChart;
  readonly columns: PaperColumns;
  readonly marks: readonly PaperMark[];
}

/** Returns the SVG of charts side by side; `notes` say what the looks of curves mean besides the cell. */
export function composeChartSheet(
  charts: readonly ShownChart[],
  { names, lines, notes }: SheetWords & { readonly notes: readonly string[] },
): string {
  const width = SHEET_WIDTH / Math.max(1, charts.length);
  const body = charts.flatMap(({ setup, columns, marks }, k) =>
    drawChart(setup, columns, { left: k * width, top: ROW.legend, width, height: CHART_HEIGHT }, marks),
  );
  return composeSheet([...drawKeys(names, notes, { left: 4, top: 10 }), ...body], {
    title: charts.map(({ setup }) => setup.heading).join(", "),
    height: ROW.legend + CHART_HEIGHT + 6,
    lines,
  });
}
