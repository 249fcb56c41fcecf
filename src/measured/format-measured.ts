/** A measured record as CSV of the Battery Data Format, in pieces, so that a long one never stands in memory as text. */
import { type Column, formatRows, formatTable } from "../io/csv.ts";
import { type MeasuredCycling, type OtherColumn, textAt } from "./record.ts";

const ROWS_AT_ONCE = 10000;

/** Yields the file's text: label line first, then rows; columns that are only kept come last, under their own labels. */
export function* formatMeasured(record: MeasuredCycling): Generator<string> {
  const columns = columnsOf(record);
  yield formatTable(columns, []);
  for (let start = 0; start < record.rows; start += ROWS_AT_ONCE) {
    const length = Math.min(ROWS_AT_ONCE, record.rows - start);
    yield formatRows(
      columns,
      Array.from({ length }, (_, k) => start + k),
    );
  }
}

function columnsOf(record: MeasuredCycling): Column<number>[] {
  const real = (label: string, values: ArrayLike<number> | undefined): Column<number>[] =>
    values ? [{ label, kind: "real", value: (row) => finiteOrNull(values[row]) }] : [];
  const whole = (label: string, values: ArrayLike<number>): Column<number> => ({
    ...{ label, kind: "whole" },
    value: (row) => values[row] ?? null,
  });
  const own = [
    ...real("Test Time / s", record.time),
    ...real("Voltage / V", record.voltage),
    ...real("Current / A", record.current),
    whole("Cycle Count / 1", record.cycle),
    whole("Step Count / 1", record.step),
    ...real("Charging Capacity / Ah", record.chargeCapacity),
    ...real("Discharging Capacity / Ah", record.dischargeCapacity),
    ...real("Step Capacity / Ah", record.capacity),
    ...real("Ambient Temperature / degC", record.temperature),
  ];
  const taken = new Set(own.map(({ label }) => label));
  return [...own, ...record.others.filter(({ label }) => !taken.has(label)).map(otherColumn)];
}

function otherColumn({ label, numbers, texts }: OtherColumn): Column<number> {
  if (numbers) return { label, kind: "real", value: (row) => finiteOrNull(numbers[row]) };
  return { label, kind: "text", value: (row) => (texts ? textAt(texts, row) : null) };
}

function finiteOrNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
