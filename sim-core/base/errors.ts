/**
 * The kinds of error that the core knows. Bad input: every problem at once, as `where: got; expected`.
 * A failed step is a value (see time/step), never an exception. An `Invariant` is a mistake of ours.
 */

/** One thing that is wrong with what a person wrote. */
export interface InputProblem {
  /** Path of the value, such as `electrolyte.thickness`. */
  readonly where: string;
  /** The value as it was written. */
  readonly got: string;
  /** What would have been right, in words. */
  readonly expected: string;
}

/** All problems of one input, thrown once. */
export class InputError extends Error {
  readonly problems: readonly InputProblem[];

  constructor(problems: readonly InputProblem[]) {
    super(problems.map(describeProblem).join("\n"));
    this.name = "InputError";
    this.problems = problems;
  }
}

/** Returns `where: got; expected` on one line. */
export function describeProblem(problem: InputProblem): string {
  return `${problem.where}: got ${problem.got}; expected ${problem.expected}`;
}

/** Problems of one list that are told one by one. */
const MAXIMUM_TOLD = 10;

/** Returns all problems of the list `where`, or the first `most` and how many more there are. */
export function shortenProblems(
  problems: readonly InputProblem[],
  where: string,
  most = MAXIMUM_TOLD,
): InputProblem[] {
  const more = problems.length - most;
  if (more <= 0) return [...problems];
  const count = String(more).replace(/\B(?=(\d{3})+$)/g, ",");
  return [
    ...problems.slice(0, most),
    { where, got: `${count} more ${more === 1 ? "problem" : "problems"} like these`, expected: "none" },
  ];
}

/** Throws when `condition` is false; `words` say the invariant that was broken. */
export function assertInvariant(condition: boolean, words: string): asserts condition {
  if (!condition) throw new Error(`broken invariant: ${words}`);
}
