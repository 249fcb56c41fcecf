/** `resume`: the same files as without a break, what it refuses, and the cell under another scenario. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { zlibSync } from "fflate";
import { describe, expect, test } from "vitest";
import { writeCheckpoint } from "../../src/io/checkpoint.ts";
import { resultsIn } from "./process.ts";
import { createStage, handmade, type Stage } from "./stage.ts";

const small = { schemaVersion: 1, name: "small", title: "A small cell", seed: 3, protocol: { repeat: 3 } };

/** With a run of three cycles in `whole`, and one in `a` that broke off in the third step of the second. */
async function withBroken(): Promise<Stage> {
  const stage = createStage();
  stage.write("small.json", small);
  expect(await stage.run("run small.json --out whole")).toBe(0);
  expect(await stage.run("run small.json --out a --checkpoint 0", handmade({ throwAt: 7 }))).toBe(1);
  stage.told.length = 0;
  return stage;
}

const at = (stage: Stage, path: string): string => join(stage.folder, path);
const contents = (stage: Stage, folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(at(stage, folder)).map((name) => [name, readFileSync(at(stage, `${folder}/${name}`), "hex")]),
  );

describe("a run that broke off", () => {
  test("goes on from its last checkpoint to the same bytes", async () => {
    const stage = await withBroken();
    expect(readFileSync(at(stage, "a/timeseries.csv"), "utf8").split("\n")).toHaveLength(10);
    expect(await stage.run("resume a")).toBe(0);
    expect(stage.told[0]).toBe("small: goes on in cycle 2 at 14400 s");
    expect(resultsIn(at(stage, "a"))).toEqual(resultsIn(at(stage, "whole")));
    expect(readdirSync(at(stage, "a"))).toHaveLength(6);
  });

  test("goes on from its checkpoint as a file, with tables that begin there", async () => {
    const stage = await withBroken();
    expect(await stage.run("resume a/checkpoint.flux --out b")).toBe(0);
    expect(stage.told[0]).toBe("small: goes on in cycle 2 at 14400 s; tables in b begin there");
    for (const name of ["timeseries.csv", "cycles.csv"]) {
      const [head, ...rows] = readFileSync(at(stage, `b/${name}`), "utf8").split("\n");
      const whole = readFileSync(at(stage, `whole/${name}`), "utf8").split("\n");
      expect(head).toBe(whole[0]);
      expect(rows.length).toBeGreaterThan(2);
      expect(rows).toEqual(whole.slice(-rows.length));
    }
    const { cycles } = JSON.parse(readFileSync(at(stage, "whole/summary.json"), "utf8"));
    const { cycles: later } = JSON.parse(readFileSync(at(stage, "b/summary.json"), "utf8"));
    expect(later).toEqual(cycles.slice(1));
    const before = contents(stage, "b");
    expect(await stage.run("resume a/checkpoint.flux --out d --cycles 4")).toBe(2);
    expect(stage.told.at(-1)).toMatch(/--cycles: got given; expected nothing, unless --continue-with/);
    expect(await stage.run("resume b/checkpoint.flux --out c")).toBe(2);
    expect(stage.told.at(-1)).toMatch(/whose run has ended/);
    expect(contents(stage, "b")).toEqual(before);
  });

  test("keeps its own wall time, warnings, notices and events", async () => {
    const stage = createStage();
    stage.write("small.json", { ...small, cell: { cRate: "15C" } });
    const mishaps = { noticeAt: 2, eventAt: 3 };
    await stage.run("run small.json --out whole", handmade(mishaps));
    await stage.run("run small.json --out a --checkpoint 0", handmade({ ...mishaps, throwAt: 9 }));
    expect(await stage.run("resume a", handmade(mishaps))).toBe(0);
    const { notices, events, wallSeconds } = JSON.parse(readFileSync(at(stage, "a/summary.json"), "utf8"));
    expect(notices.filter((notice: string) => notice === "another model took over")).toHaveLength(1);
    expect(events).toHaveLength(1);
    expect(wallSeconds).toBeGreaterThan(0);
    expect(resultsIn(at(stage, "a"))).toEqual(resultsIn(at(stage, "whole")));
  });

  test("forgets lines behind its checkpoint, whole or half, and drafts", async () => {
    const stage = await withBroken();
    writeFileSync(at(stage, "a/timeseries.csv"), "36000.0,4.1,0.0", { flag: "a" });
    writeFileSync(at(stage, "a/cycles.csv"), `half a li${"n".repeat(5000)}`, { flag: "a" });
    writeFileSync(at(stage, "a/.checkpoint.flux.0000.draft"), "torn");
    expect(await stage.run("resume a")).toBe(0);
    expect(resultsIn(at(stage, "a"))).toEqual(resultsIn(at(stage, "whole")));
    expect(readdirSync(at(stage, "a"))).toHaveLength(6);
  });

  test("begins anew where it was killed before its first checkpoint", async () => {
    const stage = await withBroken();
    for (const name of ["checkpoint.flux", "summary.json", "steps.csv"]) rmSync(at(stage, `a/${name}`));
    expect(await stage.run("resume a")).toBe(0);
    expect(stage.told[0]).toBe("small: there is no checkpoint yet, it begins anew");
    expect(resultsIn(at(stage, "a"))).toEqual(resultsIn(at(stage, "whole")));
  });

  test("says in its notices that another kernel took over", async () => {
    const stage = await withBroken();
    const engine = { name: "Node", version: "20.19.0", kernel: "typescript" } as const;
    expect(await stage.run("resume a", { engine })).toBe(0);
    expect(JSON.parse(readFileSync(at(stage, "a/summary.json"), "utf8")).notices).toEqual([
      'resumed at 14400 s with the kernel "typescript" instead of "wasm": from there on numbers differ by round-off',
    ]);
  });

  test("is taken over from a process that is gone, and not from one of another machine", async () => {
    const stage = await withBroken();
    const lock = (owner: object): string =>
      stage.write("a/run.lock", { pid: process.pid, host: hostname(), began: "", ...owner });
    lock({ host: "elsewhere" });
    expect(await stage.run("resume a")).toBe(2);
    expect(stage.told.join()).toMatch(/folder: got .*process \d+ of another machine.*remove run\.lock/);
    // The number of this process, as one had it that began at another time.
    lock({ began: "1" });
    expect(await stage.run("resume a")).toBe(0);
    expect(readdirSync(at(stage, "a"))).toHaveLength(6);
  });
});

describe("resume refuses, and leaves all as it is:", () => {
  const refused = async (stage: Stage, words: string, sentence: RegExp): Promise<void> => {
    const before = contents(stage, "a");
    stage.told.length = 0;
    expect(await stage.run(words)).toBe(2);
    expect(stage.told.join("\n")).toMatch(sentence);
    expect(contents(stage, "a")).toEqual(before);
  };

  test("what is not there, is no run's folder, or has ended", async () => {
    const stage = await withBroken();
    mkdirSync(at(stage, "empty"));
    await refused(stage, "resume b", /^folder: got ".*b" \(no such folder\); expected the folder of a run/);
    await refused(stage, "resume empty", /^folder: got ".*empty" \(without checkpoint\.flux\); expected/);
    await refused(stage, "resume small.json", /small\.json: got another kind of file; expected a checkpoint/);
    await refused(
      stage,
      "resume whole",
      /^folder: got "whole", whose run has ended \(All cycles are done\.\)/,
    );
    rmSync(at(stage, "whole/checkpoint.flux"));
    await refused(stage, "resume whole", /without checkpoint\.flux/);
  });

  test("a checkpoint that is foreign, torn, newer, of the page or empty of content", async () => {
    const stage = await withBroken();
    const path = at(stage, "a/checkpoint.flux");
    const own = readFileSync(path);
    const newer = Buffer.from(own);
    newer.writeUInt32LE(9, 8);
    const cases: readonly [Uint8Array, RegExp][] = [
      [Buffer.from("PK\u0003\u0004"), /checkpoint\.flux: got another kind of file/],
      [zlibSync(own), /got another kind of file/],
      [new Uint8Array(0), /got an empty file/],
      [own.subarray(0, own.length - 7), /got \d+ of its \d+ bytes; expected a whole checkpoint/],
      [newer, /got format 9, written by fluxtwin 1\.2\.3; expected format 4, or a newer fluxtwin/],
      [writeCheckpoint({ step: 4 }, "1"), /got a checkpoint without tables, such as one of the page/],
      [writeCheckpoint({ step: 4, record: Uint8Array.of(1) }, "1"), /got records that cannot be read/],
      [
        writeCheckpoint({ step: 4, record: new TextEncoder().encode('{"format":9}') }, "1"),
        /got records of format 9; expected format 1/,
      ],
    ];
    for (const [bytes, sentence] of cases) {
      writeFileSync(path, bytes);
      await refused(stage, "resume a", sentence);
    }
  });

  test("tables that were changed, cut or taken away", async () => {
    const stage = await withBroken();
    const path = at(stage, "a/timeseries.csv");
    const own = readFileSync(path);
    writeFileSync(path, own.toString().replace("4.0", "9.0"));
    await refused(
      stage,
      "resume a",
      /timeseries\.csv: got lines that have been changed; expected the \d+ bytes/,
    );
    writeFileSync(path, own.subarray(0, 200));
    await refused(stage, "resume a", /timeseries\.csv: got 200 bytes; expected/);
    rmSync(path);
    await refused(stage, "resume a", /timeseries\.csv: got no such file; expected/);
  });

  test("options that are wrong, all at once", async () => {
    const stage = await withBroken();
    await refused(
      stage,
      "resume a --checkpoint -1 --out b --cycles x",
      /--checkpoint: got "-1"; expected a number from 0.*\n--cycles: got "x".*\n--cycles: got given.*\n--out: got given; expected nothing, unless --continue-with/,
    );
    for (const minutes of ["-1", "soon", "1e9999", ""])
      expect(await stage.run(["run", "small.json", "--out", "b", "--checkpoint", minutes])).toBe(2);
  });
});

describe("a cell under another scenario", () => {
  test("goes into a folder of its own, with cycles from 1 and the cell's time", async () => {
    const stage = await withBroken();
    stage.write("next.json", { ...small, name: "next" });
    expect(await stage.run("resume whole --continue-with next.json --cycles 1")).toBe(0);
    expect(readdirSync(at(stage, "runs/next-seed3"))).toHaveLength(6);
    expect(stage.told[0]).toBe("next: begins at 43200 s with the cell of whole, in runs/next-seed3");
    expect(await stage.run("resume whole/checkpoint.flux --continue-with next.json --out b")).toBe(0);
    expect(await stage.run("resume whole --continue-with next.json --out b")).toBe(2);
    expect(stage.told.at(-1)).toMatch(/^--out: got .*which already holds/);
  });

  test("resumes as any run, also where it was killed right at its start", async () => {
    const stage = await withBroken();
    stage.write("next.json", { ...small, name: "next" });
    await stage.run("resume whole --continue-with next.json --out b");
    expect(await stage.run("resume whole --continue-with next.json --out c", handmade({ throwAt: 2 }))).toBe(
      1,
    );
    expect(await stage.run("resume c")).toBe(0);
    expect(stage.told).toContain("next: goes on in cycle 1 at 43200 s");
    expect(resultsIn(at(stage, "c"))).toEqual(resultsIn(at(stage, "b")));
  });

  test("is refused with the scenario's problems and the folder's", async () => {
    const stage = await withBroken();
    expect(await stage.run("resume a --continue-with nothing")).toBe(2);
    expect(stage.told.join()).toMatch(/scenario: got "nothing"/);
    for (const name of ["checkpoint.flux", "summary.json"]) rmSync(at(stage, `a/${name}`));
    expect(await stage.run("resume a --continue-with small.json --out b")).toBe(2);
    expect(stage.told.join()).toMatch(/folder: got "a" \(without checkpoint\.flux\); expected a run with/);
  });
});
