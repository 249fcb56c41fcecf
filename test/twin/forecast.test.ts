/** Bands of what is to come: they hold as often as they say, and what stands beside them is what it is called. */
import { expect, test } from "vitest";
import { createRandom, normalProbability } from "../../sim-core/index.ts";
import { assimilate } from "../../src/twin/assimilate.ts";
import { conditionMembers, quantileOf } from "../../src/twin/condition.ts";
import { createPrior, drawMembers, type Gaussian, widen } from "../../src/twin/design.ts";
import {
  bandOf,
  crossingOf,
  extrapolate,
  persist,
  sampleCapacity,
  shareOf,
} from "../../src/twin/forecast.ts";
import type { MemberRecord } from "../../src/twin/member-record.ts";

const MEASURED = 10;
const AHEAD = 15;
const NOISE = 0.002;

/** A cell whose capacity fades by two parameters and by a chance of its own that lasts. */
function fade(point: readonly number[], random: { normal(): number }): number[] {
  const [rate, loading] = point.map(normalProbability) as [number, number];
  const own = 0.002 * Math.exp(0.5 * random.normal());
  const start = 0.003 * random.normal();
  return Array.from(
    { length: MEASURED + AHEAD },
    (_, k) => 1 + 0.1 * (loading - 0.5) + start - (0.001 + 0.006 * rate) * Math.sqrt(k) * 2 - own * k,
  );
}

const recordOf = (capacity: readonly number[]): MemberRecord => ({
  ...{ ended: "completed", capacity, end: [], charge: [], discharge: [], shortCycle: null },
  states: {
    activeFraction: [],
    interphaseThickness_nm: [],
    intergranularLithium_mol_m2: [],
    voidFraction: [],
  },
});

/** Where the true value lies in its band, after `MEASURED` cycles of a cell. */
function foretell(cell: number): {
  readonly isIn90: boolean;
  readonly isIn50: boolean;
  readonly errors: number[];
} {
  const random = createRandom(cell, "cell");
  const truth = fade([random.normal(), random.normal()], random);
  const capacity = truth.slice(0, MEASURED).map((own) => own * (1 + NOISE * random.normal()));
  const variance = capacity.map((own) => (NOISE * own) ** 2);
  let design: Gaussian = createPrior(2);
  let posterior = design;
  let points: number[][] = [];
  let paths: number[][] = [];
  for (let round = 1; round <= 3; round++) {
    if (round > 1) design = widen(posterior, 1.5);
    points = drawMembers(design, 48, 10 * cell + round, "members");
    const chance = createRandom(10 * cell + round, "chance");
    paths = points.map((point) => fade(point, chance));
    const outputs = paths.map((path) => path.slice(0, MEASURED));
    posterior = assimilate({ points, outputs }, { data: capacity, variance });
  }
  const known = { points, records: paths.map(recordOf), design, posterior };
  const samples = sampleCapacity(known, { capacity, noise: NOISE }, { cycles: MEASURED + AHEAD, seed: cell });
  const band = bandOf(samples.map((row) => row.at(-1)!));
  const last = truth.at(-1)!;
  return {
    isIn90: last >= band.p5 && last <= band.p95,
    isIn50: last >= band.p25 && last <= band.p75,
    errors: [band.p50, persist(capacity), extrapolate(capacity, AHEAD)].map((own) => (own - last) ** 2),
  };
}

test("bands of 90 and 50 % hold as often, and the middle beats simpler guesses", () => {
  const cells = Array.from({ length: 100 }, (_, k) => foretell(k + 1));
  const held = cells.filter(({ isIn90 }) => isIn90).length;
  expect(held).toBeGreaterThanOrEqual(83);
  expect(held).toBeLessThanOrEqual(97);
  const half = cells.filter(({ isIn50 }) => isIn50).length;
  expect(half).toBeGreaterThanOrEqual(38);
  expect(half).toBeLessThanOrEqual(64);
  const sums = [0, 1, 2].map((k) => cells.reduce((sum, { errors }) => sum + errors[k]!, 0));
  expect(sums[0]!).toBeLessThan(0.5 * sums[1]!);
  expect(sums[0]!).toBeLessThan(sums[2]!);
});

test("a target that goes with the feature is known as well as this is measured", () => {
  const points = drawMembers(createPrior(1), 40, 2, "points");
  const random = createRandom(2, "shared");
  const features = points.map(([own]) => [own! + random.normal()]);
  const targets = features.map(([own]) => [2 * own!]);
  const prior = createPrior(1);
  const given = {
    points,
    design: prior,
    posterior: prior,
    features,
    targets,
    data: [1.5],
    noise: [[1e-8]],
    seed: 1,
  };
  for (const [own] of conditionMembers(given)) expect(own).toBeCloseTo(3, 2);
});

test("members that have died stay dead, and failed ones are left out", () => {
  const points = drawMembers(createPrior(1), 14, 3, "points");
  const records = points.map((_, k) => recordOf([1, 0.9 + 0.001 * k, 0.8 + 0.002 * k]));
  records[3] = { ...recordOf([1, 0.9]), ended: "shorted", shortCycle: 2 };
  records[5] = { ...recordOf([1, 0.9]), ended: "failed" };
  const known = { points, records, design: createPrior(1), posterior: createPrior(1) };
  const samples = sampleCapacity(known, { capacity: [1], noise: 0.01 }, { cycles: 3, seed: 1 });
  expect(samples.length).toBe(13);
  expect(samples.at(-1)).toEqual([1, 0.9, 0]);
});

test("guesses, crossings, quantiles and shares are what they are called", () => {
  expect(persist([5, 3, 2, 1])).toBe(1);
  expect(extrapolate([1, 0.9, 0.8], 2)).toBeCloseTo(0.6, 12);
  expect(crossingOf([1, 0.9, 0.7], 0.8)).toBeCloseTo(2.5, 12);
  expect(crossingOf([1, 0.9], 0.8)).toBe(Number.POSITIVE_INFINITY);
  expect(quantileOf([3, 1, 2], 0.5)).toBe(2);
  expect(quantileOf([1, 2, 3], 0.01)).toBe(1);
  expect(quantileOf([1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], 0.6)).toBe(
    Number.POSITIVE_INFINITY,
  );
  const { share, low, high } = shareOf(0, 48);
  expect([share, low]).toEqual([0, 0]);
  expect(high).toBeGreaterThan(0.02);
  expect(high).toBeLessThan(0.1);
});
