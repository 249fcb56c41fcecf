/**
 * The time series as a CSV file of the Battery Data Format (Battery Data Alliance, ontology 1.3): preferred labels
 * as header, fixed units, positive current charges. The model knows currents per cell area only, so the file is that
 * of a cell of 1 cm2: amperes are A/cm2, and ampere hours Ah/cm2.
 * Charge is the current of a step times its length, as the time integration takes it.
 */
import { csvFormatRows } from "d3-dsv";
import type { StepSample } from "../../sim-core/index.ts";

/** m2 of the cell that the file describes. */
export const FILE_CELL_AREA = 1e-4;

const SECONDS_PER_HOUR = 3600;
const FREEZING_POINT = 273.15;
const SIGNIFICANT_DIGITS = 10;

/** What stays the same over a run. */
export interface TestConditions {
  readonly temperature: number /* K */;
  readonly stackPressure: number /* Pa */;
}

/** One line of the file, in the format's units. */
interface Row {
  readonly sample: StepSample;
  /** Counts the protocol steps, told apart by cycle and phase. */
  readonly stepCount: number;
  /** Ah since the start of the test; never reset, as the format asks. */
  readonly charged: number;
  readonly discharged: number;
}

interface Column {
  readonly label: string;
  readonly value: (row: Row, conditions: TestConditions) => number;
}

export const timeSeriesColumns: readonly Column[] = [
  { label: "Test Time / s", value: ({ sample }) => sample.time },
  { label: "Voltage / V", value: ({ sample }) => sample.voltage },
  { label: "Current / A", value: ({ sample }) => sample.currentDensity * FILE_CELL_AREA },
  { label: "Cycle Count / 1", value: ({ sample }) => sample.cycle },
  { label: "Step Count / 1", value: ({ stepCount }) => stepCount },
  { label: "Ambient Temperature / degC", value: (_, { temperature }) => temperature - FREEZING_POINT },
  { label: "Charging Capacity / Ah", value: ({ charged }) => charged },
  { label: "Discharging Capacity / Ah", value: ({ discharged }) => discharged },
  { label: "Applied Pressure / Pa", value: (_, { stackPressure }) => stackPressure },
];

/** Returns the file's text; `samples` are those of a run from its start, oldest first. */
export function formatTimeSeries(samples: readonly StepSample[], conditions: TestConditions): string {
  const lines: string[][] = [timeSeriesColumns.map((column) => column.label)];
  for (const row of rowsOf(samples)) {
    lines.push(timeSeriesColumns.map((column) => formatNumber(column.value(row, conditions))));
  }
  return `${csvFormatRows(lines)}\n`;
}

function* rowsOf(samples: readonly StepSample[]): Generator<Row> {
  let previous: StepSample | undefined;
  let stepCount = 0;
  let charged = 0;
  let discharged = 0;
  for (const sample of samples) {
    if (previous === undefined || previous.phase !== sample.phase || previous.cycle !== sample.cycle)
      stepCount++;
    const hours = (sample.time - (previous?.time ?? 0)) / SECONDS_PER_HOUR;
    const passed = sample.currentDensity * FILE_CELL_AREA * hours;
    if (passed > 0) charged += passed;
    else discharged -= passed;
    yield { sample, stepCount, charged, discharged };
    previous = sample;
  }
}

function formatNumber(value: number): string {
  return String(Number(value.toPrecision(SIGNIFICANT_DIGITS)));
}
