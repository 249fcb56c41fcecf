/** The cycle table: the summary's names as columns, numbers that read back to the same bits. */
import { csvParse } from "d3-dsv";
import { expect, test } from "vitest";
import { cycleColumns, formatCycleTable } from "../../src/io/cycle-table.ts";

const cycle = {
  lithiumThicknessMax_um: 52.1,
  cycle: 7,
  chargeCapacity_mAh_cm2: 1 / 3,
  dischargeCapacity_mAh_cm2: 0.1 + 0.2,
  retention: 0.9,
  coulombicEfficiency: 0.99,
  activeFraction: 1,
  anodeCurrentCoV: 1e-9,
  lithiumThicknessMin_um: 48,
  maxVonMises_GPa: 2 / 3,
  intergranularLithium_mol_m2: 1e-3,
  deadLithium_mol_m2: 1e-4 / 3,
  interphaseThickness_nm: 41.7,
  depletedFraction: 0,
  voidFraction: 0.1,
  shorted: false,
};

test("a cycle reads back to the same bits, whatever the order of its members", () => {
  const [row] = csvParse(formatCycleTable([cycle]));
  expect(Object.keys(row!)).toEqual([...cycleColumns]);
  for (const column of cycleColumns) expect(row![column]).toBe(String(cycle[column]));
});

test("no cycle leaves the header alone", () => {
  expect(formatCycleTable([]).trim().split("\n")).toEqual([cycleColumns.join(",")]);
});
