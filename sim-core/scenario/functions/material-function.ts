/**
 * Functions of the stoichiometry x from a constant, a formula or a table. A formula is tabulated once on even
 * knots as a piecewise cubic, doubled until its error at mid-knot is at most 1e-6 (V, or relative for a
 * positive property); a table is joined by a shape-preserving cubic in the value or in its logarithm.
 */
import { exp, log } from "../../base/elementary.ts";
import type { FormulaSource, MaterialSource, TableSource } from "../parameters/parameter.ts";
import { showNumber } from "../record/problems.ts";
import type { MaterialFunction } from "../record/scenario.ts";
import { convert, parseQuantity } from "../record/units.ts";
import { FormulaError, parseFormula } from "./formula.ts";
import { createInterpolant, type Interpolant, monotoneSlopes } from "./interpolation.ts";

/** What a property must be like. */
export interface MaterialRule {
  /** Unit of bare formulas and of the core's numbers (the same for all functions of the table). */
  readonly unit: string;
  /** "potential": strictly falling, straight on outside; "positive": above zero, constant outside. */
  readonly shape: "potential" | "positive";
}

/** Largest error of a tabulated formula at mid-knot. */
export const TABLE_TOLERANCE = 1e-6;

const DEFAULT_RANGE = { from: 0.01, to: 0.99 };
const INITIAL_INTERVALS = 2048;
const MAXIMUM_INTERVALS = 65536;
const CHECK_POINTS = 2000;
/** Of a positive property: what the arithmetic of the solver bears. Whether it is plausible is another question. */
const SMALLEST = 1e-40;
const LARGEST = 1e20;

/** Returns the material function. Throws FormulaError, whose message fits after "expected". */
export function createMaterialFunction(source: MaterialSource, rule: MaterialRule): MaterialFunction {
  const interpolant = createByKind(source, rule);
  checkShape(interpolant, rule);
  return {
    text: typeof source === "string" ? source : writeSource(source),
    ...rangeOf(source, rule),
    ...interpolant,
  };
}

/** The same text whatever the order of the members, since functions are compared by their text. */
function writeSource(source: Exclude<MaterialSource, string>): string {
  const { x, value, formula, ...rest } = source as Partial<TableSource & FormulaSource>;
  const others = Object.entries(rest).sort(([a], [b]) => (a < b ? 1 : -1));
  return JSON.stringify({ x, value, formula, ...Object.fromEntries(others) });
}

/** Of x; a constant holds everywhere. */
function rangeOf(source: MaterialSource, rule: MaterialRule): { readonly from: number; readonly to: number } {
  if (typeof source === "string")
    return parseQuantity(source, rule.unit) === undefined ? DEFAULT_RANGE : { from: 0, to: 1 };
  if (!("formula" in source)) return { from: source.x[0] as number, to: source.x.at(-1) as number };
  const { from, to } = { ...DEFAULT_RANGE, ...source };
  return { from, to };
}

function createByKind(source: MaterialSource, rule: MaterialRule): Interpolant {
  if (typeof source !== "string") {
    return "formula" in source ? createFromFormula(source, rule) : createFromTable(source, rule);
  }
  const constant = parseQuantity(source, rule.unit);
  if (constant !== undefined) return { evaluate: () => constant, derivative: () => 0 };
  return createFromFormula({ formula: source }, rule);
}

function createFromFormula(source: FormulaSource, rule: MaterialRule): Interpolant {
  const { from, to } = { ...DEFAULT_RANGE, ...source };
  if (!(from >= 0 && to <= 1 && from < to)) throw new FormulaError("a range with 0 <= from < to <= 1");
  const factor = unitFactor(source.unit, rule);
  const formula = parseFormula(source.formula);
  const evaluate = (x: number): number => {
    const value = formula(x) * factor;
    if (!Number.isFinite(value)) {
      throw new FormulaError(
        `a formula that is finite from x = ${from} to ${to} (it is not at x = ${showNumber(x)})`,
      );
    }
    return value;
  };
  for (let nInterval = INITIAL_INTERVALS; nInterval <= MAXIMUM_INTERVALS; nInterval *= 2) {
    const table = tabulate(evaluate, { from, to, nInterval, rule });
    if (table !== undefined) return table;
  }
  throw new FormulaError(`a smoother formula (its table keeps an error above ${TABLE_TOLERANCE})`);
}

interface TableRequest {
  readonly from: number;
  readonly to: number;
  readonly nInterval: number;
  readonly rule: MaterialRule;
}

/** Returns the piecewise cubic, or undefined where it misses the tolerance. */
function tabulate(evaluate: (x: number) => number, request: TableRequest): Interpolant | undefined {
  const { from, to, nInterval, rule } = request;
  const width = (to - from) / nInterval;
  const x = Float64Array.from({ length: nInterval + 1 }, (_, k) => (k === nInterval ? to : from + k * width));
  const value = x.map(evaluate);
  const slope = x.map((at, k) => {
    if (k === 0) return slopeAtEnd(evaluate, at, width / 4);
    return k === nInterval ? slopeAtEnd(evaluate, at, -width / 4) : slopeInside(evaluate, at, width / 2);
  });
  const outside = rule.shape === "potential" ? "linear" : "constant";
  const table = createInterpolant({ x, value, slope, even: true, outside });
  for (let k = 0; k < nInterval; k++) {
    const middle = (x[k] as number) + width / 2;
    const exact = evaluate(middle);
    const scale = rule.shape === "potential" ? 1 : Math.abs(exact);
    if (Math.abs(table.evaluate(middle) - exact) > TABLE_TOLERANCE * scale) return undefined;
  }
  return table;
}

/** Central difference of fourth order. */
function slopeInside(evaluate: (x: number) => number, x: number, step: number): number {
  const near = evaluate(x + step) - evaluate(x - step);
  const far = evaluate(x + 2 * step) - evaluate(x - 2 * step);
  return (8 * near - far) / (12 * step);
}

/** One-sided difference of fourth order; a negative step looks to the left. */
function slopeAtEnd(evaluate: (x: number) => number, x: number, step: number): number {
  const sum =
    -25 * evaluate(x) +
    48 * evaluate(x + step) -
    36 * evaluate(x + 2 * step) +
    16 * evaluate(x + 3 * step) -
    3 * evaluate(x + 4 * step);
  return sum / (12 * step);
}

function createFromTable(source: TableSource, rule: MaterialRule): Interpolant {
  const { x, interpolate } = source;
  if (x.length < 2 || x.length !== source.value.length) {
    throw new FormulaError("a table with as many values as x, two or more");
  }
  if (x.some((at, k) => at < 0 || at > 1 || (k > 0 && at <= (x[k - 1] as number)))) {
    throw new FormulaError("a table whose x ascends from 0 to 1 at most");
  }
  const factor = unitFactor(source.unit, rule);
  const value = source.value.map((one) => one * factor);
  const outside = rule.shape === "potential" ? "linear" : "constant";
  if (interpolate === "linear") {
    return createInterpolant({ x, value, slope: monotoneSlopes(x, value), even: false, outside });
  }
  if (value.some((one) => one <= 0))
    throw new FormulaError("a table of positive values for log interpolation");
  const logarithm = value.map(log);
  const inner = createInterpolant({
    x,
    value: logarithm,
    slope: monotoneSlopes(x, logarithm),
    even: false,
    outside,
  });
  return {
    evaluate: (at) => exp(inner.evaluate(at)),
    derivative: (at) => exp(inner.evaluate(at)) * inner.derivative(at),
  };
}

function unitFactor(unit: string | undefined, rule: MaterialRule): number {
  const factor = convert(1, unit ?? rule.unit, rule.unit);
  if (factor === undefined) throw new FormulaError(`a unit of the kind of ${rule.unit}`);
  return factor;
}

/** The solver may pass any x in 0..1 on its way, so the shape must hold beyond the window too. */
function checkShape(interpolant: Interpolant, rule: MaterialRule): void {
  let before = Number.POSITIVE_INFINITY;
  for (let k = 0; k <= CHECK_POINTS; k++) {
    const x = k / CHECK_POINTS;
    const value = interpolant.evaluate(x);
    if (rule.shape === "positive" && value > 0 && !(value >= SMALLEST && value <= LARGEST)) {
      const range = `${showNumber(SMALLEST)} to ${showNumber(LARGEST)} ${rule.unit}`;
      throw new FormulaError(`a property from ${range} (at x = ${showNumber(x)} it is ${showNumber(value)})`);
    }
    if (rule.shape === "positive" && !(value > 0)) {
      throw new FormulaError(
        `a property above zero for all x in 0..1 (at x = ${showNumber(x)} it is ${showNumber(value)})`,
      );
    }
    if (rule.shape === "potential" && !(value < before)) {
      throw new FormulaError(
        `a potential that falls strictly for all x in 0..1 (it does not at x = ${showNumber(x)})`,
      );
    }
    before = value;
  }
}
