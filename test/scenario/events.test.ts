/** Events as they are written and read: live parameters, and particles that a hand lets go or brings back. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeScenario } from "../../sim-core/scenario/describe.ts";
import { readEvent, writeEvent } from "../../sim-core/scenario/events.ts";
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import { createProblemList } from "../../sim-core/scenario/record/problems.ts";
import type { ContactEvent, ScenarioEvent } from "../../sim-core/scenario/record/scenario.ts";
import { SCENARIO_FILE } from "../../sim-core/scenario/schema.ts";
import { fileWith, loadShipped, problemsOf } from "./shipped-scenarios.ts";

function read(line: unknown): { event: ScenarioEvent | undefined; problems: string[] } {
  const problems = createProblemList();
  const event = readEvent(line, "event.0", problems);
  return { event, problems: problems.list().map(({ got, expected }) => `${got}; ${expected}`) };
}

const LIST = 'numbers of particles from 1 to 100000, such as "3, 17-20"';
const WORD = '"detached" or "attached" after "="';

describe("an event about particles", () => {
  it.each<[string, Omit<ContactEvent, "time">, string]>([
    [
      "3600 s: particles 3, 17 = detached",
      { particles: [2, 16], contact: "detached" },
      "3600 s: particles 3, 17 = detached",
    ],
    ["1 h:particle 17=attached", { particles: [16], contact: "attached" }, "3600 s: particle 17 = attached"],
    [
      "60 min: particles 20-22,3,21 = detached",
      { particles: [2, 19, 20, 21], contact: "detached" },
      "3600 s: particles 3, 20-22 = detached",
    ],
    [
      "3600s: particles 5 - 6 = attached",
      { particles: [4, 5], contact: "attached" },
      "3600 s: particles 5, 6 = attached",
    ],
    ["t=3600 s: kill 17", { particles: [16], contact: "detached" }, "3600 s: particle 17 = detached"],
    ["1h: revive 1,2", { particles: [0, 1], contact: "attached" }, "3600 s: particles 1, 2 = attached"],
  ])("%s", (line, change, written) => {
    const { event, problems } = read(line);
    expect(problems).toEqual([]);
    expect(event).toEqual({ time: 3600, ...change });
    expect(writeEvent(event!)).toBe(written);
    expect(read(written).event).toEqual(event);
  });

  it.each([
    ["1 h: particles = detached", [`""; ${LIST}`]],
    ["1 h: particles 0 = detached", [`"0"; ${LIST}`]],
    ["1 h: particles 7-5 = detached", [`"7-5"; ${LIST}`]],
    ["1 h: particles 1-999999999 = detached", [`"1-999999999"; ${LIST}`]],
    ["1 h: particles 3.5 = detached", [`"3.5"; ${LIST}`]],
    ["1 h: particles 3 = lost", [`"lost"; ${WORD}`]],
    ["1 h: particles 3 = constructor", [`"constructor"; ${WORD}`]],
    ["1 h: particles 3", [`""; ${WORD}`]],
    ["1 h: kill all", [`"all"; ${LIST}`]],
    ["1 h: kill 3 = detached", [`"3 = detached"; ${LIST}`]],
    ["1 h: particles x = y", [`"x"; ${LIST}`, `"y"; ${WORD}`]],
  ])("%s is refused with all that is wrong with it", (line, expected) => {
    const { event, problems } = read(line);
    expect(event).toBeUndefined();
    expect(problems).toEqual(expected);
  });

  it("of a time that cannot be is refused for that as well", () => {
    const { problems } = read("-3 s: particles x = y");
    expect(problems).toHaveLength(3);
    expect(problems[0]).toMatch(/^"-3 s"; a time from 0 s to 32000000000 s, with its unit/);
    expect(read("soon: kill 3").problems).toHaveLength(1);
  });

  it("comes back from its own line, whatever its particles", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat({ max: 99999 }), { minLength: 1, maxLength: 40 }),
        fc.nat({ max: 60 }),
        fc.integer({ min: 0, max: 3e10 }),
        fc.constantFrom("detached" as const, "attached" as const),
        (scattered, width, time, contact) => {
          const first = scattered[0]!;
          const run = Array.from({ length: width }, (_, k) => first + k).filter((p) => p < 100000);
          const particles = [...new Set([...scattered, ...run])].sort((a, b) => a - b);
          const event = { time, particles, contact };
          expect(read(writeEvent(event))).toEqual({ event, problems: [] });
        },
      ),
      { seed: 13, numRuns: 200 },
    );
  });

  it("is read or refused in words, whatever is written", () => {
    const piece = fc.constantFrom(
      "1 h",
      ":",
      " ",
      "particles",
      "particle",
      "kill",
      "revive",
      "=",
      "detached",
      "attached",
      "3",
      ",",
      "-",
      "17",
      "t=",
      "t",
      "1e9",
      "0",
      ".",
      "cell.cRate",
      "",
    );
    const line = fc.oneof(
      fc.array(piece, { maxLength: 12 }).map((parts) => parts.join("")),
      fc.string(),
    );
    fc.assert(
      fc.property(line, (text) => {
        const { event, problems } = read(text);
        expect(event === undefined).toBe(problems.length > 0);
        if (event !== undefined) expect(read(writeEvent(event)).event).toEqual(event);
      }),
      { seed: 13, numRuns: 2000 },
    );
  });
});

describe("a scenario with events about particles", () => {
  const events = ["2 h: cell.cRate = 1", "1 h: particles 3, 17-20 = detached", "3 h: revive 3"];

  it("is described by the lines that it is read from, in order of time", () => {
    const scenario = parseScenario(fileWith({ events }), { load: loadShipped, events: ["30 min: kill 1"] });
    const written = [
      "1800 s: particle 1 = detached",
      "3600 s: particles 3, 17-20 = detached",
      "7200 s: cell.cRate = 1C",
      "10800 s: particle 3 = attached",
    ];
    const described = describeScenario(scenario);
    expect(described.events).toEqual(written);
    expect(SCENARIO_FILE.safeParse(described).success).toBe(true);
    expect(parseScenario(described, { load: loadShipped }).events).toEqual(scenario.events);
  });

  it("says every problem of every event at once", () => {
    const lines = problemsOf(fileWith({ events: ["1 h: kill 0", "soon", "-1 s: particles a = b"] }));
    expect(lines.map((line) => line.split(":")[0])).toEqual([
      "events.0",
      "events.1",
      "events.2",
      "events.2",
      "events.2",
    ]);
  });
});
