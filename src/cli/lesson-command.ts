/** `lesson check`: whether every step of a lesson can be done, when and how fast, and whether what it says is so. */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { problemsOfSetUp } from "../app/streams/lessons/set-up.ts";
import { compileCondition, compileNumber } from "../lessons/expression.ts";
import type { MomentPair } from "../lessons/moment.ts";
import { formatNumber, numbersOf } from "../lessons/prose.ts";
import { type Lesson, type LessonStep, readLesson } from "../lessons/read-lesson.ts";
import { readJson, readText } from "./files.ts";
import { LessonPlay, type PlayedStep } from "./lesson-runs.ts";
import { EXIT_DONE, EXIT_STOPPED, type Solving, type Surroundings } from "./surroundings.ts";

const PROSE = "lesson.md";

/** Reads a lesson and the prose beside it; throws InputError with all that is wrong with them. */
export function loadLesson(surroundings: Surroundings, wanted: string): Lesson {
  const path = resolve(surroundings.folder, wanted);
  const file = readJson(path, "lesson");
  const beside = join(dirname(path), PROSE);
  const markdown = existsSync(beside) ? readText(beside, PROSE) : undefined;
  return readLesson({ file, markdown, problemsOfAddress: problemsOfSetUp });
}

/** Plays every step, prints what became of it and returns the exit status. `patience`: s of computing a step may take. */
export function checkLesson(surroundings: Solving, lesson: Lesson, patience: number): number {
  const play = new LessonPlay(surroundings, lesson, patience);
  let failures = 0;
  for (const step of lesson.steps) {
    const played = play.play(step);
    const problems = problemsOfStep(step, played, lesson.sections);
    surroundings.print(describeStep(step, played));
    for (const words of describeOutcome(step, played)) surroundings.print(`  ${words}`);
    for (const problem of problems) surroundings.tell(`${step.id}: ${problem}`);
    failures += problems.length;
  }
  const { length } = lesson.steps;
  surroundings.print(
    failures === 0
      ? `${lesson.title}: a valid lesson, ${length} ${length === 1 ? "step" : "steps"}, all of which can be done`
      : `${lesson.title}: ${failures} ${failures === 1 ? "thing is" : "things are"} not as the lesson says`,
  );
  return failures === 0 ? EXIT_DONE : EXIT_STOPPED;
}

function describeStep({ id, until }: LessonStep, { moment, time, seconds }: PlayedStep): string {
  const computed = `${seconds.toFixed(1)} s of computing`;
  if (until === undefined) return `${id}: nothing to wait for`;
  const when = `${(time / 3600).toFixed(2)} h of simulated time`;
  return moment === undefined
    ? `${id}: not reached within ${when}, ${computed}`
    : `${id}: reached at ${when}, ${computed}`;
}

/** What the solver shows where a prediction is asked for. */
function describeOutcome({ prediction, score }: LessonStep, { moment, afterCycle }: PlayedStep): string[] {
  if (moment === undefined) return [];
  const words = (label: string, value: number, unit: string, digits = 3): string =>
    `${label}: ${formatNumber(value, digits)} ${unit}`.trimEnd();
  const scored = score === undefined ? [] : [words(score.label, numberIn(score.value, moment), score.unit)];
  if (prediction === undefined) return scored;
  if (prediction.kind === "choice") {
    return [
      ...prediction.outcome.map(({ label, value, unit }) => words(label, numberIn(value, moment), unit)),
      ...scored,
    ];
  }
  const { label, unit, outcome } = prediction;
  if (prediction.kind === "slider") return [words(label, numberIn(outcome, moment), unit), ...scored];
  const points = [...afterCycle].map(([cycle, cells]) =>
    words(`${label} after cycle ${cycle}`, numberIn(outcome, cells), unit),
  );
  return [...points, ...scored];
}

function problemsOfStep(
  step: LessonStep,
  { moment, afterCycle, reason }: PlayedStep,
  sections: ReadonlyMap<string, string>,
): string[] {
  if (moment === undefined) return [`got ${reason}; expected ${step.until}`];
  const claims = (step.claims ?? []).filter((claim) => !holdsIn(claim, moment));
  const texts = [step.prompt, step.reveal ?? ""].map((name) => sections.get(name) ?? "");
  const unknown = texts.flatMap(numbersOf).filter((written) => !Number.isFinite(numberIn(written, moment)));
  return [
    ...claims.map((claim) => `got a solved state without it; expected ${claim}`),
    ...unknown.map((written) => `got no number; expected one for {{${written}}}`),
    ...problemsOfPrediction(step, moment, afterCycle),
  ];
}

function problemsOfPrediction(
  { prediction }: LessonStep,
  moment: MomentPair,
  afterCycle: ReadonlyMap<number, MomentPair>,
): string[] {
  if (prediction === undefined) return [];
  if (prediction.kind === "choice") {
    return prediction.choices
      .filter(({ holds, right = false }) => holds !== undefined && holdsIn(holds, moment) !== right)
      .map(
        ({ text, holds, right }) =>
          `got ${holds} otherwise; expected "${text}" to be ${right ? "right" : "wrong"}`,
      );
  }
  const { minimum, maximum, outcome } = prediction;
  const moments =
    prediction.kind === "slider" ? [moment] : prediction.cycles.map((cycle) => afterCycle.get(cycle));
  return moments
    .map((cells) => (cells === undefined ? Number.NaN : numberIn(outcome, cells)))
    .filter((value) => !(value >= minimum && value <= maximum))
    .map(
      (value) =>
        `got ${formatNumber(value, 3)} for ${outcome}; expected a number from ${minimum} to ${maximum}`,
    );
}

function holdsIn(text: string, cells: MomentPair): boolean {
  const compiled = compileCondition(text);
  return "read" in compiled && compiled.read(cells);
}

function numberIn(text: string, cells: MomentPair): number {
  const compiled = compileNumber(text);
  return "read" in compiled ? compiled.read(cells) : Number.NaN;
}
