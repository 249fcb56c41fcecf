/** `fit` in the terminal: a small cell gives its parameter back, goes on where it was broken off, refuses in words. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { csvParse } from "d3-dsv";
import { expect, test } from "vitest";
import { addTold, createRandom, createRun, createTold, parseScenario } from "../../sim-core/index.ts";
import { formatTimeSeries } from "../../src/io/time-series.ts";
import { loadShipped } from "../cell/small-cell.ts";
import { SMALL } from "./process.ts";
import { createStage } from "./stage.ts";

const scenarioFolder = fileURLToPath(new URL("../../scenarios", import.meta.url));
const CELL = {
  ...SMALL,
  ...{ name: "quick", cell: { width: "90 um", cRate: "1C" }, mechanics: { mode: "off" } },
  ...{ fracture: { active: false }, intergranular: { level: "none" }, voids: { active: false } },
  ...{ solver: { shells: 6, stepTolerance: "10 mV" }, protocol: { repeat: 1 } },
};
const TRUE_VALUE = 0.7;
const PLAN = {
  ...{ schemaVersion: 1, members: 12, rounds: 2 },
  parameters: [{ path: "interface.exchangeCurrentDensity", range: ["0.1 A/m2", 10] }],
};

/** A file of a cell with 2 mV of noise. */
function measure(): string {
  const overrides = {
    ...{ "interface.exchangeCurrentDensity": TRUE_VALUE, seed: 77 },
    ...{ mesh: "draft", "solver.model": "reduced" },
  };
  const run = createRun(parseScenario(CELL, { load: loadShipped, overrides }));
  const told = createTold();
  while (run.status.kind === "running") addTold(told, run.advance({}));
  const random = createRandom(1, "noise");
  return formatTimeSeries(
    told.samples.map((own) => ({ ...own, voltage: own.voltage + 0.002 * random.normal() })),
  );
}

test("gives back the value with which the file was made, and goes on where it was broken off", async () => {
  const { folder, printed, told, write, run } = createStage();
  write("quick.json", CELL);
  write("plan.json", PLAN);
  write("cell.csv", measure());
  const words = "fit cell.csv --scenario quick.json --plan plan.json --workers 0 --out answer";
  await run(words, { scenarioFolder });
  const path = join(folder, "answer/fit.json");
  expect(existsSync(path), told.join("\n")).toBe(true);
  const text = readFileSync(path, "utf8");
  const { parameters, members, cycles, notes } = JSON.parse(text);
  expect([members, cycles]).toEqual([12, 1]);
  expect(parameters[0].interval[0]).toBeLessThan(TRUE_VALUE);
  expect(parameters[0].interval[1]).toBeGreaterThan(TRUE_VALUE);
  expect(parameters[0].interval[1] / parameters[0].interval[0]).toBeLessThan(3);
  expect(notes.join(" ")).toContain("microstructure of the cell is not known");
  expect(printed.join("\n")).toContain("interface.exchangeCurrentDensity");
  const rows = csvParse(readFileSync(join(folder, "answer/fit.csv"), "utf8"));
  expect(rows.length).toBe(1 + 2 * 5);
  for (const { residual } of rows) expect(Math.abs(Number(residual))).toBeLessThan(0.05);
  const scenario = JSON.parse(readFileSync(join(folder, "answer/fitted-scenario.json"), "utf8"));
  expect(scenario.interface.exchangeCurrentDensity.source).toContain("[fitted]");
  expect(() => parseScenario(scenario, { load: loadShipped })).not.toThrow();

  const runs = join(folder, "answer/runs.jsonl");
  const whole = readFileSync(runs, "utf8");
  writeFileSync(runs, whole.slice(0, Math.floor(whole.length / 2)));
  await run(words, { scenarioFolder });
  expect(readFileSync(path, "utf8")).toBe(text);
  expect(readFileSync(runs, "utf8").split("\n").sort()).toEqual(whole.split("\n").sort());
});

test("refuses what is wrong all at once", async () => {
  const { told, write, run } = createStage();
  write("quick.json", CELL);
  write("cell.csv", "time,voltage\n1,2\n");
  write("plan.json", {
    schemaVersion: 2,
    parameters: [{ path: "cell.width", range: [3, 1] }],
    members: 3,
    odd: 1,
  });
  const words = "fit no.csv --scenario quick.json --plan plan.json --workers -1 --model none";
  expect(await run(words, { scenarioFolder })).toBe(2);
  const all = told.join("\n");
  for (const part of ["--workers", "--model", "no such file"]) expect(all).toContain(part);
  const second = createStage();
  second.write("quick.json", CELL);
  second.write("plan.json", {
    schemaVersion: 2,
    parameters: [{ path: "cell.none", range: [1, 3] }],
    members: 3,
    odd: 1,
  });
  second.write("cell.csv", "time,voltage\n1,2\n");
  expect(await second.run("fit cell.csv --scenario quick.json --plan plan.json", { scenarioFolder })).toBe(2);
  const said = second.told.join("\n");
  for (const part of ["schemaVersion", "parameters[0].path", "members", "odd"]) expect(said).toContain(part);
});
