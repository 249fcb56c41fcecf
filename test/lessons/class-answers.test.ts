import { describe, expect, it } from "vitest";
import type { InputError } from "../../sim-core/index.ts";
import {
  type AnswerFile,
  composeAnswers,
  problemsOfAnswers,
  readAnswers,
} from "../../src/lessons/answer-file.ts";
import {
  addPupil,
  type ClassAnswers,
  commonMistakes,
  summarise,
  verdictOf,
} from "../../src/lessons/class-answers.ts";
import { momentWith, SMALL_LESSON, smallLesson } from "./stage.ts";

const [slider] = SMALL_LESSON.steps;
const choices = [
  { text: "Up", right: true },
  { text: "Down", misconception: "Everything falls." },
];
const lesson = smallLesson({
  minutes: 10,
  steps: [
    { ...slider, prediction: { ...slider.prediction, tooLow: "It is slow.", tooHigh: "It is fast." } },
    {
      ...{ ...slider, id: "two", setUp: undefined },
      prediction: { kind: "choice", choices, outcome: [{ label: "U", value: "A.voltage", unit: "V" }] },
    },
    {
      ...{ ...slider, id: "three", setUp: undefined },
      prediction: {
        ...{ kind: "curve", label: "C", unit: "%", minimum: 0, maximum: 100, cycles: [1, 2, 3] },
        ...{ outcome: "A.voltage", tolerance: 1 },
      },
    },
  ],
});

function handedIn(changes: Partial<AnswerFile> & { readonly steps?: AnswerFile["steps"] } = {}): AnswerFile {
  return {
    ...{ format: "fluxtwin answers", version: 1, lesson: "small", device: "a1" },
    saved: "2026-11-28T19:00:00.000Z",
    steps: {},
    ...changes,
  };
}

const pupil = (name: string, k: number, steps: AnswerFile["steps"]): AnswerFile =>
  handedIn({ pupil: name, device: `d${k}`, steps });

function classOf(files: readonly AnswerFile[]): ClassAnswers {
  return files.reduce<ClassAnswers>((all, file) => addPupil(all, file).answers, new Map());
}

describe("what a pupil hands in", () => {
  it("holds predictions and what was solved, and is read again", () => {
    const outcome = momentWith({ voltage: 4.25 });
    const answers = {
      one: { hints: 1, prediction: 3.5, outcome },
      two: { hints: 0, prediction: 1 },
      three: { hints: 0, prediction: [1, 2, 3], outcome, afterCycle: { "1": outcome, "2": outcome } },
    };
    const sender = { pupil: "  Zoë ", device: "k3", saved: "2026-11-28T19:00:00.000Z" };
    const file = composeAnswers({ lesson, name: "small" }, answers, sender);
    expect(file.steps).toEqual({
      one: { prediction: 3.5, hints: 1, done: true, solved: 4.25 },
      two: { prediction: 1, hints: 0, done: false },
      three: { prediction: [1, 2, 3], hints: 0, done: true, solved: [4.25, 4.25, null] },
    });
    expect(readAnswers(JSON.stringify(file), "a.json")).toEqual(file);
    expect(file.pupil).toBe("Zoë");
    expect(problemsOfAnswers(file, lesson, "a.json")).toEqual([]);
  });

  it("is refused with where, got and expected, all at once", () => {
    const bad = JSON.stringify({
      ...handedIn({ device: "no code!" }),
      steps: { one: { hints: 9 } },
      mark: 1,
    });
    try {
      readAnswers(bad, "bad.json");
      expect.unreachable();
    } catch (error) {
      const places = (error as InputError).problems.map(({ where }) => where);
      expect(places).toEqual(
        expect.arrayContaining([
          "bad.json, device",
          "bad.json, steps.one.hints",
          "bad.json, steps.one.done",
          "bad.json, mark",
        ]),
      );
    }
    expect(() => readAnswers("{", "torn.json")).toThrow("torn.json: got text that is not JSON");
  });

  it("is refused where the lesson has no such step or choice", () => {
    const file = handedIn({
      steps: {
        nine: { hints: 0, done: false },
        two: { prediction: 2, hints: 0, done: false },
        three: { prediction: [1], hints: 0, done: false },
      },
    });
    expect(problemsOfAnswers(file, lesson, "a.json")).toMatchObject([
      { where: "a.json, steps.nine" },
      { where: "a.json, steps.two.prediction", got: "2", expected: "a choice, 0 to 1" },
      { where: "a.json, steps.three.prediction", expected: "3 numbers" },
    ]);
  });
});

describe("a class", () => {
  it("counts each pupil once, the later answers, and says so", () => {
    const first = handedIn({ pupil: "Ann", saved: "2026-11-28T19:00:00.000Z" });
    const second = handedIn({ pupil: " ann ", device: "b2", saved: "2026-11-28T18:00:00.000Z" });
    const one = addPupil(new Map(), first);
    const two = addPupil(one.answers, second);
    expect([...two.answers.values()]).toEqual([first]);
    expect(one.words).toBeUndefined();
    expect(two.words).toMatch(/^ann is there twice, from two devices/);
    expect(
      classOf([handedIn({ device: "x" }), handedIn({ device: "y" }), handedIn({ device: "x" })]).size,
    ).toBe(2);
  });

  it("shows how predictions are spread, and the most common mistakes with what may be behind them", () => {
    const of = (one: number, two: number, three: number[]): AnswerFile["steps"] => ({
      one: { prediction: one, hints: 1, done: true, solved: 4.2 },
      two: { prediction: two, hints: 0, done: true },
      three: { prediction: three, hints: 0, done: true, solved: [50, 40, null] },
    });
    const answers = classOf([
      pupil("A", 1, of(4.25, 1, [50, 40.5, 99])),
      pupil("B", 2, of(3.5, 1, [20, 20, 20])),
      pupil("C", 3, of(5, 0, [90, 90, 90])),
      pupil("D", 4, of(4.9, 1, [50, 40, 0])),
    ]);
    const [one, two, three] = summarise(lesson, answers);
    expect(one!.groups.map(({ count }) => count)).toEqual([1, 1, 2]);
    expect(one!.numbers).toEqual([4.25, 3.5, 5, 4.9]);
    expect(one).toMatchObject({ predicted: 4, done: 4, hinted: 4, solved: 4.2 });
    expect(two!.groups).toMatchObject([
      { label: "Up", verdict: "right", count: 1 },
      { label: "Down", verdict: "wrong", count: 3, misconception: "Everything falls." },
    ]);
    expect(three!.groups.map(({ count }) => count)).toEqual([1, 2, 1]);
    expect(three!.curves).toHaveLength(4);
    expect(commonMistakes([one!, two!, three!], 2)).toMatchObject([
      { label: "Down", count: 3, step: { id: "two" } },
      { label: "Too high", count: 2, misconception: "It is fast." },
    ]);
  });

  it("does not judge what was not solved", () => {
    const [step] = lesson.steps;
    expect(verdictOf(step!, { prediction: 4, hints: 0, done: false })).toBeUndefined();
    expect(verdictOf(step!, undefined)).toBeUndefined();
  });
});
