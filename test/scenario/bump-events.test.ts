/** Events about bumps of the lithium as they are written and read. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeScenario } from "../../sim-core/scenario/describe.ts";
import { readEvent, writeEvent } from "../../sim-core/scenario/events.ts";
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import { parseBump } from "../../sim-core/scenario/record/bump-events.ts";
import { createProblemList } from "../../sim-core/scenario/record/problems.ts";
import { between } from "../fractions.ts";
import { fileWith, loadShipped } from "./shipped-scenarios.ts";

function read(line: unknown) {
  const problems = createProblemList();
  const event = readEvent(line, "event.0", problems);
  return { event, problems: problems.list().map(({ got, expected }) => `${got}; ${expected}`) };
}

const PLACE = 'two numbers in um, x and width, such as "200, 40"';
const HEIGHT = 'a height from -1000 um to 1000 um after "="';

describe("an event about lithium", () => {
  it.each([
    ["2 h: lithium 200, 40 = 3 um", 3],
    ["t=7200s:lithium 200,40=3um", 3],
    ["120 min:  lithium 2e2 , 40. = +3", 3],
    ["2 h: lithium 200, 40 = 0.003 mm", 3],
    ["2 h: lithium 200, 40 = -2.5 um", -2.5],
    ["2 h: lithium 200, 40 = 0 um", 0],
  ])("reads %s", (line, height) => {
    const { event, problems } = read(line);
    expect(problems).toEqual([]);
    expect(event).toEqual({ time: 7200, bump: { x: 200, width: 40, height } });
    expect(writeEvent(event!)).toBe(`7200 s: lithium 200, 40 = ${height} um`);
  });

  it.each([
    ["1 h: lithium", [`""; ${PLACE}`, `""; ${HEIGHT}`]],
    ["1 h: lithium 1 = 5", [`"1"; ${PLACE}`, `"5"; ${HEIGHT}`].slice(0, 1)],
    [
      "1 h: lithium a, 0 = 2 h",
      [
        '"a"; an x from -1000000 um to 1000000 um',
        '"0"; a width from 1 um to 1000000 um',
        `"2 h"; ${HEIGHT}`,
      ],
    ],
    [
      "1 h: lithium 1, 20 = 11 um",
      ['"11 um"; at most half of the width, 10 um: no steeper bump can be meshed'],
    ],
  ])("tells all that is wrong with %s", (line, expected) => {
    expect(read(line)).toEqual({ event: undefined, problems: expected });
  });

  it("comes out of its line as it went in, whatever its numbers", () => {
    const bumps = fc
      .record({ x: between(-1e6, 1e6), width: between(1, 2000), share: between(-0.5, 0.5) })
      .map(({ x, width, share }) => ({ x: x + 0, width, height: share * width + 0 }));
    fc.assert(
      fc.property(bumps, (bump) => {
        expect(read(writeEvent({ time: 5, bump })).event).toEqual({ time: 5, bump });
      }),
    );
  });

  it("stands in a scenario, and nothing else is taken for one", () => {
    const scenario = parseScenario(fileWith({}), {
      load: loadShipped,
      events: ["2 h: lithium 200, 40 = 3 um"],
    });
    expect(describeScenario(scenario).events).toEqual(["7200 s: lithium 200, 40 = 3 um"]);
    expect(parseBump("lithium 200,40=3um")).toEqual({ bump: { x: 200, width: 40, height: 3 } });
    for (const text of ["lithium.x = 3", "lithiums 1, 2 = 3", "patch 1, 2, 3 = 0.5", "lithium 1, 2 = x"])
      expect(parseBump(text)).toBeUndefined();
  });
});
