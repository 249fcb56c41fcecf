/** The past of a run: what is kept of it, how one looks at it, and what becomes of a change that is made there. */
import { describe, expect, it } from "vitest";
import type { Frame } from "../../../sim-core/index.ts";
import { FrameTape, type Moment } from "../../../src/app/streams/past-frames/frame-tape.ts";
import { type OpenedSession, openSession } from "./open-session.ts";

const FRAME_BYTES = 400;
const frameAt = (time: number): Frame =>
  ({ time, phase: "charge", potential: new Float32Array(FRAME_BYTES / 4) }) as unknown as Frame;
const momentAt = (time: number): Moment => ({
  time,
  frames: [frameAt(time), frameAt(time)],
  meshes: [undefined, undefined],
});

describe("the tape", () => {
  it("holds what its budget allows: both ends, and the farther back the sparser, yet something everywhere", () => {
    const tape = new FrameTape(50 * 2 * FRAME_BYTES);
    for (let time = 0; time < 1000; time++) tape.add(momentAt(time));
    const times = tape.moments.map(({ time }) => time);
    expect(times).toHaveLength(50);
    expect(tape.bytes).toBe(50 * 2 * FRAME_BYTES);
    expect([times[0], times.at(-1)]).toEqual([0, 999]);
    const gaps = times.slice(1).map((time, k) => time - times[k]!);
    expect(Math.max(...gaps)).toBeLessThan(80);
    expect(gaps.slice(-5)).toEqual([1, 1, 1, 1, 1]);
  });

  it("finds the moment that is nearest, the last until a time, the first from a time on", () => {
    const tape = new FrameTape();
    expect(tape.nearest(3)).toBeUndefined();
    for (const time of [0, 10, 20]) tape.add(momentAt(time));
    expect([-5, 4, 6, 15, 16, 99].map((time) => tape.nearest(time)?.time)).toEqual([0, 0, 10, 10, 20, 20]);
    expect([-5, 0, 9, 10, 99].map((time) => tape.until(time)?.time)).toEqual([undefined, 0, 0, 10, 20]);
    expect([-5, 0, 1, 10, 11, 99].map((time) => tape.from(time)?.time)).toEqual([
      0,
      0,
      10,
      10,
      20,
      undefined,
    ]);
  });

  it("takes the fuller of two pictures of its newest moment, and none that is older", () => {
    const tape = new FrameTape();
    tape.add(momentAt(5));
    const fuller = momentAt(5);
    tape.add(fuller);
    tape.add(momentAt(3));
    expect(tape.moments).toHaveLength(1);
    expect(tape.moments[0]?.frames).toBe(fuller.frames);
    tape.dropAfter(4);
    expect([tape.moments.length, tape.bytes]).toEqual([0, 0]);
  });
});

const clockOf = ({ session }: OpenedSession): number => session.conductor.clock.time;
/** s; so slow that a cell is kept after every step. */
const slow = { longestStep: 20, stepSeconds: 40, end: 1e12 };

const frameTimes = ({ session }: OpenedSession): (number | undefined)[] => {
  let times: (number | undefined)[] = [];
  session.viewing.frames$.subscribe((frames) => (times = frames.map((frame) => frame?.time))).unsubscribe();
  return times;
};

describe("the past", () => {
  it("is looked at while the cells stand, stepped through and left again", async () => {
    const opened = openSession({ speed: 600 });
    const { session, play } = opened;
    await play(20);
    const now = clockOf(opened);
    session.viewing.look(now / 2);
    const past = session.viewing.past!;
    expect(Math.abs(past - now / 2)).toBeLessThan(now / 10);
    expect(frameTimes(opened)).toEqual([past, past]);
    expect(session.store.state.playing).toBe(false);
    await play(5);
    expect(session.viewing.past).toBe(past);
    const stood = clockOf(opened);
    session.viewing.step(-1);
    expect(session.viewing.past).toBeLessThan(past);
    session.viewing.step(1);
    expect(session.viewing.past).toBe(past);
    expect(session.query(true)).toContain(`t=${past}`);
    session.viewing.leavePast();
    expect(frameTimes(opened)).toEqual([stood, stood]);
    session.viewing.step(1);
    expect(session.viewing.past).toBeUndefined();
  });

  it("is played back at the speed of the clock, and the cells go on where it ends", async () => {
    const opened = openSession({ speed: 600 });
    const { session, play } = opened;
    await play(20);
    session.viewing.look(0);
    await play(3);
    const stood = clockOf(opened);
    session.store.update({ playing: true });
    await play(2);
    expect(session.viewing.past).toBeGreaterThan(0);
    expect(clockOf(opened)).toBe(stood);
    await play(40);
    expect(session.viewing.past).toBeUndefined();
    expect(clockOf(opened)).toBeGreaterThan(stood);
  });

  it("is that of the present run: none after a restart", async () => {
    const opened = openSession({ speed: 600 });
    const { session, play } = opened;
    await play(10);
    session.viewing.look(1);
    session.restart();
    await play(2);
    expect(session.viewing.past).toBeUndefined();
    session.viewing.look(0);
    await play(1);
    expect(session.viewing.oldest).toBe(0);
    expect(frameTimes(opened)[0]).toBeLessThan(clockOf(opened) + 1);
  });

  it("shows the values that held then, and a change there goes on from there as a branch", async () => {
    const opened = openSession({ speed: 600 }, { cells: [slow, slow] });
    const { session, play, values } = opened;
    await play(20);
    session.store.setParameter("cell.cRate", 2);
    await play(20);
    session.store.setParameter("cell.cRate", 3);
    const [changed, again] = session.store.state.events.map(({ time }) => time) as [number, number];
    await play(20);
    const left = clockOf(opened);
    expect(left).toBeGreaterThan(changed);
    session.viewing.look((changed + again) / 2);
    expect(values()["cell.cRate"]).toBe(2);
    session.viewing.look(changed / 2);
    const past = session.viewing.past!;
    expect(values()["cell.cRate"]).toBe(session.engines[0].own["cell.cRate"]);
    // What holds then is no change.
    session.store.setParameter("cell.stackPressure", 7);
    session.store.setParameter("cell.stackPressure", 8);
    expect(session.travel.run).toBe(1);
    expect(session.store.state.events).toEqual([{ time: past, path: "cell.stackPressure", value: 8 }]);
    expect(frameTimes(opened)).toEqual([past, past]);
    await play(20);
    expect(session.viewing.past).toBeUndefined();
    expect(clockOf(opened)).toBeGreaterThanOrEqual(past);
    expect(session.store.state.playing).toBe(false);
    expect(session.engines[0].status.kind).toBe("running");
    let ghost: number | undefined;
    session.travel.ghost$.subscribe((run) => (ghost = run?.time)).unsubscribe();
    expect(ghost).toBe(left);
  });

  it("stays where what is cleared has not been set", async () => {
    const opened = openSession({ speed: 600 }, { cells: [slow, slow] });
    const { session, play } = opened;
    await play(20);
    session.viewing.look(clockOf(opened) / 2);
    const { past } = session.viewing;
    session.store.clearParameter("cell.stackPressure");
    expect([session.viewing.past, session.travel.run]).toEqual([past, 0]);
  });

  it("is given up where somebody stops the cells on their way back to it", async () => {
    const opened = openSession({ speed: 600 }, { cells: [slow, slow] });
    const { session, play } = opened;
    await play(30);
    session.viewing.look(clockOf(opened) - 1);
    session.viewing.step(-1);
    session.store.setParameter("cell.stackPressure", 7);
    session.conductor.catchUp(undefined);
    expect(session.viewing.past).toBeUndefined();
  });

  it("leads to events by the first kept moment in which they have happened", async () => {
    const opened = openSession({ speed: 600 });
    const { session, play } = opened;
    await play(20);
    const now = clockOf(opened);
    session.viewing.lookAtNext([now / 3, now / 2], -1);
    expect(session.viewing.past).toBeGreaterThanOrEqual(now / 2);
    session.viewing.lookAtNext([now / 3, now / 2], -1);
    expect(session.viewing.past).toBeGreaterThanOrEqual(now / 3);
    expect(session.viewing.past).toBeLessThan(now / 2);
    session.viewing.lookAtNext([now / 3, now / 2], 1);
    session.viewing.lookAtNext([now / 3, now / 2], 1);
    expect(session.viewing.past).toBeUndefined();
  });
});
