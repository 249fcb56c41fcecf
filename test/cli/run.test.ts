/** `run`: what it writes, when it refuses to write, and what is left of a run that ends early. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Advance } from "../../sim-core/index.ts";
import { createHandmadeRun, createStage, handmade, type Stage } from "./stage.ts";

const FILES = [
  "checkpoint.flux",
  "cycles.csv",
  "scenario.json",
  "steps.csv",
  "summary.json",
  "timeseries.csv",
];
const small = { schemaVersion: 1, name: "small", title: "A small cell", seed: 3, protocol: { repeat: 2 } };

function withScenario(): Stage {
  const stage = createStage();
  stage.write("small.json", small);
  return stage;
}

const read = (stage: Stage, path: string): string => readFileSync(join(stage.folder, path), "utf8");
const summaryIn = (stage: Stage, folder: string): Record<string, unknown> =>
  JSON.parse(read(stage, `${folder}/summary.json`));

describe("a run to the end", () => {
  test("writes the six files into a folder named after scenario and seed, and nothing else", async () => {
    const stage = withScenario();
    expect(await stage.run("run small.json")).toBe(0);
    expect(readdirSync(join(stage.folder, "runs/small-seed3")).sort()).toEqual(FILES);
    expect(stage.printed).toHaveLength(1);
  });

  test.each([
    ["AUTO", 1000],
    ["auto", 1000],
    ["5", 5],
    ["0", 0],
  ])("with --jump %s may jump %i cycles at once", async (word, most) => {
    const stage = withScenario();
    expect(await stage.run(`run small.json --out a --jump ${word}`)).toBe(0);
    expect(JSON.parse(read(stage, "a/scenario.json")).solver.jump).toMatchObject({ value: most });
  });

  test("writes exactly the documented keys of the summary", async () => {
    const stage = withScenario();
    await stage.run("run small.json --out a");
    const summary = summaryIn(stage, "a");
    expect(Object.keys(summary)).toEqual(
      "scenario version seed engine model status message notices events wallSeconds steps nodes cycles ledger".split(
        " ",
      ),
    );
    expect(summary).toMatchObject({
      scenario: "small",
      version: "1.2.3",
      seed: 3,
      engine: { name: "Node", version: "20.19.0", kernel: "wasm" },
      status: "completed",
      message: "All cycles are done.",
      steps: 8,
      nodes: 7,
    });
    expect(summary.ledger).toEqual({
      cathodeActive: 1,
      cathodeIsolated: 0.25,
      anode: 2,
      interphase: 0.5,
      intergranularConnected: 0.2,
      intergranularDead: 0.1,
      initial: 4.05,
      residualRelative: 1e-13,
    });
    expect(summary.wallSeconds).toBeGreaterThan(0);
  });

  test("takes cycles, seed and mesh from the command line and writes them into scenario.json", async () => {
    const stage = withScenario();
    await stage.run("run small.json --cycles 3 --seed 9 --mesh draft --out a");
    expect(summaryIn(stage, "a")).toMatchObject({ seed: 9, steps: 12 });
    const scenario = JSON.parse(read(stage, "a/scenario.json"));
    expect(scenario.seed.value).toBe(9);
    expect(scenario.mesh.value).toBe("draft");
    expect(scenario.protocol.repeat.value).toBe(3);
    expect(scenario.electrolyte.conductivity).toHaveProperty("source");
  });

  test("takes several --set values, with and without a unit", async () => {
    const stage = withScenario();
    const words = ["run", "small.json", "--out", "a", "--set", "cell.width=300 um", "cell.stackPressure=5"];
    expect(await stage.run(words)).toBe(0);
    const { cell } = JSON.parse(read(stage, "a/scenario.json"));
    expect([cell.width.value, cell.stackPressure.value]).toEqual([300, 5]);
  });

  test("writes scenario.json so that it runs again", async () => {
    const stage = withScenario();
    await stage.run("run small.json --cycles 1 --out a");
    expect(await stage.run("run a/scenario.json --out b")).toBe(0);
    expect(read(stage, "b/timeseries.csv")).toBe(read(stage, "a/timeseries.csv"));
  });

  test("takes the interface model from the command line and names it in what it writes and prints", async () => {
    const stage = withScenario();
    await stage.run("run small.json --cycles 1 --model reduced --out a");
    await stage.run("run small.json --cycles 1 --out b");
    expect(summaryIn(stage, "a")).toMatchObject({ model: "reduced", notices: [] });
    expect(JSON.parse(read(stage, "a/scenario.json")).solver.model.value).toBe("reduced");
    expect(summaryIn(stage, "b").model).toBe("full");
    expect(stage.printed[0]).toContain("reduced interface model");
  });

  test("tells at once that another model took over, and keeps it in the summary", async () => {
    const stage = withScenario();
    await stage.run("run small.json --out a", handmade({ noticeAt: 3 }));
    expect(stage.told).toContain("small: another model took over");
    expect(summaryIn(stage, "a").notices).toEqual(["another model took over"]);
  });

  test("takes changes on the way, which stand in the scenario that it keeps", async () => {
    const stage = createStage();
    stage.write("small.json", { ...small, events: ["1 h: cell.cRate = 1"] });
    const words = ["--event", "30 min: cell.cRate = 2C", "--event", "7200.125s:cell.stackPressure=5"];
    words.push("--event", "t=3600 s: kill 17");
    expect(await stage.run(["run", "small.json", "--out", "a", ...words])).toBe(0);
    const kept = JSON.parse(readFileSync(join(stage.folder, "a", "scenario.json"), "utf8"));
    expect(kept.events).toEqual([
      "1800 s: cell.cRate = 2C",
      "3600 s: cell.cRate = 1C",
      "3600 s: particle 17 = detached",
      "7200.125 s: cell.stackPressure = 5 MPa",
    ]);
  });

  test("tells events when they happen and keeps them in the summary", async () => {
    const stage = withScenario();
    await stage.run("run small.json --out a", handmade({ eventAt: 5 }));
    expect(stage.told).toContain("small, cycle 2: A particle has lost contact.");
    expect(summaryIn(stage, "a").events).toEqual([
      {
        kind: "detachment",
        time_s: 5 * 3600,
        cycle: 2,
        phase: "charge",
        voltage_V: 4,
        message: "A particle has lost contact.",
      },
    ]);
  });

  test("tells each cycle behind what has happened in it, also where many end at once", async () => {
    const stage = withScenario();
    await stage.run("run small.json --out a", {
      createRun: (scenario) => {
        const run = createHandmadeRun(scenario, { eventAt: 5 });
        const advance = (): Advance => {
          const parts = Array.from({ length: 8 }, () => run.advance({}));
          return {
            ...parts.at(-1)!,
            samples: parts.flatMap(({ samples }) => samples),
            cycles: parts.flatMap(({ cycles }) => cycles),
            events: parts.flatMap(({ events }) => events),
          };
        };
        return Object.assign(Object.create(run), { advance }) as typeof run;
      },
    });
    expect(
      stage.told.map((line) =>
        line
          .split(/ of 2|:/)
          .slice(0, 2)
          .join(":"),
      ),
    ).toEqual(["small: cycle 1", "small, cycle 2: A particle has lost contact.", "small: cycle 2"]);
  });

  test("tells one line per cycle where there is no terminal", async () => {
    const stage = withScenario();
    await stage.run("run small.json");
    expect(stage.told.filter((line) => /cycle \d of 2/.test(line))).toHaveLength(2);
  });
});

describe("results that are there already", () => {
  test("are refused before anything is solved, and stay as they are", async () => {
    const stage = withScenario();
    mkdirSync(join(stage.folder, "a"));
    writeFileSync(join(stage.folder, "a/cycles.csv"), "precious");
    let built = false;
    const status = await stage.run("run small.json --out a", {
      createRun: (scenario) => {
        built = true;
        return createHandmadeRun(scenario);
      },
    });
    expect([status, built]).toEqual([2, false]);
    expect(stage.told.join()).toMatch(/--out: got .*cycles\.csv.*; expected .*--force/);
    expect(readdirSync(join(stage.folder, "a"))).toEqual(["cycles.csv"]);
    expect(read(stage, "a/cycles.csv")).toBe("precious");
  });

  test("give way to --force; other files of the folder stay", async () => {
    const stage = withScenario();
    await stage.run("run small.json --out a");
    writeFileSync(join(stage.folder, "a/notes.txt"), "mine");
    expect(await stage.run("run small.json --out a --cycles 1")).toBe(2);
    expect(await stage.run("run small.json --out a --cycles 1 --force")).toBe(0);
    expect(summaryIn(stage, "a").steps).toBe(4);
    expect(readdirSync(join(stage.folder, "a")).sort()).toEqual([...FILES, "notes.txt"].sort());
  });

  test("of a run that was started meanwhile are not overwritten either", async () => {
    const stage = withScenario();
    const status = await stage.run("run small.json --out a", {
      createRun: (scenario) => {
        mkdirSync(join(stage.folder, "a"));
        writeFileSync(join(stage.folder, "a/scenario.json"), "theirs");
        return createHandmadeRun(scenario);
      },
    });
    expect(status).toBe(2);
    expect(readdirSync(join(stage.folder, "a"))).toEqual(["scenario.json"]);
    expect(read(stage, "a/scenario.json")).toBe("theirs");
  });

  test("cannot be a file in the folder's place", async () => {
    const stage = withScenario();
    stage.write("a", "text");
    expect(await stage.run("run small.json --out a")).toBe(2);
    expect(await stage.run("run small.json --out a/b")).toBe(2);
    expect(read(stage, "a")).toBe("text");
  });
});

describe("a run that ends early", () => {
  test("that fails keeps what was computed and exits with 1", async () => {
    const stage = withScenario();
    expect(await stage.run("run small.json --out a", handmade({ failAt: 6 }))).toBe(1);
    expect(summaryIn(stage, "a")).toMatchObject({
      status: "failed",
      message: "The step became too short.",
      steps: 6,
    });
    expect(read(stage, "a/timeseries.csv").trim().split("\n")).toHaveLength(8);
    expect(read(stage, "a/cycles.csv").trim().split("\n")).toHaveLength(2);
  });

  test("that breaks keeps what was computed and shows no stack", async () => {
    const stage = withScenario();
    expect(await stage.run("run small.json --out a", handmade({ throwAt: 5 }))).toBe(1);
    expect(summaryIn(stage, "a")).toMatchObject({ status: "failed", steps: 5 });
    expect(stage.told.join("\n")).toContain("broken invariant: charge is kept");
    expect(stage.told.join("\n")).not.toMatch(/^\s+at /m);
  });

  test("that is interrupted keeps what was computed and exits with 1", async () => {
    const stage = withScenario();
    let interrupt = (): void => {};
    let watched = false;
    const status = await stage.run("run small.json --out a --cycles 10", {
      ...handmade({ onStep: (step) => step === 9 && interrupt() }),
      onInterrupt: (stop) => {
        interrupt = stop;
        watched = true;
        return () => {
          watched = false;
        };
      },
    });
    expect([status, watched]).toEqual([1, false]);
    expect(summaryIn(stage, "a")).toMatchObject({ status: "interrupted", steps: 10 });
    expect(read(stage, "a/cycles.csv").trim().split("\n")).toHaveLength(3);
  });

  test("that is killed leaves what was saved on the way", async () => {
    const stage = withScenario();
    let seen: Record<string, unknown> = {};
    let there: string[] = [];
    await stage.run("run small.json --out a --cycles 20", {
      ...handmade({
        onStep: (step) => {
          if (step !== 79) return;
          seen = summaryIn(stage, "a");
          there = readdirSync(join(stage.folder, "a"));
        },
      }),
    });
    expect(seen.status).toBe("running");
    expect(seen.steps).toBeGreaterThan(20);
    expect(there.sort()).toEqual([...FILES, "run.lock"].sort());
    expect(readdirSync(join(stage.folder, "a")).sort()).toEqual(FILES);
  });

  test("before its first step leaves no folder behind", async () => {
    const stage = withScenario();
    const status = await stage.run("run small.json --out a", {
      createRun: () => {
        throw new Error("broken invariant: the mesh has no hole");
      },
    });
    expect(status).toBe(1);
    expect(readdirSync(stage.folder)).toEqual(["small.json"]);
    expect(stage.told).toEqual(["fluxtwin stopped: broken invariant: the mesh has no hole"]);
  });
});
