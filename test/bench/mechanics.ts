/**
 * Times elasticity on the reference section (analysis, factorisation, one full field of stress), and stress as the cell
 * asks for it: set-up, update with the same and with other contacts, fields for a picture.
 */
import { readFileSync } from "node:fs";
import { PARTICLE_DETACHED } from "../../sim-core/cell/frame.ts";
import { createModel } from "../../sim-core/cell/model.ts";
import type { CellState } from "../../sim-core/cell/state.ts";
import { parseSnapshotCase, sectionOf } from "../../sim-core/instruments/snapshot-case.ts";
import { createModuli } from "../../sim-core/mechanics/elastic-material.ts";
import { createElasticSystem, createField } from "../../sim-core/mechanics/elastic-system.ts";
import { averageStress } from "../../sim-core/mechanics/nodal-stress.ts";
import { createQuadraticMesh } from "../../sim-core/mechanics/quadratic-mesh.ts";
import { supportSection } from "../../sim-core/mechanics/section-supports.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import { meshCrossSection } from "../../sim-core/mesh/generation/quality-mesh.ts";
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import type { MeshResolution } from "../../sim-core/scenario/record/scenario.ts";
import { createCellMechanics } from "../../sim-core/stress/cell-mechanics.ts";
import { materialsOf, spreadByParticle } from "../mechanics/bodies.ts";
import { printTable, timeCalls } from "./timing.ts";

interface MechanicsTiming {
  readonly unknowns: number;
  readonly analyse: number;
  readonly factor: number;
  readonly field: number;
  readonly nodal: number;
}

/** The reference section with its protrusions, meshed, supported and with its materials. */
export function createElasticCase(resolution: MeshResolution) {
  const path = new URL("../reference/protruded-anode-sides-inactive.json", import.meta.url);
  const section = sectionOf(parseSnapshotCase(JSON.parse(readFileSync(path, "utf8"))).geometry);
  const corners = meshCrossSection(section, resolution);
  const mesh = createQuadraticMesh(corners);
  const supports = supportSection(mesh, corners, { sides: "confined", top: "plate", pressure: 160e6 });
  return { section, corners, mesh, supports, moduli: createModuli(materialsOf(section)) };
}

function timeMechanics(resolution: MeshResolution): MechanicsTiming {
  const { section, corners, moduli } = createElasticCase(resolution);
  const start = () => {
    const mesh = createQuadraticMesh(corners);
    const supports = supportSection(mesh, corners, { sides: "confined", top: "plate", pressure: 160e6 });
    return { mesh, supports, system: createElasticSystem(mesh, supports) };
  };
  const analyse = timeCalls(start).median;
  const { mesh, supports, system } = start();
  const factor = timeCalls(() => system.load(moduli)).median;
  const strain = new Float64Array(section.particleX.length).fill(-0.0239);
  const load = { eigenstrain: spreadByParticle(mesh, strain), force: supports.force };
  const field = createField(mesh);
  const nodal = new Float64Array(4 * mesh.nodeCount);
  return {
    unknowns: system.map.unknownCount,
    analyse,
    factor,
    field: timeCalls(() => system.solve(load, field)).median,
    nodal: timeCalls(() => averageStress(mesh, system.geometry, field.stress, nodal)).median,
  };
}

export function benchMechanics(meshes: readonly MeshResolution[]): Record<string, MechanicsTiming> {
  const results: Record<string, MechanicsTiming> = {};
  const rows = [["mesh", "unknowns", "analyse ms", "assemble and factor ms", "field ms", "nodal stress ms"]];
  for (const mesh of meshes) {
    const t = timeMechanics(mesh);
    results[mesh] = t;
    rows.push([
      mesh,
      String(t.unknowns),
      t.analyse.toFixed(0),
      t.factor.toFixed(0),
      t.field.toFixed(1),
      t.nodal.toFixed(1),
    ]);
  }
  printTable("Elasticity, the reference section with its particles contracted", rows);
  return results;
}

interface CellStressTiming {
  readonly setUp: number;
  readonly update: number;
  readonly changed: number;
  readonly describe: number;
  /** Seconds for what 100 cycles ask for: 200 updates, 40 of them with other contacts. */
  readonly perHundred: number;
}

const UPDATES = 200;
const CHANGES = 40;

/** Copies with other arrays, so that nothing that was solved before answers for them. */
function renew(state: CellState, detached: number): CellState {
  const status = state.particles.status.map((own, p) => (p === detached ? PARTICLE_DETACHED : own));
  return { ...state, particles: { ...state.particles, status } };
}

function timeCellStress(mode: "elastic" | "physical", mesh: MeshResolution): CellStressTiming {
  const load = (name: string): unknown =>
    JSON.parse(readFileSync(new URL(`../../scenarios/${name}.json`, import.meta.url), "utf8"));
  const overrides = { "mechanics.mode": mode, "mechanics.mesh": mesh };
  const model = createModel(parseScenario(load("ncm"), { load, overrides }));
  const start = () => createCellMechanics(model);
  const setUp = timeCalls(start, 300).median;
  const mechanics = start();
  if (mechanics === undefined) throw new Error("mechanics is off");
  let state = createInitialState(model);
  const solve = (own: CellState): void => {
    const outcome = mechanics.update(own, 60);
    if (!outcome.ok) throw new Error(outcome.reason);
    state = { ...state, mechanics: outcome.mechanics };
  };
  solve(state);
  const update = timeCalls(() => solve(renew(state, -1))).median;
  let turn = 0;
  const changed = timeCalls(() => solve(renew(state, turn++ % 2))).median;
  const describe = timeCalls(() => mechanics.describe(renew(state, -1))).median;
  const perHundred = ((UPDATES - CHANGES) * update + CHANGES * changed) / 1000;
  return { setUp, update, changed, describe, perHundred };
}

export function benchCellStress(): Record<string, CellStressTiming> {
  const results: Record<string, CellStressTiming> = {};
  const rows = [
    ["mode", "mesh", "set-up ms", "update ms", "with other contacts ms", "picture ms", "s in 100 cycles"],
  ];
  for (const [mode, mesh] of [
    ["elastic", "draft"],
    ["elastic", "standard"],
    ["physical", "draft"],
  ] as const) {
    const t = timeCellStress(mode, mesh);
    results[`${mode}, ${mesh}`] = t;
    const times = [t.setUp, t.update, t.changed, t.describe, t.perHundred];
    rows.push([mode, mesh, ...times.map((own) => own.toFixed(1))]);
  }
  printTable("Stress of the cell `ncm` on the standard mesh, by mode and mesh of mechanics", rows);
  return results;
}
