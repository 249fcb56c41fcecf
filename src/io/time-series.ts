/**
 * The time series as a CSV file of the Battery Data Format (Battery Data Alliance, ontology 1.3): preferred labels
 * as header, fixed units, positive current charges. The model knows currents per cell area only, so the file is that
 * of a cell of 1 cm2: amperes are A/cm2, and ampere hours Ah/cm2. Charges are what the time integration moved.
 */
import type { StepSample } from "../../sim-core/index.ts";
import { type Column, formatTable } from "./csv.ts";

/** m2 of the cell that the file describes. */
export const FILE_CELL_AREA = 1e-4;

const FREEZING_POINT = 273.15;
/** Ah of the file's cell per mAh/cm2. */
const AMPERE_HOURS = 1e-3;

const whole = (label: string, value: (sample: StepSample) => number): Column<StepSample> => ({
  label,
  kind: "whole",
  value,
});
const real = (label: string, value: (sample: StepSample) => number): Column<StepSample> => ({
  label,
  kind: "real",
  value,
});

export const timeSeriesColumns: readonly Column<StepSample>[] = [
  real("Test Time / s", ({ time }) => time),
  real("Voltage / V", ({ voltage }) => voltage),
  real("Current / A", ({ currentDensity }) => currentDensity * FILE_CELL_AREA),
  whole("Cycle Count / 1", ({ cycle }) => cycle),
  whole("Step Count / 1", ({ stepCount }) => stepCount),
  real("Step Time / s", ({ stepTime }) => stepTime),
  real("Step Capacity / Ah", ({ capacity }) => capacity * AMPERE_HOURS),
  real("Ambient Temperature / degC", ({ temperature }) => temperature - FREEZING_POINT),
  real("Charging Capacity / Ah", ({ charged }) => charged * AMPERE_HOURS),
  real("Discharging Capacity / Ah", ({ discharged }) => discharged * AMPERE_HOURS),
  real("Applied Pressure / Pa", ({ stackPressure }) => stackPressure),
];

/** Returns the file's text; `samples` are those of a run from its start, oldest first. */
export function formatTimeSeries(samples: readonly StepSample[]): string {
  return formatTable(timeSeriesColumns, samples);
}
