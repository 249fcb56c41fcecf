/** `explain` in the terminal: what it prints and writes, for a scenario and for the folder of a run, and how it goes on. */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { csvParse } from "d3-dsv";
import { expect, test } from "vitest";
import type { Explanation } from "../../src/attribution/explanation.ts";
import { describeExplanation } from "../../src/cli/explain-text.ts";
import { SMALL } from "./process.ts";
import { createStage } from "./stage.ts";

const scenarioFolder = fileURLToPath(new URL("../../scenarios", import.meta.url));
/** Contact loss, isolation and interphase only. */
const FEW = {
  ...SMALL,
  ...{ name: "few", cell: { width: "90 um", cRate: "1.5C" }, contactLoss: { medianLife: 2 } },
  ...{ fracture: { active: false }, intergranular: { level: "none" }, voids: { active: false } },
  ...{ cracking: { rate: 0 }, interface: { filmGrowth: "0 ohm cm2/h^0.5" }, anode: { thickness: "1100 um" } },
  ...{ mechanics: { mode: "off" }, protocol: { repeat: 3 } },
};

test("writes, prints and keeps, and goes on with what is kept", async () => {
  const stage = createStage();
  const { folder, printed, told, write, run } = stage;
  write("few.json", FEW);
  const words = "explain few.json --workers 0 --cycle 2 --out why";
  expect(await run(words, { scenarioFolder }), told.join()).toBe(0);
  const answer: Explanation = JSON.parse(readFileSync(join(folder, "why/explain.json"), "utf8"));
  expect(answer).toMatchObject({ ok: true, scenario: "few", cycle: 2, referenceCycle: 1, slowRate: 0.05 });
  const shares = answer.causes.reduce((sum, { share }) => sum + share.loss, answer.rest.loss);
  expect(shares).toBeCloseTo(answer.loss.loss, 13);
  const rows = csvParse(readFileSync(join(folder, "why/explain.csv"), "utf8"));
  expect(rows).toHaveLength(8);
  expect(rows.columns.slice(0, 11)).toEqual([...answer.causes.map(({ key }) => key), "run"]);
  rows.forEach((row, k) => {
    const { reference, now, slowReference, slowNow, run: isRun } = answer.coalitions[k]!;
    expect(row.run).toBe(String(isRun));
    expect(Number(row.loss_mAh_cm2)).toBeCloseTo(reference - now, 9);
    expect(Number(row.slowLoss_mAh_cm2)).toBeCloseTo(slowReference! - slowNow!, 9);
  });
  expect(printed.slice(0, -1)).toEqual(describeExplanation(answer));
  const runs = answer.coalitions.filter((own) => own.run).length;
  expect(readdirSync(join(folder, "why/runs"))).toHaveLength(2 * runs);
  expect(told.at(-1)).toBe(
    `few: ${2 * runs} of at most ${2 * runs} runs, ${5 * runs} of at most ${5 * runs} cycles`,
  );

  const before = readFileSync(join(folder, "why/explain.json"), "utf8");
  rmSync(join(folder, "why/runs", "isolation, 2 cycles.json"));
  rmSync(join(folder, "why/explain.json"));
  told.length = 0;
  expect(await run(words, { scenarioFolder }), told.join()).toBe(0);
  expect(told).toHaveLength(2);
  expect(readFileSync(join(folder, "why/explain.json"), "utf8")).toBe(before);

  told.length = 0;
  expect(await run(words.replace("--cycle 2", "--cycle 3"), { scenarioFolder })).toBe(2);
  expect(told).toEqual([
    `--out: got "${join(folder, "why")}", which holds the runs of another explanation; expected another place, or --force to begin anew`,
  ]);
});

test("explains the last cycle of a run that was made before, with its scenario", async () => {
  const { folder, printed, told, write, run } = createStage();
  write("few.json", FEW);
  expect(await run("run few.json --cycles 2 --out run", { scenarioFolder }), told.join()).toBe(0);
  expect(await run("explain run --workers 0 --slow 0", { scenarioFolder })).toBe(0);
  expect(printed.find((line) => line.startsWith("few, seed 1: cycle 2 gives"))).toBeDefined();
  expect(existsSync(join(folder, "run/explain/explain.csv"))).toBe(true);
  expect(readdirSync(join(folder, "run/explain/runs")).every((name) => name.endsWith("2 cycles.json"))).toBe(
    true,
  );
  const text = readFileSync(join(folder, "run/explain/job.json"), "utf8");
  expect(JSON.parse(text)).toMatchObject({ cycle: 2, slowRate: 0, scenario: { mesh: { value: "draft" } } });
  told.length = 0;
  write("run/scenario.json", "{}");
  rmSync(join(folder, "run/scenario.json"));
  expect(await run("explain run", { scenarioFolder })).toBe(2);
  expect(told[0]).toMatch(/^what: got ".*" \(a folder without scenario.json\); expected the folder of a run/);
});

test("tells every wrong word at once", async () => {
  const { told, run } = createStage();
  expect(await run("explain nowhere --cycle 1 --workers x --mesh huge --slow fast", { scenarioFolder })).toBe(
    2,
  );
  expect(told.map((line) => line.replace(/: .*/, ""))).toEqual([
    "--mesh",
    "--cycle",
    "--workers",
    "--slow",
    "scenario",
  ]);
});

test("an interrupt ends it, and what has ended is kept", async () => {
  const { folder, told, write, run } = createStage();
  write("few.json", FEW);
  let stop: (status?: number) => void = () => {};
  const status = await run("explain few.json --workers 0 --out why", {
    scenarioFolder,
    onInterrupt: (own) => {
      stop = own;
      return () => {};
    },
    tell: (line) => {
      told.push(line);
      if (line.startsWith("few: 2 of")) stop(130);
    },
  });
  expect(status).toBe(130);
  expect(told.at(-1)).toBe("Interrupted; the same command goes on with the runs that are kept in why");
  expect(readdirSync(join(folder, "why/runs"))).toHaveLength(2);
  expect(readdirSync(join(folder, "why"))).not.toContain("run.lock");
});

const none = { loss: 0, polarisation: 0 };

test("the waterfall begins where the step before ended, and lists what left no trace", () => {
  const cause = (key: string, name: string, alone: number, share: number, state = "acted") => ({
    ...{ key, name, side: "cathode", state, codependent: none },
    ...{ alone: { loss: alone, polarisation: 0.25 * alone }, share: { loss: share, polarisation: 0 } },
  });
  const lines = describeExplanation({
    ...{ ok: true, scenario: "cell", seed: 3, cycle: 50, referenceCycle: 2, slowRate: 0.05 },
    ...{ capacity: { reference: 2, now: 1 }, loss: { loss: 1, polarisation: 0.25 } },
    ...{ rest: { loss: -0.1, polarisation: 0 }, codependence: { loss: 0.2, polarisation: 0 } },
    ...{ sides: { cathode: none, anode: none }, notices: ["One more thing."] },
    causes: [
      cause("contactLoss", "contact loss", 0.6, 0.7),
      cause("interphase", "interphase", 0.3, 0.4),
      cause("voids", "voids", 0, 0, "no trace"),
      cause("depletion", "lithium used up", 0, 0, "off"),
    ],
    coalitions: [],
  } as unknown as Explanation);
  expect(lines).toMatchSnapshot();
});
