/** Cycles and protocol steps as CSV: a line for each finished one, columns and units as in summary.json. */
import type { CycleSummary, StepSummary } from "../../sim-core/index.ts";
import { type Column, formatTable } from "./csv.ts";

type Kinds<T> = Readonly<Record<keyof T & string, Column<T>["kind"]>>;

/** In the order of the file and of the records in summary.json. */
const CYCLE_KINDS: Kinds<Required<CycleSummary>> = {
  cycle: "whole",
  block: "text",
  jumped: "switch",
  start_s: "real",
  duration_s: "real",
  chargeCapacity_mAh_cm2: "real",
  dischargeCapacity_mAh_cm2: "real",
  chargeEnergy_mWh_cm2: "real",
  dischargeEnergy_mWh_cm2: "real",
  heldShare: "real",
  restVoltageCharged_V: "real",
  restVoltageDischarged_V: "real",
  retention: "real",
  coulombicEfficiency: "real",
  activeFraction: "real",
  anodeCurrentCoV: "real",
  lithiumThicknessMin_um: "real",
  lithiumThicknessMax_um: "real",
  maxVonMises_GPa: "real",
  intergranularLithium_mol_m2: "real",
  deadLithium_mol_m2: "real",
  reactedLithium_mol_m2: "real",
  interphaseThickness_nm: "real",
  depletedFraction: "real",
  voidFraction: "real",
  shorted: "switch",
  temperature_K: "real",
  heatLost_J_m2: "real",
};

const STEP_KINDS: Kinds<StepSummary> = {
  stepCount: "whole",
  cycle: "whole",
  block: "text",
  step: "text",
  start_s: "real",
  duration_s: "real",
  chargeCapacity_mAh_cm2: "real",
  dischargeCapacity_mAh_cm2: "real",
  chargeEnergy_mWh_cm2: "real",
  dischargeEnergy_mWh_cm2: "real",
  startVoltage_V: "real",
  endVoltage_V: "real",
  endCurrentDensity_mA_cm2: "real",
  endedBy: "text",
};

export const cycleColumns: readonly Column<CycleSummary>[] = columnsOf<CycleSummary>(CYCLE_KINDS);
export const stepColumns: readonly Column<StepSummary>[] = columnsOf(STEP_KINDS);

function columnsOf<T>(kinds: Kinds<Required<T>>): Column<T>[] {
  return Object.entries(kinds).map(([label, kind]) => ({
    label,
    kind: kind as Column<T>["kind"],
    value: (row) => row[label as keyof T] as ReturnType<Column<T>["value"]>,
  }));
}

/** Returns the file's text, the header alone when no cycle is finished. */
export function formatCycleTable(cycles: readonly CycleSummary[]): string {
  return formatTable(cycleColumns, cycles);
}

/** Returns the file's text, the header alone when no protocol step is finished. */
export function formatStepTable(steps: readonly StepSummary[]): string {
  return formatTable(stepColumns, steps);
}

const JSON_TYPES = { whole: "number", real: "number", text: "string", switch: "boolean" } as const;

/** Whether these are rows of a cycle table: each column of its kind, or not told; only which cycle it is must be. */
export function isCycleTable(value: unknown): value is readonly CycleSummary[] {
  return Array.isArray(value) && value.every(isRow);
}

function isRow(row: unknown): boolean {
  if (typeof row !== "object" || row === null) return false;
  const own = row as Readonly<Record<string, unknown>>;
  const isTold = ({ label, kind }: (typeof cycleColumns)[number]): boolean =>
    typeof own[label] === JSON_TYPES[kind];
  return (
    typeof own.cycle === "number" &&
    cycleColumns.every((column) => (own[column.label] ?? null) === null || isTold(column))
  );
}
