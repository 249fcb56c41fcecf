/** `calibrate` in the terminal: a small cell gives its parameter back, goes on where it was broken off, refuses in words. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { csvParse } from "d3-dsv";
import { expect, test } from "vitest";
import { countCycles, createRun, parseScenario } from "../../sim-core/index.ts";
import { loadCalibration } from "../../src/cli/calibrate-command.ts";
import type { Surroundings } from "../../src/cli/surroundings.ts";
import { loadShipped } from "../cell/small-cell.ts";
import { SMALL } from "./process.ts";
import { createStage } from "./stage.ts";

const scenarioFolder = fileURLToPath(new URL("../../scenarios", import.meta.url));
/** One cycle that the reaction at the particles shortens; seeds differ in their contacts. */
const CELL = {
  ...SMALL,
  ...{ name: "quick", cell: { width: "90 um", cRate: "1C" }, mechanics: { mode: "off" } },
  ...{ fracture: { active: false }, intergranular: { level: "none" }, voids: { active: false } },
  protocol: { repeat: 1 },
};
const TRUE_VALUE = 0.7;

/** What the cell gives with the value that is to be found, mean over the seeds. */
function generate(seeds: readonly number[]): { readonly capacity: number; readonly energy: number } {
  const cycles = seeds.map((seed) => {
    const overrides = {
      ...{ "interface.exchangeCurrentDensity": TRUE_VALUE, seed },
      ...{ mesh: "draft", "solver.model": "reduced" },
    };
    const run = createRun(parseScenario(CELL, { load: loadShipped, overrides }));
    return run.advance({}).cycles[0]!;
  });
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, own) => sum + own, 0) / values.length;
  return {
    capacity: mean(cycles.map((own) => own.dischargeCapacity_mAh_cm2)),
    energy: mean(cycles.map((own) => own.dischargeEnergy_mWh_cm2)),
  };
}

const { capacity, energy } = generate([3, 4]);
const TARGETS = {
  ...{ schemaVersion: 1, name: "twin", seeds: [3, 4], rounds: 8 },
  scenarios: { cell: "quick.json" },
  parameters: [{ path: "interface.exchangeCurrentDensity", range: ["0.1 A/m2", 10], start: 4 }],
  targets: [
    {
      ...{ name: "capacity", scenario: "cell", quantity: "dischargeCapacity_mAh_cm2", cycle: 1 },
      ...{ value: capacity, tolerance: 0.0005 },
    },
    {
      ...{ name: "energy", scenario: "cell", quantity: "dischargeEnergy_mWh_cm2", cycle: 1 },
      ...{ value: energy, tolerance: 0.002, source: "made up" },
    },
  ],
};

test("gives back the value with which targets were made, and goes on where it was broken off", async () => {
  const stage = createStage();
  const { folder, printed, told, write, run } = stage;
  write("quick.json", CELL);
  write("targets.json", TARGETS);
  const words = "calibrate targets.json --workers 0 --out answer";
  expect(await run(words, { scenarioFolder }), told.join("\n")).toBe(0);
  const text = readFileSync(join(folder, "answer/calibration.json"), "utf8");
  const answer = JSON.parse(text);
  expect(answer).toMatchObject({ name: "twin", converged: true, seeds: [3, 4] });
  const [found] = answer.parameters;
  expect(Math.abs(Math.log(found.best / TRUE_VALUE))).toBeLessThan(0.02);
  expect(found.interval[0]).toBeLessThan(TRUE_VALUE);
  expect(found.interval[1]).toBeGreaterThan(TRUE_VALUE);
  expect(found.identified).toBe("identified");
  for (const { miss, count } of answer.targets) {
    expect(Math.abs(miss)).toBeLessThan(0.3);
    expect(count).toBe(2);
  }
  const { value, source, confidence } = answer.overrides.cell.interface.exchangeCurrentDensity;
  expect([value, confidence]).toEqual([`${found.best} A/m2`, "L"]);
  expect(source).toMatch(
    /^fitted to (capacity|energy) \(.* \+- .*; range 0.1 to 10 A\/m2, 5 to 95 % .* A\/m2, 2 seeds \[fitted\]$/,
  );
  // They may be laid into a scenario as they are.
  const merged = { ...CELL, interface: answer.overrides.cell.interface };
  expect(parseScenario(merged, { load: loadShipped }).interface.exchangeCurrentDensity).toBeCloseTo(
    found.best,
    9,
  );
  const rows = csvParse(readFileSync(join(folder, "answer/calibration.csv"), "utf8"));
  expect(rows).toHaveLength(answer.points);
  const best = rows.find((row) => row.best === "true")!;
  expect(Number(best["interface.exchangeCurrentDensity (A/m2)"])).toBe(found.best);
  expect(Number(best.capacity)).toBeCloseTo(answer.targets[0].mean, 9);
  expect(told.filter((line) => line.startsWith("warning:"))).toHaveLength(1);
  expect(printed[0]).toContain("twin has converged");

  // Half of the runs are lost, the last of those that are left within its line.
  const runsPath = join(folder, "answer/runs.jsonl");
  const lines = readFileSync(runsPath, "utf8").trimEnd().split("\n");
  expect(lines).toHaveLength(2 * answer.points);
  const half = lines.slice(0, answer.points);
  writeFileSync(runsPath, `${half.join("\n")}\n${lines[answer.points]!.slice(0, 20)}`);
  rmSync(join(folder, "answer/calibration.json"));
  told.length = 0;
  expect(await run(words, { scenarioFolder }), told.join("\n")).toBe(0);
  expect(readFileSync(join(folder, "answer/calibration.json"), "utf8")).toBe(text);
  expect(readFileSync(runsPath, "utf8").trimEnd().split("\n").sort()).toEqual([...lines].sort());

  // Another aim takes the same runs; another scenario does not.
  write("targets.json", { ...TARGETS, rounds: 1 });
  told.length = 0;
  expect(await run(words, { scenarioFolder })).toBe(1);
  expect(told.filter((line) => line.includes("runs of this round"))).toEqual([]);
  expect(printed.join("\n")).toContain("has not converged");
  write("quick.json", { ...CELL, cell: { ...CELL.cell, cRate: "0.9C" } });
  told.length = 0;
  expect(await run(words, { scenarioFolder })).toBe(2);
  expect(told.at(-1)).toBe(
    `--out: got "${join(folder, "answer")}", which holds the runs of another calibration; expected another place, or --force to begin anew`,
  );
}, 120_000);

test("an interrupt ends it in order, and the next one goes on to the same bytes", async () => {
  const { folder, told, write, run } = createStage();
  write("quick.json", CELL);
  const other = { scenario: "other", quantity: "retention", cycle: 1, atLeast: 0.5, tolerance: 1 };
  const scenarios = { cell: "quick.json", other: { extends: "quick.json", overrides: { "cell.cRate": 2 } } };
  const parameters = [{ ...TARGETS.parameters[0], scenarios: ["cell"] }];
  const targets = [...TARGETS.targets, other];
  write("targets.json", { ...TARGETS, rounds: 2, scenarios, parameters, targets });
  expect(await run("calibrate targets.json --workers 0 --out whole", { scenarioFolder })).toBe(1);
  expect(told.filter((line) => line.startsWith("warning: scenarios.other: got no parameter"))).toHaveLength(
    1,
  );
  // What no parameter changes is computed once for each seed.
  const kept = readFileSync(join(folder, "whole/runs.jsonl"), "utf8").trimEnd().split("\n");
  expect(kept.filter((line) => JSON.parse(line).scenario === "other")).toHaveLength(2);
  expect(kept.length).toBeGreaterThan(6);
  let stop: (status?: number) => void = () => {};
  const interrupted = {
    scenarioFolder,
    onInterrupt: (own: typeof stop) => {
      stop = own;
      return () => {};
    },
    tell: (line: string) => {
      told.push(line);
      if (line.includes("round 1")) stop(130);
    },
  };
  expect(await run("calibrate targets.json --workers 0 --out broken", interrupted)).toBe(130);
  expect(told.at(-1)).toBe("Interrupted; the same command goes on with the runs that are kept in broken");
  expect(existsSync(join(folder, "broken/calibration.json"))).toBe(false);
  expect(readdirSync(join(folder, "broken")).sort()).toEqual(["job.json", "runs.jsonl"]);
  expect(await run("calibrate targets.json --workers 0 --out broken", { scenarioFolder })).toBe(1);
  for (const name of ["calibration.json", "calibration.csv"])
    expect(readFileSync(join(folder, "broken", name), "utf8")).toBe(
      readFileSync(join(folder, "whole", name), "utf8"),
    );
}, 120_000);

test("tells every problem of the file at once", async () => {
  const { folder, told, write, run } = createStage();
  write("quick.json", CELL);
  const at = { scenario: "cell", quantity: "retention", cycle: 1 };
  write("targets.json", {
    ...{ schemaVersion: 2, name: "Twin", seeds: [1, 1, -1], mesh: "huge", jump: -1, colour: "red" },
    scenarios: { cell: "quick.json", gone: { extends: "nowhere", cycle: 3 }, idle: "quick.json" },
    parameters: [
      { path: "contactLoss.life", range: [1, 2] },
      { path: "mesh", range: [1, 2] },
      { path: "contactLoss.medianLife", range: [0, "1 um"], scale: "log" },
      { path: "interface.filmResistance", range: [1, 10], start: 20, scenarios: ["cell"] },
      { path: "interface.exchangeCurrentDensity", range: [5, 1] },
    ],
    targets: [
      { ...at, value: "66.1 mV", tolerance: 0 },
      { ...at, quantity: "fade", value: 1, tolerance: 1 },
      { ...at, value: 1, atMost: 2, tolerance: 1 },
      { less: at, than: { ...at, scenario: "gone", quantity: "voidFraction", cycle: 0 }, tolerance: "2 %" },
      { less: at, than: { ...at, scenario: "gone", quantity: "interphaseThickness_nm" }, tolerance: 1 },
    ],
  });
  expect(await run("calibrate targets.json --rounds 0 --out answer", { scenarioFolder })).toBe(2);
  for (const line of told) expect(line).toMatch(/^[^:]+(: [^:]+)?: got .+; expected .+$/);
  const shown = told.map((line) =>
    line.replaceAll(folder, "FOLDER").replace(/one of (?:[\w-]+, ){9}.*/, "one of many"),
  );
  expect(shown).toMatchInlineSnapshot(`
    [
      "--rounds: got "0"; expected a whole number from 1",
      "targets file.colour: got "red"; expected one of many",
      "schemaVersion: got 2; expected 1",
      "name: got "Twin"; expected small letters, digits and hyphens, such as "paper-targets"",
      "seeds[2]: got -1; expected a whole number from 0",
      "seeds: got [1,1,-1]; expected seeds that differ",
      "mesh: got "huge"; expected one of draft, standard, fine",
      "jump: got -1; expected "AUTO", or a whole number from 0 to 1000",
      "targets[0].value: got "66.1 mV"; expected a number, or a share such as "66.1 %"",
      "targets[0].tolerance: got 0; expected a tolerance above 0",
      "targets[1].quantity: got "fade"; expected one of many",
      "targets[2]: got "value, atMost"; expected one of value, atMost and atLeast, or an order: less and than",
      "targets[3].than.cycle: got 0; expected a whole number from 1",
      "targets[4].than.quantity: got "interphaseThickness_nm"; expected a quantity of the unit of retention",
      "scenarios.gone.cycle: got 3; expected one of extends, cycles, overrides",
      "scenarios.gone: scenario: got "nowhere" (no such file in FOLDER); expected the path of a JSON file, or one of many",
      "parameters[0].path: got "contactLoss.life"; expected a path of the parameter table (see schema)",
      "parameters[1].path: got "mesh"; expected a real number of the cell",
      "parameters[2].range[0]: got 0; expected a number of cycles from 0.1 to 100000",
      "parameters[2].range[1]: got "1 um"; expected a number of cycles from 0.1 to 100000",
      "parameters[3].start: got 20; expected a value in the range",
      "parameters[4].range: got [5,1]; expected the lower value first",
    ]
  `);
  expect(existsSync(join(folder, "answer"))).toBe(false);
});

test("a scenario of which no target speaks, and too few cycles", async () => {
  const { told, write, run } = createStage();
  write("quick.json", CELL);
  const scenarios = { cell: { extends: "quick.json", cycles: 3 }, idle: "quick.json" };
  const targets = [{ ...TARGETS.targets[0], cycle: 4 }];
  write("targets.json", { ...TARGETS, scenarios, targets });
  expect(await run("calibrate targets.json --workers 0", { scenarioFolder })).toBe(2);
  expect(told).toEqual([
    'scenarios.idle: got "a scenario without a target"; expected one that a target names',
    'scenarios.cell: got "3 cycles"; expected as many as its targets ask for: 4',
  ]);
});

test("the targets of the paper are a valid file", async () => {
  const path = fileURLToPath(new URL("../../targets/paper.json", import.meta.url));
  const surroundings = { folder: "/", scenarioFolder } as Surroundings;
  const { seeds, targets, parameters, scenarios } = loadCalibration(surroundings, path, { mesh: "draft" });
  expect(seeds).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(targets.slice(0, 2).map(({ aim, tolerance }) => [aim, tolerance])).toEqual([
    [0.661, 0.02],
    [0.79, 0.02],
  ]);
  expect(targets[2]).toMatchObject({ demand: "most", aim: -0.1 });
  expect(parameters.map(({ range, scale }) => [...range, scale])).toEqual([
    [10, 100, "log"],
    [1, 1.4, "linear"],
    [1e-4, 1e-2, "log"],
    [0.02, 0.3, "log"],
    [4, 15, "log"],
  ]);
  const cycles = Object.fromEntries(scenarios.map((own) => [own.name, countCycles(own.scenario.protocol)]));
  expect(cycles).toMatchObject({ swage: 70, "swage-coated": 90, tomo: 100, "tomo-driven": 40 });
});

test("a homogenised scenario keeps its model where the file names none, and a file may name it", () => {
  const { folder, write } = createStage();
  write("quick.json", CELL);
  write("whole.json", { ...CELL, solver: { model: "homogenised" } });
  const surroundings = { folder, scenarioFolder } as Surroundings;
  const also = { ...TARGETS.targets[0], name: "other", scenario: "whole" };
  const scenarios = { cell: "quick.json", whole: "whole.json" };
  const file = { ...TARGETS, scenarios, targets: [...TARGETS.targets, also] };
  const modelsOf = (model?: string): string[] => {
    write("targets.json", { ...file, model });
    const calibration = loadCalibration(surroundings, "targets.json", {});
    return calibration.scenarios.map(({ scenario }) => scenario.solver.model);
  };
  expect(modelsOf()).toEqual(["reduced", "homogenised"]);
  expect(modelsOf("homogenised")).toEqual(["homogenised", "homogenised"]);
  expect(modelsOf("full")).toEqual(["full", "full"]);
});

test("a file that is none", async () => {
  const { told, write, run } = createStage();
  write("targets.json", [1]);
  expect(await run("calibrate targets.json", { scenarioFolder })).toBe(2);
  expect(told[0]).toContain("targets file: got [1]; expected an object");
  told.length = 0;
  expect(await run("calibrate nowhere.json --seeds none --what", { scenarioFolder })).toBe(2);
  expect(told).toHaveLength(3);
});
