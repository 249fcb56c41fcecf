import { Subject } from "rxjs";
import { describe, expect, it } from "vitest";
import { createCellEngine } from "../../../../src/app/engine/cell-engine.ts";
import { createConductor } from "../../../../src/app/streams/clock/conductor.ts";
import type { FramePair } from "../../../../src/app/streams/clock/newest-frames.ts";
import { STEP_SECONDS } from "../../../../src/app/streams/clock/playback.ts";
import { createFakePort, type FakeCell } from "../../engine/fake-cell.ts";

const request = { scenario: "ncm", overrides: {}, events: [] };

async function openClock(
  cells: readonly [FakeCell, FakeCell],
  wanted: { playing: boolean; speed: number; stress?: boolean },
) {
  const demand = { stress: false, ...wanted };
  const ports = [createFakePort(cells[0]), createFakePort(cells[1])] as const;
  const engines = [createCellEngine(ports[0]), createCellEngine(ports[1])] as const;
  const ticks$ = new Subject<number>();
  const conductor = createConductor({ engines, ticks$, demand: () => demand });
  const shown: FramePair[] = [];
  conductor.frames$.subscribe((frames) => shown.push(frames));
  let now = 0;
  const tick = async (milliseconds = 16, settle: readonly (0 | 1)[] = [0, 1]): Promise<void> => {
    now += milliseconds;
    ticks$.next(now);
    for (const cell of settle) await ports[cell].settle();
  };
  for (const engine of engines) engine.restart(request);
  for (const port of ports) await port.settle();
  const grants = (cell: 0 | 1) =>
    ports[cell].commands.flatMap((command) => (command.kind === "advance" ? [command.untilTime] : []));
  const asked = (cell: 0 | 1) =>
    ports[cell].commands.flatMap((command) =>
      command.kind === "advance" ? [{ untilTime: command.untilTime, stress: command.frame.stress }] : [],
    );
  return { conductor, engines, shown, tick, grants, asked, demand };
}

const endless: FakeCell = { longestStep: 1e9, end: 1e12 };

describe("conductor", () => {
  it("shows both cells at the same time, whatever their steps", async () => {
    const clock = await openClock([{ ...endless, longestStep: 0.7 }, endless], { playing: true, speed: 600 });
    for (let k = 0; k < 12; k++) await clock.tick();
    expect(clock.shown.length).toBeGreaterThan(10);
    for (const [a, b] of clock.shown.slice(1)) expect(a!.time).toBe(b!.time);
  });

  it("waits for the slower cell and never grants twice", async () => {
    const clock = await openClock([endless, endless], { playing: true, speed: 600 });
    await clock.tick(16, [0]);
    await clock.tick(16, [0]);
    await clock.tick(16, [0]);
    expect(clock.grants(0)).toHaveLength(1);
    expect(clock.grants(1)).toHaveLength(1);
  });

  it("asks for the time that the speed is worth", async () => {
    const clock = await openClock([endless, endless], { playing: true, speed: 600 });
    for (let k = 0; k < 5; k++) await clock.tick(20);
    const times = clock.grants(0);
    for (let k = 2; k < times.length; k++) expect(times[k]! - times[k - 1]!).toBeCloseTo(12, 9);
  });

  it("does nothing while paused, and one step when asked", async () => {
    const clock = await openClock([endless, endless], { playing: false, speed: 600 });
    for (let k = 0; k < 4; k++) await clock.tick();
    expect(clock.grants(0)).toEqual([]);
    clock.conductor.step();
    for (let k = 0; k < 4; k++) await clock.tick();
    expect(clock.grants(0)).toEqual([600 * STEP_SECONDS]);
    expect(clock.conductor.clock.time).toBe(60);
  });

  it("goes on with one cell when the other is finished", async () => {
    const clock = await openClock([{ longestStep: 5, end: 25 }, endless], { playing: true, speed: 600 });
    for (let k = 0; k < 10; k++) await clock.tick();
    const [a, b] = clock.shown.at(-1)!;
    expect(clock.engines[0].status.kind).toBe("completed");
    expect(a!.time).toBe(25);
    expect(b!.time).toBeGreaterThan(60);
  });

  it("runs to an asked time exactly, playing or not", async () => {
    const clock = await openClock([endless, endless], { playing: false, speed: 1 });
    clock.conductor.catchUp(123.5);
    for (let k = 0; k < 20; k++) await clock.tick();
    expect(clock.conductor.clock).toMatchObject({ time: 123.5, catchUpTo: undefined });
  });

  it("hears from a cell in a hard stretch, and lets the other wait for it", async () => {
    const hard: FakeCell = { longestStep: 1, end: 1e9, stepSeconds: 0.1 };
    const clock = await openClock([hard, endless], { playing: true, speed: 600 });
    await clock.tick(20);
    await clock.tick(20);
    expect(clock.conductor.clock.time).toBe(3);
    expect(clock.grants(0)).toEqual([10, 10]);
    expect(clock.grants(1)).toEqual([10]);
    for (let k = 0; k < 3; k++) await clock.tick(20);
    const [a, b] = clock.shown.at(-1)!;
    expect([a!.time, b!.time]).toEqual([10, 10]);
  });

  it("does not catch up what passed in a hidden tab", async () => {
    const clock = await openClock([endless, endless], { playing: true, speed: 10 });
    await clock.tick();
    await clock.tick();
    await clock.tick(60_000);
    const times = clock.grants(0);
    expect(times.at(-1)! - times.at(-2)!).toBeLessThanOrEqual(10 * 0.25 + 1e-9);
  });

  it("begins again at zero after a restart", async () => {
    const clock = await openClock([endless, endless], { playing: true, speed: 600 });
    for (let k = 0; k < 4; k++) await clock.tick();
    for (const engine of clock.engines) engine.restart(request);
    for (let k = 0; k < 2; k++) await clock.tick();
    const before = clock.grants(0).length;
    await clock.tick();
    expect(clock.shown.some(([a]) => a?.time === 0)).toBe(true);
    expect(clock.grants(0)[before - 1]).toBeLessThan(30);
  });

  it("asks standing cells once for a frame with stress when that is wanted, and for none without", async () => {
    const cells = [endless, { longestStep: 5, end: 25 }] as const;
    const clock = await openClock(cells, { playing: true, speed: 600 });
    for (let k = 0; k < 8; k++) await clock.tick();
    expect(clock.engines[1].status.kind).toBe("completed");
    clock.demand.playing = false;
    for (let k = 0; k < 3; k++) await clock.tick();
    const before = [clock.asked(0), clock.asked(1)];
    expect(before.flat().every(({ stress }) => stress === false)).toBe(true);
    clock.demand.stress = true;
    for (let k = 0; k < 5; k++) await clock.tick();
    for (const cell of [0, 1] as const) {
      const added = clock.asked(cell).slice(before[cell]!.length);
      expect(added).toEqual([{ untilTime: clock.engines[cell].time, stress: true }]);
    }
    clock.demand.playing = true;
    const time = clock.engines[0].time;
    await clock.tick();
    await clock.tick();
    expect(clock.asked(0).at(-1)).toMatchObject({ stress: true });
    expect(clock.engines[0].time).toBeGreaterThan(time);
  });

  it("hands a mesh that came with a later frame on with that frame", async () => {
    const clock = await openClock([{ ...endless, meshedAnewAt: 15 }, endless], { playing: true, speed: 600 });
    const versions: (number | undefined)[] = [];
    clock.conductor.frames$.subscribe(() => versions.push(clock.conductor.meshes[0]?.version));
    for (let k = 0; k < 6; k++) await clock.tick();
    expect(versions[1]).toBe(0);
    expect(versions.at(-1)).toBe(1);
    expect(clock.conductor.meshes[1]!.version).toBe(0);
  });

  it("finishes what it granted when it is paused, so that both cells stand at one time", async () => {
    const hard: FakeCell = { longestStep: 1, end: 1e9, stepSeconds: 0.1 };
    const clock = await openClock([hard, endless], { playing: true, speed: 600 });
    await clock.tick(20);
    await clock.tick(20);
    clock.demand.playing = false;
    for (let k = 0; k < 8; k++) await clock.tick(20);
    expect(clock.engines.map(({ time }) => time)).toEqual([10, 10]);
    expect(clock.conductor.horizon).toBe(10);
    expect(clock.conductor.changeTime).toBe(10);
  });

  it("grants neither a burst nor anything backward when the clock of the screen jumps", async () => {
    const clock = await openClock([endless, endless], { playing: true, speed: 10 });
    for (const jump of [16, 16, -3.6e6, 16, 16, 7.2e6, 16, Number.NaN, 16, 16]) await clock.tick(jump);
    const times = clock.grants(0);
    expect(times.length).toBeGreaterThan(3);
    times.forEach((time, k) => {
      const before = times[k - 1] ?? 0;
      expect(time).toBeGreaterThan(before);
      expect(time - before).toBeLessThanOrEqual(2.5 + 1e-9);
    });
    const { measuredSpeed } = clock.conductor.clock;
    expect(measuredSpeed === undefined || (measuredSpeed >= 0 && measuredSpeed <= 1000)).toBe(true);
  });

  it("takes a cell for lost that does not answer, and takes it back when it does", async () => {
    const clock = await openClock([endless, endless], { playing: true, speed: 10 });
    await clock.tick();
    for (let k = 0; k < 119; k++) await clock.tick(3.6e6, [1]);
    expect(clock.engines[0].status.kind).toBe("running");
    for (let k = 0; k < 6; k++) await clock.tick(250, [1]);
    expect(clock.engines[0].status).toEqual({
      kind: "lost",
      message: "It has not answered for 30 seconds.",
    });
    const other = clock.engines[1].time;
    for (let k = 0; k < 4; k++) await clock.tick(250, [1]);
    expect(clock.engines[1].time).toBeGreaterThan(other);
    for (let k = 0; k < 6; k++) await clock.tick(250);
    expect(clock.engines[0].status.kind).toBe("running");
    expect(clock.engines[0].time).toBe(clock.engines[1].time);
  });
});
