import { describe, expect, it } from "vitest";
import { consumedCharge, grownThickness } from "../../sim-core/anode/lithium.ts";
import { createModel, type Model } from "../../sim-core/cell/model.ts";
import type { CellState } from "../../sim-core/cell/state.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import { countLithium } from "../../sim-core/mechanisms/ledger.ts";
import { measureWear } from "../../sim-core/remeshing/remesh.ts";
import { resumeRun } from "../../sim-core/time/run/run.ts";
import { createStepper } from "../../sim-core/time/step/step.ts";
import { protrudedScenario } from "../cell/small-cell.ts";
import { remesh } from "./remesh-at-once.ts";

const UM = 1e-6;

/** A cell after some steps of charging, its mesh moved but not replaced. */
function charge(steps: number): { model: Model; state: CellState } {
  const model = createModel(protrudedScenario());
  const run = resumeRun(model, createInitialState(model));
  run.advance({ maximumSteps: steps });
  return { model: run.model, state: run.state };
}

function renew(model: Model, state: CellState): { model: Model; state: CellState } {
  const outcome = remesh(model, state);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome;
}

function recount(model: Model, state: CellState) {
  const { initial } = state.ledger;
  return countLithium(model, state, { initial, chargeImbalance: 0 });
}

/** Lithium above the nodes of the front, m. */
function columns(model: Model, state: CellState): Float64Array {
  const grown = grownThickness(state.front.plated, consumedCharge(state.front));
  return grown.map((own, k) => own + model.initialColumn[k]!);
}

describe("a cell meshed anew", () => {
  const before = charge(18);
  const after = renew(before.model, before.state);

  it("keeps its particles, its lithium and all ledgers to round-off", () => {
    expect(after.state.particles).toBe(before.state.particles);
    expect(after.model.population).toBe(before.model.population);
    const [was, is] = [recount(before.model, before.state), recount(after.model, after.state)];
    expect(is.interphase).toBeGreaterThan(0);
    for (const key of ["cathodeActive", "cathodeIsolated", "anode", "interphase"] as const) {
      expect(Math.abs(is[key] - was[key])).toBeLessThan(1e-14 * Math.max(was[key], 1e-30) + 1e-30);
    }
    expect(Math.abs(is.residual)).toBeLessThan(1e-14);
  });

  it("keeps currents, columns and the shape of its front", () => {
    const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);
    const [was, is] = [before.state.potentials, after.state.potentials];
    const { frontStart } = after.model.boundary;
    const plating = sum(is.injection.subarray(frontStart));
    expect(
      Math.abs(plating / sum(was.injection.subarray(before.model.boundary.frontStart)) - 1),
    ).toBeLessThan(1e-13);
    const extremes = (values: Float64Array): number[] => [Math.min(...values), Math.max(...values)];
    const [low, high] = extremes(columns(before.model, before.state));
    const [lowest, highest] = extremes(columns(after.model, after.state));
    expect(Math.abs(lowest! - low!) + Math.abs(highest! - high!)).toBeLessThan(0.05 * UM);
    expect(measureWear(after.model, after.state.geometry.points)).toBe(0);
  });

  it("goes on with a voltage that differs by less than the mesh's own error", () => {
    const control = { kind: "current", current: before.state.current } as const;
    const [one, other] = [before, after].map(({ model, state }) =>
      createStepper(model).step(state, { dt: 60, control }),
    );
    if (!one?.ok || !other?.ok) throw new Error("a step failed");
    expect(Math.abs(one.state.potentials.voltage - other.state.potentials.voltage)).toBeLessThan(1e-4);
    expect(other.order).toBe(2);
    expect(other.state.ledger.chargeImbalance).toBeLessThan(1e-6);
    one.state.potentials.particleCurrent.forEach((own, p) => {
      expect(Math.abs(own / other.state.potentials.particleCurrent[p]! - 1)).toBeLessThan(5e-3);
    });
  });

  it("is the same cell where nothing has moved", () => {
    const model = createModel(protrudedScenario());
    const start = createInitialState(model);
    const again = renew(model, start);
    const control = { kind: "current", current: model.oneC } as const;
    const [one, other] = [{ model, state: start }, again].map((cell) =>
      createStepper(cell.model).step(cell.state, { dt: 1, control }),
    );
    if (!one?.ok || !other?.ok) throw new Error("a step failed");
    expect(Math.abs(one.state.potentials.voltage - other.state.potentials.voltage)).toBeLessThan(1e-4);
  });

  it("says in words when the front has reached the cathode", () => {
    const { model, state } = before;
    const points = state.geometry.points.slice();
    const nodes = model.boundary.nodes.subarray(model.boundary.frontStart);
    points[2 * nodes[Math.floor(nodes.length / 2)]! + 1] = 20 * UM;
    const outcome = remesh(model, { ...state, geometry: { ...state.geometry, points } });
    expect(outcome.ok).toBe(false);
    if (!outcome.ok) expect(outcome.reason).toContain("the cathode layer at 4");
  });
});
