/** Reads the fields of records that a person has written, and keeps every problem with where it is. */
import { InputError, type InputProblem } from "../../sim-core/index.ts";

export type Written = Readonly<Record<string, unknown>>;

export interface FieldReader {
  readonly problems: readonly InputProblem[];
  readonly refuse: (where: string, got: unknown, expected: string) => undefined;
  /** A record with no other fields than `known`. */
  readonly record: (where: string, value: unknown, known: readonly string[]) => Written | undefined;
  readonly list: (where: string, value: unknown, expected: string) => readonly unknown[];
  readonly text: (where: string, value: unknown, expected: string) => string | undefined;
  readonly number: (where: string, value: unknown, bounds?: Bounds) => number | undefined;
  /** What `read` returns; undefined where it throws an InputError, whose problems are kept below `where`. */
  readonly attempt: <T>(where: string, read: () => T) => T | undefined;
}

export interface Bounds {
  readonly from?: number;
  readonly above?: number;
  readonly to?: number;
  readonly whole?: boolean;
}

/** Returns a reader that has seen no problem yet. */
export function createFieldReader(): FieldReader {
  const problems: InputProblem[] = [];
  const refuse = (where: string, got: unknown, expected: string): undefined => {
    problems.push({ where, got: describeWritten(got), expected });
    return undefined;
  };
  return {
    problems,
    refuse,
    record(where, value, known) {
      if (typeof value !== "object" || value === null || Array.isArray(value))
        return refuse(where, value, `an object with ${known.join(", ")}`);
      for (const key of Object.keys(value)) {
        if (!known.includes(key))
          refuse(`${where}.${key}`, (value as Written)[key], `one of ${known.join(", ")}`);
      }
      return value as Written;
    },
    list(where, value, expected) {
      if (Array.isArray(value) && value.length > 0) return value;
      refuse(where, value, expected);
      return [];
    },
    text: (where, value, expected) =>
      typeof value === "string" && value !== "" ? value : refuse(where, value, expected),
    number(where, value, bounds = {}) {
      const { from = Number.NEGATIVE_INFINITY, above = Number.NEGATIVE_INFINITY } = bounds;
      const { to = Number.POSITIVE_INFINITY, whole = false } = bounds;
      const isRight = typeof value === "number" && Number.isFinite(value) && value >= from && value > above;
      if (isRight && value <= to && (!whole || Number.isInteger(value))) return value;
      return refuse(where, value, describeBounds(bounds));
    },
    attempt(where, read) {
      try {
        return read();
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        problems.push(...error.problems.map((own) => ({ ...own, where: `${where}: ${own.where}` })));
        return undefined;
      }
    },
  };
}

function describeBounds({ from, above, to, whole }: Bounds): string {
  const low = from === undefined ? (above === undefined ? "" : ` above ${above}`) : ` from ${from}`;
  return `a ${whole ? "whole " : ""}number${low}${to === undefined ? "" : ` to ${to}`}`;
}

/** Returns what was written, as it would stand in a message. */
export function describeWritten(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
