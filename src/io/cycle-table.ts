/** The cycles as CSV: one line per finished cycle, columns and units as in summary.json. */
import { csvFormatRows } from "d3-dsv";
import type { CycleSummary } from "../../sim-core/index.ts";

/** The order of the file and of the records in summary.json. */
export const cycleColumns = [
  "cycle",
  "chargeCapacity_mAh_cm2",
  "dischargeCapacity_mAh_cm2",
  "retention",
  "coulombicEfficiency",
  "activeFraction",
  "anodeCurrentCoV",
  "lithiumThicknessMin_um",
  "lithiumThicknessMax_um",
  "maxVonMises_GPa",
  "intergranularLithium_mol_m2",
  "deadLithium_mol_m2",
  "interphaseThickness_nm",
  "depletedFraction",
  "voidFraction",
  "shorted",
] as const satisfies readonly (keyof CycleSummary)[];

/** Returns the file's text, the header alone when no cycle is finished. */
export function formatCycleTable(cycles: readonly CycleSummary[]): string {
  const lines = cycles.map((cycle) => cycleColumns.map((column) => String(cycle[column])));
  return `${csvFormatRows([[...cycleColumns], ...lines])}\n`;
}
