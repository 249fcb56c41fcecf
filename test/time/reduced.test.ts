import { describe, expect, it } from "vitest";
import { createModel } from "../../sim-core/cell/model.ts";
import { forgetPast } from "../../sim-core/cell/particle-means.ts";
import type { CellState } from "../../sim-core/cell/state.ts";
import { countDamage } from "../../sim-core/mechanisms/cathode/count-damage.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import type { Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { currentStep, imposedBy, nextCursor } from "../../sim-core/time/protocol/protocol.ts";
import { createRun } from "../../sim-core/time/run/run.ts";
import { takeStep } from "../../sim-core/time/search/next-step.ts";
import { createStepper, type StepRequest } from "../../sim-core/time/step/step.ts";
import { type Overrides, shippedScenario, smallScenario } from "../cell/small-cell.ts";

const REDUCED: Overrides = { "solver.model": "reduced" };
/** An electrolyte and interfaces for which three modes on a particle are too few. */
const HARSH: Overrides = {
  "electrolyte.conductivity": "0.03 mS/cm",
  "interface.exchangeCurrentDensity": "40 A/m2",
  "interface.filmResistance": "0.1 ohm cm2",
};

/**
 * Runs the first cycle of `scenario` in full and repeats every step of it from the same state with the reduced
 * model. Returns the largest difference of a particle's current in mean particle currents, and how many steps.
 */
function compareOverCycle(scenario: Scenario): { error: number; steps: number; notices: string[] } {
  const model = createModel(scenario);
  const full = createStepper(model);
  const reduced = createStepper({
    ...model,
    scenario: { ...scenario, solver: { ...scenario.solver, model: "reduced" } },
  });
  let state: CellState = createInitialState(model);
  let error = 0;
  let steps = 0;
  while (state.cursor.cycle === 1 && !state.cursor.finished) {
    const step = currentStep(model, state.cursor);
    const advanced = takeStep(full, state, step, Number.POSITIVE_INFINITY);
    if (advanced.kind === "failed") throw new Error(advanced.reason);
    if (advanced.kind === "stepped") {
      const { potentials, time } = advanced.state;
      const dt = time - state.time;
      const mean = Math.abs(advanced.state.current) / potentials.particleCurrent.length;
      const errorWith = (near: Pick<StepRequest, "near">): number => {
        const outcome = reduced.step(state, { dt, control: imposedBy(model, step, state.cursor), ...near });
        if (!outcome.ok) throw new Error(outcome.reason);
        const own = outcome.state.potentials.particleCurrent;
        return Math.max(
          ...potentials.particleCurrent.map((current, p) => Math.abs(own[p]! - current) / mean),
        );
      };
      // As takeStep does: diffusivities are those at the end of a step after a jump, and of one that ends at a limit where
      // that took a trial, which is not told.
      const known = errorWith({ near: { dt, potentials } });
      const predicted = errorWith({});
      if (state.past.length === 0) error = Math.max(error, known);
      else error = Math.max(error, advanced.limit ? Math.min(known, predicted) : predicted);
      steps++;
      state = full.follow(advanced.state);
      if (!advanced.limit) continue;
    }
    state = forgetPast({ ...countDamage(model, state), cursor: nextCursor(model, state.cursor) });
  }
  return { error, steps, notices: reduced.takeNotices() };
}

/** Runs to the end; `notices` are all that were told. */
function runThrough(scenario: Scenario) {
  const run = createRun(scenario);
  const { cycles, notices, status } = run.advance({});
  return { cycles, notices, frame: run.frame(), message: status.message };
}

describe("a run with the reduced interface model", () => {
  it("keeps every particle's current of the shipped cell within 0.1 % over a cycle", () => {
    const { error, steps, notices } = compareOverCycle(
      shippedScenario("ncm", { mesh: "draft", "protocol.repeat": 2 }),
    );
    expect(steps).toBeGreaterThan(35);
    expect(notices).toEqual([]);
    expect(error).toBeLessThan(1e-3);
    expect(error).toBeGreaterThan(0);
  });

  it("ends where the full one ends, through damage, and keeps lithium and charge", () => {
    const life: Overrides = { "protocol.repeat": 4, "contactLoss.medianLife": 2 };
    const full = runThrough(smallScenario(life));
    const reduced = runThrough(smallScenario({ ...life, ...REDUCED }));
    expect(reduced.notices).toEqual([]);
    expect(reduced.message).toBe(full.message);
    expect(Array.from(reduced.frame.particleStatus)).toEqual(Array.from(full.frame.particleStatus));
    full.cycles.forEach((cycle, k) => {
      const own = reduced.cycles[k]!;
      expect(Math.abs(own.dischargeCapacity_mAh_cm2 / cycle.dischargeCapacity_mAh_cm2 - 1)).toBeLessThan(
        5e-4,
      );
      expect(own.activeFraction).toBe(cycle.activeFraction);
    });
    expect(reduced.cycles.at(-1)!.activeFraction).toBeLessThan(1);
    expect(Math.abs(reduced.frame.ledger.residual)).toBeLessThan(1e-12);
    expect(reduced.frame.ledger.chargeImbalance).toBeLessThan(1e-8);
  });

  it("gives the same bytes again", () => {
    const scenario = smallScenario({ "protocol.repeat": 1, ...REDUCED });
    const [one, again] = [runThrough(scenario).frame, runThrough(scenario).frame];
    expect(Buffer.from(again.potential.buffer).equals(Buffer.from(one.potential.buffer))).toBe(true);
    expect(Array.from(again.particleSurface)).toEqual(Array.from(one.particleSurface));
  });

  it("shows the potential of the whole electrolyte as the full one does", () => {
    const [full, reduced] = [smallScenario(), smallScenario(REDUCED)].map((scenario) => {
      const run = createRun(scenario);
      run.advance({ untilTime: 1200 });
      return run.frame();
    });
    let [largest, span] = [0, 0];
    full!.potential.forEach((value, k) => {
      largest = Math.max(largest, Math.abs(reduced!.potential[k]! - value));
      span = Math.max(span, value);
    });
    expect(largest).toBeLessThan(1e-3 * span);
  });

  it("follows a conductivity that changes while it runs, checked at every step", () => {
    const checked: Overrides = { ...REDUCED, "solver.checkInterval": 1 };
    const run = createRun(smallScenario(checked));
    run.advance({ untilTime: 1500 });
    run.revise(smallScenario({ ...checked, "electrolyte.conductivity": "1 mS/cm" }));
    const { notices, samples } = run.advance({ untilTime: 1800 });
    expect(samples.length).toBeGreaterThan(0);
    expect(notices).toEqual([]);
  });

  it("hands over to the full model where it is off by too much, and says so", () => {
    const harsh = { ...HARSH, "protocol.repeat": 1 };
    const full = runThrough(smallScenario(harsh));
    const reduced = runThrough(smallScenario({ ...harsh, ...REDUCED }));
    expect(reduced.notices).toHaveLength(1);
    expect(reduced.notices[0]).toMatch(
      /^cycle 1 \(\w+\) at \d+ s: the reduced .* off by [\d.]+ % of the mean .* \(allowed: 0\.1 %\); the full model solves until/,
    );
    const [own, expected] = [reduced.cycles[0]!, full.cycles[0]!].map((c) => c.dischargeCapacity_mAh_cm2);
    expect(Math.abs(own! / expected! - 1)).toBeLessThan(1e-3);
    const allowed = runThrough(smallScenario({ ...harsh, ...REDUCED, "solver.reducedTolerance": "10 %" }));
    expect(allowed.notices).toEqual([]);
  });

  it("tries again with every cycle, and leaves it at the third failure", () => {
    const { notices } = runThrough(smallScenario({ ...HARSH, "protocol.repeat": 5, ...REDUCED }));
    expect(notices.map((notice) => /^cycle (\d)/.exec(notice)?.[1])).toEqual(["1", "2", "3"]);
    expect(notices.map((notice) => /from here on/.test(notice))).toEqual([false, false, true]);
  });
});
