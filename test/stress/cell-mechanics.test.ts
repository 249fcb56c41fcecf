import { describe, expect, it } from "vitest";
import { LITHIUM_MOLAR_VOLUME } from "../../sim-core/base/constants.ts";
import { linearStrain } from "../../sim-core/cathode/lattice.ts";
import { latticeWindow } from "../../sim-core/cell/material.ts";
import { createModel, type Model } from "../../sim-core/cell/model.ts";
import type { CellState } from "../../sim-core/cell/state.ts";
import { createModuli } from "../../sim-core/mechanics/elastic-material.ts";
import { createElasticSystem, createField } from "../../sim-core/mechanics/elastic-system.ts";
import { measureElements } from "../../sim-core/mechanics/element.ts";
import { createQuadraticMesh } from "../../sim-core/mechanics/quadratic-mesh.ts";
import { averageByRegion } from "../../sim-core/mechanics/region-means.ts";
import { placeInRegion, samplePlaces } from "../../sim-core/mechanics/sample.ts";
import { supportSection } from "../../sim-core/mechanics/section-supports.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import { REGION_ELECTROLYTE, REGION_LITHIUM } from "../../sim-core/mesh/cross-section.ts";
import { createMechanicsBody } from "../../sim-core/stress/body.ts";
import { createCellMechanics } from "../../sim-core/stress/cell-mechanics.ts";
import { chooseModuli, composeEigenstrain } from "../../sim-core/stress/loads.ts";
import { type Overrides, protrudedScenario, smallScenario } from "../cell/small-cell.ts";
import { ELECTROLYTE, LITHIUM, mirrorMesh, PARTICLE, spreadByParticle } from "../mechanics/bodies.ts";
import { sumCutForce } from "../mechanics/force-balance.ts";

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
      const mean = DETACHED.includes(p) ? 0 : (regions[at] + regions[at + 1]) / 2;
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

  it("pulls at a lone charged particle with 633 MPa, as an inclusion in an endless electrolyte", () => {
    const scenario = smallScenario({
      ...ELASTIC,
      "mechanics.mesh": "fine",
      "cathode.thickness": "60 um",
      "cell.stackPressure": 0,
      "contactLoss.percolation": false,
    });
    const lone = createModel({
      ...scenario,
      cathode: { ...scenario.cathode, particles: [{ x: 45e-6, y: 48e-6, radius: 2e-6 }] },
    });
    const outcome = createCellMechanics(lone)!.update(
      stateWith(lone, () => scenario.ncm.stoichiometryCharged),
      0,
    );
    if (!outcome.ok) throw new Error(outcome.reason);
    expect(Math.abs(outcome.mechanics.particleMeanStress[0] / 633e6 - 1)).toBeLessThan(0.01);
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

  it("refuses a mesh whose factor takes more memory than is allowed", () => {
    const { scenario } = model;
    const poor = { ...model, scenario: { ...scenario, solver: { ...scenario.solver, memoryLimit: 1e6 } } };
    expect(() => createCellMechanics(poor)).toThrow(
      /^mechanics.mesh: got \d+ unknowns, whose factor takes [\d.]+ GB; expected at most 0.001 GB/,
    );
  });

  it.each(["draft", "standard"])("swells with the lithium between its grains, %s", (mesh) => {
    const own = createModel(smallScenario({ ...ELASTIC, "mechanics.mesh": mesh }));
    const start = stateWith(own, () => own.scenario.ncm.stoichiometryDischarged);
    const { area } = own.grains!.columns;
    const { poreFraction, poreFilling } = own.scenario.intergranular;
    // A strip of the separator, more than its pores hold by 3 %.
    const { points, triangles } = own.electrolyte;
    const inStrip = (y: number): boolean => y > 40e-6 && y < 55e-6;
    const connected = Float64Array.from(area, (size, t) => {
      const y = [0, 1, 2].reduce((sum, k) => sum + points[2 * triangles[3 * t + k] + 1] / 3, 0);
      return inStrip(y) ? ((poreFraction * poreFilling + 0.03) * size) / LITHIUM_MOLAR_VOLUME : 0;
    });
    const lithium = { ...start.electrolyte.lithium, connected };
    const body = createMechanicsBody(own, "without lithium");
    // An overpotential that presses harder than this strain asks for.
    const potential = start.potentials.potential.map(() => 0.5);
    const potentials = { ...start.potentials, potential };
    const swollen = { ...start, potentials, electrolyte: { ...start.electrolyte, lithium } };
    const eigenstrain = composeEigenstrain(own, swollen, body);
    const { area: size } = measureElements(body.mesh);
    let [within, total] = [0, 0];
    body.mesh.region.forEach((region, t) => {
      const y = [0, 1, 2].reduce(
        (sum, k) => sum + body.mesh.points[2 * body.mesh.elements[6 * t + k] + 1] / 3,
        0,
      );
      total += eigenstrain[3 * t] * size[t];
      if (region !== REGION_ELECTROLYTE || y < 44e-6 || y > 51e-6) return;
      within++;
      expect(eigenstrain[3 * t]).toBeCloseTo(0.01, 12);
    });
    expect(within).toBeGreaterThan(20);
    const strip = connected.reduce((sum, own, t) => sum + (own > 0 ? area[t] : 0), 0);
    expect(Math.abs(total / (0.01 * strip) - 1)).toBeLessThan(0.02);
    // Confined across, it can only rise: (1 + nu)/(1 - nu) of the strain, under -E e/(1 - nu) across.
    const mechanics = createCellMechanics(own)!;
    const before = mechanics.describe(start)!;
    const after = mechanics.describe(swollen)!;
    const node = own.boundary.nodes[own.boundary.frontStart];
    const rise = after.displacement[2 * node + 1] - before.displacement[2 * node + 1];
    const expected = ((1.27 / 0.73) * 0.01 * strip) / own.section.width;
    expect(Math.abs(rise / expected - 1)).toBeLessThan(0.03);
  });

  it("swells no more than the overpotential can press", () => {
    const own = createModel(smallScenario(ELASTIC));
    const start = stateWith(own, () => own.scenario.ncm.stoichiometryDischarged);
    const connected = own.grains!.columns.area.map((size) => (0.5 * size) / LITHIUM_MOLAR_VOLUME);
    const electrolyte = { ...start.electrolyte, lithium: { ...start.electrolyte.lithium, connected } };
    const potentials = { ...start.potentials, potential: start.potentials.potential.map(() => 0.01) };
    const strain = composeEigenstrain(
      own,
      { ...start, electrolyte, potentials },
      createMechanicsBody(own, "without lithium"),
    );
    // 10 mV sustain 74 MPa: over three times the bulk modulus, 20.3 GPa.
    const sustained = 0.01 / 1.3474e-10 / (28e9 / 0.46);
    expect(Math.max(...strain) / sustained).toBeCloseTo(1, 3);
  });

  it("counts a coating with its share of the particle", () => {
    const coated = smallScenario({
      ...ELASTIC,
      "interface.coatingThickness": "500 nm",
      "mechanics.coatingYoungsModulus": "40 GPa",
      "mechanics.coatingPoissonRatio": 0.2,
    });
    const { lambda, shear } = chooseModuli({ ...model, scenario: coated }, new Uint8Array(12));
    // A shell of a tenth of the radius is 19 % of the disc.
    const mixed = { youngsModulus: 140e9 - 0.19 * 100e9, poissonRatio: 0.3 - 0.19 * 0.1 };
    const expected = createModuli([mixed]);
    expect(lambda[2] / expected.lambda[0]).toBeCloseTo(1, 12);
    expect(shear[2] / expected.shear[0]).toBeCloseTo(1, 12);
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
