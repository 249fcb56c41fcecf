/** Rests that end when the voltage hardly moves any more, and holds that end when the current does. */
import { describe, expect, it } from "vitest";
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import { createRun } from "../../sim-core/time/run/run.ts";
import { loadShipped } from "../cell/small-cell.ts";

/** The last step of a protocol, and how the run ended. */
function lastStep(steps: readonly string[], tolerance = "1 mV") {
  const scenario = parseScenario(
    {
      schemaVersion: 1,
      name: "rate",
      extends: "ncm",
      mesh: "draft",
      cell: { width: "60 um" },
      cathode: { columns: 4, rows: 2, thickness: "30 um" },
      electrolyte: { thickness: "30 um" },
      mechanics: { mode: "off" },
      protocol: { repeat: 1, steps },
    },
    { load: loadShipped, overrides: { "solver.stepTolerance": tolerance } },
  );
  const { status, steps: ended } = createRun(scenario).advance({});
  expect(status).toEqual({ kind: "completed", message: "completed 1 cycle" });
  return ended.at(-1)!;
}

const RATES = ["10 mV/h", "1 mV/h", "0.1 mV/h", "0.01 mV/h", "0.001 mV/h", "0.0001 mV/h"];

describe("a rest until the voltage hardly moves", () => {
  it("ends at every rate, the slower the later", () => {
    const rests = RATES.map((rate) => lastStep(["Charge at 1C for 10 min", `Rest until dV/dt < ${rate}`]));
    expect(rests.map(({ endedBy }) => endedBy)).toEqual(RATES.map((rate) => `dV/dt < ${rate}`));
    const durations = rests.map(({ duration_s }) => duration_s);
    expect(durations.toSorted((a, b) => a - b)).toEqual(durations);
    expect(new Set(durations).size).toBe(RATES.length);
  });

  it("ends when it does with small steps, within 10 % of the time", () => {
    const steps = ["Charge at 1C for 10 min", "Rest until dV/dt < 1 mV/h"];
    const [coarse, fine] = [lastStep(steps), lastStep(steps, "0.01 mV")];
    expect(Math.abs(coarse.duration_s / fine.duration_s - 1)).toBeLessThan(0.1);
  });
});

it("a hold ends when its current hardly moves", () => {
  const rates = ["10 mA/cm2/h", "1 mA/cm2/h", "0.1 mA/cm2/h"];
  const holds = rates.map((rate) =>
    lastStep(["Charge at 1C until 4 V", `Hold at 4 V until dI/dt < ${rate}`]),
  );
  expect(holds.map(({ endedBy }) => endedBy)).toEqual(rates.map((rate) => `dI/dt < ${rate}`));
  const durations = holds.map(({ duration_s }) => duration_s);
  expect(durations.toSorted((a, b) => a - b)).toEqual(durations);
});
