/** What a class has answered: each pupil once, and for each step how predictions are spread and what may be behind wrong ones. */
import type { AnswerFile, AnswerStep } from "./answer-file.ts";
import type { Lesson, LessonStep } from "./read-lesson.ts";

/** Pupils by the key that tells them apart. */
export type ClassAnswers = ReadonlyMap<string, AnswerFile>;

/** Which side of what was solved a prediction lies on; of choices only "right" and "wrong". */
export type Verdict = "right" | "wrong" | "too low" | "too high";

/** What several pupils have in common. */
export interface Group {
  readonly label: string;
  readonly verdict: Verdict;
  readonly count: number;
  /** What may be behind it. */
  readonly misconception?: string | undefined;
}

export interface StepSummary {
  readonly step: LessonStep;
  /** Pupils who have predicted, who have come to the step's end, and who have asked for a hint. */
  readonly predicted: number;
  readonly done: number;
  readonly hinted: number;
  readonly groups: readonly Group[];
  /** Predictions of a slider or curves that were drawn. */
  readonly numbers: readonly number[];
  readonly curves: readonly (readonly number[])[];
  /** What was solved, on the device of the first one who came so far. */
  readonly solved: AnswerStep["solved"];
  /** Of those whose result counts, highest first. */
  readonly best: readonly { readonly pupil: string; readonly value: number }[];
}

/** A wrong answer of more than one pupil, or of one where nobody has another. */
export interface CommonMistake extends Group {
  readonly step: LessonStep;
}

/** Pupils with a name are the same by their name, others by their device. */
export function keyOfPupil({ pupil, device }: Pick<AnswerFile, "pupil" | "device">): string {
  const called = pupil?.trim().replace(/\s+/g, " ").toLowerCase() ?? "";
  return called === "" ? `device ${device}` : `name ${called}`;
}

/**
 * Returns the answers with those of one more pupil; of two of the same pupil the later counts, and `words` says so.
 */
export function addPupil(
  answers: ClassAnswers,
  added: AnswerFile,
): { readonly answers: ClassAnswers; readonly words: string | undefined } {
  const key = keyOfPupil(added);
  const before = answers.get(key);
  const newest = before === undefined || before.saved <= added.saved ? added : before;
  const next = new Map(answers).set(key, newest);
  return { answers: next, words: before === undefined ? undefined : describeTwice(before, added) };
}

function describeTwice(before: AnswerFile, added: AnswerFile): string {
  const called = nameOf(added);
  const two =
    before.device === added.device ? "" : ", from two devices: two pupils of one name need different names";
  return `${called} is there twice${two}. What was saved later counts.`;
}

/** Returns what a pupil is called. */
export function nameOf({ pupil, device }: Pick<AnswerFile, "pupil" | "device">): string {
  return pupil === undefined || pupil.trim() === "" ? `Unnamed (${device})` : pupil.trim();
}

/** Returns the verdict on what was answered at a step; undefined where there is nothing to compare. */
export function verdictOf(step: LessonStep, answer: AnswerStep | undefined): Verdict | undefined {
  const asked = step.prediction;
  const { prediction, solved } = answer ?? {};
  if (asked === undefined || prediction === undefined) return undefined;
  if (asked.kind === "choice") {
    return asked.choices[Number(prediction)]?.right === true ? "right" : "wrong";
  }
  const pairs = pairsOf(prediction, solved);
  if (pairs.length === 0) return undefined;
  if (pairs.every(([own, value]) => Math.abs(own - value) <= asked.tolerance)) return "right";
  const excess = pairs.reduce((sum, [own, value]) => sum + own - value, 0);
  return excess < 0 ? "too low" : "too high";
}

function pairsOf(
  prediction: NonNullable<AnswerStep["prediction"]>,
  solved: AnswerStep["solved"],
): (readonly [number, number])[] {
  if (solved === undefined) return [];
  const [own, values] = [[prediction].flat(), [solved].flat()];
  return own.flatMap((value, k) => {
    const at = values[k];
    return at === undefined || at === null ? [] : [[value, at] as const];
  });
}

/** Returns how a class has answered each step. */
export function summarise(lesson: Lesson, answers: ClassAnswers): readonly StepSummary[] {
  const pupils = [...answers.values()];
  return lesson.steps.map((step): StepSummary => {
    const own = pupils.flatMap((pupil) => {
      const answer = pupil.steps[step.id];
      return answer === undefined ? [] : [{ pupil, answer }];
    });
    const predictions = own.flatMap(({ answer }) => answer.prediction ?? []);
    const best = own.flatMap(({ pupil, answer }) =>
      answer.best === undefined ? [] : [{ pupil: nameOf(pupil), value: answer.best }],
    );
    return {
      step,
      predicted: own.filter(({ answer }) => answer.prediction !== undefined).length,
      done: own.filter(({ answer }) => answer.done).length,
      hinted: own.filter(({ answer }) => answer.hints > 0).length,
      groups: groupsOf(
        step,
        own.map(({ answer }) => answer),
      ),
      numbers: step.prediction?.kind === "slider" ? predictions.flat() : [],
      curves: own.flatMap(({ answer }) => (Array.isArray(answer.prediction) ? [answer.prediction] : [])),
      solved: own.find(({ answer }) => answer.solved !== undefined)?.answer.solved,
      best: best.sort((a, b) => b.value - a.value),
    };
  });
}

function groupsOf(step: LessonStep, answers: readonly AnswerStep[]): readonly Group[] {
  const asked = step.prediction;
  if (asked === undefined) return [];
  if (asked.kind === "choice") {
    return asked.choices.map(({ text, right, misconception }, k) => ({
      label: text,
      verdict: right === true ? "right" : "wrong",
      count: answers.filter(({ prediction }) => prediction === k).length,
      misconception,
    }));
  }
  const verdicts = answers.map((answer) => verdictOf(step, answer));
  const count = (verdict: Verdict): number => verdicts.filter((own) => own === verdict).length;
  return [
    { label: "Too low", verdict: "too low", count: count("too low"), misconception: asked.tooLow },
    {
      label: `Within ${asked.tolerance} ${asked.unit} of what was solved`,
      verdict: "right",
      count: count("right"),
    },
    { label: "Too high", verdict: "too high", count: count("too high"), misconception: asked.tooHigh },
  ];
}

/** Returns wrong answers, the most common first, as many as `most`. */
export function commonMistakes(summaries: readonly StepSummary[], most: number): readonly CommonMistake[] {
  return summaries
    .flatMap(({ step, groups }) => groups.map((group) => ({ ...group, step })))
    .filter(({ verdict, count }) => verdict !== "right" && count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, most);
}
