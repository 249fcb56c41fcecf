/**
 * The time series as a CSV file of the Battery Data Format (Battery Data Alliance, ontology 1.3): preferred labels
 * as header, fixed units, positive current charges. The model knows currents per cell area only, so the file is that
 * of a cell of 1 cm2: amperes are A/cm2, and ampere hours Ah/cm2. Charges are what the time integration moved.
 */
import { csvParse } from "d3-dsv";
import { InputError, type Reading, type StepSample } from "../../sim-core/index.ts";
import { type Column, formatTable } from "./csv.ts";

/** m2 of the cell that the file describes. */
export const FILE_CELL_AREA = 1e-4;

const FREEZING_POINT = 273.15;
/** Ah of the file's cell per mAh/cm2. */
const AMPERE_HOURS = 1e-3;

const whole = <Row>(label: string, value: (row: Row) => number): Column<Row> => ({
  label,
  kind: "whole",
  value,
});
const real = <Row>(label: string, value: (row: Row) => number): Column<Row> => ({
  label,
  kind: "real",
  value,
});

/** What every time series has. */
const readingColumns: readonly Column<Reading>[] = [
  real("Test Time / s", ({ time }) => time),
  real("Voltage / V", ({ voltage }) => voltage),
  real("Current / A", ({ currentDensity }) => currentDensity * FILE_CELL_AREA),
  whole("Cycle Count / 1", ({ cycle }) => cycle),
  whole("Step Count / 1", ({ stepCount }) => stepCount),
  real("Step Time / s", ({ stepTime }) => stepTime),
  real("Step Capacity / Ah", ({ capacity }) => capacity * AMPERE_HOURS),
];

export const timeSeriesColumns: readonly Column<StepSample>[] = [
  ...readingColumns,
  real("Ambient Temperature / degC", ({ temperature }) => temperature - FREEZING_POINT),
  real("Charging Capacity / Ah", ({ charged }) => charged * AMPERE_HOURS),
  real("Discharging Capacity / Ah", ({ discharged }) => discharged * AMPERE_HOURS),
  real("Applied Pressure / Pa", ({ stackPressure }) => stackPressure),
];

/** Returns the file's text; `samples` are those of a run from its start, oldest first. */
export function formatTimeSeries(samples: readonly StepSample[]): string {
  return formatTable(timeSeriesColumns, samples);
}

/** Returns the text of a file with what is kept of the time steps of a run, oldest first. */
export function formatReadings(readings: readonly Reading[]): string {
  return formatTable(readingColumns, readings);
}

/**
 * Returns the rows of a time series as instruments read them; throws InputError, which calls the text `name`, where columns
 * are missing or a value is no number.
 */
export function parseTimeSeries(text: string, name: string): Reading[] {
  const rows = csvParse(text);
  const missing = Object.values(READ).filter((label) => !rows.columns.includes(label));
  if (missing.length > 0) {
    const got = `columns without ${missing.map((label) => `"${label}"`).join(", ")}`;
    throw new InputError([{ where: name, got, expected: "a time series of fluxtwin" }]);
  }
  return rows.map((row, k) => {
    const numbers = Object.entries(READ).map(([key, label]) => {
      const cell = row[label] ?? "";
      const value = cell.trim() === "" ? Number.NaN : Number(cell);
      if (Number.isFinite(value)) return [key, value] as const;
      const where = `${name}, row ${k + 1}, ${label}`;
      throw new InputError([{ where, got: `"${cell}"`, expected: "a number" }]);
    });
    const read = Object.fromEntries(numbers) as Record<keyof typeof READ, number>;
    return {
      ...read,
      currentDensity: read.currentDensity / FILE_CELL_AREA,
      capacity: read.capacity / AMPERE_HOURS,
    };
  });
}

const READ = {
  time: "Test Time / s",
  voltage: "Voltage / V",
  currentDensity: "Current / A",
  cycle: "Cycle Count / 1",
  stepCount: "Step Count / 1",
  stepTime: "Step Time / s",
  capacity: "Step Capacity / Ah",
} as const;
