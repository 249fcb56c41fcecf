/**
 * What a pupil hands in of a lesson, as a file or in a link: predictions, hints, and what was solved on the own device. No
 * name is needed; the code of the device tells those without one apart.
 */
import { z } from "zod";
import { InputError, type InputProblem } from "../../sim-core/index.ts";
import { numberIn, type Prediction, type StepAnswer, solvedCurve } from "./answers.ts";
import { describeIssue } from "./issues.ts";
import type { Lesson, LessonStep } from "./read-lesson.ts";

z.config({ jitless: true });

const FORMAT = "fluxtwin answers";
/** Characters of a name, and of anything that is longer than people write. */
const LONGEST_NAME = 60;
const LONGEST = 500;

const NUMBER = z.number({ error: "a number" });
const TEXT = z.string({ error: "a text" }).max(LONGEST, { error: `at most ${LONGEST} characters` });

const STEP = z.strictObject(
  {
    prediction: z
      .union([NUMBER, z.array(NUMBER).max(20)], { error: "a number, or numbers of a curve" })
      .optional(),
    hints: z
      .int({ error: "a number of hints" })
      .min(0, { error: "a number of hints" })
      .max(3, { error: "at most three" }),
    done: z.boolean({ error: "true or false" }),
    solved: z
      .union([NUMBER, z.array(NUMBER.nullable()).max(20)], { error: "a number, or numbers of a curve" })
      .optional(),
    best: NUMBER.optional(),
  },
  { error: "what was answered at a step, an object" },
);

const ANSWER_FILE = z.strictObject(
  {
    format: z.literal(FORMAT, { error: `"${FORMAT}"` }),
    version: z.literal(1, { error: "1" }),
    lesson: TEXT,
    pupil: z
      .string({ error: "a name" })
      .max(LONGEST_NAME, { error: `a name of at most ${LONGEST_NAME} characters` })
      .optional(),
    device: z
      .string({ error: "a code of letters and digits" })
      .regex(/^[a-z0-9]{1,20}$/, { error: "a code of letters and digits" }),
    saved: z.iso.datetime({ error: "a time, such as 2026-11-28T19:00:00.000Z" }),
    steps: z.record(z.string(), STEP, { error: "steps by their id" }),
  },
  { error: "the answers of a pupil, an object" },
);

/** What one pupil has handed in. */
export type AnswerFile = z.infer<typeof ANSWER_FILE>;
export type AnswerStep = z.infer<typeof STEP>;

/** Who hands in, and when. */
export interface Sender {
  /** Empty for none. */
  readonly pupil: string;
  readonly device: string;
  /** As an ISO 8601 date and time in UTC. */
  readonly saved: string;
}

/** Returns what a pupil hands in of a lesson, which is called `name` in its address. */
export function composeAnswers(
  { lesson, name }: { readonly lesson: Lesson; readonly name: string },
  answers: Readonly<Record<string, StepAnswer>>,
  { pupil, device, saved }: Sender,
): AnswerFile {
  const steps = lesson.steps.flatMap((step) => {
    const answer = answers[step.id];
    return answer === undefined ? [] : [[step.id, composeStep(step, answer)] as const];
  });
  const called = pupil.trim().slice(0, LONGEST_NAME);
  return {
    ...{ format: FORMAT, version: 1, lesson: name, device, saved },
    ...(called !== "" && { pupil: called }),
    steps: Object.fromEntries(steps),
  };
}

function composeStep(step: LessonStep, answer: StepAnswer): AnswerStep {
  const { prediction, hints, outcome, best = [] } = answer;
  const solved = solvedOf(step, answer);
  return {
    ...(prediction !== undefined && { prediction: numbersOf(prediction) }),
    ...{ hints, done: outcome !== undefined },
    ...(solved !== undefined && { solved }),
    ...(best[0] !== undefined && { best: best[0].value }),
  };
}

function numbersOf(prediction: Prediction): number | number[] {
  return typeof prediction === "number" ? prediction : [...prediction];
}

function solvedOf(step: LessonStep, answer: StepAnswer): AnswerStep["solved"] {
  const asked = step.prediction;
  if (asked === undefined || asked.kind === "choice" || answer.outcome === undefined) return undefined;
  if (asked.kind === "curve") return solvedCurve(step, answer).map((value) => value ?? null);
  const value = numberIn(asked.outcome, answer.outcome);
  return Number.isFinite(value) ? value : undefined;
}

/** Returns what `text` hands in; throws InputError with all that is wrong, which calls the text `name`. */
export function readAnswers(text: string, name: string): AnswerFile {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    throw new InputError([{ where: name, got: "text that is not JSON", expected: "the answers of a pupil" }]);
  }
  const result = ANSWER_FILE.safeParse(file);
  if (result.success) return result.data;
  // Of another kind of file all else is wrong too.
  const isOther = result.error.issues.find(({ path }) => path[0] === "format");
  const issues = isOther === undefined ? result.error.issues : [isOther];
  const problems = issues.flatMap((issue) => describeIssue(issue, file, "answers"));
  throw new InputError(problems.map((problem) => ({ ...problem, where: `${name}, ${problem.where}` })));
}

/** Returns what of a file cannot be an answer to the lesson, which calls the file `name`. */
export function problemsOfAnswers({ steps }: AnswerFile, lesson: Lesson, name: string): InputProblem[] {
  return Object.entries(steps).flatMap(([id, { prediction, solved }]) => {
    const where = `${name}, steps.${id}`;
    const step = lesson.steps.find((own) => own.id === id);
    if (step === undefined) {
      const expected = `a step of "${lesson.title}": ${lesson.steps.map((own) => own.id).join(", ")}`;
      return [{ where, got: "a step that the lesson has not", expected }];
    }
    return [
      ...problemOf(`${where}.prediction`, step.prediction, prediction),
      ...(step.prediction?.kind === "choice" ? [] : problemOf(`${where}.solved`, step.prediction, solved)),
    ];
  });
}

function problemOf(
  where: string,
  asked: LessonStep["prediction"],
  value: AnswerStep["prediction"] | AnswerStep["solved"],
): InputProblem[] {
  if (value === undefined) return [];
  const expected = expectedOf(asked);
  return fits(asked, value) ? [] : [{ where, got: JSON.stringify(value), expected }];
}

function fits(asked: LessonStep["prediction"], value: number | readonly (number | null)[]): boolean {
  if (asked === undefined) return false;
  if (asked.kind === "curve") return Array.isArray(value) && value.length === asked.cycles.length;
  if (typeof value !== "number") return false;
  return asked.kind === "slider" || (Number.isInteger(value) && value >= 0 && value < asked.choices.length);
}

function expectedOf(asked: LessonStep["prediction"]): string {
  if (asked === undefined) return "nothing: nothing is predicted there";
  if (asked.kind === "curve") return `${asked.cycles.length} numbers`;
  return asked.kind === "slider" ? "a number" : `a choice, 0 to ${asked.choices.length - 1}`;
}
