/** What is left when writing fails, there is no room, memory runs out, or the clock jumps. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createPace } from "../../src/cli/run-pace.ts";
import { beginTable } from "../../src/cli/table-file.ts";
import { readCheckpoint } from "../../src/io/checkpoint.ts";
import { faultyDisk, smallDisk } from "./disks.ts";
import { resultsIn } from "./process.ts";
import { createStage, handmade, type Stage } from "./stage.ts";

const small = { schemaVersion: 1, name: "small", title: "A small cell", seed: 3, protocol: { repeat: 3 } };
const WORDS = "run small.json --checkpoint 0 --out";
const TABLES = ["timeseries.csv", "steps.csv", "cycles.csv"];

async function withWhole(): Promise<Stage> {
  const stage = createStage();
  stage.write("small.json", small);
  expect(await stage.run(`${WORDS} whole`)).toBe(0);
  stage.told.length = 0;
  return stage;
}

const at = (stage: Stage, path: string): string => join(stage.folder, path);
const text = (stage: Stage, path: string): string => readFileSync(at(stage, path), "utf8");

/** Every file is one that the run writes at some time: whole lines of the tables, JSON, a checkpoint that can be read. */
function expectNoHalf(stage: Stage, folder: string): void {
  const expected = resultsIn(at(stage, "whole"));
  for (const name of readdirSync(at(stage, folder))) {
    const path = at(stage, `${folder}/${name}`);
    if (TABLES.includes(name)) {
      expect(expected[name]!.startsWith(text(stage, `${folder}/${name}`)), name).toBe(true);
      expect(text(stage, `${folder}/${name}`)).toMatch(/\n$/);
    } else if (name.endsWith(".json")) JSON.parse(readFileSync(path, "utf8"));
    else if (name === "checkpoint.flux") readCheckpoint(readFileSync(path));
    else if (name !== "run.lock") expect(name, "nothing else").toMatch(/\.draft$/);
  }
}

describe("write n of a run fails", () => {
  test("for every n: files are old or new, a sentence tells of it, and a resume makes them whole", async () => {
    const stage = await withWhole();
    const counting = faultyDisk(() => false);
    expect(await stage.run(`${WORDS} counted`, { disk: counting.disk })).toBe(0);
    const writes = counting.calls();
    expect(writes).toBeGreaterThan(60);
    const statuses = new Set<number>();
    for (let n = 1; n <= writes; n++) {
      stage.told.length = 0;
      const folder = `n${n}`;
      const { disk, refused } = faultyDisk((call) => call === n);
      const status = await stage.run(`${WORDS} ${folder}`, { disk });
      statuses.add(status);
      expect(refused).toHaveLength(1);
      // Where there are no links, a name is claimed in another way.
      if (refused[0] !== "linkSync") expect(stage.told.join("\n"), folder).toMatch(/i\/o error/);
      expect(stage.told.join("\n"), folder).not.toMatch(/^\s+at /m);
      if (status === 2) {
        expect(existsSync(at(stage, folder)), `${folder}: ${stage.told}`).toBe(false);
        continue;
      }
      expectNoHalf(stage, folder);
      if (status === 1) expect(await stage.run(`resume ${folder}`), `${folder}: ${stage.told}`).toBe(0);
      expect(resultsIn(at(stage, folder)), folder).toEqual(resultsIn(at(stage, "whole")));
    }
    expect([...statuses].sort()).toEqual([0, 1, 2]);
  }, 120_000);

  test("and all after it: what was there before stays, and a resume makes it whole", async () => {
    const stage = await withWhole();
    const counting = faultyDisk(() => false);
    await stage.run(`${WORDS} counted`, { disk: counting.disk });
    for (let n = 1; n <= counting.calls(); n += 3) {
      const folder = `from${n}`;
      const status = await stage.run(`${WORDS} ${folder}`, { disk: faultyDisk((call) => call >= n).disk });
      expect(status).toBeGreaterThan(0);
      if (status === 2) continue;
      expectNoHalf(stage, folder);
      expect(stage.told.join("\n")).toMatch(/not saved: .*i\/o error.*; what was saved before is there/);
      expect(await stage.run(`resume ${folder}`), `${folder}: ${stage.told}`).toBe(0);
      expect(resultsIn(at(stage, folder)), folder).toEqual(resultsIn(at(stage, "whole")));
    }
  }, 120_000);

  test("over results that are there: each is the old or the new one", async () => {
    const stage = await withWhole();
    const old = "the old one\n";
    for (let n = 1; n <= 12; n++) {
      const folder = `over${n}`;
      mkdirSync(at(stage, folder));
      for (const name of Object.keys(resultsIn(at(stage, "whole"))))
        writeFileSync(at(stage, `${folder}/${name}`), old);
      const disk = faultyDisk((call) => call === n).disk;
      const status = await stage.run(`${WORDS} ${folder} --force`, { disk });
      if (status !== 2) continue;
      for (const [name, own] of Object.entries(resultsIn(at(stage, "whole")))) {
        const found = text(stage, `${folder}/${name}`);
        expect(found === old || own.startsWith(found), `${folder}/${name}`).toBe(true);
      }
    }
  });
});

describe("a disk without room", () => {
  test("of 8 KB: the run is refused before it begins, and leaves nothing", async () => {
    const stage = await withWhole();
    mkdirSync(at(stage, "disk"));
    const disk = smallDisk(at(stage, "disk"), () => 8192);
    expect(await stage.run(`${WORDS} disk/a`, { disk })).toBe(2);
    expect(stage.told.join()).toMatch(
      /^--out: got ".*disk\/a" \(no space left on device\); expected a place/,
    );
    expect(readdirSync(at(stage, "disk"))).toEqual([]);
  });

  test("of 64 KB: what was saved stays, what is missing is told, and a resume finishes when there is room", async () => {
    const stage = await withWhole();
    const long = "run small.json --cycles 40 --checkpoint 0 --out";
    expect(await stage.run(`${long} long`)).toBe(0);
    mkdirSync(at(stage, "disk"));
    let room = 65536;
    const disk = smallDisk(at(stage, "disk"), () => room);
    stage.told.length = 0;
    expect(await stage.run(`${long} disk/a`, { disk })).toBe(1);
    const told = stage.told.join("\n");
    expect(told).toMatch(/not saved: .*\(no space left on device\).*; what was saved before is there/);
    expect(told).toContain("`fluxtwin resume disk/a` goes on from the last checkpoint");
    const series = text(stage, "disk/a/timeseries.csv");
    expect(text(stage, "long/timeseries.csv").startsWith(series)).toBe(true);
    expect(series).toMatch(/\n$/);
    expect(JSON.parse(text(stage, "disk/a/summary.json")).status).toBe("running");
    // Still no room: nothing becomes worse.
    expect(await stage.run("resume disk/a", { disk })).not.toBe(0);
    room = 1e7;
    expect(await stage.run("resume disk/a", { disk })).toBe(0);
    expect(resultsIn(at(stage, "disk/a"))).toEqual(resultsIn(at(stage, "long")));
  });

  test("that gets room again in the course of a run holds all of it at the end", async () => {
    const stage = await withWhole();
    mkdirSync(at(stage, "disk"));
    let room = 1e7;
    const disk = smallDisk(at(stage, "disk"), () => room);
    const onStep = (step: number): void => {
      if (step === 3) room = 0;
      if (step === 9) room = 1e7;
    };
    const clock = (() => {
      let seconds = 0;
      return () => (seconds += 10);
    })();
    expect(await stage.run(`${WORDS} disk/a`, { disk, clock, ...handmade({ onStep }) })).toBe(0);
    expect(stage.told.some((line) => line.startsWith("small: not saved: timeseries.csv (no space"))).toBe(
      true,
    );
    expect(stage.told).toContain("small: everything is saved again");
    expect(resultsIn(at(stage, "disk/a"))).toEqual(resultsIn(at(stage, "whole")));
  });
});

describe("memory that runs out", () => {
  test("in a step: a sentence, and the run goes on from its last checkpoint", async () => {
    const stage = await withWhole();
    const thrown = new RangeError("Array buffer allocation failed");
    expect(await stage.run(`${WORDS} a`, handmade({ throwAt: 10, thrown }))).toBe(1);
    expect(stage.told.join("\n")).toContain(
      "The run broke off: there is no memory left (Array buffer allocation failed)",
    );
    expect(await stage.run("resume a")).toBe(0);
    expect(resultsIn(at(stage, "a"))).toEqual(resultsIn(at(stage, "whole")));
  });

  test("for a checkpoint: the run goes on without it and makes up for it", async () => {
    const stage = await withWhole();
    expect(await stage.run(`${WORDS} a`, handmade({ saveAt: 8 }))).toBe(0);
    expect(stage.told).toContain("small: not saved: checkpoint.flux (Array buffer allocation failed)");
    expect(resultsIn(at(stage, "a"))).toEqual(resultsIn(at(stage, "whole")));
  });
});

describe("the pace of saving", () => {
  /** What is saved when the clock shows these times, s, with a checkpoint every minute. */
  function saves(times: readonly number[], seconds = 60): string[] {
    let now = 0;
    const pace = createPace(() => now, seconds);
    return times.map((time) => {
      now = time;
      const what = pace.due(false);
      if (what !== undefined) pace.saved(what, true);
      return what ?? "";
    });
  }

  test("is one of tables every 30 s and of a checkpoint after its minutes", () => {
    expect(saves([10, 30, 40, 61, 80, 91, 121])).toEqual([
      "",
      "tables",
      "",
      "checkpoint",
      "",
      "tables",
      "checkpoint",
    ]);
  });

  test("neither stops nor becomes busy where the clock is set back or forth", () => {
    expect(saves([20, -5000, -4999, -4969, -4939])).toEqual(["", "checkpoint", "", "tables", "checkpoint"]);
    expect(saves([20, 9e6, 9e6 + 1, 9e6 + 31, 9e6 + 61])).toEqual([
      "",
      "checkpoint",
      "",
      "tables",
      "checkpoint",
    ]);
  });

  test("with 0 min is one of a checkpoint after every cycle", () => {
    const pace = createPace(() => 0, 0);
    expect([pace.due(false), pace.due(true)]).toEqual([undefined, "checkpoint"]);
  });

  test("tries again after 30 s where a checkpoint is missing, and not at once", () => {
    let now = 0;
    const pace = createPace(() => now, 600);
    now = 601;
    expect(pace.due(false)).toBe("checkpoint");
    pace.saved("checkpoint", false);
    const after = [1, 29, 30].map((seconds) => {
      now = 601 + seconds;
      return pace.due(true);
    });
    expect(after).toEqual([undefined, undefined, "checkpoint"]);
  });
});

describe("a write that is done by half", () => {
  test("leaves the table as it was, which the next one goes on with", () => {
    const folder = createStage().folder;
    const path = join(folder, "table.csv");
    let room = 1e6;
    const table = beginTable(
      smallDisk(folder, () => room),
      path,
      "a,b\n",
    );
    table.add("1,2\n".repeat(400));
    room = 512;
    expect(() => table.write({ lasting: true })).toThrow("no space left on device");
    expect(readFileSync(path, "utf8")).toBe("a,b\n");
    room = 1e6;
    table.add("3,4\n");
    table.write({ lasting: true });
    expect(readFileSync(path, "utf8")).toBe(`a,b\n${"1,2\n".repeat(400)}3,4\n`);
    expect(table.mark().bytes).toBe(4 + 1600 + 4);
  });
});

describe("a run whose core has broken off", () => {
  test("is saved as its last checkpoint has it, not as the core has left it", async () => {
    const stage = await withWhole();
    // The core goes on by a step that is never told of.
    const core = handmade({ throwAt: 10 });
    let taken = 0;
    const takeCheckpoint: typeof core.takeCheckpoint = (run) => {
      taken = run.time / 3600;
      return core.takeCheckpoint(run);
    };
    expect(await stage.run(`${WORDS} a`, { ...core, takeCheckpoint })).toBe(1);
    expect(taken).toBe(8);
  });
});
