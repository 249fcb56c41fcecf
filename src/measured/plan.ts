/** What becomes of each column of a table, settled by the labels alone before the first number is read. */
import { InputError, type InputProblem } from "../../sim-core/index.ts";
import { assignRules, type Format, type TableStart } from "./format.ts";
import type { Quantity, UnderstoodColumn } from "./record.ts";
import { type Conversion, conversionOf, hasUnit, splitLabel, unitsOf, usualUnit } from "./units.ts";

/** kg of active material and m2 of the cell, where they are known. */
export interface CellSize {
  readonly mass?: number;
  readonly area?: number;
}

/** How the numbers of one column become those of the record. */
export interface PlannedColumn extends UnderstoodColumn {
  readonly index: number;
  readonly factor: number;
  readonly offset: number;
}

export interface Plan {
  readonly planned: readonly PlannedColumn[];
  /** Indices of the columns that are kept as they are. */
  readonly kept: readonly number[];
  readonly notes: readonly string[];
}

const NEEDED: readonly Quantity[] = ["time", "voltage", "current"];
const WORDS: Readonly<Record<Quantity, string>> = {
  time: "test time",
  stepTime: "step time",
  voltage: "voltage",
  current: "current",
  cycle: "cycle number",
  step: "step number",
  chargeCapacity: "charge capacity",
  dischargeCapacity: "discharge capacity",
  capacity: "capacity",
  temperature: "temperature",
  state: "state",
};

/** Returns the quantity in words, such as "charge capacity". */
export function describeQuantity(quantity: Quantity): string {
  return WORDS[quantity];
}

/** Returns the plan; throws InputError where time, voltage or current are missing or their units are unknown. */
export function planColumns(name: string, format: Format, table: TableStart, size: CellSize): Plan {
  const problems: InputProblem[] = [];
  const notes: string[] = [];
  const planned: PlannedColumn[] = [];
  for (const [index, rule] of assignRules(table.labels, format.rules)) {
    const label = table.labels[index] ?? "";
    const { quantity } = rule;
    const told = splitLabel(label).unit || (rule.unit ?? "");
    const unit = told || usualUnit(quantity);
    const isNeeded = NEEDED.includes(quantity);
    const outcome = convert(quantity, unit, size);
    if (typeof outcome === "string") {
      const where = `${name}, ${label}`;
      if (isNeeded) problems.push({ where, got: outcome, expected: expectedOf(quantity, unit) });
      else notes.push(`"${label}" is kept as it is: ${outcome}.`);
      continue;
    }
    const { factor, offset } = outcome;
    const isAssumed = told === "" && hasUnit(quantity);
    if (isAssumed) notes.push(`"${label}" tells no unit; ${unit} is assumed.`);
    planned.push({ index, label, quantity, unit: unit.trim(), assumed: isAssumed, factor, offset });
  }
  problems.push(
    ...missingOf(name, table, [
      ...planned.map(({ quantity }) => quantity),
      ...problemQuantities(problems, format, table),
    ]),
  );
  if (problems.length > 0) throw new InputError(problems);
  const used = new Set(planned.map(({ index }) => index));
  const kept = table.labels.flatMap((label, k) => (used.has(k) || label === "" ? [] : [k]));
  return { planned, kept, notes };
}

/** A sentence instead of a conversion where there is none. */
function convert(quantity: Quantity, unit: string, { mass, area }: CellSize): Conversion | string {
  const conversion = conversionOf(quantity, unit);
  if (!conversion) return `the unit "${unit}" is not known for a ${WORDS[quantity]}`;
  if (conversion.per === undefined) return conversion;
  const amount = conversion.per === "mass" ? mass : area;
  if (amount === undefined) return `"${unit}" counts per ${conversion.per}, which is not given`;
  return { factor: conversion.factor * amount, offset: 0 };
}

function expectedOf(quantity: Quantity, unit: string): string {
  const { per } = conversionOf(quantity, unit) ?? {};
  if (per === "mass") return "the mass of active material with it (--mass, in mg)";
  if (per === "area") return "the area of the cell with it (--area, in cm2)";
  return `a unit such as ${unitsOf(quantity).slice(0, 5).join(", ")}`;
}

/** Quantities whose columns are there but cannot be used: they are told once. */
function problemQuantities(problems: readonly InputProblem[], format: Format, table: TableStart): Quantity[] {
  return problems.length === 0
    ? []
    : [...assignRules(table.labels, format.rules).values()].map(({ quantity }) => quantity);
}

function missingOf(name: string, { labels }: TableStart, present: readonly Quantity[]): InputProblem[] {
  const missing = NEEDED.filter(
    (quantity) => !present.includes(quantity) && !(quantity === "time" && present.includes("stepTime")),
  );
  if (missing.length === 0) return [];
  const got = `the columns ${labels.filter((label) => label !== "").join(", ")}`;
  return [{ where: name, got, expected: `columns of ${missing.map((own) => WORDS[own]).join(", ")} too` }];
}
