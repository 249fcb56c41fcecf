/**
 * Protocols of public battery software that once gave wrong values (test/reference/protocols): on a cell of six columns with
 * their particles, thicknesses and capacities, where they are long with fewer cycles.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { MILLIAMPERE_HOURS } from "../../sim-core/base/constants.ts";
import type { CycleSummary, StepSample } from "../../sim-core/cell/frame.ts";
import { currentDensityOf } from "../../sim-core/scenario/capacity.ts";
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import type { Limit, ProtocolStep, Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { createRun } from "../../sim-core/time/run/run.ts";
import { loadShipped, type Overrides } from "../cell/small-cell.ts";
import { type Followed, followRun } from "./follow-run.ts";

const NARROW: Overrides = {
  "cell.width": "90 um",
  "cathode.columns": 6,
  "electrolyte.thickness": "40 um",
  "mechanics.mode": "off",
};

function handed(name: string, overrides: Overrides = {}): Scenario {
  const file = new URL(`../reference/${name}.json`, import.meta.url);
  const source: unknown = JSON.parse(readFileSync(file, "utf8"));
  return parseScenario(source, { load: loadShipped, overrides: { ...NARROW, ...overrides } });
}

type Sums = Pick<CycleSummary, "chargeCapacity_mAh_cm2" | "dischargeCapacity_mAh_cm2">;
const netOf = (sums: Sums): number => sums.chargeCapacity_mAh_cm2 - sums.dischargeCapacity_mAh_cm2;
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** What samples, steps and cycles report is the lithium that left the cathode. */
function expectLithiumReported({ samples, steps, cycles, given }: Followed): void {
  const { charged, discharged } = samples.at(-1)!;
  const bound = 1e-9 * (charged + discharged);
  for (const reported of [charged - discharged, total(steps.map(netOf)), total(cycles.map(netOf))]) {
    expect(Math.abs(reported - given)).toBeLessThan(bound);
  }
}

const COMPLETED = "completed";

describe("charge and discharge with rests, with and without a hold", () => {
  it.each(["c01a-cccv-rest", "c01c-cc-rest"])("%s", (name) => {
    const followed = followRun(handed(`protocols/${name}`, { "protocol.repeat": 3 }));
    const { status, samples, cycles, notices } = followed;
    expect([status.kind, notices]).toEqual([COMPLETED, []]);
    expectLithiumReported(followed);
    const rests = samples.filter(({ phase }) => phase === "rest");
    expect(rests.length).toBeGreaterThan(30);
    for (const { currentDensity, capacity } of rests) expect([currentDensity, capacity]).toEqual([0, 0]);
    for (const { coulombicEfficiency, anodeCurrentCoV, retention, heldShare } of cycles) {
      expect(coulombicEfficiency!).toBeGreaterThan(0.9);
      expect(coulombicEfficiency!).toBeLessThanOrEqual(1);
      expect(anodeCurrentCoV!).toBeGreaterThan(0);
      expect(anodeCurrentCoV!).toBeLessThan(0.1);
      expect(retention!).toBeGreaterThan(0.9);
      expect(retention!).toBeLessThanOrEqual(1);
      expect(heldShare! > 0).toBe(name === "c01a-cccv-rest");
    }
  });
});

it("a taper of seven steps has seven step counts a cycle", () => {
  const followed = followRun(handed("protocols/c03-taper"));
  expectLithiumReported(followed);
  const counts = (cycle: number): number[] => [
    ...new Set(followed.samples.filter((one) => one.cycle === cycle).map(({ stepCount }) => stepCount)),
  ];
  expect(counts(1)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(counts(2)).toEqual([8, 9, 10, 11, 12, 13, 14]);
  expect(followed.samples[0]!.time).toBe(0);
});

it("storage completes its ten cycles of thirty days", () => {
  const scenario = handed("protocols/c04a-storage", { "solver.maximumStep": "10 h" });
  const { status, cycles, samples } = followRun(scenario);
  expect(status).toEqual({ kind: COMPLETED, message: "completed 10 cycles" });
  const last = samples.at(-1)!;
  expect(Math.abs(last.time / (10 * 30 * 86400) - 1)).toBeLessThan(1e-12);
  expect([last.charged, last.discharged]).toEqual([0, 0]);
  // What grows by diffusion through itself grows with the square root of time, whatever the steps.
  const grown = cycles[9]!.interphaseThickness_nm / cycles[0]!.interphaseThickness_nm;
  expect(Math.abs(grown / Math.sqrt(10) - 1)).toBeLessThan(1e-3);
  for (const { retention, coulombicEfficiency } of cycles) {
    expect([retention, coulombicEfficiency]).toEqual([null, null]);
  }
});

it("a step whose limit is already passed is told of, or is not", () => {
  const narrow = handed("protocols/c05e-one-step-skipped");
  const { steps, notices, status } = followRun(narrow);
  expect(status.kind).toBe(COMPLETED);
  const skipped = steps.filter(({ endedBy }) => endedBy === "skipped");
  expect(steps).toHaveLength(6);
  expect(notices.some((line) => line.includes("was skipped"))).toBe(skipped.length > 0);
  for (const { duration_s, endedBy } of steps) expect(duration_s === 0).toBe(endedBy === "skipped");
  const again = followRun(handed("protocols/c05e-one-step-skipped", { "ncm.stoichiometryInitial": 0.8 }));
  expect(again.steps[0]).toMatchObject({ endedBy: "skipped", duration_s: 0, chargeCapacity_mAh_cm2: 0 });
  expect(again.notices).toHaveLength(1);
  expect(again.notices[0]).toMatch(
    /step 1, "Charge at 0.5C until 3.4 V", was skipped: its limit \(3\.4 V\) is met at once, from 3\.\d+ V$/,
  );
});

it("a titration in holds only charges, in each hold less and less", () => {
  const followed = followRun(handed("protocols/c06e-pitt"));
  expect(followed.status.kind).toBe(COMPLETED);
  expectLithiumReported(followed);
  const last = followed.samples.at(-1)!;
  expect(last.discharged).toBe(0);
  for (let count = 1; count <= 13; count += 2) {
    const currents = inStep(followed.samples, count).map(({ currentDensity }) => currentDensity);
    currents.slice(1).forEach((current, k) => {
      expect(current).toBeGreaterThan(0);
      expect(current).toBeLessThan(currents[k]!);
    });
    const limit = currentDensityOf(handed("protocols/c06e-pitt"), 0.02);
    expect(Math.abs(currents.at(-1)! / limit - 1)).toBeLessThan(1.001e-3);
  }
});

function inStep(samples: readonly StepSample[], stepCount: number): StepSample[] {
  return samples.filter((sample) => sample.stepCount === stepCount && sample.time > 0);
}

it("pulses that empty the cell end empty, not failed", () => {
  const followed = followRun(handed("protocols/c08a-intermittent"));
  expect(followed.status.kind).toBe("empty");
  expect(followed.cycles.length).toBeLessThan(40);
  expectLithiumReported(followed);
  expect(followed.cycles.every(({ retention }) => retention === null)).toBe(true);
});

describe("a charge cut by pulses", () => {
  const damageOf = (scenario: Scenario): number => {
    const run = createRun(scenario);
    expect(run.advance({}).status.kind).toBe(COMPLETED);
    return total([...run.state.particles.damage]);
  };
  const smooth = handed("protocols/c13a-smooth-charge");
  /** The unbroken charge, of so much. */
  const charging = (charge: number): Scenario => {
    const limit: Limit = { kind: "capacity", value: charge };
    const [block] = smooth.protocol.blocks;
    const steps = block!.steps.map(
      (step): ProtocolStep => (step.kind === "charge" ? { ...step, until: [limit] } : step),
    );
    return { ...smooth, protocol: { ...smooth.protocol, blocks: [{ ...block!, steps }] } };
  };

  it("by rests does the damage of one unbroken", () => {
    const ratio = damageOf(handed("protocols/c13c-rest-pulses")) / damageOf(smooth);
    expect(Math.abs(ratio - 1)).toBeLessThan(1e-2);
  });

  it("by reversals does the damage of one unbroken that ends where it does", () => {
    const back = 49 * currentDensityOf(smooth, 0.5);
    const net = charging(1.5 * MILLIAMPERE_HOURS - back);
    const ratio = damageOf(handed("protocols/c13b-reverse-pulses")) / damageOf(net);
    expect(Math.abs(ratio - 1)).toBeLessThan(1e-2);
  });
});

it("a table that does not reach the cut-offs is questioned, and its end told of", () => {
  const scenario = handed("ocp-table-narrow");
  expect(scenario.warnings.map(({ where }) => where)).toEqual([
    "ncm.openCircuitPotential",
    "protocol.steps",
    "protocol.steps",
  ]);
  const { status, notices } = followRun(scenario);
  expect(notices.filter((line) => line.includes("ncm.openCircuitPotential is not given"))).toHaveLength(2);
  expect(status.message).toContain("full of lithium at their surface");
});

it("sentences are read: the step that is over at once is told of, the current beyond all cells questioned", () => {
  const scenario = handed("protocols/t1-text");
  expect(scenario.protocol.blocks[0]!.steps.map(({ kind }) => kind)).toEqual(["discharge", "rest", "charge"]);
  expect(scenario.warnings.map(({ where }) => where)).toEqual(["protocol.steps.2"]);
  const { steps } = followRun(scenario);
  expect(steps.slice(0, 2).map(({ step, endedBy }) => [step, endedBy])).toEqual([
    ["Discharge at C/10 for 10 hours or until 3.3 V", "skipped"],
    ["Rest for 1 hour", "1 h"],
  ]);
});

it("blocks pass in their order, each with its own count", () => {
  const scenario = handed("protocols/t11-blocks");
  const { blocks } = scenario.protocol;
  expect(blocks.map(({ repeat }) => repeat)).toEqual([3, 50]);
  const short = { ...scenario.protocol, blocks: [blocks[0]!, { ...blocks[1]!, repeat: 2 }] };
  const { cycles, status } = followRun({ ...scenario, protocol: short });
  expect(cycles.slice(0, 3).map(({ block }) => block)).toEqual(new Array(3).fill(blocks[0]!.name));
  expect(cycles.slice(3).map(({ block }) => block)).toEqual(new Array(2).fill(blocks[1]!.name));
  expect(status.kind).toBe(COMPLETED);
  expect(cycles[3]!.chargeCapacity_mAh_cm2).toBeGreaterThan(1);
  // A second charge on top of the first finds its limit met.
  expect(cycles[4]!.chargeCapacity_mAh_cm2).toBeLessThan(1e-3);
});
