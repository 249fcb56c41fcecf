/** The hand of the page: what it does to particles as changes on the way, of one cell or both, and back again. */
import { describe, expect, it } from "vitest";
import { PARTICLE_ACTIVE, PARTICLE_DETACHED, PARTICLE_LET_GO } from "../../../sim-core/index.ts";
import { defaultState } from "../../../src/app/streams/app-state.ts";
import { requestOf } from "../../../src/app/streams/cell-requests.ts";
import { addHandEvent, describeHandling, type HandEvent } from "../../../src/app/streams/hand-events.ts";
import { addParameterEvent, type PageEvent } from "../../../src/app/streams/parameter-events.ts";
import { firstDifference } from "../../../src/app/streams/past-runs/run-travel.ts";
import { decodeState } from "../../../src/app/streams/url-state.ts";
import { subjectOf } from "../../../src/app/streams/url-sync.ts";
import { openSession } from "./open-session.ts";

const off = (time: number, particles: number[], cell?: 0 | 1): HandEvent => ({
  time,
  particles,
  contact: "detached",
  cell,
});
const on = (time: number, particles: number[], cell?: 0 | 1): HandEvent => ({
  ...off(time, particles, cell),
  contact: "attached",
});

describe("an event of the hand", () => {
  it("joins one that does the same at that time, in the same cells", () => {
    const one = addHandEvent<PageEvent>([], off(5, [3], 0));
    expect(addHandEvent(one, off(5, [1], 0))).toEqual([off(5, [1, 3], 0)]);
    expect(addHandEvent(one, off(5, [1], 1))).toEqual([off(5, [3], 0), off(5, [1], 1)]);
    expect(addHandEvent(one, off(6, [1], 0))).toEqual([off(5, [3], 0), off(6, [1], 0)]);
    expect(addHandEvent(one, on(5, [1], 0))).toEqual([off(5, [3], 0), on(5, [1], 0)]);
  });

  it("takes back what the hand had just said of the same particles, as long as that has not acted", () => {
    const before = [off(1, [3], 0), off(5, [2, 3], 0), off(7, [3, 4], 0)];
    expect(addHandEvent(before, on(5, [3], 0), 6)).toEqual([
      off(1, [3], 0),
      off(5, [2], 0),
      on(5, [3], 0),
      off(7, [3, 4], 0),
    ]);
    expect(addHandEvent([off(5, [3], 0)], on(5, [3], 0))).toEqual([on(5, [3], 0)]);
  });

  it("of both cells takes back what was said of either; one of a cell has the last word on it", () => {
    expect(addHandEvent([off(5, [3], 0), off(5, [3], 1)], on(5, [3]))).toEqual([on(5, [3])]);
    const both = [off(6, [3])];
    expect(addHandEvent(both, on(5, [3], 0), 7)).toEqual([off(6, [3]), on(6, [3], 0)]);
  });

  it("leaves values alone, and values leave it alone", () => {
    const rate = { time: 5, path: "cell.cRate", value: 1 };
    expect(addHandEvent<PageEvent>([rate], off(5, [3]))).toEqual([rate, off(5, [3])]);
    expect(addParameterEvent([off(5, [3])], rate)).toEqual([off(5, [3]), rate]);
  });

  it("differs from one of another cell, and is named by what it does", () => {
    expect(firstDifference([off(5, [3], 0)], [off(5, [3], 1)])).toBe(5);
    expect(firstDifference([off(5, [3], 0)], [off(5, [3], 0)])).toBeUndefined();
    const station = (events: PageEvent[]) => ({ state: { ...defaultState, events }, run: 0 });
    expect(subjectOf(station([]), station([off(5, [3], 1)]))).toBe("hand 1 detached");
  });
});

const paint = (time: number, x: number, cell?: 0 | 1): HandEvent => ({
  time,
  patch: { x, y: 120, radius: 30, factor: 0.05 },
  cell,
});

describe("a patch that the hand paints", () => {
  it("comes after what was painted before it, and leaves particles alone", () => {
    const before = [off(5, [3], 0), paint(6, 200, 0)];
    expect(addHandEvent(before, paint(5, 210, 0), 6)).toEqual([...before, paint(6, 210, 0)]);
    expect(addHandEvent(before, paint(7, 210), 8)).toEqual([...before, paint(7, 210)]);
    expect(addHandEvent([paint(6, 200)], off(5, [3], 0), 7)).toEqual([off(5, [3], 0), paint(6, 200)]);
  });

  it("is a line that the terminal program reads, in the address and back", async () => {
    const { session, play } = openSession({ speed: 10 });
    await play(20);
    session.store.update({ playing: false });
    await play(3);
    const { time } = session.conductor.clock;
    const patch = { x: 200, y: 120, radius: 30, factor: 0.05 };
    expect(session.hand.handle({ patch, cell: 1 })).toBe(true);
    const line = `${time}s:patch 200,120,30=0.05`;
    expect(session.terminalCommand(1)).toContain(`--event '${line}'`);
    expect(session.terminalCommand(0)).not.toContain("patch");
    expect(session.query(false)).toBe(`eventB=${time}s:patch+200,120,30=0.05&speed=10&play=0`);
    expect(decodeState(session.query(false), new Map()).state.events).toEqual([paint(time, 200, 1)]);
    expect(session.hand.coming(1, time)).toEqual([paint(time, 200, 1)]);
    expect(session.hand.coming(0, time)).toEqual([]);
    expect(session.hand.coming(1, time + 1)).toEqual([]);
  });

  it("is a change of its own, each time", () => {
    const station = (events: PageEvent[]) => ({ state: { ...defaultState, events }, run: 0 });
    const [one, other] = [paint(5, 200, 0), paint(5, 210, 0)];
    expect(subjectOf(station([one]), station([one, other]))).not.toBe(subjectOf(station([]), station([one])));
    expect(firstDifference([one], [other])).toBe(5);
    expect(describeHandling(one)).toBe(
      "patch of poor conductor, \u00d70.05, within 30 \u00b5m around 200, 120 \u00b5m in A painted by hand",
    );
  });
});

const raise = (time: number, height: number, cell?: 0 | 1): HandEvent => ({
  time,
  bump: { x: 200, width: 60, height },
  cell,
});

describe("a bump that the hand draws", () => {
  it("follows all that was painted and drawn before it, and is a line that the terminal program reads", async () => {
    expect(addHandEvent([paint(6, 200, 0)], raise(5, 3), 7)).toEqual([paint(6, 200, 0), raise(6, 3)]);
    const { session, play } = openSession({ speed: 10 });
    await play(20);
    session.store.update({ playing: false });
    await play(3);
    const { time } = session.conductor.clock;
    session.hand.handle({ bump: { x: 200, width: 60, height: -2.5 }, cell: 0 });
    expect(session.terminalCommand(0)).toContain(`--event '${time}s:lithium 200,60=-2.5 um'`);
    const { events } = decodeState(session.query(false), new Map()).state;
    expect(events).toEqual([raise(time, -2.5, 0)]);
    expect(session.hand.coming(0, time)).toEqual(events);
  });

  it("is told by what it does", () => {
    expect(describeHandling(raise(5, 3))).toBe(
      "lithium raised by 3 \u00b5m over 60 \u00b5m around 200 \u00b5m in both cells by hand",
    );
    expect(describeHandling(raise(5, -2, 1))).toContain("dented by 2 \u00b5m");
  });
});

describe("the hand", () => {
  it("does to a cell what it is told, at the time at which both can take it, and to no other", async () => {
    const { session, ports, play } = openSession({ speed: 10 });
    await play(20);
    session.store.update({ playing: false });
    await play(3);
    const { time } = session.conductor.clock;
    expect(session.hand.handle({ particles: [2], contact: "detached", cell: 0 })).toBe(true);
    expect(session.hand.handle({ particles: [1], contact: "detached", cell: undefined })).toBe(true);
    const requests = ports.map((port) => port.commands.findLast(({ kind }) => kind === "revise"));
    const line = (numbers: string): string => `${time}s:${numbers}=detached`;
    expect(requests.map((one) => one?.kind === "revise" && one.request.events)).toEqual([
      [line("particle 3"), line("particle 2")],
      [line("particle 2")],
    ]);
    expect(session.terminalCommand(0)).toContain(`--event '${time}s:particle 3=detached'`);
    expect(session.query(true)).toBe(
      `eventA=${time}s:particle+3=detached&event=${time}s:particle+2=detached&speed=10&play=0&t=${time}`,
    );
    expect(requestOf(session.store.state, 1).events).toEqual([line("particle 2")]);
  });

  it("is foreseen where it has not acted yet, and no sooner", async () => {
    const { session, play } = openSession({ speed: 10 });
    await play(20);
    session.store.update({ playing: false });
    await play(3);
    const { time } = session.conductor.clock;
    const particleStatus = Uint8Array.from([PARTICLE_ACTIVE, PARTICLE_DETACHED, PARTICLE_ACTIVE]);
    session.hand.handle({ particles: [0, 1], contact: "detached", cell: 0 });
    session.store.update({ events: [...session.store.state.events, off(time + 1e5, [2])] });
    const seen = (cell: 0 | 1, at: number) =>
      Array.from(session.hand.foresee(cell, { time: at, particleStatus }));
    expect(seen(0, time)).toEqual([PARTICLE_LET_GO, PARTICLE_DETACHED, PARTICLE_ACTIVE]);
    expect(seen(1, time)).toEqual(Array.from(particleStatus));
    expect(seen(0, time + 1)).toEqual(Array.from(particleStatus));
    session.hand.handle({ particles: [1], contact: "attached", cell: 0 });
    expect(seen(0, time)).toEqual([PARTICLE_LET_GO, PARTICLE_ACTIVE, PARTICLE_ACTIVE]);
    expect(particleStatus).toEqual(Uint8Array.from([0, 1, 0]));
  });

  it("says what it has done where the cells stand, and that nothing can be done once they are over", async () => {
    const ending = { longestStep: 1e9, end: 500 };
    const { session, play } = openSession({ speed: 600 }, { cells: [ending, ending] });
    const told: string[] = [];
    session.notices$.subscribe(({ words }) => told.push(words));
    await play(3);
    session.store.update({ playing: false });
    await play(3);
    const handling = { particles: [2, 3, 4], contact: "detached", cell: 1 } as const;
    session.hand.handle(handling);
    session.hand.tell(handling);
    expect(told.at(-1)).toMatch(
      /^Particles 3-5 of B let go by hand at .*\. Press Play to see what follows\.$/,
    );
    session.store.update({ playing: true });
    await play(20);
    expect(session.hand.canAct).toBe(false);
    expect(session.hand.handle(handling)).toBe(false);
    expect(told.at(-1)).toContain("The runs are over");
  });

  it("refuses, with a sentence, particles that a cell does not have, and goes on without", async () => {
    const { session, play } = openSession({ speed: 10 });
    const told: string[] = [];
    session.notices$.subscribe(({ words }) => told.push(words));
    await play(20);
    session.hand.handle({ particles: [9], contact: "detached", cell: 0 });
    await play(2);
    expect(session.store.state.events).toEqual([]);
    expect(told.at(-1)).toMatch(
      /^That cannot be set now\. event .*: got particle 10; expected particles from 1 to 4/,
    );
  });
});
