import { describe, expect, it } from "vitest";
import { LITHIUM_VOLUME_PER_CHARGE } from "../../sim-core/base/constants.ts";
import { createModel, type Model } from "../../sim-core/cell/model.ts";
import type { CellState, MechanicsState } from "../../sim-core/cell/state.ts";
import { measureElements } from "../../sim-core/mechanics/element.ts";
import { vonMises } from "../../sim-core/mechanics/stress-measures.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import { REGION_ELECTROLYTE, REGION_LITHIUM } from "../../sim-core/mesh/cross-section.ts";
import { type CellMechanics, createCellMechanics } from "../../sim-core/stress/cell-mechanics.ts";
import { resumeRun } from "../../sim-core/time/run/run.ts";
import { createStressUpkeep } from "../../sim-core/time/run/stress-upkeep.ts";
import { type Overrides, protrudedScenario } from "../cell/small-cell.ts";
import { sumCutForce } from "../mechanics/force-balance.ts";
import { remesh } from "../remeshing/remesh-at-once.ts";

const PRESSURE = 160e6;
/** Only what this is about: no interphase, no lithium in the electrolyte, no cracks. */
const PHYSICAL: Overrides = {
  "mechanics.mode": "physical",
  "intergranular.level": "none",
  "fracture.active": false,
  "interphase.chemicalRate": 0,
  "interphase.currentShare": 0,
};

function build(overrides: Overrides = {}) {
  const model = createModel(protrudedScenario({ ...PHYSICAL, ...overrides }));
  return { model, mechanics: createCellMechanics(model)!, state: createInitialState(model) };
}

function solve(mechanics: CellMechanics, state: CellState, duration = 0): MechanicsState {
  const outcome = mechanics.update(state, duration);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.mechanics;
}

/** Charges for `duration` s with stress updated every `interval`, and shows each state to `visit`. */
function charge(
  { model, mechanics, state }: ReturnType<typeof build>,
  { duration, interval }: { readonly duration: number; readonly interval: number },
  visit: (state: CellState, stress: MechanicsState) => void = () => {},
): CellState {
  let at: CellState = { ...state, mechanics: solve(mechanics, state) };
  for (let time = interval; time <= duration; time += interval) {
    const protocol = { ...model.scenario.protocol, end: [{ kind: "timeReached", value: time } as const] };
    const run = resumeRun({ ...model, scenario: { ...model.scenario, protocol } }, at);
    run.advance({});
    expect(run.time).toBeCloseTo(time, 9);
    expect(run.model.mesh).toBe(model.mesh);
    const { memory: _, ...reached } = run.state;
    const stress = solve(mechanics, reached, interval);
    visit(reached, stress);
    at = { ...reached, mechanics: stress };
  }
  return at;
}

/** The state with every particle at the same stoichiometry. */
function atStoichiometry(model: Model, state: CellState, x: number): CellState {
  const concentration = state.particles.concentration.map(() => x * model.scenario.ncm.maximumConcentration);
  return { ...state, particles: { ...state.particles, concentration } };
}

describe("lithium that yields", () => {
  it("bears no more than its yield stress, hands the stack force on, and presses with it everywhere", () => {
    const { model, mechanics, state } = build();
    const { flow, frontPressure } = solve(mechanics, { ...state, particles: state.particles });
    const { mesh } = mechanics.body;
    for (let point = 0; point < 3 * mesh.region.length; point++) {
      if (mesh.region[Math.floor(point / 3)] !== REGION_LITHIUM) continue;
      expect(vonMises(flow!.stress, 4 * point)).toBeLessThan(0.8e6 * (1 + 1e-9));
    }
    for (const y of [10e-6, 40e-6, 63e-6, 85e-6]) {
      const force = sumCutForce(mesh, measureElements(mesh), flow!.stress, y);
      expect(Math.abs(force / (-PRESSURE * model.section.width) - 1)).toBeLessThan(1e-6);
    }
    for (const pressure of frontPressure) expect(Math.abs(pressure - PRESSURE)).toBeLessThan(5e6);
  });

  it.each([
    [0.8, 10e6],
    [105, 40e6],
  ])("of %d MPa is plated under no more pressure than the overpotential sustains", (yieldStress, limit) => {
    const cell = build({ "mechanics.lithiumYieldStress": yieldStress });
    const { frontStart } = cell.model.boundary;
    let largest = 0;
    charge(cell, { duration: 400, interval: 50 }, ({ potentials }, { frontPressure }) => {
      frontPressure.forEach((pressure, k) => {
        const sustained = potentials.potential[frontStart + k] / LITHIUM_VOLUME_PER_CHARGE;
        expect(pressure - PRESSURE).toBeLessThan(Math.max(0, sustained) + 1e3);
        largest = Math.max(largest, pressure - PRESSURE);
      });
    });
    expect(largest).toBeGreaterThan(5e6);
    expect(largest).toBeLessThan(limit);
  });

  it("that is stiff shuts plating off at the tip, which soft lithium does not", () => {
    const shareAtTip = (yieldStress: number): number => {
      const cell = build({ "mechanics.lithiumYieldStress": yieldStress });
      const { nodes, frontStart } = cell.model.boundary;
      const { points } = cell.model.electrolyte;
      const { potentials, geometry } = charge(cell, { duration: 300, interval: 50 });
      let tip = frontStart;
      for (let k = frontStart; k < nodes.length; k++)
        if (points[2 * nodes[k] + 1] < points[2 * nodes[tip] + 1]) tip = k;
      const density = -potentials.injection[tip] / geometry.frontLength[tip - frontStart];
      const total = -potentials.injection.subarray(frontStart).reduce((a, b) => a + b, 0);
      return (density / total) * geometry.frontLength.reduce((a, b) => a + b, 0);
    };
    const soft = shareAtTip(0.8);
    expect(soft).toBeGreaterThan(0.8);
    expect(shareAtTip(105)).toBeLessThan(0.3 * soft);
  });

  it("comes to the same pressure in intervals of 5 and of 10 s", () => {
    const at = (interval: number): number => {
      const cell = build({ "mechanics.lithiumYieldStress": 105 });
      const { mechanics } = charge(cell, { duration: 120, interval });
      return mechanics!.frontPressure.reduce((a, b) => Math.max(a, b)) - PRESSURE;
    };
    expect(Math.abs(at(10) / at(5) - 1)).toBeLessThan(0.1);
  });
});

describe("the electrolyte", () => {
  const largest = (overrides: Overrides, duration = 0): number => {
    const { model, mechanics, state } = build(overrides);
    const { flow } = solve(mechanics, atStoichiometry(model, state, 0.2644), duration);
    const { mesh } = mechanics.body;
    let most = 0;
    for (let point = 0; point < 3 * mesh.region.length; point++) {
      if (mesh.region[Math.floor(point / 3)] === REGION_ELECTROLYTE)
        most = Math.max(most, vonMises(flow!.stress, 4 * point));
    }
    return most / 1e9;
  };

  it("bears what its law allows: elastic most, then viscous, less the longer it flows, plastic its yield stress", () => {
    const elastic = largest({ "mechanics.electrolyteLaw": "elastic" });
    const brief = largest({ "mechanics.electrolyteLaw": "viscoplastic" }, 1);
    const long = largest({ "mechanics.electrolyteLaw": "viscoplastic" }, 1e5);
    const plastic = largest({ "mechanics.electrolyteLaw": "plastic" });
    expect(elastic).toBeGreaterThan(brief);
    expect(brief).toBeGreaterThan(long * 1.02);
    expect(long).toBeGreaterThan(0.65);
    expect(plastic).toBeGreaterThan(0.65 * (1 - 1e-9));
    expect(plastic).toBeLessThan(0.65 * (1 + 1e-9));
  });

  it("says so when it is loaded beyond what it bears", () => {
    const { mechanics, state } = build({
      "mechanics.electrolyteYieldStress": "1 MPa",
      "mechanics.sides": "free",
    });
    const outcome = mechanics.update(state, 0);
    expect(outcome.ok).toBe(false);
    expect(!outcome.ok && outcome.reason).toMatch(/the load may be more than the body bears/);
  });

  it("keeps its plastic history when the cell is meshed anew", () => {
    const { model, mechanics, state } = build({ "mechanics.electrolyteYieldStress": "0.2 GPa" });
    const loaded = atStoichiometry(model, state, 0.2644);
    const before = solve(mechanics, loaded);
    const unloaded = { ...state, mechanics: before };
    const left = solve(mechanics, unloaded);
    const again = remesh(model, unloaded);
    if (!again.ok) throw new Error(again.reason);
    const renewed = createCellMechanics(again.model)!;
    const carried = renewed.adopt(mechanics, again.state.mechanics!);
    const adopted = solve(renewed, { ...again.state, mechanics: carried });
    const virgin = solve(renewed, { ...again.state, mechanics: undefined });
    const mean = (one: MechanicsState): number => one.particleMeanStress[0];
    expect(adopted.frontPressure.length).toBe(again.model.front.segmentLength.length);
    expect(Math.abs(mean(left) - mean(virgin))).toBeGreaterThan(50e6);
    expect(Math.abs(mean(adopted) - mean(left))).toBeLessThan(0.03 * Math.abs(mean(left) - mean(virgin)));
    expect(adopted.yieldedShare).toBeGreaterThan(0.9 * left.yieldedShare);
  });

  it("keeps it past a mesh on which stress could not be solved", () => {
    const { model, state } = build({ "mechanics.electrolyteYieldStress": "0.2 GPa" });
    const upkeep = createStressUpkeep();
    const left = upkeep.update(model, { ...atStoichiometry(model, state, 0.2644), current: 1 }, true).state;
    const before = left.mechanics!;
    expect(before.yieldedShare).toBeGreaterThan(0.01);
    const { mechanics: _, ...start } = state;
    const again = remesh(model, { ...start, mechanics: before });
    if (!again.ok) throw new Error(again.reason);
    const { scenario } = again.model;
    const poor = { ...scenario, solver: { ...scenario.solver, memoryLimit: 1e6 } };
    const refused = upkeep.update({ ...again.model, scenario: poor }, again.state, true);
    expect(refused.notice).toMatch(/stress is not solved; mechanics.mesh/);
    expect(refused.state.mechanics!.flow).toBe(before.flow);
    const later = { ...again.model, mesh: { ...again.model.mesh } };
    const kept = upkeep.update(later, refused.state, true);
    expect(kept.notice).toBe(undefined);
    expect(kept.state.mechanics!.yieldedShare).toBeGreaterThan(0.9 * before.yieldedShare);
  });
});
