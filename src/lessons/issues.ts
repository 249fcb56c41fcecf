/** What zod finds wrong with a file, in the words of the product. */
import type { z } from "zod";
import type { InputProblem } from "../../sim-core/index.ts";

/** Characters of a value that are told back. */
const LONGEST_SHOWN = 60;

/** Returns what is wrong with `file`, of which `whole` is the name; keys that are not known one by one. */
export function describeIssue(issue: z.core.$ZodIssue, file: unknown, whole: string): InputProblem[] {
  const where = issue.path.join(".") || whole;
  if (issue.code === "unrecognized_keys") {
    const inside = issue.path.length === 0 ? "" : `${where}.`;
    return issue.keys.map((key) => ({
      where: `${inside}${key}`,
      got: "an unknown key",
      expected: "no such key",
    }));
  }
  const got = showValue(issue.path.reduce<unknown>(memberOf, file));
  return [{ where, got, expected: issue.message }];
}

function memberOf(value: unknown, key: PropertyKey): unknown {
  const isRecord = typeof value === "object" && value !== null && Object.hasOwn(value, key);
  return isRecord ? (value as Record<PropertyKey, unknown>)[key] : undefined;
}

function showValue(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}...` : text;
}
