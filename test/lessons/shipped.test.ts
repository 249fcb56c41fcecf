/** Plays all lessons that come with the page, as `fluxtwin lesson check` does, and compares what is said of them elsewhere. */

/** Plays all lessons that come with the page, as `fluxtwin lesson check` does, and compares what is said of them elsewhere. */
import disk, { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { main } from "../../src/cli/program.ts";
import { lessonJsonSchema } from "../../src/lessons/schema.ts";
import { shippedLessons } from "../../src/lessons/shipped.ts";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "public/lessons");

async function run(
  words: readonly string[],
): Promise<{ readonly status: number; readonly lines: readonly string[] }> {
  const lines: string[] = [];
  const status = await main(words, {
    print: (line) => lines.push(line),
    tell: (line) => lines.push(line),
    isTerminal: false,
    folder: root,
    scenarioFolder: join(root, "scenarios"),
    version: "0.0.0",
    clock: () => performance.now() / 1000,
    onInterrupt: () => () => {},
    disk,
    solver: async () => (await import("../../src/cli/solver.ts")).solver,
  });
  return { status, lines };
}

describe("shipped lessons", () => {
  it.each(shippedLessons)(
    "$name: every step can be done, and what it says is solved",
    async ({ name, title, minutes, level }) => {
      const { status, lines } = await run(["lesson", "check", `public/lessons/${name}/lesson.json`]);
      expect(lines.join("\n")).toMatch(/all of which can be done$/);
      expect(status).toBe(0);
      expect(JSON.parse(readFileSync(join(folder, name, "lesson.json"), "utf8"))).toMatchObject({
        title,
        minutes,
        level,
      });
      expect(minutes).toBeLessThanOrEqual(15);
    },
  );

  it.each(shippedLessons)(
    "$name: says what may be behind wrong answers, and what not to conclude",
    ({ name }) => {
      const { notConcluded, steps } = JSON.parse(readFileSync(join(folder, name, "lesson.json"), "utf8"));
      expect(notConcluded.length).toBeGreaterThan(0);
      for (const { prediction } of steps) {
        if (prediction === undefined || prediction.kind === "choice") continue;
        expect([prediction.tooLow, prediction.tooHigh]).toEqual([expect.any(String), expect.any(String)]);
      }
    },
  );

  it("have a published schema that is the one that is read by", () => {
    const published: unknown = JSON.parse(readFileSync(join(folder, "lesson.schema.json"), "utf8"));
    expect(published).toEqual(JSON.parse(JSON.stringify(lessonJsonSchema())));
  });

  it("are refused in words where they are none", async () => {
    const { status, lines } = await run(["lesson", "check", "public/lessons/lesson.schema.json"]);
    expect(status).toBe(2);
    expect(lines.join("\n")).toMatch(/title: got "fluxtwin lesson"|schemaVersion: got nothing; expected 1/);
  });
});
