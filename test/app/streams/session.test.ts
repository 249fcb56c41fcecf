import { Subject } from "rxjs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createCellEngine } from "../../../src/app/engine/cell-engine.ts";
import { defaultState } from "../../../src/app/streams/app-state.ts";
import { createSession, requestOf } from "../../../src/app/streams/session.ts";
import { createFakePort } from "../engine/fake-cell.ts";

const endless = { longestStep: 1e9, end: 1e12 };

function openSession() {
  const ports = [createFakePort(endless), createFakePort(endless)] as const;
  const session = createSession({
    engines: [createCellEngine(ports[0]), createCellEngine(ports[1])],
    ticks$: new Subject<number>(),
    initial: { state: defaultState, time: 0, notices: [] },
  });
  const kinds = (cell: 0 | 1) => ports[cell].commands.map((command) => command.kind);
  return { session, ports, kinds };
}

describe("parameters of the session", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("revise a running cell at once when they are live", () => {
    const { session, kinds } = openSession();
    session.store.setParameter("cell.cRate", 1);
    expect(kinds(0)).toEqual(["restart", "revise"]);
    expect(kinds(1)).toEqual(["restart", "revise"]);
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
    expect(requestOf(state, 0)).toEqual({ scenario: "ncm", overrides: { "cell.cRate": 1 } });
    expect(requestOf(state, 1)).toEqual({
      scenario: "lzp-ncm",
      overrides: { "cell.cRate": 1, "contactLoss.coatingFactor": 1.3 },
    });
  });

  it("cut the link in B alone when B is the same cell, whatever A has", () => {
    const parameters = { "contactLoss.coatingFactor": 1.3, "mediator.cathodeToAnode": true };
    const state = { ...defaultState, contrast: "cut" as const, seed: 7, parameters };
    const own = { "mediator.cathodeToAnode": true, seed: 7 };
    expect(requestOf(state, 0)).toEqual({ scenario: "ncm", overrides: own });
    expect(requestOf(state, 1)).toEqual({
      scenario: "ncm",
      overrides: { ...own, "mediator.cathodeToAnode": false },
    });
    expect(requestOf({ ...state, contrast: "cut-back" }, 1).overrides).toEqual({
      ...own,
      "mediator.anodeToCathode": false,
    });
  });

  it("build both cells anew at once when B becomes another one", () => {
    const { session, kinds } = openSession();
    session.store.update({ contrast: "cut" });
    vi.advanceTimersByTime(0);
    expect(kinds(0)).toEqual(["restart", "restart"]);
    expect(kinds(1)).toEqual(["restart", "restart"]);
  });

  it("are all gone after a reset of everything", () => {
    const { session } = openSession();
    session.store.setParameter("cell.cRate", 1);
    session.store.update({ layer: "front", speed: 10, playing: false, selection: 3, seed: 5 });
    session.resetAll();
    expect(session.store.state).toEqual(defaultState);
    expect(session.query(false)).toBe("");
  });
});
