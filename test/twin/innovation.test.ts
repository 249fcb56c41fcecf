/** When a cell has left what the model explains: seldom said of the model's own cells, though their bands are not normal. */
import { expect, test } from "vitest";
import { createRandom, normalProbability, type Random } from "../../sim-core/index.ts";
import { assimilate } from "../../src/twin/assimilate.ts";
import { createPrior, drawMembers } from "../../src/twin/design.ts";
import type { KnownMembers } from "../../src/twin/forecast.ts";
import { foretell, innovate, isExplained, memberInnovations, recentOf } from "../../src/twin/innovation.ts";
import type { MemberRecord } from "../../src/twin/member-record.ts";
import { gatherEvidence, type Observed, type ObservedCycle } from "../../src/twin/observations.ts";

const CYCLES = 10;
const ERROR = 0.002;
const DESIGN = createPrior(2);

/** Few particles: capacity falls evenly by two parameters, and now and then by three percent at once. */
function fade([rate, loading]: readonly number[], random: Random): number[] {
  let capacity = 1 + 0.1 * (normalProbability(loading!) - 0.5);
  return Array.from({ length: CYCLES }, () => {
    capacity -= 0.001 + 0.004 * normalProbability(rate!) + (random.uniform() < 0.06 ? 0.03 : 0);
    return capacity;
  });
}

const recordOf = (capacity: readonly number[]): MemberRecord =>
  ({ ended: "completed", capacity, charge: [], discharge: [] }) as unknown as MemberRecord;

const evidenceOf = (capacity: readonly number[], cycles: number): Observed =>
  gatherEvidence(
    capacity
      .slice(0, cycles)
      .map((own, k): ObservedCycle => ({ number: k + 1, capacity: own, charge: [], discharge: [] })),
    {
      curves: [],
      noise: { voltage: 0, capacity: ERROR },
      modelError: { voltage: 0, capacity: 0 },
    },
  );

/** Cycles at which it is said that a cell has left what the model explains, by bands taken for normal and beside members. */
function watch(cell: number, truth: readonly number[]): { readonly normal: number; readonly beside: number } {
  const noise = createRandom(cell, "noise");
  const measured = truth.map((own) => own * (1 + ERROR * noise.normal()));
  const points = drawMembers(DESIGN, 32, cell, "members");
  const chance = createRandom(cell, "chance of the members");
  const records = points.map((point) => recordOf(fade(point, chance)));
  const innovations: number[] = [];
  let [normal, beside] = [0, 0];
  for (let cycle = 1; cycle <= CYCLES; cycle++) {
    const before = measured.slice(0, cycle - 1);
    const outputs = records.map(({ capacity }) => capacity.slice(0, cycle - 1));
    const posterior = cycle === 1 ? DESIGN : assimilate({ points, outputs }, evidenceOf(measured, cycle - 1));
    const known: KnownMembers = { points, records, design: DESIGN, posterior };
    const foretold = foretell(known, before, { error: ERROR, cycle });
    innovations.push(innovate(foretold, measured[cycle - 1]!, ERROR));
    const recent = recentOf(innovations);
    if (!isExplained(recent, () => [])) normal++;
    const own = { cycle, count: recent.length, error: ERROR };
    if (!isExplained(recent, () => memberInnovations(known, (n) => evidenceOf(measured, n), own))) beside++;
  }
  return { normal, beside };
}

const truthOf = (cell: number): number[] => {
  const random = createRandom(cell, "cell");
  return fade([random.normal(), random.normal()], random);
};

test("the model's own cells are seldom said to have left it, though bands taken for normal would say so", () => {
  const watched = Array.from({ length: 60 }, (_, k) => watch(k + 1, truthOf(k + 1)));
  const normal = watched.filter((own) => own.normal > 0).length;
  const beside = watched.filter((own) => own.beside > 0).length;
  expect(normal).toBeGreaterThan(2 * beside);
  expect(beside).toBeLessThanOrEqual(3);
});

test("a cell that falls as none of the model does is told", () => {
  const watched = Array.from({ length: 10 }, (_, k) =>
    watch(
      k + 1,
      truthOf(k + 1).map((own, at) => (at < 6 ? own : own - 0.15)),
    ),
  );
  expect(watched.filter((own) => own.beside > 0).length).toBeGreaterThanOrEqual(9);
});
