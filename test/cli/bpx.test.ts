/** `bpx` in the terminal: what it prints, writes and refuses. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { MATERIAL, newFile } from "../bpx/files.ts";
import { createStage } from "./stage.ts";

const scenarioFolder = fileURLToPath(new URL("../../scenarios", import.meta.url));

test("a scenario goes out as a file, comes in as a scenario, and neither is written over", async () => {
  const { folder, printed, told, write, run } = createStage();
  expect(await run("bpx export lzp-ncm --out cell.bpx.json", { scenarioFolder }), told.join()).toBe(0);
  expect(told).toEqual(["Not in the file: protocol, events, solver, mesh and seed of lzp-ncm."]);
  expect(
    await run("bpx import cell.bpx.json --extends ncm --out back.json", { scenarioFolder }),
    told.join(),
  ).toBe(0);
  expect(printed).toContainEqual(expect.stringMatching(/^ {2}interface\.exchangeCurrentDensity +2 A\/m2/));
  expect(printed).toContainEqual(expect.stringContaining("of User-defined.fluxtwin"));
  expect(JSON.parse(readFileSync(join(folder, "back.json"), "utf8"))).toMatchObject({
    extends: "ncm",
    interface: { coatingThickness: { value: "25 nm", source: "BPX 1.1.1: LZP-NCM | Li6PS5Cl | Li" } },
  });
  expect(await run("validate back.json", { scenarioFolder }), told.join()).toBe(0);
  write("other.json", newFile());
  expect(await run("bpx import other.json --out back.json", { scenarioFolder })).toBe(2);
  expect(told.at(-1)).toContain("which already holds back.json; expected a place without results");
});

test("all that is wrong is told at once, also what only a scenario knows", async () => {
  const { told, write, run } = createStage();
  write("wide.json", newFile({ ...MATERIAL, "Thickness [m]": 0.5 }));
  expect(await run("bpx import wide.json --extends nmc", { scenarioFolder })).toBe(2);
  const thickness = 'cathode.thickness: got "500000 um"; expected a length from 5 um to 1 mm';
  expect(told).toEqual([expect.stringMatching(/^--extends: got "nmc"; expected one of/), thickness]);
  expect(await run("bpx import wide.json", { scenarioFolder })).toBe(2);
  expect(told.at(-1)).toBe(thickness);
  expect(await run("bpx import nowhere.json", { scenarioFolder })).toBe(2);
  expect(told.at(-1)).toMatch(/^file: got /);
});
