import { describe, expect, it } from "vitest";
import { linearStrain } from "../../sim-core/cathode/lattice.ts";
import { createCellMechanics } from "../../sim-core/cell/cell-mechanics.ts";
import { createInitialState } from "../../sim-core/cell/initial-state.ts";
import { latticeWindow } from "../../sim-core/cell/material.ts";
import { createModel, type Model } from "../../sim-core/cell/model.ts";
import type { CellState } from "../../sim-core/cell/state.ts";
import { createModuli } from "../../sim-core/mechanics/elastic-material.ts";
import { createElasticSystem, createField } from "../../sim-core/mechanics/elastic-system.ts";
import { sumCutForce } from "../../sim-core/mechanics/force-balance.ts";
import { createQuadraticMesh } from "../../sim-core/mechanics/quadratic-mesh.ts";
import { placeInRegion, samplePlaces } from "../../sim-core/mechanics/sample.ts";
import { supportSection } from "../../sim-core/mechanics/section-supports.ts";
import { averageByRegion } from "../../sim-core/mechanics/superposition.ts";
import { REGION_ELECTROLYTE, REGION_LITHIUM } from "../../sim-core/mesh/cross-section.ts";
import { ELECTROLYTE, LITHIUM, mirrorMesh, PARTICLE, spreadByParticle } from "../mechanics/bodies.ts";
import { type Overrides, protrudedScenario, smallScenario } from "./small-cell.ts";

const PRESSURE = 160e6;
const ELASTIC: Overrides = { "mechanics.mode": "elastic" };

/** `model` before anything has passed, but with every particle at its own even stoichiometry, some detached. */
function stateWith(
  model: Model,
  stoichiometry: (p: number) => number,
  detached: readonly number[] = [],
): CellState {
  const state = createInitialState(model);
  const { shells } = model.scenario.solver;
  const { maximumConcentration } = model.scenario.ncm;
  const { particles } = state;
  const concentration = particles.concentration.map(
    (_, k) => stoichiometry(Math.floor(k / shells)) * maximumConcentration,
  );
  const status = particles.status.map((own, p) => (detached.includes(p) ? 1 : own));
  return { ...state, particles: { ...particles, concentration, status } };
}

const charged = (p: number): number => 0.3 + 0.03 * (p % 7);

/** The stress of the same loads on the whole section without its lithium, with true holes at detached particles. */
function solveWithHoles(model: Model, state: CellState) {
  const corners = model.mesh;
  const kept = Array.from(corners.region.keys()).filter((t) => corners.region[t] !== REGION_LITHIUM);
  const body = {
    ...corners,
    triangles: Int32Array.from(kept.flatMap((t) => Array.from(corners.triangles.subarray(3 * t, 3 * t + 3)))),
    region: Int32Array.from(kept, (t) => corners.region[t]),
  };
  const mesh = createQuadraticMesh(body);
  const supports = supportSection(mesh, body, { sides: "confined", top: "front", pressure: PRESSURE });
  const detached = new Uint8Array(mesh.regionCount);
  state.particles.status.forEach((own, p) => {
    detached[2 + p] = own;
  });
  const system = createElasticSystem(mesh, { ...supports, detached });
  const outcome = system.load(
    createModuli([ELECTROLYTE, LITHIUM, ...Array.from(model.population.radius, () => PARTICLE)]),
  );
  expect(outcome.ok).toBe(true);
  const { shells } = model.scenario.solver;
  const strain = state.particles.surface.map((_, p) => {
    const x = state.particles.concentration[p * shells] / model.scenario.ncm.maximumConcentration;
    return linearStrain(x, latticeWindow(model.scenario));
  });
  const field = createField(mesh);
  system.solve({ eigenstrain: spreadByParticle(mesh, strain), force: supports.force }, field);
  return { mesh, system, field };
}

/** The model seen in a mirror at the middle of its width: same numbers of nodes, particles and triangles. */
function mirrorModel(own: Model): Model {
  const { width } = own.section;
  const mesh = mirrorMesh(own.mesh, width);
  const points = own.electrolyte.points.map((value, k) => (k % 2 === 0 ? width - value : value));
  const nodes = own.boundary.nodes.slice();
  nodes.subarray(own.boundary.frontStart).reverse();
  return {
    ...own,
    mesh,
    electrolyte: { ...own.electrolyte, points },
    boundary: { ...own.boundary, nodes },
  };
}

function expectClose(got: ArrayLike<number>, expected: ArrayLike<number>): void {
  for (let k = 0; k < expected.length; k++)
    expect(Math.abs(got[k] - expected[k])).toBeLessThanOrEqual(1e-8 * Math.abs(expected[k]) + 1);
}

const model = createModel(smallScenario(ELASTIC));
const DETACHED = [4, 9];
const state = stateWith(model, charged, DETACHED);

describe("elastic mechanics of a cell", () => {
  it("is absent where mechanics is off", () => {
    expect(createCellMechanics(createModel(smallScenario({ "mechanics.mode": "off" })))).toBeUndefined();
  });

  it("solves what the true holes of detached particles give, though it only softens them", () => {
    const mechanics = createCellMechanics(model)!;
    mechanics.update(stateWith(model, charged), 0);
    const outcome = mechanics.update(state, 0);
    if (!outcome.ok) throw new Error(outcome.reason);
    const { mesh, system, field } = solveWithHoles(model, state);
    const regions = new Float64Array(4 * mesh.regionCount);
    averageByRegion(mesh, system.geometry, field.stress, regions);
    for (let p = 0; p < model.population.count; p++) {
      const at = 4 * (2 + p);
      const mean = DETACHED.includes(p) ? 0 : (regions[at] + regions[at + 1] + regions[at + 3]) / 3;
      expect(Math.abs(outcome.mechanics.particleMeanStress[p] - mean)).toBeLessThan(1e-7 * PRESSURE);
    }
    const places = placeInRegion(mesh, model.electrolyte.points, REGION_ELECTROLYTE);
    const displacement = new Float64Array(2 * places.count);
    samplePlaces(places, field.displacement, 2, displacement);
    const seen = mechanics.describe(state)!;
    const scale = displacement.reduce((most, own) => Math.max(most, Math.abs(own)), 0);
    for (const [k, own] of displacement.entries())
      expect(Math.abs(seen.displacement[k] - own)).toBeLessThan(1e-7 * scale);
  });

  it("passes the stack force through every horizontal cut below the lithium, whatever strains it", () => {
    const { mesh, system, field } = solveWithHoles(model, state);
    for (let y = 8e-6; y < 63e-6; y += 3.7e-6) {
      const force = sumCutForce(mesh, system.geometry, field.stress, y);
      expect(Math.abs(force / (-PRESSURE * model.section.width) - 1)).toBeLessThan(1e-6);
    }
  });

  it("has the stack pressure on its front, flat or not, as lithium that flows hands it on", () => {
    for (const own of [model, createModel(protrudedScenario(ELASTIC))]) {
      const outcome = createCellMechanics(own)!.update(stateWith(own, charged, DETACHED), 0);
      if (!outcome.ok) throw new Error(outcome.reason);
      for (const pressure of outcome.mechanics.frontPressure)
        expect(Math.abs(pressure / PRESSURE - 1)).toBeLessThan(1e-9);
    }
  });

  it("looks in a mirror like the mirrored cell", () => {
    const one = createModel(protrudedScenario({ ...ELASTIC, "fracture.active": true }));
    const other = mirrorModel(one);
    const at = (own: Model): CellState => stateWith(own, charged, DETACHED);
    const seen = createCellMechanics(one)!.update(at(one), 0);
    const mirrored = createCellMechanics(other)!.update(at(other), 0);
    if (!seen.ok || !mirrored.ok) throw new Error("no solution");
    const { particleMeanStress, largestVonMises, boundaryStress } = seen.mechanics;
    expectClose(mirrored.mechanics.particleMeanStress, particleMeanStress);
    expect(boundaryStress.length).toBeGreaterThan(100);
    expectClose(mirrored.mechanics.boundaryStress, boundaryStress);
    const peak = mirrored.mechanics.largestVonMises;
    expectClose(
      [peak.value, 90 - peak.x, peak.y],
      [largestVonMises.value, largestVonMises.x, largestVonMises.y],
    );
  });

  it("answers the same state with the same bytes, whatever was solved before", () => {
    const fresh = createCellMechanics(model)!;
    const used = createCellMechanics(model)!;
    used.update(
      stateWith(model, (p) => 0.9 - charged(p), [0]),
      0,
    );
    expect(used.update(state, 100)).toEqual(fresh.update(state, 0));
  });

  it("takes a live change of the stack pressure", () => {
    const mechanics = createCellMechanics(model)!;
    const even = stateWith(model, () => model.scenario.ncm.stoichiometryDischarged);
    const { scenario } = model;
    mechanics.revise({ ...model, scenario: { ...scenario, cell: { ...scenario.cell, stackPressure: 0 } } });
    const outcome = mechanics.update(even, 0);
    if (!outcome.ok) throw new Error(outcome.reason);
    expect(outcome.mechanics.largestVonMises.value).toBeLessThan(1);
    expect(outcome.mechanics.yieldedShare).toBe(0);
  });
});
