import { describe, expect, it } from "vitest";
import { InputError, type Scenario } from "../../../sim-core/index.ts";
import { createCellSession } from "../../../src/app/engine/cell-session.ts";
import { type CellReport, transferables } from "../../../src/app/engine/messages.ts";
import { createFakeCheckpoints, createFakeRun } from "./fake-cell.ts";

const request = { scenario: "ncm", overrides: {}, events: [] };

function openSession(
  options: {
    refuse?: Error;
    nextTurn?: () => Promise<void>;
    meshedAnewAt?: number;
    waitAt?: number;
    clock?: () => number;
  } = {},
) {
  const requests: unknown[] = [];
  const posted: { report: CellReport; transfer: ArrayBuffer[] }[] = [];
  const patience: number[] = [];
  let solved = 0;
  const session = createCellSession({
    resolve: () => {
      if (options.refuse !== undefined) throw options.refuse;
      return { title: "t", events: [] as unknown, name: "fake", seed: 3 } as Scenario;
    },
    build: (scenario) => {
      const cell = { longestStep: 7, end: 1000, meshedAnewAt: options.meshedAnewAt ?? 1e9 };
      const run = createFakeRun(cell, scenario);
      const { advance, frame } = run;
      run.frame = (wish) => {
        requests.push(wish);
        return frame(wish);
      };
      run.advance = (wish) => {
        if (solved === options.waitAt && patience.length === 0) {
          return {
            status: run.status,
            samples: [],
            steps: [],
            cycles: [],
            notices: [],
            events: [],
            waiting: true,
          };
        }
        solved += 1;
        return advance(wish);
      };
      return run;
    },
    checkpoints: createFakeCheckpoints({ longestStep: 7, end: 1000 }),
    valuesOf: () => ({ a: 1 }),
    eventsOf: () => [],
    post: (report, transfer) => posted.push({ report, transfer }),
    nextTurn: options.nextTurn ?? (async () => {}),
    untilMesh: async (seconds) => {
      patience.push(seconds);
    },
    clock: options.clock ?? (() => 0),
  });
  return { session, posted, patience, requests, solvedSteps: () => solved };
}

describe("session of a worker", () => {
  it("computes nothing that was not granted, and hits the granted time exactly", async () => {
    const { session, posted, solvedSteps } = openSession();
    await session.handle({ kind: "restart", generation: 1, request });
    expect(solvedSteps()).toBe(0);
    await session.handle({ kind: "advance", generation: 1, untilTime: 20, frame: {} });
    const report = posted.at(-1)!.report;
    expect(report).toMatchObject({ kind: "advanced", generation: 1, frame: { time: 20 } });
    expect(report.kind === "advanced" && report.samples.map((sample) => sample.time)).toEqual([7, 14, 20]);
    expect(solvedSteps()).toBe(3);
  });

  it("transfers the arrays of a frame", async () => {
    const { session, posted } = openSession();
    await session.handle({ kind: "restart", generation: 1, request });
    const { report, transfer } = posted[0]!;
    const arrays = report.kind === "built" ? Object.values(report.frame).filter(ArrayBuffer.isView) : [];
    expect(arrays.length).toBeGreaterThan(1);
    expect(transfer).toEqual(arrays.map(({ buffer }) => buffer));
  });

  it("abandons an advance when a restart comes between two steps", async () => {
    const opened: ReturnType<typeof openSession> = openSession({
      nextTurn: async () => {
        if (opened.solvedSteps() === 2)
          await opened.session.handle({ kind: "restart", generation: 2, request });
      },
    });
    await opened.session.handle({ kind: "restart", generation: 1, request });
    await opened.session.handle({ kind: "advance", generation: 1, untilTime: 500, frame: {} });
    expect(opened.solvedSteps()).toBe(2);
    expect(opened.posted.map(({ report }) => `${report.kind} ${report.generation}`)).toEqual([
      "built 1",
      "left 1",
      "built 2",
    ]);
  });

  it("waits for a mesh instead of asking again and again, then goes on", async () => {
    const { session, posted, patience, solvedSteps } = openSession({ waitAt: 2 });
    await session.handle({ kind: "restart", generation: 1, request });
    await session.handle({ kind: "advance", generation: 1, untilTime: 20, frame: {} });
    expect(patience).toEqual([0.25]);
    expect(solvedSteps()).toBe(3);
    expect(posted.at(-1)!.report).toMatchObject({ kind: "advanced", frame: { time: 20 } });
  });

  it("answers with a frame of what is asked for, without a step where none is granted", async () => {
    const { session, posted, solvedSteps, requests } = openSession();
    await session.handle({ kind: "restart", generation: 1, request });
    await session.handle({ kind: "advance", generation: 1, untilTime: 0, frame: { stress: true } });
    expect(solvedSteps()).toBe(0);
    expect(posted.at(-1)!.report).toMatchObject({ kind: "advanced", samples: [], mesh: undefined });
    expect(requests).toEqual([undefined, { stress: true }]);
  });

  it("sends a new mesh once, and passes on what a run has to say", async () => {
    const { session, posted } = openSession({ meshedAnewAt: 10 });
    await session.handle({ kind: "restart", generation: 1, request });
    for (const untilTime of [7, 14, 2000])
      await session.handle({ kind: "advance", generation: 1, untilTime, frame: {} });
    const reports = posted.flatMap(({ report }) => (report.kind === "advanced" ? [report] : []));
    expect(reports.map(({ mesh }) => mesh?.version)).toEqual([undefined, 1, undefined]);
    expect(reports.map(({ notices }) => notices)).toEqual([[], [], ["over"]]);
  });

  it("ignores what was meant for an earlier cell", async () => {
    const { session, posted, solvedSteps } = openSession();
    await session.handle({ kind: "restart", generation: 2, request });
    await session.handle({ kind: "advance", generation: 1, untilTime: 50, frame: {} });
    expect(solvedSteps()).toBe(0);
    expect(posted).toHaveLength(1);
  });

  it("turns wrong input into words, and a mistake of the program or want of memory into other words", async () => {
    const wrong = new InputError([{ where: "cell.cRate", got: "9", expected: "less" }]);
    const { session, posted } = openSession({ refuse: wrong });
    await session.handle({ kind: "restart", generation: 1, request });
    expect(posted[0]!.report).toEqual({
      kind: "refused",
      generation: 1,
      message: "cell.cRate: got 9; expected less",
    });
    const mistake = openSession({ refuse: new TypeError("x is not a function") });
    await mistake.session.handle({ kind: "restart", generation: 1, request });
    expect(mistake.posted[0]!.report).toEqual({
      kind: "broken",
      generation: 1,
      message: "A mistake in the program ended it: x is not a function.",
    });
  });

  it("has no run any more once one broke down, and computes nothing until it is built again", async () => {
    let fails = true;
    const opened = openSession({
      nextTurn: async () => {
        if (fails) throw new RangeError("Array buffer allocation failed");
      },
    });
    await opened.session.handle({ kind: "restart", generation: 1, request });
    await opened.session.handle({ kind: "advance", generation: 1, untilTime: 20, frame: {} });
    expect(opened.posted.at(-1)!.report).toEqual({
      kind: "broken",
      generation: 1,
      message: expect.stringMatching(/^There was not enough memory for it\./),
    });
    fails = false;
    await opened.session.handle({ kind: "advance", generation: 1, untilTime: 20, frame: {} });
    expect(opened.posted).toHaveLength(2);
    await opened.session.handle({ kind: "restart", generation: 2, request });
    await opened.session.handle({ kind: "advance", generation: 2, untilTime: 20, frame: {} });
    expect(opened.posted.at(-1)!.report).toMatchObject({ kind: "advanced", frame: { time: 20 } });
  });

  it("answers after a step where its clock jumps, and never with less than no time", async () => {
    for (const jump of [-7200, 7200]) {
      let now = 100;
      const { session, posted, solvedSteps } = openSession({
        clock: () => now,
        nextTurn: async () => {
          now += jump;
        },
      });
      await session.handle({ kind: "restart", generation: 1, request });
      await session.handle({ kind: "advance", generation: 1, untilTime: 500, frame: {} });
      expect(solvedSteps()).toBe(1);
      const answer = posted.findLast(({ report }) => report.kind === "advanced");
      expect(answer!.report).toMatchObject({ busySeconds: Math.max(0, jump) });
    }
  });
});

describe("transferables", () => {
  it("names each buffer once and leaves plain members", () => {
    const shared = new Float32Array(4);
    const list = transferables({ a: shared, b: new Uint8Array(shared.buffer), c: 3, d: new Uint8Array(2) });
    expect(list).toHaveLength(2);
    expect(list[0]).toBe(shared.buffer);
  });

  it("lends the cell as it stands, without what is dated now, and goes on as if it had not", async () => {
    const { session, posted } = openSession();
    await session.handle({ kind: "restart", generation: 1, request });
    await session.handle({ kind: "advance", generation: 1, untilTime: 20, frame: {} });
    const changed = { ...request, events: ["20s:cell.cRate=2"] };
    await session.handle({ kind: "revise", generation: 1, revision: 1, request: changed });
    await session.handle({ kind: "lend", generation: 1 });
    await session.handle({ kind: "lend", generation: 0 });
    const lent = posted.flatMap(({ report }) => (report.kind === "lent" ? [report] : []));
    expect(lent).toHaveLength(1);
    const text = new TextDecoder().decode(lent[0]!.bytes);
    expect(text).toContain('"time":20');
    expect(text).not.toContain("cRate");
    // What had not acted can still be taken back.
    await session.handle({ kind: "revise", generation: 1, revision: 2, request });
    expect(posted.at(-1)!.report).toMatchObject({ kind: "revised", revision: 2 });
  });
});
