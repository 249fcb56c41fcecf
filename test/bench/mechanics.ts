/** Times elasticity on the reference section: analysis, factorisation, one full field of stress. */
import { readFileSync } from "node:fs";
import { parseSnapshotCase, sectionOf } from "../../sim-core/instruments/snapshot-case.ts";
import { createModuli } from "../../sim-core/mechanics/elastic-material.ts";
import { createElasticSystem, createField } from "../../sim-core/mechanics/elastic-system.ts";
import { averageStress } from "../../sim-core/mechanics/nodal-stress.ts";
import { createQuadraticMesh } from "../../sim-core/mechanics/quadratic-mesh.ts";
import { supportSection } from "../../sim-core/mechanics/section-supports.ts";
import { meshCrossSection } from "../../sim-core/mesh/quality-mesh.ts";
import type { MeshResolution } from "../../sim-core/scenario/scenario.ts";
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
