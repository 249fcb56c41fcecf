/** Patches of poor conductor as they are written and read. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeScenario } from "../../sim-core/scenario/describe.ts";
import { readEvent, writeEvent } from "../../sim-core/scenario/events.ts";
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import { createProblemList } from "../../sim-core/scenario/record/problems.ts";
import type { ScenarioEvent } from "../../sim-core/scenario/record/scenario.ts";
import { between, betweenDecades } from "../fractions.ts";
import { fileWith, loadShipped, problemsOf } from "./shipped-scenarios.ts";

function read(line: unknown): { event: ScenarioEvent | undefined; problems: string[] } {
  const problems = createProblemList();
  const event = readEvent(line, "event.0", problems);
  return { event, problems: problems.list().map(({ got, expected }) => `${got}; ${expected}`) };
}

const PLACE = 'three numbers in um, x, y and radius, such as "200, 120, 30"';
const FACTOR = 'a factor on the conductivity from 0.001 to 1 after "="';
const X = "a x from -1000000 um to 1000000 um";
const RADIUS = "a radius from 0.1 um to 1000000 um";

describe("an event about a patch", () => {
  it.each([
    ["2 h: patch 200, 120, 30 = 0.05", "7200 s: patch 200, 120, 30 = 0.05"],
    ["t=7200s:patch 200,120,30=.05", "7200 s: patch 200, 120, 30 = 0.05"],
    ["120 min:  patch 2e2 , 120. , 30=5e-2", "7200 s: patch 200, 120, 30 = 0.05"],
  ])("%s", (line, written) => {
    const { event, problems } = read(line);
    expect(problems).toEqual([]);
    expect(event).toEqual({ time: 7200, patch: { x: 200, y: 120, radius: 30, factor: 0.05 } });
    expect(writeEvent(event!)).toBe(written);
    expect(read(written).event).toEqual(event);
  });

  it.each([
    ["1 h: patch", [`""; ${PLACE}`, `""; ${FACTOR}`]],
    ["1 h: patch 1, 2 = 0.5", [`"1, 2"; ${PLACE}`]],
    ["1 h: patch 1, 2, 3, 4 = 2", [`"1, 2, 3, 4"; ${PLACE}`, `"2"; ${FACTOR}`]],
    ["1 h: patch a, 2, 0 = 0", [`"a"; ${X}`, `"0"; ${RADIUS}`, `"0"; ${FACTOR}`]],
    ["1 h: patch 1e7, 2, 3 = poor", [`"1e7"; ${X}`, `"poor"; ${FACTOR}`]],
    ["1 h: patch 1, 2, 3 = 0.5 = 1", [`"0.5 = 1"; ${FACTOR}`]],
    ["1 h: patch 1 um, 2, Infinity = 1", [`"1 um"; ${X}`, `"Infinity"; ${RADIUS}`]],
  ])("%s is refused with all that is wrong with it", (line, expected) => {
    const { event, problems } = read(line);
    expect(event).toBeUndefined();
    expect(problems).toEqual(expected);
  });

  it("of a time that cannot be is refused for that as well", () => {
    expect(read("-3 s: patch 1, 2 = 7").problems).toHaveLength(3);
  });

  it("is no event where only the name begins like it", () => {
    expect(read("1 h: patches 1, 2, 3 = 0.5").problems).toHaveLength(1);
    expect(read("1 h: patch.x = 0.5").problems[0]).toContain("live parameter");
  });

  it("comes back from its own line to the last bit, whatever it is", () => {
    const place = between(-1e6, 1e6);
    fc.assert(
      fc.property(
        fc.record({
          ...{ x: place, y: place },
          radius: betweenDecades(0.1, 1e6),
          factor: betweenDecades(0.001, 1),
        }),
        (patch) => {
          expect(read(writeEvent({ time: 5, patch }))).toEqual({ event: { time: 5, patch }, problems: [] });
        },
      ),
      { seed: 13, numRuns: 200 },
    );
  });

  it("stands in a file, and is refused there with all others", () => {
    const lines = ["2 h: patch 200, 120, 30 = 0.05", "3 h: patch 200, 120, 40 = 1"];
    const load = { load: loadShipped };
    const scenario = parseScenario(fileWith({ events: lines }), load);
    expect(scenario.events).toHaveLength(2);
    expect(parseScenario(describeScenario(scenario), load).events).toEqual(scenario.events);
    const wrong = problemsOf(
      fileWith({ events: ["2 h: patch 1 = 0.05", "kill 3", "2 h: patch 1, 2, 3 = 5"] }),
    );
    expect(wrong).toHaveLength(3);
  });
});
