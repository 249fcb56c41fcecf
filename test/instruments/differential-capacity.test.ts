/** dQ/dV: no charge is lost, curves that are known come out, and a slow charge gives the slope of the open circuit. */
import { describe, expect, it } from "vitest";
import { FARADAY, MILLIAMPERE_HOURS } from "../../sim-core/base/constants.ts";
import { InputError } from "../../sim-core/base/errors.ts";
import { differentiateCapacity } from "../../sim-core/instruments/differential-capacity.ts";
import type { Reading } from "../../sim-core/instruments/titration.ts";
import { particleAreaPerWidth } from "../../sim-core/scenario/capacity.ts";
import type { ProtocolStep } from "../../sim-core/scenario/record/scenario.ts";
import { smallScenario } from "../cell/small-cell.ts";
import { repeatSteps } from "../scenario/repeat-steps.ts";
import { followRun } from "../time/follow-run.ts";

/** Rows of one step at the capacities (mAh/cm2), with a voltage that follows them. */
function curve(
  capacities: readonly number[],
  voltageOf: (capacity: number) => number,
  { stepCount = 1, currentDensity = 5 } = {},
): Reading[] {
  return capacities.map((own) => ({
    ...{ cycle: 1, stepCount, currentDensity },
    stepTime: (own * MILLIAMPERE_HOURS) / currentDensity,
    time: 0,
    voltage: voltageOf(own),
    capacity: own,
  }));
}

const even = (count: number, length: number): number[] =>
  Array.from({ length: count + 1 }, (_, k) => (length * k) / count);

describe("dQ/dV", () => {
  it("of a straight line is one number, whatever the interval", () => {
    for (const interval of [0.001, 0.01, 0.07]) {
      const rows = differentiateCapacity(
        curve(even(20, 2), (q) => 3.5 + 0.25 * q),
        { interval },
      );
      expect(rows.length).toBe(Math.floor(4 / interval + 1e-9) - Math.ceil(3.5 / interval - 1e-9));
      for (const { dQdV_mAh_cm2_V } of rows) expect(dQdV_mAh_cm2_V).toBeCloseTo(4, 8);
    }
  });

  it("loses no charge and invents none", () => {
    // From 3.3 to 3.9 V, so that every interval is a whole one.
    const bent = (q: number): number => 0.1 * q + 0.2 * Math.tanh(6 * (q - 1));
    const voltageOf = (q: number): number => 3.3 + (0.6 * (bent(q) - bent(0))) / (bent(2) - bent(0));
    const rows = differentiateCapacity(curve(even(9, 2), voltageOf), { interval: 0.01 });
    const least = differentiateCapacity(curve(even(9, 2), voltageOf), { interval: 0.005 });
    expect(rows.length).toBe(60);
    expect(rows.reduce((sum, { dQdV_mAh_cm2_V }) => sum + 0.01 * dQdV_mAh_cm2_V, 0)).toBeCloseTo(2, 10);
    // Two intervals side by side hold the charge of the one that is twice as wide.
    const first = least.findIndex(
      ({ voltage_V }) => Math.abs(voltage_V - rows[0]!.voltage_V + 0.0025) < 1e-9,
    );
    const pair = least
      .slice(first, first + 2)
      .reduce((sum, { dQdV_mAh_cm2_V }) => sum + 0.005 * dQdV_mAh_cm2_V, 0);
    expect(pair).toBeCloseTo(0.01 * rows[0]!.dQdV_mAh_cm2_V, 12);
    for (const { dQdV_mAh_cm2_V } of rows) expect(dQdV_mAh_cm2_V).toBeGreaterThan(0);
  });

  it("of a discharge goes by rising voltage and is positive", () => {
    const capacities = even(20, 2);
    const rows = differentiateCapacity(curve(capacities, (q) => 4 - 0.25 * q, { currentDensity: -5 }));
    expect(rows[0]).toMatchObject({ direction: "discharge", stepCount: 1, cycle: 1 });
    for (const { dQdV_mAh_cm2_V } of rows) expect(dQdV_mAh_cm2_V).toBeCloseTo(4, 8);
    expect(rows.at(-1)!.voltage_V).toBeGreaterThan(rows[0]!.voltage_V);
  });

  it("of a cycle has both half-cycles, each with its charge", () => {
    const at = (kind: "charge" | "discharge", voltage: number): ProtocolStep => ({
      ...{ kind, rate: { kind: "cRate", value: 0.1 } },
      until: [{ kind: "voltage", value: voltage }],
    });
    const scenario = {
      ...smallScenario({ "mechanics.mode": "off" }),
      protocol: repeatSteps([at("charge", 4.2), at("discharge", 3.6)], 1),
    };
    const { samples } = followRun(scenario);
    const rows = differentiateCapacity(samples);
    for (const [stepCount, direction] of [
      [1, "charge"],
      [2, "discharge"],
    ] as const) {
      const own = rows.filter((row) => row.stepCount === stepCount);
      expect(new Set(own.map((row) => row.direction))).toEqual(new Set([direction]));
      // Whole intervals: those of the end and the beginning are not all there.
      const found = 0.005 * own.reduce((sum, { dQdV_mAh_cm2_V }) => sum + dQdV_mAh_cm2_V, 0);
      const first = own[0]!.voltage_V - 0.0025;
      const last = own.at(-1)!.voltage_V + 0.0025;
      const passed = samples
        .filter((row) => row.stepCount === stepCount && row.voltage >= first && row.voltage <= last)
        .map(({ capacity }) => capacity);
      const least = Math.max(...passed) - Math.min(...passed);
      const most = Math.max(
        ...samples.filter((row) => row.stepCount === stepCount).map((row) => row.capacity),
      );
      expect(found).toBeGreaterThanOrEqual(least);
      expect(found).toBeLessThanOrEqual(most);
      expect(least).toBeGreaterThan(0.9 * most);
    }
  });

  it("is left out where the voltage is held, turns back or has few rows", () => {
    expect(differentiateCapacity(curve(even(20, 2), () => 4.2))).toEqual([]);
    expect(differentiateCapacity(curve(even(40, 2), (q) => 3.8 + 0.2 * Math.sin(6 * q)))).toEqual([]);
    expect(differentiateCapacity(curve(even(3, 2), (q) => 3.5 + 0.25 * q))).toEqual([]);
    expect(differentiateCapacity(curve(even(20, 2), (q) => 3.5 + 0.25 * q, { currentDensity: 0 }))).toEqual(
      [],
    );
  });

  it("is refused with an interval that is none", () => {
    for (const interval of [0, -1, 2, Number.NaN]) {
      expect(() => differentiateCapacity([], { interval })).toThrow(InputError);
    }
  });

  it("of a slow charge is the slope of the open circuit", () => {
    const scenario = {
      ...smallScenario({
        "ncm.diffusivity": "1e-12 m2/s",
        "mechanics.mode": "off",
        "solver.stepTolerance": "0.05 mV",
      }),
      protocol: repeatSteps(
        [
          {
            kind: "charge",
            rate: { kind: "cRate", value: 0.02 },
            until: [{ kind: "voltage", value: 4.25 }],
          } as const,
        ],
        1,
      ),
    };
    const { ncm } = scenario;
    const rows = differentiateCapacity(followRun(scenario).samples, { interval: 0.02 });
    const full = (particleAreaPerWidth(scenario) * ncm.maximumConcentration * FARADAY) / MILLIAMPERE_HOURS;
    const xAt = (voltage: number): number => {
      let [low, high] = [0.01, 0.99];
      for (let k = 0; k < 50; k++) {
        const middle = 0.5 * (low + high);
        if (ncm.openCircuitPotential.evaluate(middle) > voltage) low = middle;
        else high = middle;
      }
      return low;
    };
    // Between the knee of the discharged end and the last rise, where half a millivolt of polarisation is much.
    const seen = rows.filter(({ voltage_V }) => voltage_V > 3.58 && voltage_V < 4.2);
    expect(seen.length).toBeGreaterThan(30);
    for (const { voltage_V, dQdV_mAh_cm2_V } of seen) {
      const exact = (full * (xAt(voltage_V - 0.01) - xAt(voltage_V + 0.01))) / 0.02;
      expect(Math.abs(dQdV_mAh_cm2_V / exact - 1)).toBeLessThan(0.015);
    }
  });
});
