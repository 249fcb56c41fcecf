import { describe, expect, it } from "vitest";
import {
  isRight,
  keepAnswers,
  keepable,
  keptAnswers,
  solvedCurve,
  withAnswer,
  withBest,
} from "../../src/lessons/answers.ts";
import type { LessonStep } from "../../src/lessons/read-lesson.ts";
import { momentWith, smallLesson } from "./stage.ts";

const outcome = momentWith({ voltage: 4, retention: 0.8 });

describe("answers", () => {
  it("are kept on the device, without what JSON cannot hold", () => {
    const place = new Map<string, string>();
    const marks = {
      getItem: (key: string) => place.get(key) ?? null,
      setItem: (key: string, text: string) => void place.set(key, text),
    };
    const answers = withAnswer({}, "ions", "look", {
      hints: 1,
      prediction: [1, 2],
      outcome: keepable(outcome),
    });
    keepAnswers(marks, answers);
    expect(keptAnswers(marks)).toEqual(answers);
    expect(answers.ions?.look?.outcome?.[0]?.efficiency).toBeNull();
    place.set([...place.keys()][0]!, '{"ions": 7}');
    expect(keptAnswers(marks)).toEqual({});
    place.set([...place.keys()][0]!, "{");
    expect(keptAnswers(marks)).toEqual({});
  });

  it("are right within the tolerance", () => {
    const [slider] = smallLesson().steps;
    expect(isRight(slider!, { hints: 0, prediction: 4.05, outcome })).toBe(true);
    expect(isRight(slider!, { hints: 0, prediction: 4.15, outcome })).toBe(false);
    expect(isRight(slider!, { hints: 0, prediction: 4.2 })).toBeUndefined();
  });

  it("compare drawn curves with what was solved after each cycle", () => {
    const curve = {
      kind: "curve",
      label: "R",
      unit: "%",
      minimum: 0,
      maximum: 100,
      cycles: [1, 2],
      outcome: "100 * A.retention",
      tolerance: 5,
    } as const;
    const step = {
      ...smallLesson().steps[0]!,
      prediction: { ...curve, cycles: [1, 2] },
    } satisfies LessonStep;
    const answer = {
      hints: 0,
      prediction: [97, 84],
      outcome,
      afterCycle: { 1: momentWith({ retention: 1 }), 2: outcome },
    };
    expect(solvedCurve(step, answer)).toEqual([100, 80]);
    expect(isRight(step, answer)).toBe(true);
    expect(isRight(step, { ...answer, prediction: [97, 86] })).toBe(false);
  });

  it("hold the five best results", () => {
    let best = withBest([], { value: 1, query: "a" });
    for (const value of [3, 2, 3, 5, 4, 6]) best = withBest(best, { value, query: "a" });
    expect(best.map(({ value }) => value)).toEqual([6, 5, 4, 3, 2]);
  });
});
