/** What is read off the pulses of a titration: exact rises, and the diffusivity that was put into a cell. */
import { describe, expect, it } from "vitest";
import { titrateCell } from "../../sim-core/instruments/titrate-cell.ts";
import { type Reading, readTitration } from "../../sim-core/instruments/titration.ts";
import { type Overrides, smallScenario } from "../cell/small-cell.ts";
import { followRun, shorten } from "../time/follow-run.ts";

const LENGTH = 5e-6 / 3;

/** Rows of a step of `duration` s that has the voltage `at` its times, from a time on. */
function stepOf(
  stepCount: number,
  duration: number,
  currentDensity: number,
  at: (t: number) => number,
): Reading[] {
  const times = Array.from({ length: 50 }, (_, k) => (duration * (k + 1)) / 50);
  return times.map((stepTime) => ({
    ...{ cycle: 1, stepCount, stepTime, currentDensity },
    time: 1e4 * stepCount + stepTime,
    voltage: at(stepTime),
    capacity: (currentDensity * stepTime) / 3.6e4,
  }));
}

/** Rest at 3.7 V, a pulse that jumps by 6 mV and rises, rest at 3.705 V. */
const pulseWith = (rise: (t: number) => number, currentDensity = 2.5): Reading[] => [
  ...stepOf(1, 3600, 0, () => 3.7),
  ...stepOf(2, 300, currentDensity, (t) => 3.706 + rise(t)),
  ...stepOf(3, 3600, 0, () => 3.705),
];

describe("a pulse", () => {
  it("gives jump, slope and changes of a rise with the root of time, exactly", () => {
    const slope = 6e-4;
    const [pulse, ...more] = readTitration(
      pulseWith((t) => slope * Math.sqrt(t)),
      { diffusionLength: LENGTH },
    );
    expect(more).toEqual([]);
    expect(pulse!.steadyChange_V).toBeCloseTo(0.005, 12);
    expect(pulse!.jump_V).toBeCloseTo(0.006, 10);
    expect(pulse!.slope_V_sqrt_s / slope).toBeCloseTo(1, 9);
    expect(pulse!.transientChange_V).toBeCloseTo(slope * Math.sqrt(300), 10);
    expect(pulse!.resistance_ohm_cm2).toBeCloseTo((1e4 * 0.006) / 2.5, 6);
    expect(pulse!.start_s).toBe(20000);
    expect(pulse!.charge_mAh_cm2).toBeCloseTo((2.5 * 300) / 3.6e4, 12);
    const exact = (4 / Math.PI) * ((LENGTH * 0.005) / (300 * slope)) ** 2;
    expect(pulse!.diffusivity_m2_s! / exact).toBeCloseTo(1, 8);
    expect(pulse!.diffusivityOfEnds_m2_s! / exact).toBeCloseTo(1, 8);
  });

  it("has the slope of its beginning where a term in t bends it, which the ends take for another diffusivity", () => {
    const rise = (t: number): number => 6e-4 * Math.sqrt(t) + 1e-5 * t;
    const [pulse] = readTitration(pulseWith(rise), { diffusionLength: LENGTH });
    expect(pulse!.slope_V_sqrt_s / 6e-4).toBeCloseTo(1, 8);
    const ends = (rise(300) / Math.sqrt(300) / 6e-4) ** -2;
    expect(pulse!.diffusivityOfEnds_m2_s! / pulse!.diffusivity_m2_s!).toBeCloseTo(ends, 8);
  });

  it("of a discharge gives the same", () => {
    const [pulse] = readTitration(
      pulseWith((t) => -6e-4 * Math.sqrt(t), -2.5),
      { diffusionLength: LENGTH },
    );
    expect(pulse!.slope_V_sqrt_s).toBeCloseTo(-6e-4, 10);
    expect(pulse!.charge_mAh_cm2).toBeLessThan(0);
  });

  it("stands between two rests, with one current", () => {
    const rows = pulseWith((t) => 6e-4 * Math.sqrt(t));
    const others = [
      rows.filter(({ stepCount }) => stepCount !== 1),
      rows.filter(({ stepCount }) => stepCount !== 3),
      rows.map((row) => (row.stepCount === 2 ? { ...row, currentDensity: 2.5 + 1e-3 * row.stepTime } : row)),
      rows.map((row) => (row.stepCount === 1 ? { ...row, currentDensity: 1 } : row)),
      [],
    ];
    for (const other of others) expect(readTitration(other, { diffusionLength: LENGTH })).toEqual([]);
  });
});

describe("a titrated cell", () => {
  const cases: readonly (readonly [string, Overrides])[] = [
    ["spheres, 2e-15 m2/s", { "ncm.diffusivity": "2e-15 m2/s" }],
    ["spheres, 4e-15 m2/s", { "ncm.diffusivity": "4e-15 m2/s" }],
    ["discs, 4e-15 m2/s", { "ncm.diffusivity": "4e-15 m2/s", "ncm.geometryMode": "cylinder" }],
    ["spheres, as it varies with x", {}],
  ];

  it.each(cases)("tells the diffusivity of %s", (_, overrides) => {
    const scenario = shorten(smallScenario(overrides, "ncm-gitt"), { titration: 4 });
    const pulses = titrateCell(scenario, followRun(scenario).samples);
    expect(pulses).toHaveLength(4);
    for (const { diffusivity_m2_s, diffusivityOfEnds_m2_s, diffusivityPutIn_m2_s } of pulses) {
      expect(Math.abs(diffusivity_m2_s! / diffusivityPutIn_m2_s! - 1)).toBeLessThan(0.06);
      // As published, for a flat surface: a fifth to a third too low.
      expect(diffusivityOfEnds_m2_s! / diffusivityPutIn_m2_s!).toBeGreaterThan(0.6);
      expect(diffusivityOfEnds_m2_s! / diffusivityPutIn_m2_s!).toBeLessThan(0.85);
    }
  });
});
