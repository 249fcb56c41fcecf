/** A cell that is saved in the page, opened there or in the terminal, or brought back from what was kept, is the same run. */
import { beforeAll, describe, expect, it } from "vitest";
import {
  createRun,
  parseScenario,
  resumeCheckpoint,
  type Scenario,
  takeCheckpoint,
} from "../../../sim-core/index.ts";
import { type CellSession, createCellSession } from "../../../src/app/engine/cell-session.ts";
import type { CellAdvanced, CellReport, CheckpointFile } from "../../../src/app/engine/messages.ts";
import { storeRuns } from "../../../src/app/engine/run-checkpoints.ts";
import { readCheckpoint, writeCheckpoint } from "../../../src/io/checkpoint.ts";
import { loadShipped, type Overrides, SMALL_CELL } from "../../cell/small-cell.ts";

const overrides: Overrides = {
  ...SMALL_CELL,
  "protocol.repeat": 1,
};
const resolve = (events: readonly string[]): Scenario =>
  parseScenario(loadShipped("ncm"), { load: loadShipped, overrides, events });
const requestOf = (events: readonly string[]) => ({ scenario: "", overrides: {}, events });

interface Bench {
  readonly session: CellSession;
  readonly reports: CellReport[];
  advance(untilTime: number): Promise<CellAdvanced>;
  last<K extends CellReport["kind"]>(kind: K): Extract<CellReport, { kind: K }>;
}

/** A session whose clock goes on by `tick` (s) a look. */
function openBench(generation: number, tick = 0): Bench {
  const reports: CellReport[] = [];
  let now = 0;
  const session = createCellSession({
    resolve: ({ events }) => resolve(events),
    build: (scenario) => createRun(scenario),
    checkpoints: storeRuns(),
    valuesOf: ({ cell }) => ({ rate: cell.cRate }),
    eventsOf: () => [],
    post: (report) => reports.push(structuredClone(report)),
    nextTurn: async () => {},
    untilMesh: async () => {},
    clock: () => {
      now += tick;
      return now;
    },
  });
  const last: Bench["last"] = (kind) => {
    const found = reports.findLast((report) => report.kind === kind);
    expect(found, `a report of the kind ${kind}`).toBeDefined();
    return found as never;
  };
  return {
    session,
    reports,
    last,
    async advance(untilTime) {
      let at: CellAdvanced;
      do {
        await session.handle({ kind: "advance", generation, untilTime, frame: {} });
        at = last("advanced");
      } while (at.status.kind === "running" && at.frame.time < untilTime);
      return at;
    },
  };
}

const CHANGED_AT = 600;
const EVENTS = [`${CHANGED_AT}s:cell.cRate=2`, "2000.5s:cell.stackPressure=3"];

describe("a cell of the page as a file", () => {
  let whole: ReturnType<typeof samplesOf>;
  let file: CheckpointFile;
  const samplesOf = (advance: { readonly samples: readonly { readonly time: number }[] }) => advance.samples;

  beforeAll(async () => {
    whole = samplesOf(createRun(resolve(EVENTS)).advance({}));
    // The page stands when the change is made and the cell is saved, and has not gone on since.
    const bench = openBench(1);
    await bench.session.handle({ kind: "restart", generation: 1, request: requestOf([]) });
    await bench.advance(CHANGED_AT);
    await bench.session.handle({ kind: "revise", generation: 1, revision: 1, request: requestOf(EVENTS) });
    await bench.session.handle({ kind: "save", generation: 1 });
    file = bench.last("saved").file;
    expect(whole.length).toBeGreaterThan(40);
  }, 60_000);

  const beyond = (time: number) => whole.filter((sample) => sample.time > time);

  it("is called after scenario, seed and cycle", () => {
    expect(file.name).toBe("ncm-seed1-cycle1.flux");
  });

  it("goes on in the terminal program, changes that were to come included", () => {
    const run = resumeCheckpoint(readCheckpoint(file.bytes));
    expect(run.time).toBeLessThanOrEqual(CHANGED_AT);
    const { samples } = run.advance({});
    expect(samples.filter(({ time }) => time > CHANGED_AT)).toEqual(beyond(CHANGED_AT));
  });

  it("goes on in the page, where what the page changed before it does not concern it", async () => {
    const bench = openBench(2);
    const request = requestOf(["10s:cell.cRate=0.7"]);
    await bench.session.handle({ kind: "restart", generation: 1, request });
    await bench.session.handle({ kind: "open", generation: 1, next: 2, request, file });
    expect(bench.last("built")).toMatchObject({ generation: 2, fromFile: true });
    const { samples, status } = await bench.advance(1e9);
    expect(status.kind).toBe("completed");
    expect(samples.filter(({ time }) => time > CHANGED_AT)).toEqual(beyond(CHANGED_AT));
  });

  it("takes changes on the way after it was opened, and refuses one that is late", async () => {
    const bench = openBench(2);
    await bench.session.handle({ kind: "restart", generation: 1, request: requestOf([]) });
    await bench.session.handle({ kind: "open", generation: 1, next: 2, request: requestOf([]), file });
    await bench.advance(700);
    const further = requestOf(["10s:cell.cRate=0.7", "800s:cell.cRate=1"]);
    await bench.session.handle({ kind: "revise", generation: 2, revision: 1, request: further });
    expect(bench.last("revised").revision).toBe(1);
    expect((await bench.advance(801)).values).toEqual({ rate: 1 });
    const late = requestOf([...further.events, "650s:cell.cRate=1.5"]);
    await bench.session.handle({ kind: "revise", generation: 2, revision: 2, request: late });
    expect(bench.last("declined")).toMatchObject({ revision: 2, late: true });
    const once = createRun(resolve([...EVENTS, "800s:cell.cRate=1"])).advance({});
    const rest = await bench.advance(1e9);
    expect(rest.samples.filter(({ time }) => time > 801)).toEqual(
      once.samples.filter(({ time }) => time > 801),
    );
  });

  it("opens from the terminal program, whose records of tables it does not need", async () => {
    const run = createRun(resolve(EVENTS));
    run.advance({ maximumSteps: 40 });
    const record = new TextEncoder().encode("{}");
    const bytes = writeCheckpoint({ ...takeCheckpoint(run), record }, "0.0.0");
    const bench = openBench(2);
    await bench.session.handle({ kind: "restart", generation: 1, request: requestOf([]) });
    const opened = { name: "checkpoint.flux", bytes };
    await bench.session.handle({
      kind: "open",
      generation: 1,
      next: 2,
      request: requestOf([]),
      file: opened,
    });
    const { time } = run;
    const { samples } = await bench.advance(1e9);
    expect(samples.filter((sample) => sample.time > time)).toEqual(beyond(time));
  });

  it("leaves the cell that is there where it is none", async () => {
    const bench = openBench(1);
    await bench.session.handle({ kind: "restart", generation: 1, request: requestOf(EVENTS) });
    await bench.advance(300);
    const torn = { name: "torn.flux", bytes: file.bytes.slice(0, 5000) };
    const other = { name: "picture.png", bytes: Uint8Array.of(1, 2, 3) };
    for (const [wrong, words] of [
      [torn, /^torn\.flux: got 5000 of its \d+ bytes; expected a whole checkpoint$/],
      [other, /^picture\.png: got another kind of file; expected a checkpoint of fluxtwin$/],
    ] as const) {
      await bench.session.handle({
        kind: "open",
        generation: 1,
        next: 2,
        request: requestOf([]),
        file: wrong,
      });
      expect(bench.last("unopened")).toMatchObject({ generation: 1, message: expect.stringMatching(words) });
    }
    const { samples } = await bench.advance(1e9);
    expect(samples).toEqual(beyond(300));
  });
});

describe("a cell that was kept", () => {
  /** s; so slow that a cell is kept every few steps. */
  const SLOW = 4;

  it("goes on in another worker as the run that it was", async () => {
    const whole = createRun(resolve(EVENTS)).advance({}).samples;
    const first = openBench(1, SLOW);
    await first.session.handle({ kind: "restart", generation: 1, request: requestOf(EVENTS) });
    await first.advance(1500);
    const { kept } = first.last("kept");
    expect(kept.since).toBe(0);
    const { time } = resumeCheckpoint(kept.record);
    expect(time).toBeGreaterThan(CHANGED_AT);
    const second = openBench(5);
    const origin = { kept };
    await second.session.handle({ kind: "restart", generation: 5, request: requestOf(EVENTS), origin });
    expect(second.last("built").frame.time).toBe(time);
    const { samples } = await second.advance(1e9);
    expect(samples.filter((sample) => sample.time > time)).toEqual(
      whole.filter((sample) => sample.time > time),
    );
  });

  it("begins anew where the run is to be another one by now", async () => {
    const first = openBench(1, SLOW);
    await first.session.handle({ kind: "restart", generation: 1, request: requestOf([]) });
    await first.advance(3000);
    const { kept } = first.last("kept");
    expect(resumeCheckpoint(kept.record).time).toBeGreaterThan(CHANGED_AT);
    const second = openBench(5);
    const request = requestOf(EVENTS);
    await second.session.handle({ kind: "restart", generation: 5, request, origin: { kept } });
    expect(second.last("built").frame.time).toBe(0);
  });
});
