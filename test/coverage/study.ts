/**
 * Synthetic cells for which intervals are counted: true values are drawn from what is expected beforehand, the microstructure
 * is one that no member has, the noise is 2 mV and 0.2 %. A cell is small and is solved coarsely, since what is counted is the
 * method, not the cell.
 */
import disk from "node:fs";
import { join } from "node:path";
import { createRandom, parseScenario, type Scenario } from "../../sim-core/index.ts";
import type { Surroundings } from "../../src/cli/surroundings.ts";
import { openRunner, plainly } from "../../src/cli/twin-runs.ts";
import type { RunMembers } from "../../src/twin/fit.ts";
import { valueFrom } from "../../src/twin/latent.ts";
import { type MemberRecord, SHARES } from "../../src/twin/member-record.ts";
import type { ObservedCycle } from "../../src/twin/observations.ts";
import { readPlan, type TwinPlan } from "../../src/twin/plan.ts";
import { loadShipped } from "../cell/small-cell.ts";

const CELL = {
  ...{ schemaVersion: 1, name: "study", extends: "ncm", mesh: "draft" },
  ...{ cell: { width: "300 um", cRate: "1C" }, cathode: { columns: 20, rows: 3, thickness: "45 um" } },
  ...{ electrolyte: { thickness: "40 um" }, anode: { thickness: "45 um" }, mechanics: { mode: "off" } },
  ...{ fracture: { active: false }, intergranular: { level: "none" }, voids: { active: false } },
  solver: { model: "reduced", shells: 8, stepTolerance: "10 mV", jump: 1000, jumpTolerance: "1 %" },
  protocol: { repeat: 10 },
};
const NOISE = { voltage: 0.002, capacity: 0.002 };
/** Of the microstructures of the cells, which no member has. */
const FIRST_SEED = 500000;

export interface Study {
  readonly plan: TwinPlan;
  readonly run: RunMembers;
}

/** Returns the plan of all cells, and what runs members and keeps them in `folder`. */
export function openStudy(folder: string, members: number, rounds: number): Study {
  const scenario: Scenario = parseScenario(CELL, { load: loadShipped });
  const plan = readPlan(undefined, scenario, { members, rounds });
  const surroundings = {
    ...{ disk, version: "coverage", folder, tell: () => undefined, print: () => undefined },
    clock: () => performance.now() / 1000,
  } as unknown as Surroundings;
  disk.mkdirSync(folder, { recursive: true });
  const { signal } = new AbortController();
  return {
    plan,
    run: plainly(openRunner(surroundings, plan, { folder: join(folder), force: true, workers: 0, signal })),
  };
}

export interface TrueCell {
  /** [parameter] deviates. */
  readonly truth: readonly number[];
  readonly record: MemberRecord;
}

/** Returns the true cell `number`, for so many cycles. */
export async function makeCell({ plan, run }: Study, number: number, cycles: number): Promise<TrueCell> {
  const random = createRandom(number, "true values");
  const truth = plan.parameters.map(() => random.normal());
  const values = plan.parameters.map((parameter, i) => valueFrom(parameter, truth[i]!));
  const [record] = await run([{ seed: FIRST_SEED + number, values }], cycles);
  return { truth, record: record! };
}

/** Returns what an instrument would read of the first cycles of a cell, a row at each share of a curve. */
export function measureCell({ record }: TrueCell, number: number, cycles: number): ObservedCycle[] {
  const random = createRandom(number, "noise of the instrument");
  return record.capacity.slice(0, cycles).map((capacity, k) => {
    const read = (curve: readonly number[] = []): ObservedCycle["charge"] =>
      curve.length < SHARES.length
        ? []
        : curve.map((voltage) => ({ voltage: voltage + NOISE.voltage * random.normal(), before: 1 }));
    const measured = capacity * (1 + NOISE.capacity * random.normal());
    return {
      ...{ number: k + 1, capacity: measured },
      ...{ charge: read(record.charge[k]), discharge: read(record.discharge[k]) },
    };
  });
}
