/**
 * A model as plain data: what it takes, beside its scenario, to make it again to the last bit. A mesh is not kept but made
 * again from its cross-section, and compared with where its nodes were.
 */
import { InputError } from "../base/errors.ts";
import { APART } from "../cell/geometry-cache.ts";
import { layOut } from "../cell/lay-out.ts";
import { createCell, createModel, listMeshNeeds, type MeshNeeds, type Model } from "../cell/model.ts";
import type { CrossSection } from "../mesh/cross-section.ts";
import type { Scenario } from "../scenario/record/scenario.ts";
import { meshAnew } from "./mesher.ts";
import { movePopulation } from "./remesh.ts";

export interface ModelRecord {
  /** Of what the mesh was made with: the live parameters, which the scenario may have left since. */
  readonly conductivity: number /* S/m */;
  readonly fracture: boolean;
  /** Where the electrolyte's nodes were meshed, m. */
  readonly points: Float64Array /* [nNode*2] */;
  /** Of a cell that has been meshed anew. */
  readonly remade: RemadeMesh | undefined;
}

export interface RemadeMesh {
  readonly version: number;
  /** Particles and front as they stood. */
  readonly lithiumThickness: number /* m */;
  readonly particleY: Float64Array /* [nParticle], m */;
  readonly front: Float64Array /* [nFrontPoint*2], m */;
  /** [nFront] and [nParticle], see Model. */
  readonly initialColumn: Float64Array;
  readonly meshedGrown: Float64Array;
  readonly meshedDrift: Float64Array;
}

/** Returns the record of `model`; its arrays are the model's own. */
export function recordModel(model: Model): ModelRecord {
  const { needs, electrolyte, section, meshVersion, initialColumn, meshedGrown, meshedDrift } = model;
  const { front, lithiumThickness, particleY } = section;
  return {
    conductivity: needs.electrolyte.conductivity,
    fracture: needs.fracture.active,
    points: electrolyte.points,
    remade: front && {
      ...{ version: meshVersion, lithiumThickness, particleY, front },
      ...{ initialColumn, meshedGrown, meshedDrift },
    },
  };
}

/** Returns the model again; throws InputError where this program makes another mesh, or none. */
export function recallModel(scenario: Scenario, record: ModelRecord): Model {
  const needs: MeshNeeds = {
    ...listMeshNeeds(scenario),
    fracture: { active: record.fracture },
    electrolyte: { conductivity: record.conductivity },
  };
  const { remade } = record;
  const model = remade === undefined ? createModel(scenario, needs) : remake(scenario, needs, remade);
  const { electrolyte } = model;
  const { points } = record;
  if (
    points.length === electrolyte.points.length &&
    points.every((own, k) => own === electrolyte.points[k])
  ) {
    // States of a mesh that has not moved share these with their model.
    return { ...model, electrolyte: { ...electrolyte, points } };
  }
  return refuse("a mesh with other nodes than this program makes of the same cell", "that of this version");
}

function refuse(got: string, expected: string): never {
  throw new InputError([{ where: "checkpoint", got, expected }]);
}

function remake(scenario: Scenario, needs: MeshNeeds, remade: RemadeMesh): Model {
  const built = layOut(scenario);
  const count = built.particleX.length;
  if (remade.particleY.length !== count) refuse(`${remade.particleY.length} particles`, `${count} particles`);
  const { lithiumThickness, particleY, front, version, ...columns } = remade;
  const section: CrossSection = { ...built, lithiumThickness, particleY, protrusions: [], front };
  const cell = createCell(scenario, built);
  return {
    ...cell,
    ...meshAnew(section, needs),
    ...columns,
    population: movePopulation(cell.population, particleY),
    meshVersion: version,
    shared: APART,
  };
}
