/** `measured` in the terminal: what it prints, writes and refuses. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { csvParse } from "d3-dsv";
import { expect, test } from "vitest";
import * as layouts from "../measured/layouts.ts";
import { SMALL } from "./process.ts";
import { createStage } from "./stage.ts";

test("prints what was understood, and writes nothing unasked", async () => {
  const { printed, write, run } = createStage();
  write("cell.txt", layouts.land());
  expect(await run("measured cell.txt --mass 5 --area 0.785")).toBe(0);
  expect(printed.slice(0, 3)).toEqual([
    "cell.txt: LAND / LANHE",
    "40 rows, 2 cycles (1 to 2), 2 charges, 2 discharges, 4 h",
    "5 mg of active material, 0.785 cm2",
  ]);
});

test("writes both tables, and writes over neither without leave", async () => {
  const { folder, printed, told, write, run } = createStage();
  write("cell.csv", layouts.newareFlat());
  expect(await run("measured cell.csv --area 0.75 --out tables"), told.join()).toBe(0);
  expect(printed.at(-1)).toBe(`(measured.bdf.csv and cycles.csv in ${join(folder, "tables")})`);
  const rows = csvParse(readFileSync(join(folder, "tables/measured.bdf.csv"), "utf8"));
  expect(rows).toHaveLength(40);
  expect(rows[6]).toMatchObject({ "Test Time / s": "2250.0", "Current / A": "0.0", "Cycle Count / 1": "1" });
  const cycles = csvParse(readFileSync(join(folder, "tables/cycles.csv"), "utf8"));
  expect(cycles.map((row) => row.dischargeCapacity_mAh_cm2)).toEqual(["1.0", "1.0"]);
  expect(await run("measured tables/measured.bdf.csv")).toBe(0);
  expect(printed.at(-1)).not.toContain("Question");
  expect(await run("measured cell.csv --out tables")).toBe(2);
  expect(told.at(-1)).toContain(
    "which already holds measured.bdf.csv, cycles.csv; expected a place without results",
  );
  expect(await run("measured cell.csv --out tables --force")).toBe(0);
  expect(printed.at(-1)).toContain("the area is not known, so that they are of the whole cell");
});

test("a sidecar beside the file says that it still grows", async () => {
  const { printed, write, run } = createStage();
  write("feed.bdf.csv", "test_time_second,voltage_volt,current_ampere\r\n0,3.5,0.1\r\n1,3.");
  write("feed.meta.json", { finalized: false });
  expect(await run("measured feed.bdf.csv")).toBe(0);
  expect(printed).toContain(
    "The file was still being written; its last line, which has no end yet, was left out.",
  );
});

test("tells all that is wrong at once, and leaves no folder behind", async () => {
  const { folder, told, write, run } = createStage();
  expect(await run("measured nowhere.csv --mass heavy --positive up --restart")).toBe(2);
  expect(told.map((line) => line.replace(/: .*/, ""))).toEqual(["option", "--mass", "--positive", "file"]);
  told.length = 0;
  write("bad.csv", layouts.bdf().replace("3.675", "three"));
  expect(await run("measured bad.csv --out tables")).toBe(2);
  expect(told).toEqual(['bad.csv, row 2 (line 3), Voltage / V: got "three"; expected a number']);
  expect(existsSync(join(folder, "tables"))).toBe(false);
});

test("a run of the model, read as if it had been measured, has the cycles that the run has told", async () => {
  const { folder, told, write, run } = createStage();
  const scenarioFolder = fileURLToPath(new URL("../../scenarios", import.meta.url));
  const { createRun } = await import("../../sim-core/index.ts");
  write("small.json", { ...SMALL, name: "small", mechanics: { mode: "off" }, protocol: { repeat: 2 } });
  expect(
    await run("run small.json --model homogenised --out run", { scenarioFolder, createRun }),
    told.join(),
  ).toBe(0);
  expect(await run("measured run/timeseries.csv --out read"), told.join()).toBe(0);
  const [own, read] = ["run", "read"].map((name) =>
    csvParse(readFileSync(join(folder, name, "cycles.csv"), "utf8")),
  );
  expect(read).toHaveLength(2);
  for (const [k, row] of read!.entries()) {
    for (const label of ["duration_s", "chargeCapacity_mAh_cm2", "dischargeCapacity_mAh_cm2"])
      expect(Math.abs(Number(row[label]) / Number(own![k]![label]) - 1), label).toBeLessThan(2e-3);
    for (const label of ["retention", "coulombicEfficiency"])
      expect(Math.abs(Number(row[label]) - Number(own![k]![label])), label).toBeLessThan(2e-3);
  }
});
