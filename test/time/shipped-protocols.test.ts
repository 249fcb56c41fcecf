/** What the shipped protocols are for, on the small cell; the titration by pulses has a file of its own. */
import { describe, expect, it } from "vitest";
import { FARADAY, GAS_CONSTANT, MILLIAMPERE_HOURS } from "../../sim-core/base/constants.ts";
import type { StepSample } from "../../sim-core/cell/frame.ts";
import { arrhenius } from "../../sim-core/kinetics/arrhenius.ts";
import {
  currentDensityOf,
  nominalArealCapacity,
  particleAreaPerWidth,
} from "../../sim-core/scenario/capacity.ts";
import type { Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { formatCycleTable } from "../../src/io/cycle-table.ts";
import { type Overrides, smallScenario } from "../cell/small-cell.ts";
import { repeatSteps } from "../scenario/repeat-steps.ts";
import { followRun, shorten } from "./follow-run.ts";
import { leadOf, SPHERE } from "./particle-series.ts";

const inStep = (samples: readonly StepSample[], stepCount: number): StepSample[] =>
  samples.filter((sample) => sample.stepCount === stepCount && sample.time > 0);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
/** Where the open circuit is at a voltage. */
function stoichiometryAt({ openCircuitPotential }: Scenario["ncm"], voltage: number): number {
  let [low, high] = [0.2, 0.95];
  for (let k = 0; k < 60; k++) {
    const middle = 0.5 * (low + high);
    if (openCircuitPotential.evaluate(middle) > voltage) low = middle;
    else high = middle;
  }
  return low;
}
/** mAh/cm2 */
const nominalOf = (scenario: Scenario): number => nominalArealCapacity(scenario) / MILLIAMPERE_HOURS;

describe("ncm-cc-cv", () => {
  const scenario = shorten(smallScenario({}, "ncm-cc-cv"), { "CC-CV": 2 });
  const { steps, cycles, samples, given } = followRun(scenario);
  const [current, hold, , discharge] = steps;

  it("holds until C/20 and tells the share of the hold", () => {
    const limit = currentDensityOf(scenario, 1 / 20) / 10;
    expect(Math.abs(hold!.endCurrentDensity_mA_cm2 / limit - 1)).toBeLessThan(1.001e-3);
    for (const { voltage } of inStep(samples, 2)) expect(Math.abs(voltage - 4.3)).toBeLessThan(1e-6);
    const charged = current!.chargeCapacity_mAh_cm2 + hold!.chargeCapacity_mAh_cm2;
    expect(cycles[0]!.heldShare).toBeCloseTo(hold!.chargeCapacity_mAh_cm2 / charged, 12);
    expect(cycles[0]!.heldShare).toBeGreaterThan(0.01);
    expect(discharge!.dischargeCapacity_mAh_cm2).toBeLessThanOrEqual(charged);
    expect(cycles[1]!.coulombicEfficiency).toBeLessThanOrEqual(1);
    expect(
      Math.abs(sum(cycles.map((one) => one.chargeCapacity_mAh_cm2 - one.dischargeCapacity_mAh_cm2)) - given),
    ).toBeLessThan(1e-9);
  });

  it("fills what a slow charge to the same voltage and current fills", () => {
    const [block] = scenario.protocol.blocks;
    const slow = { ...block!.steps[0]!, rate: { kind: "cRate", value: 1 / 20 } as const };
    const { steps: only } = followRun({
      ...scenario,
      protocol: repeatSteps([slow as typeof slow & { kind: "charge" }], 1),
    });
    const charged = current!.chargeCapacity_mAh_cm2 + hold!.chargeCapacity_mAh_cm2;
    // The lag of the mean behind the surface at C/20, r R^2 / (15 D), is a quarter of a percent of the window.
    expect(Math.abs(charged / only[0]!.chargeCapacity_mAh_cm2 - 1)).toBeLessThan(3e-3);
  });
});

describe("ncm-pitt", () => {
  const scenario = smallScenario({}, "ncm-pitt");
  const { steps, samples, given, status } = followRun(scenario);

  it("lets each current decay to C/100, without a rise", () => {
    expect(status.kind).toBe("completed");
    expect(steps).toHaveLength(13);
    const limit = currentDensityOf(scenario, 1 / 100);
    for (const { stepCount } of steps) {
      const currents = inStep(samples, stepCount).map(({ currentDensity }) => currentDensity);
      expect(Math.abs(currents.at(-1)! / limit - 1)).toBeLessThan(1.001e-3);
      currents.slice(1).forEach((one, k) => {
        expect(one).toBeLessThan(currents[k]!);
      });
    }
  });

  it("adds up to the lithium that was given, step by step to what the open circuit holds", () => {
    const charges = steps.map(({ chargeCapacity_mAh_cm2 }) => chargeCapacity_mAh_cm2);
    expect(Math.abs(sum(charges) / given - 1)).toBeLessThan(1e-9);
    const { ncm, cell, cathode } = scenario;
    const full = (particleAreaPerWidth(scenario) * ncm.maximumConcentration * FARADAY) / MILLIAMPERE_HOURS;
    const current = currentDensityOf(scenario, 1 / 100);
    /** At the end of a hold: what decays last does so as exp(-pi^2 D t / R^2), which is how far the mean lags behind. */
    const heldAt = (voltage: number): number => {
      const surface = stoichiometryAt(ncm, voltage);
      const diffusivity =
        ncm.diffusivity.evaluate(surface) * arrhenius(ncm.diffusivityActivation, cell.temperature);
      const rate = current / MILLIAMPERE_HOURS / full;
      return surface + (rate * cathode.particleRadius ** 2) / (Math.PI ** 2 * diffusivity);
    };
    for (let k = 1; k < 13; k++) {
      const exact = full * (heldAt(3.65 + 0.05 * k) - heldAt(3.7 + 0.05 * k));
      expect(Math.abs(charges[k]! / exact - 1)).toBeLessThan(0.01);
    }
  });
});

describe("ncm-hppc", () => {
  const DIFFUSIVITY = 4e-15;
  /** An electrolyte that hardly resists, so that kinetics, film and diffusion are what is left. */
  const overrides: Overrides = {
    "electrolyte.conductivity": "100 mS/cm",
    "grains.boundaryResistance": 0.001,
    "cell.temperature": "25 degC",
    "ncm.diffusivity": `${DIFFUSIVITY} m2/s`,
    "interface.filmGrowth": 0,
    "interface.electronicContactResistance": 0,
    "interphase.chemicalRate": 0,
    "voids.active": false,
  };
  const scenario = shorten(smallScenario(overrides, "ncm-hppc"), { HPPC: 5 });
  const { steps, status } = followRun(scenario);
  const { ncm, cathode, interface: contact, anode, electrolyte } = scenario;
  /** Surface of the spheres, and charge of a change by 1 of their stoichiometry, both per cell area. */
  const surface = (3 / cathode.particleRadius) * particleAreaPerWidth(scenario);
  const full = particleAreaPerWidth(scenario) * ncm.maximumConcentration * FARADAY;
  const thermal = (2 * GAS_CONSTANT * 298.15) / FARADAY;

  /** Overpotential of both interfaces and the separator at a current density (A/m2), V; nothing else resists. */
  const overpotential = (current: number, x: number): number => {
    const exchange = contact.contactFraction * contact.exchangeCurrentDensity * 2 * Math.sqrt(x * (1 - x));
    return (
      thermal * Math.asinh(current / surface / (2 * exchange)) +
      (current / surface) * contact.filmResistance +
      thermal * Math.asinh(current / (2 * anode.exchangeCurrentDensity)) +
      current * (anode.areaResistance + electrolyte.thickness / 10)
    );
  };
  /** Stoichiometry that a charge of 1 A/m2 has taken from the surface after `time`. */
  const surfaceAfter = (time: number): number => {
    const diffusionTime = cathode.particleRadius ** 2 / DIFFUSIVITY;
    return time > 0 ? (time + leadOf(SPHERE, diffusionTime, time)) / full : 0;
  };

  it("gives the resistance that kinetics, film and diffusion of a sphere make, out and in", () => {
    expect(status.kind).toBe("completed");
    const starts = steps.filter(({ block, step }) => block === "HPPC" && step.startsWith("Discharge at 1C"));
    expect(starts).toHaveLength(5);
    for (const { stepCount } of starts) {
      const [out, rest, back] = [0, 1, 2].map((k) => steps[stepCount - 1 + k]!);
      const x = stoichiometryAt(ncm, out!.startVoltage_V);
      const [first, second] = [out!, back!].map((step) => 10 * step.endCurrentDensity_mA_cm2);
      const surfaceAt = (time: number): number =>
        x - first! * (surfaceAfter(time) - surfaceAfter(time - 10)) - second! * surfaceAfter(time - 10 - 40);
      const riseOver = (from: number, to: number, current: number): number => {
        const potential = (time: number): number => ncm.openCircuitPotential.evaluate(surfaceAt(time));
        return potential(to) - potential(from) + overpotential(current, surfaceAt(to));
      };
      const exact = [riseOver(0, 10, first!), riseOver(50, 60, second!)];
      const [fallen, risen] = [out!, back!].map((step) => step.endVoltage_V - step.startVoltage_V);
      expect(rest!.step).toBe("Rest for 40 s");
      expect(Math.abs(fallen! / exact[0]! - 1)).toBeLessThan(0.01);
      expect(Math.abs(risen! / exact[1]! - 1)).toBeLessThan(0.01);
    }
  });
});

describe("ncm-dst", () => {
  const scenario = shorten(smallScenario({}, "ncm-dst"), { DST: 1 });
  const { steps, samples, status } = followRun(scenario);
  const { stepCount, start_s, ...profile } = steps[3]!;
  const own = inStep(samples, stepCount);
  const at = (time: number): StepSample | undefined =>
    samples.find((sample) => Math.abs(sample.time - start_s - time) < 1e-6);

  it("passes the same charge in every repetition: 54 s of the peak out, 9 s of it in", () => {
    expect(status.kind).toBe("completed");
    const peak = (2 * nominalOf(scenario)) / 3600;
    const repetitions = Math.floor(profile.duration_s / 360);
    expect(repetitions).toBeGreaterThan(30);
    for (let k = 0; k < repetitions; k++) {
      const [before, after] = [at(360 * k), at(360 * (k + 1))];
      expect(Math.abs((after!.discharged - before!.discharged) / (54 * peak) - 1)).toBeLessThan(1e-9);
      expect(Math.abs((after!.charged - before!.charged) / (9 * peak) - 1)).toBeLessThan(1e-9);
    }
  });

  it("ends at its voltage, in a discharge", () => {
    expect(profile.endedBy).toBe("2.6 V");
    expect(Math.abs(profile.endVoltage_V - 2.6)).toBeLessThan(1e-4);
    expect(profile.endCurrentDensity_mA_cm2).toBeLessThan(0);
    for (const { voltage } of own.slice(0, -1)) expect(voltage).toBeGreaterThan(2.6);
  });

  it("tells the energy as voltage times charge, repetition by repetition less", () => {
    let [discharged, charged] = [0, 0];
    own.forEach((sample, k) => {
      const before = own[k - 1] ?? at(0)!;
      discharged += sample.voltage * (sample.discharged - before.discharged);
      charged += sample.voltage * (sample.charged - before.charged);
    });
    expect(Math.abs(profile.dischargeEnergy_mWh_cm2 / discharged - 1)).toBeLessThan(2e-3);
    expect(Math.abs(profile.chargeEnergy_mWh_cm2 / charged - 1)).toBeLessThan(2e-3);
  });
});

describe("ncm-ageing", () => {
  const whole = smallScenario({}, "ncm-ageing");
  const { cycles, status } = followRun(shorten(whole, { cycling: 25 }));
  const named = (name: string) => cycles.filter(({ block }) => block === name);

  it("passes formation, rate test, cycling and its check, each cycle under its name", () => {
    expect(status.kind).toBe("completed");
    const names = formatCycleTable(cycles)
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(",")[1]);
    const rates = ["C/5", "C/2", "1C", "2C"].flatMap((rate) => [`rate test ${rate}`, `rate test ${rate}`]);
    const cycling = new Array<string>(25).fill("cycling");
    expect(names).toEqual(["formation", "formation", "formation", ...rates, ...cycling, "reference"]);
  });

  it("gives less the faster it is discharged", () => {
    const capacities = ["C/5", "C/2", "1C", "2C"].map(
      (rate) => named(`rate test ${rate}`)[1]!.dischargeCapacity_mAh_cm2,
    );
    capacities.slice(1).forEach((capacity, k) => {
      expect(capacity).toBeLessThan(capacities[k]!);
    });
    expect(named("reference")[0]!.retention).toBeGreaterThan(named("cycling").at(-1)!.retention!);
  });

  it("compares with cycle 12, the first of the cycling", () => {
    const at = cycles.findIndex(({ block }) => block === "cycling");
    expect(cycles[at]!.cycle).toBe(12);
    expect(cycles.slice(0, at).every(({ retention }) => retention === null)).toBe(true);
    expect(cycles[at]!.retention).toBe(1);
    for (const { retention, dischargeCapacity_mAh_cm2 } of cycles.slice(at)) {
      expect(retention).toBeCloseTo(dischargeCapacity_mAh_cm2 / cycles[at]!.dischargeCapacity_mAh_cm2, 12);
    }
  });

  it("ends below 80 %", () => {
    const worn = smallScenario({ "contactLoss.medianLife": 8 }, "ncm-ageing");
    const ended = followRun(worn);
    expect(ended.status.kind).toBe("end-condition");
    const kept = ended.cycles.map(({ retention }) => retention ?? 1);
    expect(kept.at(-1)).toBeLessThan(0.8);
    for (const retention of kept.slice(0, -1)) expect(retention).toBeGreaterThanOrEqual(0.8);
  });
});

describe("ncm-storage", () => {
  const scenario = shorten(smallScenario({}, "ncm-storage"), { storage: 6 });
  const { cycles, samples, status, steps } = followRun(scenario);

  it("stores at 45 degC without a current, with a reference cycle at 30 degC every ninety days", () => {
    expect(status.kind).toBe("completed");
    const stored = new Array<string>(3).fill("storage");
    expect(cycles.map(({ block }) => block)).toEqual([
      "charge",
      ...stored,
      "reference",
      ...stored,
      "reference",
    ]);
    for (const { block, chargeCapacity_mAh_cm2, dischargeCapacity_mAh_cm2, duration_s } of cycles) {
      if (block !== "storage") continue;
      expect([chargeCapacity_mAh_cm2, dischargeCapacity_mAh_cm2]).toEqual([0, 0]);
      expect(Math.abs(duration_s / (30 * 86400) - 1)).toBeLessThan(1e-12);
    }
    const warm = new Set(steps.filter(({ block }) => block === "storage").map(({ stepCount }) => stepCount));
    for (const { stepCount, temperature, time, currentDensity } of samples) {
      if (time === 0) continue;
      expect(temperature).toBeCloseTo(273.15 + (warm.has(stepCount) ? 45 : 30), 9);
      if (warm.has(stepCount)) expect(currentDensity).toBe(0);
    }
  });

  it("loses to time alone: the interphase grows with its root, no contact is lost", () => {
    const thickness = cycles.map(({ interphaseThickness_nm }) => interphaseThickness_nm);
    for (let k = 1; k < cycles.length; k++) expect(thickness[k]).toBeGreaterThan(thickness[k - 1]!);
    for (const { activeFraction } of cycles) expect(activeFraction).toBe(1);
    const squares = thickness.map((value) => value ** 2);
    expect(Math.abs((squares[2]! - squares[1]!) / (squares[3]! - squares[2]!) - 1)).toBeLessThan(1e-2);
  });
});
