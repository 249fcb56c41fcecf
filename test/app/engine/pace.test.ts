/** However a cell is asked to go on, by a worker's session at random paces, it is the run of the terminal, byte by byte. */
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { beforeAll, describe, expect, it } from "vitest";
import { createRun, type Frame, parseScenario, type Scenario } from "../../../sim-core/index.ts";
import { createCellSession } from "../../../src/app/engine/cell-session.ts";
import type { CellAdvanced, CellReport } from "../../../src/app/engine/messages.ts";
import { storeRuns } from "../../../src/app/engine/run-checkpoints.ts";
import {
  loadShipped,
  type Overrides,
  protrudedScenario,
  SMALL_CELL,
  smallScenario,
} from "../../cell/small-cell.ts";

interface Told {
  readonly samples: readonly unknown[];
  readonly cycles: readonly unknown[];
  readonly events: readonly unknown[];
  readonly notices: readonly unknown[];
  readonly last: Frame;
}

function runAtOnce(scenario: Scenario): Told {
  const run = createRun(scenario);
  const { samples, cycles, events, notices } = run.advance({});
  return { samples, cycles, events, notices, last: run.frame({ stress: true }) };
}

/** Asks for random spans, with random clocks, and for frames with and without stress. */
async function runAtRandom(
  parts: {
    scenario: Scenario;
    events?: readonly { text: string; sentAt: number }[];
    resolve?: (events: readonly string[]) => Scenario;
  },
  { seed, length }: { seed: number; length: number },
): Promise<Told> {
  const chance = xoroshiro128plus(seed);
  const share = (): number => uniformFloat64(chance);
  const reports: CellReport[] = [];
  const coming = [...(parts.events ?? [])];
  const sent: string[] = [];
  const session = createCellSession({
    resolve: ({ events }) => parts.resolve?.(events) ?? parts.scenario,
    build: (scenario) => createRun(scenario),
    checkpoints: storeRuns(),
    valuesOf: () => ({}),
    eventsOf: () => [],
    post: (report) => reports.push(report),
    nextTurn: async () => {},
    untilMesh: async () => {},
    clock: () => share(),
  });
  const request = { scenario: "", overrides: {}, events: sent };
  await session.handle({ kind: "restart", generation: 1, request });
  const told = { samples: [], cycles: [], events: [], notices: [] } as {
    [K in "samples" | "cycles" | "events" | "notices"]: unknown[];
  };
  for (
    let time = 0, at: CellAdvanced | undefined;
    at?.status.kind !== undefined ? at.status.kind === "running" : true;
  ) {
    time += length * share() * share() * 0.02;
    const next = coming[0];
    if (next !== undefined && time >= next.sentAt) {
      time = next.sentAt;
      coming.shift();
      sent.push(next.text);
      await session.handle({ kind: "revise", generation: 1, revision: sent.length, request });
      expect(reports.at(-1)).toEqual({ kind: "revised", generation: 1, revision: sent.length });
    }
    do {
      const stress = share() < 0.3;
      await session.handle({ kind: "advance", generation: 1, untilTime: time, frame: { stress } });
      at = reports.findLast((report) => report.kind === "advanced")!;
      for (const kind of ["samples", "cycles", "events", "notices"] as const) told[kind].push(...at[kind]);
    } while (at.status.kind === "running" && at.frame.time < time);
  }
  await session.handle({ kind: "advance", generation: 1, untilTime: 0, frame: { stress: true } });
  return { ...told, last: reports.findLast((report) => report.kind === "advanced")!.frame } as Told;
}

const cells: readonly [string, Scenario][] = [
  ["in full", smallScenario({ "protocol.repeat": 1, "solver.model": "full" })],
  ["reduced", smallScenario({ "protocol.repeat": 1, "solver.model": "reduced" })],
  ["that is meshed anew", protrudedScenario()],
  ["whose electrolyte yields", protrudedScenario({ "mechanics.mode": "physical" })],
];

describe.each(cells)("a cell %s", (_, scenario) => {
  let once: Told;
  beforeAll(() => {
    once = runAtOnce(scenario);
  });

  it.each([1, 2])("gives the same bytes at random paces, seed %i", async (seed) => {
    const length = (once.samples.at(-1) as { time: number }).time;
    const random = await runAtRandom({ scenario }, { seed, length });
    expect(once.samples.length).toBeGreaterThan(40);
    expect(random).toEqual(once);
  });
});

describe("changes on the way", () => {
  const overrides: Overrides = {
    ...SMALL_CELL,
    "protocol.repeat": 1,
  };
  const resolve = (events: readonly string[]): Scenario =>
    parseScenario(loadShipped("ncm"), { load: loadShipped, overrides, events });

  it("act at their times, whenever the worker hears of them, as if they had stood there from the start", async () => {
    const texts = ["600s:cell.cRate=2", "600s:cell.stackPressure=3", "2000.125s:cell.cRate=0.7"];
    const once = runAtOnce(resolve(texts));
    const events = [
      { text: texts[0]!, sentAt: 580 },
      { text: texts[1]!, sentAt: 600 },
      { text: texts[2]!, sentAt: 2000 },
    ];
    const random = await runAtRandom({ scenario: resolve([]), resolve, events }, { seed: 5, length: 9000 });
    expect(random).toEqual(once);
    expect(runAtOnce(resolve([])).samples.length).not.toBe(once.samples.length);
  });
});
