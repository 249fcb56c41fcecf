/** Runs that are left, brought back, branched; and what of the page is another entry of the browser's history. */
import { describe, expect, it } from "vitest";
import { defaultState } from "../../../src/app/streams/app-state.ts";
import { firstDifference } from "../../../src/app/streams/past-runs/run-travel.ts";
import { thinKept } from "../../../src/app/streams/thin-kept.ts";
import { subjectOf } from "../../../src/app/streams/url-sync.ts";
import { type OpenedSession, openSession } from "./open-session.ts";

const event = (time: number, value = 1) => ({ time, path: "cell.cRate", value });

/** s; so slow that a cell is kept after every step. */
const slow = { longestStep: 20, stepSeconds: 40, end: 1e12 };

const clockOf = ({ session }: OpenedSession): number => session.conductor.clock.time;

describe("states that are kept", () => {
  it("are the newest and the oldest, and the farther back the sparser", () => {
    const times = Array.from({ length: 40 }, (_, time) => ({ time: 10 * (time + 1) }));
    let kept: readonly { readonly time: number }[] = [];
    for (const time of times) kept = thinKept([...kept, time], 5);
    const left = kept.map(({ time }) => time);
    expect(left).toHaveLength(5);
    expect([left[0], left.at(-1)]).toEqual([10, 400]);
    const gaps = left.slice(1).map((time, k) => time - left[k]!);
    expect(gaps).toEqual([...gaps].sort((a, b) => b - a));
  });
});

describe("a run that is left", () => {
  it("stands by as it was, and is brought back where it stood, with what it was asked to be", async () => {
    const opened = openSession({ speed: 600 });
    const { session, play } = opened;
    await play(6);
    const time = clockOf(opened);
    expect(time).toBeGreaterThan(0);
    session.store.setParameter("cell.cRate", 2);
    await play(2);
    const left = clockOf(opened);
    const asked = session.store.state.events;
    session.restart();
    await play(2);
    expect(clockOf(opened)).toBeLessThan(left);
    expect(session.store.state.events).toEqual([]);
    session.travel.bringBackLast();
    session.store.update({ playing: false });
    await play(3);
    expect(session.store.state.events).toEqual(asked);
    expect(clockOf(opened)).toBeGreaterThanOrEqual(left);
    expect(session.travel.run).toBe(0);
    session.travel.forget();
    session.travel.bringBackLast();
    expect(session.travel.run).toBe(0);
  });

  it("has the curves of all steps, told or not", async () => {
    const { session, play } = openSession({ speed: 600 });
    await play(6);
    const { history } = { history: session.readingsOf(0).length };
    session.restart();
    await play(2);
    let points = 0;
    session.travel.ghost$.subscribe((run) => {
      points = run?.cells[0].past.readings.length ?? 0;
    });
    expect(points).toBeGreaterThanOrEqual(history);
  });
});

describe("an end", () => {
  it("is gone back from to a state before it, paused, on another branch", async () => {
    const ending = { ...slow, end: 2000 };
    const opened = openSession({ speed: 1e4 }, { cells: [ending, ending] });
    const { session, play } = opened;
    await play(200);
    expect(session.engines.map(({ status }) => status.kind)).toEqual(["completed", "completed"]);
    session.travel.goBeforeEnd(0);
    await play(3);
    expect(session.engines.map(({ status }) => status.kind)).toEqual(["running", "running"]);
    expect(session.store.state.playing).toBe(false);
    expect(clockOf(opened)).toBeLessThanOrEqual(1400);
    expect(clockOf(opened)).toBeGreaterThan(0);
    expect(session.travel.run).toBe(1);
  });

  it("makes a slider one of the next run, with what was changed on the way", async () => {
    const ending = { longestStep: 1e9, end: 500 };
    const { session, play } = openSession({ speed: 600 }, { cells: [ending, ending] });
    await play(3);
    session.store.setParameter("cell.stackPressure", 7);
    await play(20);
    expect(session.engines.map(({ status }) => status.kind)).toEqual(["completed", "completed"]);
    session.store.setParameter("cell.cRate", 2);
    expect(session.store.state.events).toEqual([]);
    expect(session.store.state.parameters).toEqual({ "cell.stackPressure": 7, "cell.cRate": 2 });
    expect(session.travel.settled).toBe(false);
  });
});

describe("a state of the page", () => {
  const station = (state = {}, run = 0) => ({ state: { ...defaultState, ...state }, run });

  it("is another one by what a person chooses, not by the pace", () => {
    expect(subjectOf(station(), station({ playing: false, speed: 7 }))).toBe("");
    expect(subjectOf(station(), station({ layer: "potential" }))).toBe("layer");
    expect(subjectOf(station(), station({ parameters: { "anode.thickness": 50 } }, 1))).toBe(
      "anode.thickness run",
    );
    expect(subjectOf(station({ events: [event(7)] }), station())).toBe("undone");
    const first = event(7);
    expect(subjectOf(station({ events: [first] }), station({ events: [first, event(9)] }))).toBe(
      "cell.cRate",
    );
  });

  it("differs from another one since the first change that is not in both", () => {
    expect(firstDifference([], [])).toBeUndefined();
    expect(firstDifference([event(7)], [event(7)])).toBeUndefined();
    expect(firstDifference([event(7)], [event(7), event(9)])).toBe(9);
    expect(firstDifference([event(7, 2)], [event(7)])).toBe(7);
    expect(firstDifference([event(3), event(7)], [event(7)])).toBe(3);
  });

  it("is come back to on the present run where nothing has acted yet, on a branch of it where it has", async () => {
    const { session, play } = openSession({ speed: 600 });
    await play(4);
    const before = { state: session.store.state, run: session.travel.run };
    session.store.setParameter("cell.cRate", 2);
    expect(session.store.state.events).toHaveLength(1);
    session.travel.return(before);
    expect(session.store.state.events).toEqual([]);
    expect(session.travel.run).toBe(0);
    session.store.setParameter("cell.cRate", 2);
    await play(6);
    const after = { state: session.store.state, run: session.travel.run };
    session.travel.return(before);
    expect(session.store.state.events).toEqual([]);
    expect(session.travel.run).toBe(1);
    await play(3);
    session.travel.return(after);
    expect(session.store.state.events).toEqual(after.state.events);
    expect(session.travel.run).toBe(0);
  });
});
