import { describe, expect, it } from "vitest";
import { createModel } from "../../sim-core/cell/model.ts";
import type { CellState } from "../../sim-core/cell/state.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import { createStepper, type Stepper } from "../../sim-core/time/step/step.ts";
import { smallScenario } from "../cell/small-cell.ts";
import { fitOrder } from "../fem/slab-mesh.ts";

/** `count` equal steps over `span` seconds at half the current that is 1C, from `start`. */
function march(stepper: Stepper, start: CellState, span: number, count: number): CellState {
  let state = start;
  for (let k = 0; k < count; k++) {
    const control = { kind: "current", current: 0.5 * stepper.model.oneC } as const;
    const outcome = stepper.step(state, { dt: span / count, control });
    if (!outcome.ok) throw new Error(outcome.reason);
    state = outcome.state;
  }
  return state;
}

/** A plain record of everything in a state, for comparing bytes. */
function fingerprint(state: CellState): string {
  return JSON.stringify(state, (_, value) =>
    ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
  );
}

describe("a time step", () => {
  it("is of second order", () => {
    const model = createModel(smallScenario({ "solver.residualTolerance": 1e-11 }));
    const stepper = createStepper(model);
    const early = march(stepper, createInitialState(stepper.model), 600, 60);
    const start = { ...early, past: [], before: undefined };
    const counts = [20, 40, 80, 160];
    // Each with a solver of its own: at this tolerance what one remembers of other steps is round-off.
    const exact = march(createStepper(model), start, 1200, 1280);
    const errors = counts.map((count) => {
      const at = march(createStepper(model), start, 1200, count);
      let square = 0;
      at.particles.surface.forEach((x, p) => {
        square += (x - exact.particles.surface[p]!) ** 2;
      });
      return Math.sqrt(square / at.particles.surface.length);
    });
    const order = fitOrder(
      counts.map((n) => 1 / n),
      errors,
    );
    expect(Math.abs(order - 2)).toBeLessThan(0.1);
  });

  it("keeps lithium to round-off and charge to the residual", () => {
    const stepper = createStepper(createModel(smallScenario()));
    const state = march(stepper, createInitialState(stepper.model), 1800, 40);
    expect(Math.abs(state.ledger.residual)).toBeLessThan(1e-13);
    expect(state.ledger.chargeImbalance).toBeLessThan(1e-8);
  });

  it("obeys Faraday's law: plated charge is what the particles gave", () => {
    const stepper = createStepper(createModel(smallScenario()));
    const { model } = stepper;
    const state = march(stepper, createInitialState(model), 900, 20);
    let plated = 0;
    state.front.plated.forEach((charge, k) => {
      plated += charge * model.front.segmentLength[k]!;
    });
    expect(Math.abs(plated / (0.5 * model.oneC * 900) - 1)).toBeLessThan(1e-8);
  });

  it("is predicted: its error to a few percent, its voltage to a millivolt, with no trace left", () => {
    const stepper = createStepper(createModel(smallScenario()));
    const state = march(stepper, createInitialState(stepper.model), 600, 12);
    const control = { kind: "current", current: 0.5 * stepper.model.oneC } as const;
    const request = { dt: 300, control };
    const predicted = stepper.predict(state, request)!;
    expect(stepper.predict({ ...state, past: state.past.slice(0, 1) }, request)).toBeUndefined();
    const [asked, fresh] = [stepper, createStepper(stepper.model)].map((own) => own.step(state, request));
    if (!asked!.ok || !fresh!.ok) throw new Error("the step failed");
    expect(Math.abs(predicted.error / asked!.error - 1)).toBeLessThan(0.05);
    expect(Math.abs(predicted.voltage - asked!.state.potentials.voltage)).toBeLessThan(1e-3);
    expect(asked!.state.potentials.voltage).toBeCloseTo(fresh!.state.potentials.voltage, 7);
    expect(asked!.error).toBeCloseTo(fresh!.error, 8);
  });

  it("gives the same bytes again", () => {
    const scenario = smallScenario();
    const once = createStepper(createModel(scenario));
    const again = createStepper(createModel(scenario));
    const first = march(once, createInitialState(once.model), 600, 12);
    const second = march(again, createInitialState(again.model), 600, 12);
    expect(fingerprint(first)).toBe(fingerprint(second));
  });

  it("that fails is a value and leaves the state as it was", () => {
    const stepper = createStepper(createModel(smallScenario()));
    const state = march(stepper, createInitialState(stepper.model), 300, 6);
    const before = fingerprint(state);
    const control = { kind: "current", current: -1e4 * stepper.model.oneC } as const;
    const outcome = stepper.step(state, { dt: 600, control });
    expect(outcome.ok).toBe(false);
    if (!outcome.ok) expect(outcome.reason).toMatch(/[a-z]+ [a-z]+/);
    expect(fingerprint(state)).toBe(before);
    // And the stepper is none the worse for it.
    const after = march(stepper, state, 300, 6);
    const fresh = createStepper(stepper.model);
    const expected = march(fresh, state, 300, 6);
    expect(after.potentials.voltage).toBeCloseTo(expected.potentials.voltage, 9);
  });

  it("never changes a particle that takes no part", () => {
    const stepper = createStepper(createModel(smallScenario()));
    const initial = createInitialState(stepper.model);
    const status = initial.particles.status.slice();
    status[3] = 1;
    const state = march(stepper, { ...initial, particles: { ...initial.particles, status } }, 900, 20);
    const { shells } = stepper.model.scenario.solver;
    const own = (s: CellState): number[] =>
      Array.from(s.particles.concentration.subarray(3 * shells, 4 * shells));
    expect(own(state)).toEqual(own(initial));
    expect(state.particles.concentration[4 * shells]).not.toBe(initial.particles.concentration[4 * shells]);
  });

  it("dissipates: every overpotential takes the current's direction", () => {
    const stepper = createStepper(createModel(smallScenario()));
    const state = march(stepper, createInitialState(stepper.model), 900, 20);
    const { openCircuitPotential } = stepper.model.scenario.ncm;
    state.potentials.particleCurrent.forEach((current, p) => {
      const drop = state.potentials.voltage - openCircuitPotential.evaluate(state.particles.surface[p]!);
      expect(drop * current).toBeGreaterThanOrEqual(0);
    });
  });
});
