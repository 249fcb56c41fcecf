import { describe, expect, it } from "vitest";
import { currentDensityOf, nominalArealCapacity } from "../../sim-core/scenario/capacity.ts";
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import { listSteps } from "../../sim-core/scenario/protocol/protocol.ts";
import type { ProtocolStep } from "../../sim-core/scenario/record/scenario.ts";
import { fileWith, loadShipped, parseShipped, problemsOf } from "./shipped-scenarios.ts";

function stepsOf(...steps: object[]): readonly ProtocolStep[] {
  return listSteps(parseScenario(fileWith({ protocol: { steps } }), { load: loadShipped }).protocol);
}

describe("protocol", () => {
  it("reads rates: the cell's own, a C-rate, a current density", () => {
    const steps = ["rate", "0.5C", "C/3", "100 A/m2", "1 mA/cm^2"].map((charge) => ({
      charge,
      until: "4.3 V",
    }));
    expect(stepsOf(...steps).map((step) => step.kind === "charge" && step.rate)).toEqual([
      { kind: "cell" },
      { kind: "cRate", value: 0.5 },
      { kind: "cRate", value: 1 / 3 },
      { kind: "currentDensity", value: 100 },
      { kind: "currentDensity", value: 10 },
    ]);
  });

  it("tells limits apart by their units", () => {
    const steps = stepsOf({ charge: "rate", until: ["4.3 V", "2 mAh/cm^2", "90 min"] });
    expect(steps[0]?.until).toEqual([
      { kind: "voltage", value: 4.3 },
      { kind: "capacity", value: 72000 },
      { kind: "duration", value: 5400 },
    ]);
  });

  it("ends a hold at the current density of a C-rate of this cell", () => {
    const scenario = parseShipped("ncm");
    const steps = stepsOf({ hold: "4.3 V", until: ["C/20", "1 h"] });
    const limit = steps[0]?.until[0];
    expect(limit?.kind).toBe("currentDensity");
    expect((limit?.value as number) / currentDensityOf(scenario, 0.05)).toBeCloseTo(1, 11);
  });

  it.each([
    [{ charge: "0C", until: "4.3 V" }, /steps.0.charge/],
    [{ charge: "-0.5C", until: "4.3 V" }, /steps.0.charge/],
    [{ charge: "rate", until: "10 A/m2" }, /steps.0.until/],
    [{ charge: "rate", until: "9 V" }, /steps.0.until/],
    [{ charge: "rate", until: "0 V" }, /steps.0.until/],
    [{ charge: "rate", until: [] }, /steps.0/],
    [{ charge: "rate" }, /steps.0/],
    [{ hold: "4.3 V", until: "4.2 V" }, /steps.0.until/],
    [{ hold: "4.3 A", until: "1 h" }, /steps.0.hold/],
    [{ rest: "4.3 V" }, /steps.0.rest/],
    [{ rest: "0 s" }, /steps.0.rest/],
    [{ sleep: "1 h" }, /steps.0/],
    [{ charge: "rate", discharge: "rate", until: "4 V" }, /steps.0/],
  ])("refuses %j", (step, line) => {
    const problems = problemsOf(fileWith({ protocol: { steps: [step] } }));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(line);
  });

  it("wants at least one step and one cycle", () => {
    expect(problemsOf(fileWith({ protocol: { steps: [] } }))).toHaveLength(1);
    expect(problemsOf(fileWith({ protocol: { repeat: 0 } }))).toHaveLength(1);
  });
});

describe("areal capacity", () => {
  it("is the one of physics.md 1.2", () => {
    const inMilliampereHours = (name: string): number => nominalArealCapacity(parseShipped(name)) / 36000;
    expect(inMilliampereHours("ncm")).toBeCloseTo(2.5, 2);
    expect(inMilliampereHours("swage-ncm")).toBeCloseTo(1.73, 2);
    expect(inMilliampereHours("tomo-ncm")).toBeCloseTo(7.69, 2);
  });

  it("gives the current densities of physics.md 1.2", () => {
    expect(currentDensityOf(parseShipped("swage-ncm"), 0.5)).toBeCloseTo(8.65, 2);
    expect(currentDensityOf(parseShipped("tomo-ncm"), 0.1)).toBeCloseTo(7.69, 2);
    expect(100 / currentDensityOf(parseShipped("ncm"), 1)).toBeCloseTo(4, 1);
  });

  it("counts the particles that are given one by one", () => {
    const particles = [
      { x: "20 um", y: "20 um", radius: "5 um" },
      { x: "60 um", y: "20 um", radius: "10 um" },
    ];
    const scenario = parseScenario(fileWith({ cathode: { particles } }), { load: loadShipped });
    const mass = (Math.PI * (25e-12 + 100e-12) * 4770) / 420e-6;
    expect(nominalArealCapacity(scenario) / (mass * 720000)).toBeCloseTo(1, 12);
  });
});
