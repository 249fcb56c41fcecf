import { describe, expect, it } from "vitest";
import { InputError } from "../../../../sim-core/index.ts";
import { handsIn } from "../../../../src/app/streams/lessons/answer-fragment.ts";
import {
  answerLink,
  classTable,
  gather,
  linksOf,
  NOTHING_GATHERED,
} from "../../../../src/app/streams/lessons/handed-in.ts";
import type { AnswerFile } from "../../../../src/lessons/answer-file.ts";
import type { Lesson } from "../../../../src/lessons/read-lesson.ts";
import { smallLesson } from "../../../lessons/stage.ts";

const lesson = smallLesson();
const fetch = async (name: string): Promise<Lesson> => {
  if (name !== "small") throw new InputError([{ where: "lesson", got: name, expected: "small" }]);
  return lesson;
};

function answersOf(k: number, changes: Partial<AnswerFile> = {}): AnswerFile {
  return {
    ...{ format: "fluxtwin answers", version: 1, lesson: "small", pupil: `Pupil ${k}`, device: `d${k}` },
    saved: "2026-11-28T19:00:00.000Z",
    steps: { one: { prediction: 3 + k / 20, hints: 0, done: true, solved: 4 } },
    ...changes,
  };
}

describe("what is handed in", () => {
  it("travels in the fragment of a link, which a server does not see", async () => {
    const link = answerLink(answersOf(1, { pupil: "Zoë Łąka" }), "http://school.test/lab/?lesson=small#x");
    expect(new URL(link).search).toBe("?story=0");
    expect(handsIn(new URL(link).hash)).toBe(true);
    const { classes } = await gather(NOTHING_GATHERED, linksOf(` ${link}\n`), fetch);
    expect([...classes.get("small")!.answers.values()]).toEqual([answersOf(1, { pupil: "Zoë Łąka" })]);
  });

  it("is taken from thirty files, while bad ones are refused and told", async () => {
    const files = Array.from({ length: 30 }, (_, k) => ({
      name: `${k}.json`,
      text: JSON.stringify(answersOf(k)),
    }));
    const bad = [
      { name: "torn.json", text: "{" },
      { name: "letter.txt", text: "Dear teacher" },
      { name: "other.json", text: JSON.stringify(answersOf(3, { lesson: "unknown" })) },
      { name: "torn link", text: "http://school.test/#answers=AAAA" },
      { name: "0 again.json", text: JSON.stringify(answersOf(0, { saved: "2026-11-28T20:00:00.000Z" })) },
    ];
    const { classes, problems, notes } = await gather(NOTHING_GATHERED, [...files, ...bad], fetch);
    expect(classes.get("small")!.answers.size).toBe(30);
    expect(problems).toHaveLength(4);
    for (const problem of problems) expect(problem).toMatch(/^.+: got .+; expected .+$/);
    expect(notes).toEqual(["Pupil 0 is there twice. What was saved later counts."]);
  });

  it("adds to what was there, and says only what is new", async () => {
    const first = await gather(NOTHING_GATHERED, [{ name: "x", text: "{" }], fetch);
    const second = await gather(first, [{ name: "1", text: JSON.stringify(answersOf(1)) }], fetch);
    expect(second.problems).toEqual([]);
    expect(second.classes.get("small")!.answers.size).toBe(1);
  });

  it("becomes a table in which no name is a formula", async () => {
    const file = answersOf(2, { pupil: "=HYPERLINK(1)" });
    const { classes } = await gather(NOTHING_GATHERED, [{ name: "a", text: JSON.stringify(file) }], fetch);
    const [head, row] = classTable(lesson, classes.get("small")!.answers).split("\n");
    expect(head).toBe("pupil,saved,step,prediction,solved,verdict,misconception,hints,done,best");
    expect(row).toBe("'=HYPERLINK(1),2026-11-28T19:00:00.000Z,one,3.1,4,too low,,0,true,");
  });
});
