/** Turns the words of the command line into values and keeps every problem for one report. */
import {
  InputError,
  type InputProblem,
  type InterfaceModel,
  type MeshResolution,
} from "../../sim-core/index.ts";
import type { Overrides } from "./scenario-files.ts";

const MESHES: readonly MeshResolution[] = ["draft", "standard", "fine"];
/** The largest value of solver.jump, which leaves a jump to its tolerance. */
const LONGEST_JUMP = 1000;
const POSITIVE = "a number above 0, such as 10 or 1e6";
const ASCENDING = "numbers from 0 that ascend, such as 0,10,20";
const JUMPS = `AUTO, or a whole number from 0 to ${LONGEST_JUMP}`;
const MODELS: readonly InterfaceModel[] = ["full", "reduced", "homogenised"];

export interface OptionReader {
  /** A whole number from `minimum`; undefined when the option is absent or wrong. */
  readonly whole: (name: string, text: string | undefined, minimum: number) => number | undefined;
  /** A number from 0, also with decimals. */
  readonly fromZero: (name: string, text: string | undefined) => number | undefined;
  /** A number above 0, which may have an exponent. */
  readonly positive: (name: string, text: string | undefined) => number | undefined;
  /** Numbers from 0 that ascend, with commas between them. */
  readonly ascending: (name: string, text: string | undefined) => readonly number[] | undefined;
  /** AUTO, or how many cycles a jump may take at most. */
  readonly jump: (name: string, text: string | undefined) => number | undefined;
  readonly mesh: (name: string, text: string | undefined) => MeshResolution | undefined;
  /** One of `words`. */
  readonly choice: <T extends string>(
    name: string,
    text: string | undefined,
    words: readonly T[],
  ) => T | undefined;
  readonly model: (name: string, text: string | undefined) => InterfaceModel | undefined;
  /** `path=value` pairs; a value is a number, true, false or text with a unit. */
  readonly assignments: (name: string, texts: readonly string[]) => Overrides;
  /** What commander does not know: options other than `known`, and words after the first. */
  readonly surplus: (words: readonly string[], known: readonly string[]) => void;
  /** Keeps a problem that was met elsewhere. */
  readonly refuse: (where: string, got: string, expected: string) => void;
  /** Returns what `read` returns; undefined when it throws an InputError, whose problems are kept. */
  readonly attempt: <T>(read: () => T) => T | undefined;
  /** Throws all problems that were met, if any. */
  readonly settle: () => void;
}

/** Returns a reader that has seen no problem yet. */
export function createOptionReader(): OptionReader {
  const problems: InputProblem[] = [];
  const complain = (where: string, text: string, expected: string): undefined => {
    problems.push({ where, got: `"${text}"`, expected });
    return undefined;
  };
  const oneOf = <T extends string>(words: readonly T[], name: string, text?: string): T | undefined => {
    const found = words.find((word) => word === text);
    if (text === undefined || found !== undefined) return found;
    return complain(name, text, `one of ${words.join(", ")}`);
  };
  return {
    whole(name, text, minimum) {
      if (text === undefined) return undefined;
      const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
      return value >= minimum ? value : complain(name, text, `a whole number from ${minimum}`);
    },
    fromZero(name, text) {
      if (text === undefined) return undefined;
      const value = /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
      return Number.isFinite(value) ? value : complain(name, text, "a number from 0, such as 5 or 0.5");
    },
    positive: (name, text) =>
      text === undefined ? undefined : (positiveOf(text) ?? complain(name, text, POSITIVE)),
    ascending: (name, text) =>
      text === undefined ? undefined : (ascendingOf(text) ?? complain(name, text, ASCENDING)),
    jump(name, text) {
      const value = text === undefined ? undefined : longestJump(text);
      return Number.isNaN(value) ? complain(name, String(text), JUMPS) : value;
    },
    mesh: (name, text) => oneOf(MESHES, name, text),
    choice: (name, text, words) => oneOf(words, name, text),
    model: (name, text) => oneOf(MODELS, name, text),
    assignments(name, texts) {
      const pairs = texts.map((text) => assignmentOf(text) ?? complain(name, text, "path=value"));
      return Object.fromEntries(pairs.filter((pair) => pair !== undefined));
    },
    surplus(words, known) {
      const options = words.filter((word) => word.startsWith("-"));
      for (const word of options) complain("option", word, `one of ${known.join(", ")}`);
      // A word after an unknown option may be its value: then only the option is the problem.
      if (options.length === 0) for (const word of words.slice(1)) complain("argument", word, "nothing more");
    },
    refuse: (where, got, expected) => problems.push({ where, got, expected }),
    attempt(read) {
      try {
        return read();
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        problems.push(...error.problems);
        return undefined;
      }
    },
    settle() {
      if (problems.length > 0) throw new InputError(problems);
    },
  };
}

function assignmentOf(text: string): [string, string | number | boolean] | undefined {
  const [, path, value] = /^([^=\s]+)=(.+)$/s.exec(text) ?? [];
  return path === undefined || value === undefined ? undefined : [path, literalOf(value.trim())];
}

/** Not a number where it is neither AUTO nor as many cycles as a jump may take. */
function longestJump(text: string): number {
  if (text.toUpperCase() === "AUTO") return LONGEST_JUMP;
  return /^\d+$/.test(text) && Number(text) <= LONGEST_JUMP ? Number(text) : Number.NaN;
}

/** Numbers and switches become what they are in JSON, everything else stays text. */
function literalOf(text: string): string | number | boolean {
  if (text === "true" || text === "false") return text === "true";
  return text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

function positiveOf(text: string): number | undefined {
  const value = /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  return value > 0 && Number.isFinite(value) ? value : undefined;
}

function ascendingOf(text: string): number[] | undefined {
  const words = text.split(",").map((word) => word.trim());
  const values = words.map((word) => (/^\d+(\.\d+)?$/.test(word) ? Number(word) : Number.NaN));
  const ascend = values.every((value, k) => value >= 0 && (k === 0 || value > (values[k - 1] ?? 0)));
  return ascend ? values : undefined;
}
