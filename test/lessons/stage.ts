/** A small lesson that a test changes, and a moment of two cells. */
import { type CellMoment, lessonQuantities, type MomentPair } from "../../src/lessons/moment.ts";
import { type Lesson, readLesson } from "../../src/lessons/read-lesson.ts";

export const MARKDOWN = "# Ask\n\nWhat now?\n\n# Tell\n\nIt is {{A.voltage: 1}} V.\n";

export const SMALL_LESSON = {
  schemaVersion: 1,
  title: "Small",
  minutes: 5,
  level: "upper secondary",
  objectives: ["See that it works."],
  seed: 1,
  mesh: "draft",
  steps: [
    {
      id: "one",
      kind: "predict",
      minutes: 2,
      setUp: "cell.cRate=1",
      prompt: "Ask",
      reveal: "Tell",
      until: "A.voltage >= 4",
      prediction: {
        kind: "slider",
        label: "Voltage",
        unit: "V",
        ...{ minimum: 3, maximum: 5, step: 0.1 },
        outcome: "A.voltage",
        tolerance: 0.1,
      },
    },
    { id: "two", kind: "observe", minutes: 1, prompt: "Ask", until: "A.voltage >= 4.2" },
  ],
} as const;

export function smallLesson(changes: object = {}): Lesson {
  return readLesson({
    file: { ...SMALL_LESSON, ...changes },
    markdown: MARKDOWN,
    problemsOfAddress: () => [],
  });
}

/** Both cells with the same quantities; those that are not named have no value. */
export function momentWith(known: Partial<CellMoment>): MomentPair {
  const none = Object.fromEntries(Object.keys(lessonQuantities).map((name) => [name, Number.NaN]));
  const cell = { ...none, ...known } as CellMoment;
  return [cell, cell];
}
