/** What was read off the cells along a line, and how often values occur, as CSV. */
import { type Column, formatTable } from "./csv.ts";

/** One point of a line cut; between neighbours of the same part the value is linear. */
export interface CutRow {
  readonly cell: string;
  readonly time_s: number;
  /** What the line runs through there. */
  readonly part: string;
  /** From 1; null where the part is no particle. */
  readonly particle: number | null;
  /** From the start of the line. */
  readonly distance_um: number;
  readonly x_um: number;
  readonly y_um: number;
  readonly quantity: string;
  readonly unit: string;
  readonly value: number;
}

/** One bin of a histogram. */
export interface BinRow {
  readonly cell: string;
  readonly time_s: number;
  readonly quantity: string;
  readonly unit: string;
  /** The lower edge belongs to the bin, the upper one to the next. */
  readonly from: number;
  readonly to: number;
  /** Particles, or percent of the length of the front. */
  readonly amount: number;
  readonly amount_unit: string;
}

type Kinds<Row> = Readonly<Record<keyof Row & string, Column<Row>["kind"]>>;

const CUT: Kinds<CutRow> = {
  cell: "text",
  time_s: "real",
  part: "text",
  particle: "whole",
  distance_um: "real",
  x_um: "real",
  y_um: "real",
  quantity: "text",
  unit: "text",
  value: "real",
};

const BINS: Kinds<BinRow> = {
  cell: "text",
  time_s: "real",
  quantity: "text",
  unit: "text",
  from: "real",
  to: "real",
  amount: "real",
  amount_unit: "text",
};

function columnsOf<Row>(kinds: Kinds<Row>): Column<Row>[] {
  return Object.entries(kinds).map(([label, kind]) => ({
    label,
    kind: kind as Column<Row>["kind"],
    value: (row) => row[label as keyof Row] as ReturnType<Column<Row>["value"]>,
  }));
}

/** Returns the file's text of a line cut, one point a line. */
export function formatCut(rows: readonly CutRow[]): string {
  return formatTable(columnsOf(CUT), rows);
}

/** Returns the file's text of a histogram, one bin of a cell a line. */
export function formatHistogram(rows: readonly BinRow[]): string {
  return formatTable(columnsOf(BINS), rows);
}
