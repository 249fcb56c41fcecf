/** Gathers what is wrong with an input, so that all of it can be said at once. */
import { InputError, type InputProblem, shortenProblems } from "../../base/errors.ts";

const MAXIMUM_SHOWN = 80;
const MAXIMUM_LISTED = 24;
const MAXIMUM_OF_GROUP = 50;

export interface ProblemList {
  /** Notes a problem; `got` is shown as JSON. */
  add(where: string, got: unknown, expected: string): void;
  /** The same where `got` is in words. */
  addInWords(where: string, got: string, expected: string): void;
  /** Notes what is possible but hardly meant; it throws nothing. */
  question(where: string, got: string, expected: string): void;
  /** What was questioned so far. */
  readonly warnings: readonly InputProblem[];
  /** True if a problem stands at `where` or below it. */
  has(where: string): boolean;
  /** What has been noted so far. */
  list(): readonly InputProblem[];
  /** Throws InputError if there is any problem; of many of one list, the first and how many more. */
  throwIfAny(): void;
}

export function createProblemList(): ProblemList {
  const problems: InputProblem[] = [];
  const warnings: InputProblem[] = [];
  return {
    warnings,
    question: (where, got, expected) => {
      warnings.push({ where, got, expected });
    },
    add: (where, got, expected) => {
      problems.push({ where, got: showValue(got), expected });
    },
    addInWords: (where, got, expected) => {
      problems.push({ where, got, expected });
    },
    has: (where) =>
      problems.some((problem) => problem.where === where || problem.where.startsWith(`${where}.`)),
    list: () => problems,
    throwIfAny: () => {
      if (problems.length > 0) throw new InputError(shortenLists(problems));
    },
  };
}

/** Returns the problems of each list, such as all of `cathode.particles.12`, as the first few and a count. */
function shortenLists(problems: readonly InputProblem[]): InputProblem[] {
  const lists = new Map<string, InputProblem[]>();
  for (const problem of problems) {
    const list = problem.where.replace(/\.\d+(\..*)?$/, "");
    // Unknown keys and wrong values of one group are told in full, up to a number that nobody writes by hand.
    const key = list === problem.where ? `${list.slice(0, Math.max(0, list.lastIndexOf(".")))}.*` : list;
    const known = lists.get(key);
    if (known) known.push(problem);
    else lists.set(key, [problem]);
  }
  return [...lists].flatMap(([key, own]) => {
    const group = /^(.*)\.\*$/.exec(key)?.[1];
    return group === undefined
      ? shortenProblems(own, key)
      : shortenProblems(own, group || "scenario", MAXIMUM_OF_GROUP);
  });
}

/** Returns a value as it would be written in a file, on one line and not too long. */
export function showValue(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > MAXIMUM_SHOWN ? `${text.slice(0, MAXIMUM_SHOWN)}...` : text;
}

/** Returns a number to four digits, as short as it gets. */
export function showNumber(value: number): string {
  const rounded = Number(value.toPrecision(4));
  return Math.abs(rounded) < 1e6 ? String(rounded) : rounded.toExponential().replace("e+", "e");
}

/** Returns a length in m as text. */
export function showLength(metres: number): string {
  const micrometres = Number((metres * 1e6).toPrecision(6));
  return micrometres >= 10000 ? `${micrometres / 1000} mm` : `${micrometres} um`;
}

/** Returns the candidate that `name` was probably meant to be, if one is close. */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let fewest = Math.ceil(name.length / 3) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < fewest) {
      fewest = distance;
      best = candidate;
    }
  }
  return best;
}

/** Returns the sentence that follows "expected" for a name nobody knows. */
export function expectedName(kind: string, name: string, candidates: readonly string[]): string {
  const nearest = nearestName(name, candidates);
  if (nearest !== undefined) return `${kind} (did you mean "${nearest}"?)`;
  return candidates.length > MAXIMUM_LISTED ? kind : `${kind}: ${candidates.join(", ")}`;
}

/** Levenshtein's distance: insertions, deletions and replacements. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, k) => k);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let k = 1; k <= b.length; k++) {
      const replaced = (row[k - 1] as number) + (a[i - 1] === b[k - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[k] as number) + 1, (next[k - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
