/** Formation, then cycling: the cell of a checkpoint under another scenario. */
import { describe, expect, it } from "vitest";
import { InputError } from "../../sim-core/base/errors.ts";
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import type { Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { takeCheckpoint } from "../../sim-core/time/checkpoint/checkpoint.ts";
import { continueCheckpoint } from "../../sim-core/time/checkpoint/continue-run.ts";
import { createRun } from "../../sim-core/time/run/run.ts";
import { readCheckpoint, writeCheckpoint } from "../../src/io/checkpoint.ts";
import { loadShipped, type Overrides, smallScenario } from "../cell/small-cell.ts";

const FADING = { "contactLoss.medianLife": 2, "contactLoss.recontactProbability": 1 };
const withProtocol = (steps: readonly string[], overrides: Overrides = {}): Scenario =>
  parseScenario(
    { schemaVersion: 1, name: "next", extends: "ncm", protocol: { steps, repeat: 1 } },
    {
      load: loadShipped,
      overrides: {
        ...{ mesh: "draft", "cell.width": "90 um", "cathode.columns": 6, "cathode.rows": 2 },
        ...{ "cathode.thickness": "30 um", "electrolyte.thickness": "40 um", "anode.thickness": "30 um" },
        ...overrides,
      },
    },
  );

const formation = createRun(withProtocol(["Charge at C/5 until 4.3 V", "Discharge at C/5 until 2.6 V"]));
const formed = formation.advance({});
const stored = readCheckpoint(writeCheckpoint(takeCheckpoint(formation), "1.2.3"));

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return "nothing to refuse";
}

describe("what a hand was to do", () => {
  it("at an age that the cell has passed is not done, later it is", () => {
    const steps = ["Rest for 1 h"];
    const age = formation.time;
    const events = [age - 100, age + 100].map((time, p) => ({
      time,
      particles: [p],
      contact: "detached" as const,
    }));
    const run = continueCheckpoint(stored, { ...withProtocol(steps), events });
    const { notices } = run.advance({});
    expect(notices.filter((words) => words.includes("hand"))).toHaveLength(1);
    expect(Array.from(run.state.particles.status.slice(0, 2))).toEqual([0, 3]);
  });
});

describe("the cell of a run that is over, under another scenario", () => {
  const next = withProtocol(["Rest for 1 h", "Charge at 1C until 4.2 V", "Discharge at 1C until 2.8 V"], {
    "cell.stackPressure": "5 MPa",
  });

  it("goes on in age, charge and throughput, and begins its counts and sums anew", () => {
    expect(formed.status.kind).toBe("completed");
    const run = continueCheckpoint(stored, next);
    expect(run.status).toEqual({ kind: "running", message: "running" });
    expect(run.time).toBe(formation.time);
    const { samples, steps, cycles, status } = run.advance({});
    expect(status.kind).toBe("completed");
    const [first] = samples;
    const last = formed.samples.at(-1)!;
    expect(first).toMatchObject({ time: last.time, voltage: last.voltage, cycle: 1, stepCount: 1 });
    expect(first).toMatchObject({ charged: last.charged, discharged: last.discharged, stackPressure: 5e6 });
    expect(steps.map(({ stepCount, start_s }) => [stepCount, start_s > last.time])).toEqual([
      [1, false],
      [2, true],
      [3, true],
    ]);
    expect(cycles).toHaveLength(1);
    const [own] = cycles;
    expect(own).toMatchObject({ cycle: 1, start_s: last.time, retention: 1 });
    const { charged, discharged } = samples.at(-1)!;
    expect(charged - last.charged).toBeCloseTo(own!.chargeCapacity_mAh_cm2, 12);
    expect(discharged - last.discharged).toBeCloseTo(own!.dischargeCapacity_mAh_cm2, 12);
    const { coulombicEfficiency, chargeCapacity_mAh_cm2, dischargeCapacity_mAh_cm2 } = own!;
    expect(coulombicEfficiency).toBeCloseTo(dischargeCapacity_mAh_cm2 / chargeCapacity_mAh_cm2, 12);
  });

  it("keeps its lithium, over both runs", () => {
    const run = continueCheckpoint(stored, next);
    run.advance({});
    const { ledger } = run.frame();
    expect(ledger.initial).toBe(formation.frame().ledger.initial);
    expect(Math.abs(ledger.residual) / ledger.initial).toBeLessThan(1e-12);
  });

  it("is as worn as in one run of both, and returns of contacts are drawn as there", () => {
    const both = createRun(smallScenario({ ...FADING, "protocol.repeat": 6 }));
    const whole = both.advance({}).cycles;
    const half = smallScenario({ ...FADING, "protocol.repeat": 3 });
    const early = createRun(half);
    early.advance({});
    const late = continueCheckpoint(takeCheckpoint(early), half);
    const own = late.advance({}).cycles;
    expect(own.map(({ activeFraction }) => activeFraction)).toEqual(
      whole.slice(3).map(({ activeFraction }) => activeFraction),
    );
    expect(late.state.particles.detachedIn).toEqual(both.state.particles.detachedIn);
    expect(Math.max(...late.state.particles.detachedIn)).toBeGreaterThan(3);
    own.forEach(({ dischargeCapacity_mAh_cm2 }, k) => {
      const expected = whole[k + 3]!.dischargeCapacity_mAh_cm2;
      expect(Math.abs(dischargeCapacity_mAh_cm2 / expected - 1)).toBeLessThan(1e-6);
    });
  });

  it("is refused with every parameter in which the cells differ, and what both have", () => {
    const other = withProtocol(["Rest for 1 h"], { seed: 7, "cell.width": "100 um" });
    expect(refusal(() => continueCheckpoint(stored, other)).split("\n")).toEqual([
      "seed: got 7; expected 1, as in the checkpoint",
      "cell.width: got 100 um; expected 90 um, as in the checkpoint",
    ]);
    const zones = { ...next, cathode: { ...next.cathode, inactiveZones: [{ from: 1e-5, to: 2e-5 }] } };
    expect(refusal(() => continueCheckpoint(stored, zones))).toMatch(
      /^cathode\.inactiveZones: got 1 of them: .*; expected none, as in the checkpoint$/,
    );
  });

  it("is refused where it has shorted, and where there is no checkpoint", () => {
    const { state } = takeCheckpoint(formation);
    const memory = { ...state.memory, status: { kind: "shorted", message: "" } };
    const shorted = { ...takeCheckpoint(formation), state: { ...state, memory } };
    expect(refusal(() => continueCheckpoint(shorted, next))).toBe(
      "checkpoint: got a cell that has shorted; expected a cell that can go on",
    );
    expect(refusal(() => continueCheckpoint({}, next))).toMatch(/^checkpoint\.scenario: got nothing/);
  });
});
