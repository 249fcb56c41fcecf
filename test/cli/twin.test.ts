/** `twin` in the terminal: follows a file that grows, goes on after a kill to the same bytes, never rewinds, and foretells. */
import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { csvParse } from "d3-dsv";
import { expect, test } from "vitest";
import { addTold, createRun, createTold, parseScenario } from "../../sim-core/index.ts";
import { formatTimeSeries } from "../../src/io/time-series.ts";
import { loadShipped } from "../cell/small-cell.ts";
import { SMALL } from "./process.ts";
import { createStage } from "./stage.ts";

const scenarioFolder = fileURLToPath(new URL("../../scenarios", import.meta.url));
const CELL = {
  ...SMALL,
  ...{ name: "quick", cell: { width: "90 um", cRate: "1C" }, mechanics: { mode: "off" } },
  ...{ fracture: { active: false }, intergranular: { level: "none" }, voids: { active: false } },
  ...{ solver: { shells: 4, stepTolerance: "20 mV", model: "homogenised" }, protocol: { repeat: 2 } },
};
const PLAN = {
  ...{ schemaVersion: 1, members: 12, modelError: { capacity_percent: 0.5 } },
  parameters: [{ path: "interface.filmGrowth", range: [1, 20] }],
};
const WORDS = "twin cell.csv --scenario quick.json --plan plan.json --workers 0 --out followed";

/** Rows of two cycles of a cell that no member is. */
const LINES = ((): readonly string[] => {
  const overrides = { "interface.filmGrowth": 4, seed: 77, mesh: "draft" };
  const run = createRun(parseScenario(CELL, { load: loadShipped, overrides }));
  const told = createTold();
  while (run.status.kind === "running") addTold(told, run.advance({}));
  return formatTimeSeries(told.samples).trimEnd().split("\n");
})();

/** Lines up to the end of a cycle. */
function untilCycle(cycle: number): number {
  const column = LINES[0]!.split(",").indexOf("Cycle Count / 1");
  return LINES.findLastIndex((line, k) => k > 0 && Number(line.split(",")[column]) === cycle) + 1;
}

test("follows a growing file by whole cycles, survives a kill, and refuses a file that was changed", async () => {
  const { folder, told, write, run } = createStage();
  write("quick.json", CELL);
  write("plan.json", PLAN);
  write("cell.meta.json", { finalized: false });
  const half = untilCycle(1) + 4;
  write("cell.csv", `${LINES.slice(0, half).join("\n")}\n${LINES[half]!.slice(0, 9)}`);
  expect(await run(WORDS, { scenarioFolder }), told.join("\n")).toBe(0);
  const rows = () => csvParse(readFileSync(join(folder, "followed/twin.csv"), "utf8"));
  expect(rows().map(({ cycle }) => cycle)).toEqual(["1"]);

  write("cell.csv", `${LINES.join("\n")}\n`);
  write("cell.meta.json", { finalized: true });
  expect(await run(WORDS, { scenarioFolder }), told.join("\n")).toBe(0);
  expect(rows().map(({ cycle }) => cycle)).toEqual(["1", "2"]);
  for (const row of rows()) {
    expect(row.explained).toBe("true");
    expect(Number(row.retention_p5)).toBeLessThanOrEqual(Number(row.retention_p50));
    expect(Number(row.retention_p50)).toBeLessThanOrEqual(Number(row.retention_p95));
  }

  const envelope = readFileSync(join(folder, "followed/twin.bte.json"), "utf8");
  const { envelope: link } = JSON.parse(readFileSync(join(folder, "followed/state.json"), "utf8"));
  expect(link).toEqual({ number: 2, hash: `sha256:${createHash("sha256").update(envelope).digest("hex")}` });
  expect(JSON.parse(envelope)).toMatchObject({
    ...{
      bte_version: "0.1.1",
      models: [{ kind: "custom" }],
      state: { cycle_count: 2 },
      version: { number: 2 },
    },
    state: { as_of: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) },
  });

  // A whole run at once, of which half the members are lost, gives the same bytes.
  const whole = readFileSync(join(folder, "followed/twin.json"), "utf8");
  const runs = join(folder, "followed/runs.jsonl");
  const kept = readFileSync(runs, "utf8");
  writeFileSync(runs, kept.slice(0, Math.floor(kept.length / 2)));
  rmSync(join(folder, "followed/state.json"));
  expect(await run(WORDS, { scenarioFolder })).toBe(0);
  expect(readFileSync(join(folder, "followed/twin.json"), "utf8")).toBe(whole);

  const ahead = "forecast followed --ahead 2 --workers 0";
  const setting = ["--set", "cell.cRate=6C"];
  expect(await run([...ahead.split(" "), ...setting], { scenarioFolder }), told.join("\n")).toBe(0);
  const outlook = JSON.parse(readFileSync(join(folder, "followed/forecast.json"), "utf8"));
  expect(outlook).toMatchObject({ after: 2, ahead: 2, members: 12, short: null });
  expect(outlook.cycles.map((own: { cycle: number }) => own.cycle)).toEqual([3, 4]);
  const [asIs, worse] = [outlook, outlook.changed].map((own) => own.cycles[0].capacity.p50);
  expect(worse).toBeLessThan(asIs);
  expect(await run("forecast followed --set cell.width=2", { scenarioFolder })).toBe(2);
  expect(told.at(-1)).toContain("needs a new cell");
  expect(await run("forecast nowhere --ahead 0", { scenarioFolder })).toBe(2);

  write("cell.csv", `${LINES.slice(0, half).join("\n")}\n`);
  expect(await run(WORDS, { scenarioFolder })).toBe(2);
  expect(told.at(-1)).toContain("rows that the twin has taken in");
  const changed = LINES.map((line, k) => (k === 5 ? line.replace(/^[^,]*,[^,]*/, (own) => `${own}1`) : line));
  write("cell.csv", `${changed.join("\n")}\n`);
  expect(await run(WORDS, { scenarioFolder })).toBe(2);
  expect(told.at(-1)).toContain("rows that have been changed");
});
