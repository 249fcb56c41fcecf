/** What a person types for a number of the table: the value, or what is wrong with it. */
import { describeProblem, expectedOf, type Parameter } from "../../../../sim-core/index.ts";
import { parseTyped } from "../read-values.ts";

export type TypedValue =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly problem: string };

/** Returns the number in display units, within the bounds of the table; else the problem in words. */
export function readTyped(entry: Extract<Parameter, { kind: "number" }>, text: string): TypedValue {
  const value = parseTyped(text);
  const isFit =
    value !== undefined &&
    value >= entry.minimum &&
    value <= entry.maximum &&
    (entry.integer !== true || Number.isInteger(value));
  if (isFit) return { ok: true, value };
  const got = text.trim() === "" ? "nothing" : `"${text.trim().slice(0, 40)}"`;
  return { ok: false, problem: describeProblem({ where: entry.path, got, expected: expectedOf(entry) }) };
}
