import { describe, expect, it } from "vitest";
import type { CheckpointFile } from "../../../src/app/engine/messages.ts";
import { NO_PAST } from "../../../src/app/streams/recorder.ts";
import { cycleWith } from "../../io/samples.ts";
import { endless, type OpenedSession, openSession } from "./open-session.ts";

/** Collects names, notices and saved files. */
function listen({ session }: OpenedSession) {
  const words: string[] = [];
  const saved: CheckpointFile[] = [];
  let names: readonly string[] = [];
  session.notices$.subscribe((notice) => words.push(notice.words));
  session.files.saved$.subscribe((file) => saved.push(file));
  session.names$.subscribe((all) => {
    names = all;
  });
  return { words, saved, names: () => names };
}

/** A file of a cell at `time` at least, s. */
async function makeFile(time: number): Promise<CheckpointFile> {
  const opened = openSession({ playing: false }, { time });
  const { saved } = listen(opened);
  await opened.play(30);
  opened.session.files.save(0);
  await opened.play(1);
  return saved[0]!;
}

describe("files of cells", () => {
  it("bring along what is known of the way to them, and only they", async () => {
    const file = await makeFile(500);
    const past = {
      ...NO_PAST,
      history: { ...NO_PAST.history, cycles: [cycleWith({ cycle: 7, start_s: 0, duration_s: 100 })] },
    };
    const opened = openSession({ playing: false }, { time: 40 });
    const { files, histories$ } = opened.session;
    let cycles: readonly number[] = [];
    histories$.subscribe(([{ cycles: own }]) => {
      cycles = own.map(({ cycle }) => cycle);
    });
    await opened.play(30);
    files.beginFrom(0, file, past);
    await opened.play(20);
    expect(cycles).toEqual([7]);
    // One that is given up before it has come leaves nothing to the next.
    files.beginFrom(0, file, past);
    files.begin(0);
    await opened.play(20);
    files.open(0, file);
    await opened.play(20);
    expect(cycles).toEqual([]);
  });

  it("are given out when they are asked for, of the cell that was asked", async () => {
    const opened = openSession({ playing: false }, { time: 40 });
    const { saved } = listen(opened);
    await opened.play(30);
    opened.session.files.save(1);
    await opened.play(1);
    expect(saved).toHaveLength(1);
    expect(saved[0]!.name).toBe("fake-seed1-cycle1.flux");
    expect(new TextDecoder().decode(saved[0]!.bytes)).toContain('"time":40');
    expect(opened.kinds(0)).not.toContain("save");
  });

  it("take the place of a cell, and the other one is brought to where they stand", async () => {
    const file = await makeFile(500);
    const opened = openSession({ playing: false }, { time: 40 });
    const { words, names } = listen(opened);
    await opened.play(30);
    opened.session.files.open(0, file);
    await opened.play(20);
    expect(opened.session.engines.map(({ time }) => time)).toEqual([500, 500]);
    expect(opened.session.conductor.clock).toMatchObject({ time: 500, awaited: undefined });
    expect(opened.kinds(1).filter((kind) => kind === "restart")).toHaveLength(1);
    expect(names()).toEqual(["fake-seed1-cycle1.flux", "LZP-NCM"]);
    expect(words).toEqual([
      "Cell A goes on from fake-seed1-cycle1.flux. A link does not hold that: save the cells to keep them.",
    ]);
  });

  it("let the other one begin anew where it is already beyond", async () => {
    const file = await makeFile(50);
    const opened = openSession({ playing: false }, { time: 400 });
    await opened.play(30);
    opened.session.files.open(1, file);
    await opened.play(20);
    expect(opened.kinds(0).filter((kind) => kind === "restart")).toHaveLength(2);
    expect(opened.session.engines.map(({ time }) => time)).toEqual([50, 50]);
    expect(opened.session.conductor.clock.time).toBe(50);
  });

  it("of both cells are both kept, and the earlier one goes on to the later", async () => {
    const [early, late] = [await makeFile(50), await makeFile(90)];
    const opened = openSession({ playing: false }, { time: 400 });
    await opened.play(30);
    opened.session.files.open(0, late);
    opened.session.files.open(1, early);
    await opened.play(20);
    expect(opened.session.files.opened.filter((name) => name !== undefined)).toHaveLength(2);
    expect(opened.session.engines.map(({ time }) => time)).toEqual([90, 90]);
  });

  it("that are none leave all as it is, and say so", async () => {
    const opened = openSession({ playing: false }, { time: 40 });
    const { words, names } = listen(opened);
    await opened.play(30);
    opened.session.files.open(0, { name: "a.png", bytes: Uint8Array.of(1, 2) });
    await opened.play(3);
    expect(words).toEqual([
      "That file was not opened. a.png: got another kind of file; expected a checkpoint",
    ]);
    expect(names()).toEqual(["NCM", "LZP-NCM"]);
    expect(opened.session.engines.map(({ time, status }) => [time, status.kind])).toEqual([
      [40, "running"],
      [40, "running"],
    ]);
  });

  it("are let go of, with a sentence, when the cells begin anew", async () => {
    const file = await makeFile(50);
    const opened = openSession({ playing: false });
    const { words, names } = listen(opened);
    await opened.play(3);
    opened.session.files.open(0, file);
    await opened.play(20);
    opened.session.restart();
    await opened.play(3);
    expect(opened.session.engines.map(({ time }) => time)).toEqual([0, 0]);
    expect(names()).toEqual(["NCM", "LZP-NCM"]);
    expect(words.at(-1)).toBe("Cell A begins anew, not from fake-seed1-cycle1.flux.");
  });

  it("open where the worker is lost, too", async () => {
    const file = await makeFile(50);
    const opened = openSession({ playing: false });
    await opened.play(3);
    opened.session.engines[0].lose("It is gone.");
    opened.session.files.open(0, file);
    await opened.play(20);
    expect(opened.session.engines[0]).toMatchObject({ time: 50, status: { kind: "running" } });
    expect(opened.session.files.opened).toEqual([file.name, undefined]);
  });
});

describe("a cell that was kept", () => {
  /** So slow that it is kept after every step. */
  const slow = { longestStep: 5, end: 1e12, stepSeconds: 40 };

  it("goes on from there when its worker is lost, with the curves up to there", async () => {
    const opened = openSession({ speed: 10 }, { cells: [slow, endless] });
    const { session, again, play } = opened;
    let keptTime: number | undefined;
    session.files.keptTimes$.subscribe(([a]) => {
      keptTime = a;
    });
    await play(40);
    session.store.update({ playing: false });
    await play(5);
    expect(keptTime).toBeGreaterThan(5);
    const before = session.engines[0].time;
    let points = 0;
    session.histories$.subscribe(([a]) => {
      points = a.halfCycles[0]?.capacity.length ?? 0;
    });
    const drawn = points;
    session.engines[0].lose("It is gone.");
    session.revive(0);
    expect(again[0]!.commands[0]).toMatchObject({ kind: "restart", origin: { kept: { since: 0 } } });
    expect(points).toBeGreaterThan(1);
    expect(points).toBeLessThanOrEqual(drawn);
    await play(10);
    expect(session.engines[0].time).toBe(before);
    expect(again[0]!.commands.filter(({ kind }) => kind === "restart")).toHaveLength(1);
  });

  it("begins anew, with no curves, where the run is another one by now", async () => {
    const opened = openSession({ speed: 10 }, { cells: [slow, endless] });
    const { session, play } = opened;
    await play(40);
    session.store.update({ playing: false });
    await play(5);
    session.engines[0].lose("It is gone.");
    // As a link would have it that was changed by hand.
    session.store.update({ events: [{ time: 1, path: "cell.cRate", value: 2 }] });
    let points = -1;
    session.histories$.subscribe(([a]) => {
      points = a.halfCycles.length;
    });
    session.revive(0);
    expect(points).toBe(1);
    await play(1);
    expect(points).toBe(0);
  });
});
