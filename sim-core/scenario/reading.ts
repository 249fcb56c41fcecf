/** Reads one parameter as it was written: unit, range and kind, with the source that was given with it. */
import { FormulaError } from "./functions/formula.ts";
import { createMaterialFunction, type MaterialRule } from "./functions/material-function.ts";
import type {
  FunctionParameter,
  MaterialSource,
  NumberParameter,
  Parameter,
} from "./parameters/parameter.ts";
import { expectedOf, fromDisplay, roundDigits } from "./parameters/parameters.ts";
import { type ProblemList, showLength } from "./record/problems.ts";
import type { Confidence, MaterialFunction, Provenance } from "./record/scenario.ts";
import { parseQuantity } from "./record/units.ts";

/** A value as it stands in a file, or as a person set it on top of the file. */
export interface WrittenValue {
  readonly written: unknown;
  /** Who says so, for the source of a plain value that differs from the table. */
  readonly author: string;
  /** A bare number is in display units (settings) rather than a plain number with no unit (files). */
  readonly bareInDisplayUnits: boolean;
}

export type ParameterValue = number | string | boolean | MaterialFunction;

export interface ReadValue {
  readonly value: ParameterValue;
  /** Absent where the table's own source holds. */
  readonly provenance?: Provenance;
}

interface Sourced {
  readonly bare: unknown;
  readonly source?: string;
  readonly confidence?: Confidence;
}

const defaultFunctions = new Map<string, MaterialFunction>();

/** Returns the table's value. */
export function defaultValue(parameter: Parameter): ParameterValue {
  if (parameter.kind === "number") return fromDisplay(parameter, parameter.default);
  if (parameter.kind !== "function") return parameter.default;
  const known = defaultFunctions.get(parameter.path);
  if (known !== undefined) return known;
  const created = createMaterialFunction(parameter.default, ruleOf(parameter));
  defaultFunctions.set(parameter.path, created);
  return created;
}

/** Returns the value that was written, or notes why it cannot be one and returns undefined. */
export function readParameter(
  parameter: Parameter,
  given: WrittenValue,
  problems: ProblemList,
): ReadValue | undefined {
  const sourced = unwrap(parameter, given.written);
  const value = readBare(parameter, sourced.bare, given, problems);
  if (value === undefined) return undefined;
  const { source, confidence } = sourced;
  const unchanged = isSame(value, defaultValue(parameter));
  if (unchanged && source === parameter.source && confidence === parameter.confidence) return { value };
  if (source !== undefined) return { value, provenance: { source, confidence: confidence ?? "A" } };
  if (unchanged && confidence === undefined) return { value };
  return { value, provenance: { source: `set by ${given.author}`, confidence: confidence ?? "A" } };
}

/** Returns a length in m within bounds in m, or notes the problem and returns undefined. */
export function readLength(
  text: string,
  where: string,
  bounds: { readonly minimum: number; readonly maximum: number },
  problems: ProblemList,
): number | undefined {
  const display = parseQuantity(text, "um");
  const length = display === undefined ? Number.NaN : roundDigits(display) * 1e-6;
  if (length >= bounds.minimum && length <= bounds.maximum) return length;
  const { minimum, maximum } = bounds;
  problems.add(where, text, `a length from ${showLength(minimum)} to ${showLength(maximum)}`);
  return undefined;
}

function isSame(a: ParameterValue, b: ParameterValue): boolean {
  if (typeof a === "object" && typeof b === "object") return a.text === b.text;
  return a === b;
}

/** Parts a value from the source that stands with it. */
function unwrap(parameter: Parameter, written: unknown): Sourced {
  if (typeof written !== "object" || written === null || Array.isArray(written)) return { bare: written };
  const { source, confidence, note: _, ...rest } = written as Record<string, unknown> & Sourced;
  const spoken = {
    ...(source === undefined ? {} : { source }),
    ...(confidence === undefined ? {} : { confidence }),
  };
  if (parameter.kind === "function") {
    const bare = Object.keys(rest).length === 1 && typeof rest.value === "string" ? rest.value : rest;
    return { bare, ...spoken };
  }
  const { value, unit } = rest;
  const bare = unit === undefined || unit === "" ? value : `${String(value)} ${String(unit)}`;
  return { bare, ...spoken };
}

function readBare(
  parameter: Parameter,
  bare: unknown,
  given: WrittenValue,
  problems: ProblemList,
): ParameterValue | undefined {
  if (parameter.kind === "number") return readNumber(parameter, bare, given, problems);
  if (parameter.kind === "function") return readFunction(parameter, bare, problems);
  const fits =
    parameter.kind === "switch" ? typeof bare === "boolean" : parameter.options.includes(bare as string);
  if (fits) return bare as ParameterValue;
  problems.add(parameter.path, bare, expectedOf(parameter));
  return undefined;
}

function readNumber(
  parameter: NumberParameter,
  bare: unknown,
  given: WrittenValue,
  problems: ProblemList,
): number | undefined {
  const display = displayNumber(parameter, bare, given.bareInDisplayUnits);
  const inRange = display !== undefined && display >= parameter.minimum && display <= parameter.maximum;
  if (inRange && (!parameter.integer || Number.isInteger(display))) return fromDisplay(parameter, display);
  problems.add(parameter.path, bare, expectedOf(parameter));
  return undefined;
}

function displayNumber(
  parameter: NumberParameter,
  bare: unknown,
  inDisplayUnits: boolean,
): number | undefined {
  if (typeof bare === "number") {
    if (inDisplayUnits) return Number.isFinite(bare) ? bare : undefined;
    return parameter.unit === "" || parameter.unit === "%"
      ? roundedQuantity(String(bare), parameter)
      : undefined;
  }
  return typeof bare === "string" ? roundedQuantity(bare, parameter) : undefined;
}

/** Conversions leave noise in the last digits, which must not push a bound out of range. */
function roundedQuantity(text: string, parameter: NumberParameter): number | undefined {
  const display = parseQuantity(text, parameter.unit);
  return display === undefined ? undefined : roundDigits(display);
}

function readFunction(
  parameter: FunctionParameter,
  bare: unknown,
  problems: ProblemList,
): MaterialFunction | undefined {
  if (typeof bare !== "string" && (typeof bare !== "object" || bare === null)) {
    problems.add(parameter.path, bare, expectedOf(parameter));
    return undefined;
  }
  try {
    return createMaterialFunction(bare as MaterialSource, ruleOf(parameter));
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    problems.add(parameter.path, bare, error.message);
    return undefined;
  }
}

function ruleOf(parameter: FunctionParameter): MaterialRule {
  const isPotential = parameter.path === "ncm.openCircuitPotential";
  return { unit: parameter.unit, shape: isPotential ? "potential" : "positive" };
}
