/** Says what is wrong with a written-out material function: a constant with its source, a formula or a table. */
import { INTERPOLATIONS } from "../parameters/parameter.ts";
import { expectedName, type ProblemList, showValue } from "../record/problems.ts";

const SOURCE_KEYS = ["source", "confidence", "note"];
const FORMS = {
  constant: ["value", ...SOURCE_KEYS],
  formula: ["formula", "unit", "from", "to", ...SOURCE_KEYS],
  table: ["x", "value", "unit", "interpolate", ...SOURCE_KEYS],
} as const;

/** What may stand at a key, and how to tell. */
const KINDS: Readonly<
  Record<string, { readonly expected: string; readonly fits: (value: unknown) => boolean }>
> = {
  formula: { expected: "a formula in x, as a text", fits: isText },
  unit: { expected: "a unit, as a text", fits: isText },
  source: { expected: "a text", fits: isText },
  note: { expected: "a text", fits: isText },
  confidence: {
    expected: '"H", "M", "L" or "A"',
    fits: (value) => ["H", "M", "L", "A"].includes(value as string),
  },
  from: { expected: "a number from 0 to 1", fits: Number.isFinite },
  to: { expected: "a number from 0 to 1", fits: Number.isFinite },
  interpolate: {
    expected: INTERPOLATIONS.map((way) => `"${way}"`).join(" or "),
    fits: (value) => INTERPOLATIONS.some((way) => way === value),
  },
};

/** Notes what is wrong at `where`; false where nothing can be said beyond what the schema says. */
export function noteFunctionForm(where: string, written: unknown, problems: ProblemList): boolean {
  if (typeof written !== "object" || written === null || Array.isArray(written)) return false;
  // Each of several issues of one value would lead here.
  if (problems.has(where)) return true;
  const value = written as Record<string, unknown>;
  const form = formOf(value);
  for (const key of Object.keys(value)) {
    const known: readonly string[] = FORMS[form];
    if (known.includes(key)) noteValue(`${where}.${key}`, key, { value: value[key], form, problems });
    else
      problems.addInWords(
        `${where}.${key}`,
        "an unknown key",
        expectedName(`a key of a ${form}`, key, known),
      );
  }
  const missing = (form === "table" ? ["x", "value", "interpolate"] : []).filter(
    (key) => !Object.hasOwn(value, key),
  );
  for (const key of missing) {
    const kind = KINDS[key]?.expected ?? "a list of numbers";
    problems.addInWords(where, `a table without "${key}"`, `"${key}": ${kind}`);
  }
  return problems.has(where);
}

function formOf(value: Record<string, unknown>): keyof typeof FORMS {
  if (Object.hasOwn(value, "formula")) return "formula";
  const isTable = Array.isArray(value.value) || ["x", "interpolate"].some((key) => Object.hasOwn(value, key));
  return isTable ? "table" : "constant";
}

interface Entry {
  readonly value: unknown;
  readonly form: keyof typeof FORMS;
  readonly problems: ProblemList;
}

function noteValue(where: string, key: string, { value, form, problems }: Entry): void {
  if (form === "table" && (key === "x" || key === "value")) {
    const wrong = Array.isArray(value) ? value.findIndex((one) => typeof one !== "number") : -1;
    if (!Array.isArray(value)) problems.add(where, value, "a list of numbers");
    else if (wrong >= 0) problems.addInWords(`${where}.${wrong}`, showValue(value[wrong]), "a number");
    return;
  }
  const kind =
    key === "value" ? { expected: "a text with its unit, or a formula in x", fits: isText } : KINDS[key];
  if (kind !== undefined && !kind.fits(value)) problems.add(where, value, kind.expected);
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}
