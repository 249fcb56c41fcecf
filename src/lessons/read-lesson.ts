/** Reads lessons: a file and its prose become a lesson, or all that is wrong with them at once. */
import { InputError, type InputProblem, parameterOf } from "../../sim-core/index.ts";
import { type Compiled, compileCondition, compileNumber } from "./expression.ts";
import { describeIssue } from "./issues.ts";
import { problemsOfProse, sectionsOf } from "./prose.ts";
import { LESSON_FILE, type LessonFile, type LessonStepFile } from "./schema.ts";

export type LessonStep = LessonStepFile;

/** A lesson that can be played. */
export interface Lesson extends Omit<LessonFile, "markdown" | "$schema"> {
  /** Markdown by heading. */
  readonly sections: ReadonlyMap<string, string>;
}

export interface LessonSource {
  /** Parsed JSON. */
  readonly file: unknown;
  /** The prose beside it; undefined where there is none. */
  readonly markdown: string | undefined;
  /** Returns what cannot be read of an address, in words. */
  readonly problemsOfAddress: (query: string) => readonly string[];
}

/** Returns the lesson; throws InputError with all that is wrong with it. */
export function readLesson({ file, markdown, problemsOfAddress }: LessonSource): Lesson {
  const result = LESSON_FILE.safeParse(file);
  if (!result.success)
    throw new InputError(result.error.issues.flatMap((issue) => describeIssue(issue, file, "lesson")));
  const { markdown: own, $schema: _, ...lesson } = result.data;
  const prose = own ?? markdown;
  if (prose === undefined) {
    const expected = 'lesson.md beside the file, or the prose as "markdown" in it';
    throw new InputError([{ where: "markdown", got: "nothing", expected }]);
  }
  const sections = sectionsOf(prose);
  const problems = [
    ...problemsOfLesson(lesson),
    ...lesson.steps.flatMap((step, k) =>
      problemsOfStep(step, `steps.${k} (${step.id})`, { sections, problemsOfAddress }),
    ),
  ];
  if (problems.length > 0) throw new InputError(problems);
  return { ...lesson, sections };
}

function problemsOfLesson({ steps, minutes }: Pick<LessonFile, "steps" | "minutes">): InputProblem[] {
  const problems: InputProblem[] = [];
  const ids = steps.map(({ id }) => id);
  for (const id of new Set(ids.filter((own, k) => ids.indexOf(own) !== k))) {
    problems.push({
      where: "steps",
      got: `"${id}" more than once`,
      expected: "an id of its own for each step",
    });
  }
  if (steps[0]?.setUp === undefined) {
    problems.push({ where: "steps.0.setUp", got: "nothing", expected: "what the cells begin as" });
  }
  const sum = steps.reduce((total, step) => total + step.minutes, 0);
  if (sum > minutes) {
    problems.push({ where: "minutes", got: String(minutes), expected: `at least the ${sum} of the steps` });
  }
  return problems;
}

interface Surroundings extends Pick<LessonSource, "problemsOfAddress"> {
  readonly sections: ReadonlyMap<string, string>;
}

function problemsOfStep(
  step: LessonStep,
  where: string,
  { sections, problemsOfAddress }: Surroundings,
): InputProblem[] {
  const heading = (key: "prompt" | "reveal"): InputProblem[] => {
    const name = step[key];
    if (name === undefined) return [];
    const text = sections.get(name);
    if (text === undefined) {
      const expected = `a heading of the Markdown: ${[...sections.keys()].join(", ") || "it has none"}`;
      return [{ where: `${where}.${key}`, got: `"${name}"`, expected }];
    }
    return problemsOfProse(text).map((problem) => ({ where: `"${name}"`, ...problem }));
  };
  const address = step.setUp === undefined ? [] : problemsOfAddress(step.setUp);
  return [
    ...heading("prompt"),
    ...heading("reveal"),
    ...address.map((got) => ({ where: `${where}.setUp`, got, expected: "what the page's address can say" })),
    ...problemsOfPaths(step, where),
    ...problemsOfConditions(step, where),
    ...problemsOfPrediction(step, where),
  ];
}

function problemsOfPaths(
  { visible = [], locked = [], solution = {} }: LessonStep,
  where: string,
): InputProblem[] {
  const unknown = { visible, locked, solution: Object.keys(solution) };
  return Object.entries(unknown).flatMap(([key, paths]) =>
    paths
      .filter((path) => parameterOf(path) === undefined)
      .map((path) => ({
        where: `${where}.${key}`,
        got: `"${path}"`,
        expected: "a parameter, such as cell.cRate",
      })),
  );
}

function problemsOfConditions(step: LessonStep, where: string): InputProblem[] {
  const { until, claims = [], score, prediction } = step;
  const needsEnd = claims.length > 0 || score !== undefined || prediction !== undefined;
  return [
    ...(until === undefined ? [] : problemOf(`${where}.until`, compileCondition(until), "a condition")),
    ...claims.flatMap((claim, k) =>
      problemOf(`${where}.claims.${k}`, compileCondition(claim), "a condition"),
    ),
    ...(score === undefined ? [] : problemOf(`${where}.score`, compileNumber(score.value), "a number")),
    ...(needsEnd && until === undefined
      ? [{ where: `${where}.until`, got: "nothing", expected: "when the solved state answers the step" }]
      : []),
  ];
}

function problemsOfPrediction({ kind, prediction, reveal }: LessonStep, where: string): InputProblem[] {
  const at = `${where}.prediction`;
  if (prediction === undefined) {
    return kind === "predict" ? [{ where: at, got: "nothing", expected: "what is predicted" }] : [];
  }
  const hidden =
    reveal === undefined
      ? [{ where: `${where}.reveal`, got: "nothing", expected: "what the outcome means" }]
      : [];
  if (prediction.kind !== "choice") {
    const { minimum, maximum, outcome } = prediction;
    const got = `${minimum} to ${maximum}`;
    return [
      ...hidden,
      ...problemOf(`${at}.outcome`, compileNumber(outcome), "a number"),
      ...(minimum < maximum ? [] : [{ where: at, got, expected: "a minimum below the maximum" }]),
    ];
  }
  const { choices, outcome } = prediction;
  return [
    ...hidden,
    ...(choices.some(({ right }) => right === true)
      ? []
      : [{ where: at, got: "no right choice", expected: "one" }]),
    ...choices.flatMap(({ right, misconception, holds }, k) => [
      ...(holds === undefined
        ? []
        : problemOf(`${at}.choices.${k}.holds`, compileCondition(holds), "a condition")),
      ...(right === true || misconception !== undefined
        ? []
        : [
            {
              where: `${at}.choices.${k}`,
              got: "no misconception",
              expected: "what somebody may believe who chooses it",
            },
          ]),
    ]),
    ...outcome.flatMap(({ value }, k) => problemOf(`${at}.outcome.${k}`, compileNumber(value), "a number")),
  ];
}

function problemOf(where: string, compiled: Compiled<unknown>, expected: string): InputProblem[] {
  return "problem" in compiled ? [{ where, got: compiled.problem, expected }] : [];
}
