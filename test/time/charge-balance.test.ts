/** What the particles give is what the front takes, step by step, in runs where a rounding could grow. */
import { describe, expect, it } from "vitest";
import { createModel } from "../../sim-core/cell/model.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import type { Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { resumeRun } from "../../sim-core/time/run/run.ts";
import { loadShipped, shippedScenario } from "../cell/small-cell.ts";

const BOUND = 1e-8;

/** Largest charge imbalance of all steps, and of how many. */
function largestImbalance(scenario: Scenario): { largest: number; steps: number; lost: number } {
  const model = createModel(scenario);
  const run = resumeRun(model, createInitialState(model));
  let largest = 0;
  let steps = 0;
  while (run.status.kind === "running") {
    steps += run.advance({ maximumSteps: 1 }).samples.length;
    largest = Math.max(largest, run.state.ledger.chargeImbalance);
  }
  expect(run.status.kind).toBe("completed");
  const lost = run.state.particles.status.filter((one) => one !== 0).length;
  return { largest, steps, lost };
}

function withProtocol(steps: readonly object[], overrides: Record<string, string | number> = {}): Scenario {
  const protocol = { repeat: 1, steps };
  return parseScenario(
    { schemaVersion: 1, name: "pulses", extends: "ncm", mesh: "draft", protocol },
    { load: loadShipped, overrides: { "cathode.rows": 2, "cathode.thickness": "30 um", ...overrides } },
  );
}

/** A charge in 40 parts with one second of something else between them. */
function interruptedBy(pulse: object): object[] {
  const part = { charge: "0.5C", until: ["0.015 mAh/cm2"] };
  return [...Array.from({ length: 40 }, () => [part, pulse]).flat(), { discharge: "0.5C", until: ["2.6 V"] }];
}

describe("charge", () => {
  it("balances where a charge is broken by rests of a second", () => {
    const { largest, steps } = largestImbalance(withProtocol(interruptedBy({ rest: "1 s" })));
    expect(steps).toBeGreaterThan(200);
    expect(largest).toBeLessThan(BOUND);
  });

  it("balances where a charge is broken by reversals of a second", () => {
    const pulse = { discharge: "0.5C", until: ["1 s"] };
    expect(largestImbalance(withProtocol(interruptedBy(pulse))).largest).toBeLessThan(BOUND);
  });

  it("balances when particles have left", () => {
    const { largest, lost } = largestImbalance(
      shippedScenario("tomo-ncm", { mesh: "draft", "protocol.repeat": 1 }),
    );
    expect(lost).toBeGreaterThan(0);
    expect(largest).toBeLessThan(BOUND);
  });

  it("balances where the full model takes over from the reduced one among particles that have left", () => {
    const { largest, lost } = largestImbalance(
      shippedScenario("ncm", {
        mesh: "draft",
        "cell.cRate": 1,
        "protocol.repeat": 20,
        "solver.model": "reduced",
      }),
    );
    expect(lost).toBeGreaterThan(0);
    expect(largest).toBeLessThan(BOUND);
  });
});
