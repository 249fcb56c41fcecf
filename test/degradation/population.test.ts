/**
 * The degradation laws in a population without space, against the table of physics.md 10.4 (computed by another
 * program, reduced_degradation.py, from other quasi-random points). Charge and discharge are replaced by two lags
 * in proportion to a particle's rate, and the surface passes the full window in every cycle; everything about damage is
 * the product's own code.
 */
import { describe, expect, test } from "vitest";
import { volumetricStrain } from "../../sim-core/cathode/lattice.ts";
import { normalQuantile } from "../../sim-core/cathode/normal-quantile.ts";
import {
  accumulateDamage,
  contactStrain,
  spreadLife,
  spreadThreshold,
} from "../../sim-core/degradation/contact-loss.ts";
import { swingFatigue } from "../../sim-core/degradation/fatigue.ts";
import { drawRecontact } from "../../sim-core/degradation/recontact.ts";

const COUNT = 4096;
const LAG = { charge: 0.16, discharge: 0.14 };

interface Case {
  readonly cycles: number;
  readonly rate: number;
  readonly stackPressure: number;
  readonly coatingFactor: number;
  readonly kinetics: number;
  readonly feedback: boolean;
}

const SWAGE: Case = {
  cycles: 100,
  rate: 0.5,
  stackPressure: 160e6,
  coatingFactor: 1,
  kinetics: 0.03,
  feedback: true,
};
const LZP = { coatingFactor: 1.134, kinetics: 0.006 };
const TOMO = { rate: 0.1, stackPressure: 7e6 };

/** Component of the k-th point of an additive recurrence that fills the unit square evenly (plastic number). */
function evenPoint(k: number, component: 1 | 2): number {
  const plastic = 1.324717957244746;
  return (0.5 + (k + 1) / plastic ** component) % 1;
}

function simulate(of: Case) {
  const window = {
    volumeChange: 0.07,
    linearShare: 0.35,
    stoichiometryDischarged: 0.93,
    stoichiometryCharged: 0.2644,
  };
  const law = {
    threshold: 0.075,
    pressureScale: 1e9,
    exponent: 4,
    rateExponent: 1,
    sharingExponent: 1.5,
    contactDecline: 0.35,
    referenceRate: 0.5,
    recontactProbability: 0.002,
    recontactDamage: 0.8,
    nominalRate: of.rate,
    seed: 3,
    ...of,
  };
  const deviates = (component: 1 | 2) =>
    Float64Array.from({ length: COUNT }, (_, k) => normalQuantile(evenPoint(k, component)));
  const thresholdFactor = spreadThreshold(deviates(1), 0.08);
  const life = spreadLife(deviates(2), 31.4, 0.8);
  let state = {
    damage: new Float64Array(COUNT),
    attached: new Uint8Array(COUNT).fill(1),
    contactFraction: new Float64Array(COUNT).fill(1),
  };
  const retention: number[] = [];
  const active: number[] = [];
  for (let cycle = 0; cycle <= of.cycles; cycle++) {
    const f = Math.max(1e-3, sum(state.attached) / COUNT);
    const meanContact = sum(state.contactFraction) / (f * COUNT);
    const cellRate = of.feedback ? of.rate / f : of.rate;
    const rate = state.contactFraction.map((contact) => (cellRate * contact) / meanContact);
    const lag = rate.map(
      (c, p) => (c / Math.max(0.05, state.contactFraction[p]!)) * (1 + of.kinetics * Math.sqrt(cycle)),
    );
    const taken = lag.map((value) => Math.min(1, Math.max(0, 1 - LAG.charge * value)));
    const left = lag.map((value, p) => Math.min(taken[p]!, LAG.discharge * value));
    const volume = (s: number) => volumetricStrain(0.93 - 0.6656 * s, window);
    retention.push(sum(taken.map((s, p) => state.attached[p]! * (s - left[p]!))));
    active.push(f);
    const before = state.attached;
    const swing = taken.map((s, p) => {
      const mean = volume(left[p]!) - volume(s);
      return s > left[p]! ? contactStrain(mean, window.volumeChange, 0.5) : 0;
    });
    const fatigue = swing.map((to, p) => swingFatigue(0, to, rate[p]!, law));
    const activeShare = new Float64Array(COUNT).fill(f);
    state = accumulateDamage(
      { ...state, swing, fatigue, rate, activeShare, thresholdFactor, life },
      law,
    ) as typeof state;
    state = drawRecontact(
      state,
      before.map((attached) => 1 - attached),
      { ...law, cycle },
    ) as typeof state;
  }
  return { retention: retention.map((capacity) => (100 * capacity) / retention[0]!), active };
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let k = 0; k < values.length; k++) total += values[k]!;
  return total;
}

/** Largest distance from the table, whose entries stand at cycles 10, 20, 30, ... */
function worstDifference(values: readonly number[], table: readonly number[]): number {
  return Math.max(...table.map((value, k) => Math.abs(values[10 * (k + 1)]! - value)));
}

describe("the table of physics.md 10.4, in points of retention", () => {
  const bare = simulate(SWAGE);

  test("bare swage", () => {
    const table = [97.5, 94.9, 91.3, 86.5, 80.7, 73.6, 66.1, 58.0, 49.1, 39.9];
    expect(worstDifference(bare.retention, table)).toBeLessThan(0.5);
  });

  test("its active particles", () => {
    const table = [0.999, 0.99, 0.97, 0.938, 0.898, 0.844, 0.788, 0.726, 0.656, 0.584];
    expect(worstDifference(bare.active, table)).toBeLessThan(0.005);
  });

  for (const [name, altered, table] of [
    ["bare, feedback off", { feedback: false }, [97.5, 95.2, 92.2, 88.5, 84.4, 79.9, 75.8, 71.6, 67.5, 63.8]],
    ["LZP", LZP, [99.2, 98.3, 97.2, 95.5, 93.2, 90.5, 86.8, 83.3, 79.0, 74.2]],
    [
      "LZP, feedback off",
      { ...LZP, feedback: false },
      [99.2, 98.4, 97.4, 95.9, 94.1, 91.8, 89.4, 86.9, 84.3, 81.6],
    ],
    [
      "tomo bare",
      { ...TOMO, kinetics: 0.03 * 5 ** 0.5 },
      [87.6, 87.1, 86.2, 84.9, 83.0, 80.5, 77.4, 73.7, 69.5, 64.6],
    ],
    [
      "tomo LZP",
      { ...LZP, ...TOMO, kinetics: 0.006 * 5 ** 0.5 },
      [99.3, 99.1, 99.0, 98.8, 98.4, 97.9, 97.3, 96.4, 95.4, 94.0],
    ],
  ] as const)
    test(name, () => {
      const { retention } = simulate({ ...SWAGE, ...altered });
      expect(worstDifference(retention, table)).toBeLessThan(0.5);
    });
});
