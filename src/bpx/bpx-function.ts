/** Functions of stoichiometry: numbers, formulas in the grammar of Python, or tables, which their readers join by straight lines. */
import { type InputProblem, type MaterialFunction, writePythonFormula } from "../../sim-core/index.ts";
import { isSection, type Section, show } from "./bpx-section.ts";

/** As it stands in a scenario file, without its source. */
export type WrittenFunction = Readonly<Record<string, unknown>>;

/** How a function is taken over. */
export interface FunctionField {
  readonly name: string;
  readonly unit: string;
  /** Whether a number will do. */
  readonly constant: boolean;
  /** By which its values are multiplied. */
  readonly factor: number;
  /** Of x. */
  readonly range: { readonly from: number; readonly to: number };
}

const EXPECTED = "a formula of x in the grammar of Python, or a table of x and y";
const SMALLEST_ERROR = 1e-3;
const FIRST_POINTS = 65;
const MOST_POINTS = 2049;

/** Returns the function; notes what is wrong with it and returns undefined. */
export function readFunction(
  section: Section,
  where: string,
  field: FunctionField,
  problems: InputProblem[],
): WrittenFunction | undefined {
  const value = section[field.name];
  const place = `${where}.${field.name}`;
  if (typeof value === "number" && field.constant) {
    if (value > 0) return { value: `${value * field.factor} ${field.unit}` };
    problems.push({ where: place, got: show(value), expected: "a number above 0" });
    return undefined;
  }
  if (typeof value === "string") return readFormula(value, field);
  if (isSection(value) && Array.isArray(value.x) && Array.isArray(value.y)) {
    return readTable(value.x, value.y, { place, field, problems });
  }
  const expected = field.constant ? `a number, ${EXPECTED}` : EXPECTED;
  problems.push({ where: place, got: show(value), expected });
  return undefined;
}

/** Whether it can be understood is settled where a scenario is read. */
function readFormula(text: string, { factor, unit, range }: FunctionField): WrittenFunction {
  const formula = text.replaceAll("**", "^");
  return { formula: factor === 1 ? formula : `${factor} * (${formula})`, unit, ...range };
}

interface TablePlace {
  readonly place: string;
  readonly field: FunctionField;
  readonly problems: InputProblem[];
}

function readTable(
  x: readonly unknown[],
  y: readonly unknown[],
  { place, field, problems }: TablePlace,
): WrittenFunction | undefined {
  const say = (got: string, expected: string): undefined => {
    problems.push({ where: place, got, expected });
    return undefined;
  };
  if (x.length !== y.length || x.length < 2)
    return say(`${x.length} values of x and ${y.length} of y`, "as many of both, two or more");
  const wrong = [...x, ...y].find((value) => typeof value !== "number" || !Number.isFinite(value));
  if (wrong !== undefined) return say(show(wrong), "numbers only");
  const points = x.map((at, k) => [at as number, (y[k] as number) * field.factor] as const);
  const turned = (points[0]?.[0] ?? 0) > (points.at(-1)?.[0] ?? 0) ? points.toReversed() : points;
  const falls = turned.findIndex(([at], k) => k > 0 && at <= (turned[k - 1]?.[0] ?? at));
  if (falls > 0) return say(`x = ${turned[falls]?.[0]} after ${turned[falls - 1]?.[0]}`, "x that rises");
  return {
    x: turned.map(([at]) => at),
    value: turned.map(([, value]) => value),
    unit: field.unit,
    interpolate: "linear",
  };
}

/** Returns the function as the format holds it: a formula where it can, or a table whose straight lines miss it by 0.1 % at most. */
export function writeFunction({ text, evaluate, from, to }: MaterialFunction): unknown {
  const formula = formulaOf(text);
  const python = formula === undefined ? undefined : writePythonFormula(formula);
  if (python !== undefined) return python;
  if (evaluate(from) === evaluate(to) && evaluate((from + to) / 2) === evaluate(from)) return evaluate(from);
  for (let count = FIRST_POINTS; ; count = 2 * count - 1) {
    const x = Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1));
    const y = x.map(evaluate);
    if (count >= MOST_POINTS || worstOf(x, y, evaluate) <= SMALLEST_ERROR) return { x, y };
  }
}

/** Of a formula whose numbers are in SI already. */
function formulaOf(text: string): string | undefined {
  if (!text.startsWith("{")) return /x/.test(text) ? text : undefined;
  const { formula, unit } = JSON.parse(text) as { readonly formula?: string; readonly unit?: string };
  return unit === undefined || unit === "V" || unit === "m2/s" ? formula : undefined;
}

function worstOf(x: readonly number[], y: readonly number[], evaluate: (x: number) => number): number {
  let worst = 0;
  for (let k = 1; k < x.length; k++) {
    const exact = evaluate(((x[k - 1] as number) + (x[k] as number)) / 2);
    const straight = ((y[k - 1] as number) + (y[k] as number)) / 2;
    worst = Math.max(worst, Math.abs(straight - exact) / Math.abs(exact));
  }
  return worst;
}
