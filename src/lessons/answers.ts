/** What somebody has answered in lessons, as plain data that a device keeps and a file can take away. */
import { z } from "zod";
import { compileNumber } from "./expression.ts";
import type { CellMoment, MomentPair } from "./moment.ts";
import type { LessonStep } from "./read-lesson.ts";

/** Index of a choice, number of a slider, or heights of a curve. */
export type Prediction = number | readonly number[];

/** A result of a step that counts. */
export interface Best {
  readonly value: number;
  /** What had been set, as the query of an address. */
  readonly query: string;
}

export interface StepAnswer {
  readonly prediction?: Prediction | undefined;
  /** How many hints have been asked for. */
  readonly hints: number;
  /** The solved state when the step's condition held first. */
  readonly outcome?: MomentPair | undefined;
  /** That after cycles, by their number. */
  readonly afterCycle?: Readonly<Record<string, MomentPair>> | undefined;
  /** Highest first. */
  readonly best?: readonly Best[] | undefined;
}

/** By lesson and step. */
export type Answers = Readonly<Record<string, Readonly<Record<string, StepAnswer>>>>;

/** Whether what was answered or solved is a curve. */
export function isCurve(
  value: number | readonly (number | null)[] | undefined,
): value is readonly (number | null)[] {
  return Array.isArray(value);
}

export const NO_ANSWER: StepAnswer = { hints: 0 };

const MOST_BEST = 5;
const KEPT = "fluxtwin.lessons";

const MOMENT = z.record(z.string(), z.number().nullable()).nullish();
const PAIR = z.tuple([MOMENT, MOMENT]);
const ANSWERS = z.record(
  z.string(),
  z.record(
    z.string(),
    z.object({
      prediction: z.union([z.number(), z.array(z.number())]).optional(),
      hints: z.int(),
      outcome: PAIR.optional(),
      afterCycle: z.record(z.string(), PAIR).optional(),
      best: z.array(z.object({ value: z.number(), query: z.string() })).optional(),
    }),
  ),
);

/** Returns what a device has kept; nothing where that cannot be read. */
export function keptAnswers(marks: Pick<Storage, "getItem"> | undefined): Answers {
  try {
    const result = ANSWERS.safeParse(JSON.parse(marks?.getItem(KEPT) ?? "{}"));
    return result.success ? (result.data as Answers) : {};
  } catch {
    return {};
  }
}

/** Keeps it, where there is a place for it. */
export function keepAnswers(marks: Pick<Storage, "setItem"> | undefined, answers: Answers): void {
  try {
    marks?.setItem(KEPT, JSON.stringify(answers));
  } catch {
    // A full or locked place: the answers last as long as the page.
  }
}

/** Forgets all that a device has kept. */
export function forgetAnswers(marks: Pick<Storage, "setItem"> | undefined): void {
  keepAnswers(marks, {});
}

/** Returns the answers with that of a step in its place. */
export function withAnswer(answers: Answers, lesson: string, step: string, answer: StepAnswer): Answers {
  return { ...answers, [lesson]: { ...answers[lesson], [step]: answer } };
}

/** Returns the best results with one more, highest first, each once. */
export function withBest(best: readonly Best[], added: Best): readonly Best[] {
  const others = best.filter(({ query, value }) => query !== added.query || value !== added.value);
  return [...others, added].sort((a, b) => b.value - a.value).slice(0, MOST_BEST);
}

/** Whether the prediction of a step agrees with what was solved; undefined where there is nothing to compare. */
export function isRight({ prediction: asked }: LessonStep, answer: StepAnswer): boolean | undefined {
  const { prediction, outcome } = answer;
  if (asked === undefined || prediction === undefined || outcome === undefined) return undefined;
  if (asked.kind === "choice") return asked.choices[Number(prediction)]?.right === true;
  if (asked.kind === "slider")
    return Math.abs(Number(prediction) - numberIn(asked.outcome, outcome)) <= asked.tolerance;
  const solved = solvedCurve({ prediction: asked }, answer);
  const drawn = prediction as readonly number[];
  return solved.every((value, k) => value === undefined || Math.abs(value - drawn[k]!) <= asked.tolerance);
}

/** Returns what was solved at each of the cycles of a curve; undefined where it has not come to one. */
export function solvedCurve(
  { prediction }: Pick<LessonStep, "prediction">,
  { afterCycle = {} }: StepAnswer,
): readonly (number | undefined)[] {
  if (prediction?.kind !== "curve") return [];
  return prediction.cycles.map((cycle) => {
    const cells = afterCycle[cycle];
    return cells === undefined ? undefined : numberIn(prediction.outcome, cells);
  });
}

/** Returns the number that an expression has in the solved state. */
export function numberIn(expression: string, cells: MomentPair): number {
  const compiled = compileNumber(expression);
  return "read" in compiled ? compiled.read(cells) : Number.NaN;
}

/** Returns the moments of cells, without what is not a number, which JSON cannot hold. */
export function keepable(cells: MomentPair): MomentPair {
  const keep = (cell: CellMoment | undefined): CellMoment | undefined =>
    cell === undefined
      ? undefined
      : (Object.fromEntries(
          Object.entries(cell).map(([name, value]) => [name, Number.isFinite(value) ? value : null]),
        ) as CellMoment);
  return [keep(cells[0]), keep(cells[1])];
}
