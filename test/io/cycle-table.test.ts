/** The tables of cycles and steps: the summary's names as columns, one type a column, nothing where nothing is told. */
import { csvParse } from "d3-dsv";
import { expect, test } from "vitest";
import { cycleColumns, formatCycleTable, formatStepTable, stepColumns } from "../../src/io/cycle-table.ts";
import { cycleWith } from "./samples.ts";

const labels = cycleColumns.map(({ label }) => label);

test("the columns are the members of a cycle, in their order", () => {
  expect(labels).toEqual(Object.keys(cycleWith()));
  const [row] = csvParse(formatCycleTable([cycleWith()]));
  expect(Object.keys(row!)).toEqual(labels);
});

test("a cycle reads back to ten digits, real numbers with a decimal point and whole ones without", () => {
  const cycle = cycleWith({ cycle: 7, chargeCapacity_mAh_cm2: 1 / 3, retention: 1, depletedFraction: 0 });
  const [row] = csvParse(formatCycleTable([cycle]));
  expect(row!.cycle).toBe("7");
  expect(row!.chargeCapacity_mAh_cm2).toBe("0.3333333333");
  expect(row!.retention).toBe("1.0");
  expect(row!.depletedFraction).toBe("0.0");
  expect(row!.shorted).toBe("false");
  expect(row!.block).toBe("cycling");
  expect(row!.jumped).toBe("false");
  expect(csvParse(formatCycleTable([cycleWith({ jumped: true })]))[0]!.jumped).toBe("true");
});

test("what is not to be told leaves its cell empty", () => {
  const [row] = csvParse(formatCycleTable([cycleWith({ retention: null, coulombicEfficiency: null })]));
  expect(row!.retention).toBe("");
  expect(row!.coulombicEfficiency).toBe("");
});

test("no cycle and no step leave the header alone", () => {
  expect(formatCycleTable([]).trim().split("\n")).toEqual([labels.join(",")]);
  expect(formatStepTable([]).trim()).toBe(stepColumns.map(({ label }) => label).join(","));
});
