import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { defaultState, openingPair } from "../../../src/app/streams/app-state.ts";
import { requestOf } from "../../../src/app/streams/cell-requests.ts";
import type { CellNote } from "../../../src/app/streams/notices.ts";
import { endless, openSession } from "./open-session.ts";

describe("parameters of the session", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("are another beginning as long as nothing has been computed", async () => {
    const { session, kinds, play } = openSession({ playing: false });
    await play(3);
    session.store.setParameter("cell.cRate", 1);
    expect(session.store.state).toMatchObject({ parameters: { "cell.cRate": 1 }, events: [] });
    vi.advanceTimersByTime(2000);
    expect(kinds(0)).toEqual(["restart", "restart"]);
    expect(session.query(false)).toBe("cell.cRate=1&play=0");
  });

  it("rebuild both cells once they stand still when they are not", () => {
    const { session, kinds } = openSession();
    for (const thickness of [80, 90, 100]) session.store.setParameter("anode.thickness", thickness);
    expect(kinds(0)).toEqual(["restart"]);
    vi.advanceTimersByTime(2000);
    expect(kinds(0)).toEqual(["restart", "restart"]);
    expect(kinds(1)).toEqual(["restart", "restart"]);
  });

  it("do not revise a cell that is about to be replaced", () => {
    const { session, ports, kinds } = openSession();
    session.store.setParameter("anode.thickness", 80);
    session.store.setParameter("cell.cRate", 1);
    vi.advanceTimersByTime(2000);
    expect(kinds(0)).toEqual(["restart", "restart"]);
    expect(ports[0].commands.at(-1)).toMatchObject({
      request: { overrides: { "anode.thickness": 80, "cell.cRate": 1 } },
    });
  });

  it("go back without a rebuild when a change was taken back in time", () => {
    const { session, kinds } = openSession();
    session.store.setParameter("anode.thickness", 80);
    session.store.clearParameter("anode.thickness");
    vi.advanceTimersByTime(2000);
    expect(kinds(0)).toEqual(["restart"]);
  });

  it("reach the coated cell alone when only a coating has them", () => {
    const state = { ...defaultState, parameters: { "contactLoss.coatingFactor": 1.3, "cell.cRate": 1 } };
    expect(requestOf(state, 0)).toEqual({ scenario: "ncm", overrides: { "cell.cRate": 1 }, events: [] });
    expect(requestOf(state, 1)).toEqual({
      scenario: "lzp-ncm",
      events: [],
      overrides: { "cell.cRate": 1, "contactLoss.coatingFactor": 1.3 },
    });
  });

  it("cut the link in B alone when B is the same cell, whatever A has", () => {
    const parameters = { "contactLoss.coatingFactor": 1.3, "mediator.cathodeToAnode": true };
    const state = { ...defaultState, link: "cut" as const, seed: 7, parameters };
    const own = { "mediator.cathodeToAnode": true, seed: 7 };
    expect(requestOf(state, 0)).toEqual({ scenario: "ncm", overrides: own, events: [] });
    expect(requestOf(state, 1)).toEqual({
      scenario: "ncm",
      events: [],
      overrides: { ...own, "mediator.cathodeToAnode": false },
    });
    expect(requestOf({ ...state, link: "cut-back" }, 1).overrides).toEqual({
      ...own,
      "mediator.anodeToCathode": false,
    });
  });

  it("build both cells anew at once when B becomes another one", () => {
    const { session, kinds } = openSession();
    session.store.update({ link: "cut" });
    vi.advanceTimersByTime(0);
    expect(kinds(0)).toEqual(["restart", "restart"]);
    expect(kinds(1)).toEqual(["restart", "restart"]);
  });

  it("are all gone after a reset of everything", () => {
    const { session } = openSession();
    session.store.setParameter("cell.cRate", 1);
    session.store.update({ layer: "front", speed: 10, playing: false, selection: 3, seed: 5 });
    session.resetAll();
    expect(session.store.state).toEqual({ ...defaultState, pair: openingPair });
    expect(session.query(false)).toBe("cells=random");
  });
});

describe("changes on the way", () => {
  const rate = (time: number, value: number) => ({ time, path: "cell.cRate", value });

  it("are dated where both cells stand, and sent to both with that date", async () => {
    const { session, ports, play, values } = openSession({ speed: 10 });
    await play(20);
    session.store.update({ playing: false });
    await play(3);
    const { time } = session.conductor.clock;
    expect(time).toBeGreaterThan(5);
    session.store.setParameter("cell.cRate", 1);
    expect(session.store.state).toMatchObject({ parameters: {}, events: [rate(time, 1)] });
    for (const port of ports) {
      const last = port.commands.at(-1)!;
      expect(last).toMatchObject({ kind: "revise", request: { events: [`${time}s:cell.cRate=1`] } });
    }
    expect(values()["cell.cRate"]).toBe(1);
    expect(session.query(true)).toBe(`event=${time}s:cell.cRate=1&speed=10&play=0&t=${time}`);
  });

  it("replace each other while the cells stand, and within a quarter of a second of playing", async () => {
    const { session, play } = openSession({ speed: 10 });
    await play(20);
    for (const value of [0.6, 0.7, 0.8]) session.store.setParameter("cell.cRate", value);
    const { time } = session.store.state.events[0]!;
    expect(session.store.state.events).toEqual([rate(time, 0.8)]);
    expect(time).toBeGreaterThanOrEqual(session.conductor.horizon);
    expect(time - session.conductor.horizon).toBeLessThanOrEqual(2.5);
    expect(time / 2).toBe(Math.round(time / 2));
    session.store.update({ playing: false });
    await play(3);
    session.store.setParameter("cell.cRate", 0.9);
    session.store.setParameter("cell.cRate", 1);
    // What was dated a little ahead while they played, and has not acted yet, goes with it.
    expect(session.conductor.clock.time).toBeLessThan(time);
    expect(session.store.state.events).toEqual([rate(session.conductor.clock.time, 1)]);
  });

  it("go back to the scenario's own value by another change, and are no change any more then", async () => {
    const { session, play, values } = openSession({ speed: 10, playing: true });
    await play(20);
    session.store.setParameter("cell.cRate", 1);
    expect(session.store.isSet("cell.cRate")).toBe(true);
    await play(20);
    session.store.clearParameter("cell.cRate");
    expect(session.store.state.events.map((event) => "value" in event && event.value)).toEqual([1, 0.5]);
    expect(session.store.isSet("cell.cRate")).toBe(false);
    expect(values()["cell.cRate"]).toBe(0.5);
  });

  it("come back with the address: the cells begin with them and run to its time", async () => {
    const events = [rate(20, 1), rate(40, 2)];
    const { session, ports, play } = openSession({ events, playing: false }, { time: 30 });
    await play(30);
    expect(session.conductor.clock.time).toBe(30);
    expect(ports[1].commands[0]).toMatchObject({
      kind: "restart",
      request: { events: ["20s:cell.cRate=1", "40s:cell.cRate=2"] },
    });
    expect(ports[0].commands.some(({ kind }) => kind === "revise")).toBe(false);
    expect(session.query(true)).toBe("event=20s:cell.cRate=1&event=40s:cell.cRate=2&play=0&t=30");
  });

  it("are the beginning after a restart, those to come are given up", async () => {
    const { session, ports, play } = openSession({
      events: [rate(1, 1), rate(90_000, 2)],
      speed: 10,
    });
    await play(30);
    session.restart();
    expect(session.store.state).toMatchObject({ parameters: { "cell.cRate": 1 }, events: [] });
    expect(ports[0].commands.at(-1)).toMatchObject({
      kind: "restart",
      request: { overrides: { "cell.cRate": 1 }, events: [] },
    });
  });

  it("are taken back, with a sentence, where a cell cannot take them", async () => {
    const { session, ports, play } = openSession({ speed: 10 });
    const notices: string[] = [];
    session.notices$.subscribe(({ words }) => notices.push(words));
    await play(20);
    session.store.setParameter("cell.cRate", 2);
    await play(10);
    session.store.setParameter("cell.cRate", 13);
    await play(1);
    expect(session.store.state.events.map((event) => "value" in event && event.value)).toEqual([2]);
    expect(notices[0]).toBe("That cannot be set now. cell.cRate: got 13; expected another number");
    expect(session.engines.map(({ status }) => status.kind)).toEqual(["running", "running"]);
    expect(ports[0].commands.filter(({ kind }) => kind === "restart")).toHaveLength(1);
  });
});

describe("what runs have to say", () => {
  it("is kept, whoever misses the sentence when it shows, until the cell begins anew", async () => {
    const { session, play } = openSession({ speed: 10 }, { cells: [endless, { longestStep: 1, end: 4 }] });
    let notes: readonly CellNote[] = [];
    session.notes$.subscribe((all) => {
      notes = all;
    });
    await play(30);
    expect(notes).toEqual([{ cell: 1, words: "over" }]);
    session.restart();
    expect(notes).toEqual([]);
  });
});

describe("a cell that is lost", () => {
  it("leaves the other one going, and comes back by itself to where that is", async () => {
    const { session, again, play, reconnections } = openSession({ speed: 10 });
    await play(20);
    session.store.setParameter("cell.cRate", 1);
    await play(10);
    session.engines[0].lose("Its program broke off.");
    const lostAt = session.engines[0].time;
    await play(20);
    expect(session.engines[0].status).toEqual({ kind: "lost", message: "Its program broke off." });
    expect(session.engines[1].time).toBeGreaterThan(lostAt + 10);
    session.store.update({ playing: false });
    await play(3);
    const there = session.engines[1].time;
    session.revive(0);
    expect(reconnections()).toBe(1);
    expect(again[0]!.commands[0]).toMatchObject({
      kind: "restart",
      request: { events: [expect.stringMatching(/^[\d.]+s:cell.cRate=1$/)] },
    });
    await play(6);
    expect(session.engines.map(({ time }) => time)).toEqual([there, there]);
    expect(session.engines[0].status.kind).toBe("running");
    expect(session.conductor.clock.time).toBe(there);
  });

  it("comes back alone, too, to where it was", async () => {
    const { session, play } = openSession({ speed: 10 }, { cells: [endless, { longestStep: 1, end: 4 }] });
    await play(40);
    expect(session.engines[1].status.kind).toBe("completed");
    const { time } = session.conductor.clock;
    session.engines[0].lose("It is gone.");
    session.store.update({ playing: false });
    session.revive(0);
    await play(40);
    expect(session.engines[0].time).toBeGreaterThanOrEqual(time);
    expect(session.conductor.clock).toMatchObject({ time: session.engines[0].time, catchUpTo: undefined });
  });
});
