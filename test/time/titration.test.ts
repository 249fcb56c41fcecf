/**
 * The galvanostatic titration gives back the diffusivity that was put in. Within a pulse the surface of a particle goes the
 * way of its series; the relaxed potentials about a pulse give the open-circuit curve, film and kinetics shift the pulse by
 * one constant. That leaves D to be fitted. What the constant hides: the exchange current changes by some 1 % with x in a
 * pulse, which is 0.03 mV of 5 mV and makes D seem 1 to 2 % too large.
 */
import { describe, expect, it } from "vitest";
import { FARADAY, MILLIAMPERE_HOURS } from "../../sim-core/base/constants.ts";
import { arrhenius } from "../../sim-core/kinetics/arrhenius.ts";
import { particleAreaPerWidth } from "../../sim-core/scenario/capacity.ts";
import type { Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { type Overrides, smallScenario } from "../cell/small-cell.ts";
import { followRun, shorten } from "./follow-run.ts";
import { DISC, leadOf, type Shape, SPHERE } from "./particle-series.ts";

/** s after the jump from which on a pulse is fitted. */
const SETTLED = 10;

interface Pulse {
  /** s since it began, and V; the last entry is its end. */
  readonly times: readonly number[];
  readonly voltages: readonly number[];
  /** V, relaxed: before the pulse before, before and after this one, after the next. */
  readonly relaxed: readonly number[];
  /** Mean stoichiometry in its middle. */
  readonly x: number;
}

/** The pulses of a titration that have neighbours. */
function titrate(scenario: Scenario): Pulse[] {
  const { samples, steps, status, notices } = followRun(scenario);
  expect(status.kind).toBe("completed");
  expect(notices).toEqual([]);
  const full = particleAreaPerWidth(scenario) * scenario.ncm.maximumConcentration * FARADAY;
  const relaxed = steps.filter(({ step }) => step.startsWith("Rest")).map(({ endVoltage_V }) => endVoltage_V);
  const charges = steps.filter(({ step }) => step.startsWith("Charge"));
  let x = scenario.ncm.stoichiometryInitial;
  const pulses = charges.map(({ stepCount, start_s, chargeCapacity_mAh_cm2 }, k) => {
    const own = samples.filter((one) => one.stepCount === stepCount && one.time - start_s > SETTLED);
    const moved = (chargeCapacity_mAh_cm2 * MILLIAMPERE_HOURS) / full;
    x -= moved;
    return {
      times: own.map(({ time }) => time - start_s),
      voltages: own.map(({ voltage }) => voltage),
      relaxed: relaxed.slice(k - 2, k + 2),
      x: x + moved / 2,
    };
  });
  return pulses.slice(2, -1);
}

/** Potential `share` of a pulse beyond the second of four relaxed potentials, on the cubic through them. */
function openCircuitAt(relaxed: readonly number[], share: number): number {
  return relaxed.reduce((sum, value, i) => {
    const weight = relaxed.reduce((product, _, j) => {
      return j === i ? product : (product * (share + 1 - j)) / (i - j);
    }, 1);
    return sum + weight * value;
  }, 0);
}

/** Mean square in V^2 of what is left of a pulse, about its mean, when particles with R^2/D = `diffusionTime` are taken out. */
function misfit({ times, voltages, relaxed }: Pulse, shape: Shape, diffusionTime: number): number {
  const length = times.at(-1)!;
  const left = times.map((time, k) => {
    return voltages[k]! - openCircuitAt(relaxed, (time + leadOf(shape, diffusionTime, time)) / length);
  });
  const mean = left.reduce((a, b) => a + b, 0) / left.length;
  return left.reduce((sum, value) => sum + (value - mean) ** 2, 0) / left.length;
}

/** Returns the diffusivity (m2/s) that explains a pulse best, between 1e-16 and 1e-12: golden section. */
function fitDiffusivity(pulse: Pulse, shape: Shape, radius: number): number {
  const misfitOf = (logarithm: number): number => misfit(pulse, shape, radius ** 2 / Math.exp(logarithm));
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(1e-16), Math.log(1e-12)];
  for (let k = 0; k < 40; k++) {
    const step = golden * (high - low);
    if (misfitOf(high - step) < misfitOf(low + step)) high = low + step;
    else low = high - step;
  }
  return Math.exp(0.5 * (low + high));
}

describe("a titration", () => {
  const cases: readonly (readonly [string, Overrides, Shape])[] = [
    ["spheres, 2e-15 m2/s", { "ncm.diffusivity": "2e-15 m2/s" }, SPHERE],
    ["spheres, 4e-15 m2/s", { "ncm.diffusivity": "4e-15 m2/s" }, SPHERE],
    ["spheres, 1e-14 m2/s", { "ncm.diffusivity": "1e-14 m2/s" }, SPHERE],
    ["spheres, as it varies with x", {}, SPHERE],
    ["discs, 4e-15 m2/s", { "ncm.diffusivity": "4e-15 m2/s", "ncm.geometryMode": "cylinder" }, DISC],
  ];

  it.each(cases)("gives back the diffusivity of %s within 5 %", (_, overrides, shape) => {
    const scenario = shorten(smallScenario(overrides, "ncm-gitt"), { titration: 5 });
    const { ncm, cell, cathode } = scenario;
    const pulses = titrate(scenario);
    expect(pulses).toHaveLength(3);
    for (const pulse of pulses) {
      const exact =
        ncm.diffusivity.evaluate(pulse.x) * arrhenius(ncm.diffusivityActivation, cell.temperature);
      const found = fitDiffusivity(pulse, shape, cathode.particleRadius);
      expect(Math.abs(found / exact - 1)).toBeLessThan(0.05);
    }
  });
});
