/**
 * Tables as CSV whose columns keep their types for every reader: a real column always has a decimal point, since readers
 * that guess types from the first rows would else take it for one of whole numbers and refuse or round the rest.
 */
import { csvFormatRows } from "d3-dsv";

const SIGNIFICANT_DIGITS = 10;

/** What a column holds; an empty cell stands for what is not to be told. */
export interface Column<Row> {
  readonly label: string;
  readonly kind: "whole" | "real" | "text" | "switch";
  readonly value: (row: Row) => number | string | boolean | null;
}

/** Returns the file's text, the header alone without rows. */
export function formatTable<Row>(columns: readonly Column<Row>[], rows: Iterable<Row>): string {
  return `${csvFormatRows([columns.map(({ label }) => label)])}\n${formatRows(columns, rows)}`;
}

/** Returns lines to be added to a table, each with its end. */
export function formatRows<Row>(columns: readonly Column<Row>[], rows: Iterable<Row>): string {
  const lines: string[][] = [];
  for (const row of rows) {
    lines.push(
      columns.map(({ kind, value }) => {
        const own = value(row);
        return kind === "real" && typeof own === "number" ? formatReal(own) : String(own ?? "");
      }),
    );
  }
  return lines.length === 0 ? "" : `${csvFormatRows(lines)}\n`;
}

/** Returns a real number to 10 significant digits, with a decimal point in any case: "0.0", "4.3", "1.0e-21". */
export function formatReal(value: number): string {
  const text = String(Number(value.toPrecision(SIGNIFICANT_DIGITS)));
  if (!/^-?\d+(e[+-]?\d+)?$/.test(text)) return text;
  return text.includes("e") ? text.replace("e", ".0e") : `${text}.0`;
}
