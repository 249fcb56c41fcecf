/** `sweep`: a small cell over ranges, whole, in parts and interrupted. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { csvParse } from "d3-dsv";
import { expect, test } from "vitest";
import { createStage } from "./stage.ts";

const scenarioFolder = fileURLToPath(new URL("../../scenarios", import.meta.url));

const CELL = {
  ...{ schemaVersion: 1, name: "quick", extends: "ncm", mesh: "draft" },
  cell: { width: "40 um" },
  cathode: { columns: 2, rows: 2, thickness: "30 um" },
  electrolyte: { thickness: "30 um" },
  anode: { thickness: "20 um" },
  mechanics: { mode: "off" },
  protocol: { repeat: 1 },
};
const PLAN = {
  ...{ schemaVersion: 1, name: "rate-and-film", scenario: "quick.json", seeds: 2 },
  design: { kind: "grid", count: 2 },
  parameters: [
    { path: "cell.cRate", range: ["0.5C", "1C"] },
    { path: "interface.filmResistance", range: ["10 ohm cm2", 40], scale: "linear" },
  ],
  quantities: [{ quantity: "dischargeCapacity_mAh_cm2", cycle: 1 }, { quantity: "shortCycle" }],
};

test("has a row for each run, the same whether it was computed at once, in parts, or after an interrupt", async () => {
  const { folder, printed, told, write, run } = createStage();
  write("quick.json", CELL);
  write("plan.json", PLAN);
  const read = (place: string): string => readFileSync(join(folder, place, "sweep.csv"), "utf8");
  const sweep = (words: string): Promise<number> =>
    run(`sweep plan.json --workers 0 ${words}`, { scenarioFolder });
  expect(await sweep("--out whole"), told.join("\n")).toBe(0);
  expect(printed.at(-1)).toBe("8 runs (sweep.csv and sweep.json in whole)");
  const rows = csvParse(read("whole"));
  expect(rows.columns).toEqual([
    "point",
    "cell.cRate (C)",
    "interface.filmResistance (ohm cm2)",
    "seed",
    "ended",
    "dischargeCapacity_mAh_cm2@1",
    "shortCycle",
  ]);
  expect(rows.map((row) => [row.point, row["cell.cRate (C)"], row.seed].join(" "))).toEqual(
    ["1 0.5", "2 0.5", "3 1.0", "4 1.0"].flatMap((own) => [`${own} 1`, `${own} 2`]),
  );
  const capacityOf = (k: number): number => Number(rows[k]!["dischargeCapacity_mAh_cm2@1"]);
  // More current or a thicker film gives back less.
  expect(capacityOf(0)).toBeGreaterThan(capacityOf(2));
  expect(capacityOf(0)).toBeGreaterThan(capacityOf(4));

  expect(await sweep("--shard 1/2 --out first")).toBe(0);
  expect(printed.at(-1)).toBe("4 of 8 runs; --take joins the others (sweep.csv and sweep.json in first)");
  expect(await sweep("--shard 2/2 --take first --out second")).toBe(0);
  expect(read("second")).toBe(read("whole"));

  // Half of the runs are lost, the last of those that are left within its line.
  const kept = join(folder, "whole/runs.jsonl");
  const lines = readFileSync(kept, "utf8").split("\n");
  writeFileSync(kept, `${lines.slice(0, 4).join("\n")}\n${lines[4]!.slice(0, 20)}`);
  told.length = 0;
  expect(await sweep("--out whole")).toBe(0);
  expect(told.at(-1)).toMatch(/^rate-and-film: 4 of 4 runs/);
  expect(read("whole")).toBe(read("second"));
});

test("tells what each parameter does, from the means of the seeds", async () => {
  const { folder, printed, told, write, run } = createStage();
  write("quick.json", CELL);
  write("plan.json", { ...PLAN, seeds: 1, design: { kind: "morris", count: 2, seed: 7 } });
  expect(await run("sweep plan.json --workers 0 --out a", { scenarioFolder }), told.join("\n")).toBe(0);
  const { sensitivities, runs } = JSON.parse(readFileSync(join(folder, "a/sweep.json"), "utf8"));
  expect(runs).toBe(6);
  const [rate, film, ...others] = sensitivities;
  expect(rate).toMatchObject({ quantity: "dischargeCapacity_mAh_cm2@1", parameter: "cell.cRate" });
  expect(rate.indices["mean effect"]).toBeLessThan(0);
  expect(film.indices["mean effect"]).toBeLessThan(0);
  for (const { indices } of others) expect(indices["mean size of the effect"]).toBe(0);
  expect(printed[0]).toMatch(/^dischargeCapacity_mAh_cm2@1: cell\.cRate: mean effect -/);
});

test("is refused with all that is wrong with its plan, its part and the parts of others", async () => {
  const { told, write, run } = createStage();
  write("quick.json", CELL);
  write("plan.json", {
    ...PLAN,
    name: "Rate and film",
    design: { kind: "square", count: 0 },
    parameters: [{ path: "cell.crate", range: [1, 2] }],
    quantities: [{ quantity: "retention" }],
  });
  expect(await run("sweep plan.json --shard 3/2", { scenarioFolder })).toBe(2);
  const wheres = told.map((line) => line.split(":")[0]);
  expect(wheres).toEqual([
    "--shard",
    "name",
    "design.kind",
    "design.count",
    "quantities[0].cycle",
    "parameters[0].path",
  ]);
  write("plan.json", { ...PLAN, design: { kind: "grid", count: 2000 } });
  expect(await run("sweep plan.json", { scenarioFolder })).toBe(2);
  expect(told.at(-1)).toBe(
    "design.count: got 2000; expected one that makes 1000000 runs at most, not 8000000",
  );
  write("plan.json", PLAN);
  expect(await run("sweep plan.json --take elsewhere", { scenarioFolder })).toBe(2);
  expect(told.at(-1)).toMatch(/^--take: got ".*elsewhere"; expected the folder of a sweep/);
});
