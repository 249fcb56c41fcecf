/**
 * The cell as built once from a scenario: cross-section, mesh, the electrolyte's matrix structure, and the
 * population of particles with what chance gave each of them. Nothing here varies in time; when the front has gone too
 * far from the mesh a new model takes over (remesh.ts).
 */
import { type FrontShape, measureFront } from "../anode/front.ts";
import { InputError, type InputProblem } from "../base/errors.ts";
import { type ContactNetwork, createContactNetwork } from "../cathode/contact-network.ts";
import { createRadialGrid, type RadialGrid } from "../cathode/radial-grid.ts";
import { sampleField } from "../cathode/random-field.ts";
import type { GrainMap } from "../electrolyte/grain-map.ts";
import { extractRegion, type Submesh } from "../fem/submesh.ts";
import { type CrossSection, type Mesh, REGION_ELECTROLYTE } from "../mesh/cross-section.ts";
import { meshInLayers } from "../mesh/generation/quality-mesh.ts";
import { checkSection } from "../mesh/generation/section-check.ts";
import type { Boundary } from "../potentials/boundary.ts";
import {
  analyseConduction,
  type ConductionStructure,
  type Ordering,
} from "../potentials/conduction-system.ts";
import { findMissingBumps } from "../scenario/record/bump-events.ts";
import { findUnknownParticles } from "../scenario/record/contact-events.ts";
import { findMissingPatches } from "../scenario/record/patch-events.ts";
import type { Scenario } from "../scenario/record/scenario.ts";
import { collectInterfaces, shareOfConductivity } from "./continuum-cathode.ts";
import { createElectrolyteModel, type ElectrolyteModel } from "./electrolyte-model.ts";
import { examineContacts } from "./examine-contacts.ts";
import { APART, type GeometryCache, keyOf } from "./geometry-cache.ts";
import { layOut } from "./lay-out.ts";
import { planCellMemory, refuseBeyond } from "./memory-plan.ts";
import { describeRoom, refusePatches } from "./patches.ts";

/** Static facts of the particles, [nParticle] each; lengths in m. */
export interface Population {
  readonly count: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly radius: Float64Array;
  readonly area: Float64Array /* m2 */;
  readonly perimeter: Float64Array;
  /** Current per depth that is 1C of the particle, A/m. */
  readonly oneC: Float64Array;
  /** 0 where an inactive zone takes the particle out from the start. */
  readonly takesPart: Uint8Array;
  /** Standard normal deviates behind the detachment threshold and the life. */
  readonly thresholdDeviate: Float64Array;
  readonly lifeDeviate: Float64Array;
  readonly network: ContactNetwork;
}

export interface Model {
  readonly scenario: Scenario;
  readonly section: CrossSection;
  readonly mesh: Mesh;
  readonly electrolyte: Submesh;
  readonly boundary: Boundary;
  readonly structure: ConductionStructure;
  /** What it was meshed with, which live parameters may have left since. */
  readonly needs: MeshNeeds;
  readonly population: Population;
  /** Shells of every particle. */
  readonly radial: RadialGrid;
  readonly front: FrontShape;
  /** Factor of a cathode layer that is a continuum on the conductivity; undefined where it is resolved. */
  readonly layerFactor: Float64Array | undefined /* [nTriangle] */;
  /** Grains of the electrolyte and what the laws about them need; undefined where none is active. */
  readonly grains: ElectrolyteModel | undefined;
  /** Lithium above each front node before anything was plated, m. */
  readonly initialColumn: Float64Array /* [nFront] */;
  /** Thickness that had grown when the front was meshed, m: 0 in the cell as built. */
  readonly meshedGrown: Float64Array /* [nFront] */;
  /** How far particles had drifted when the cell was meshed, m: 0 in the cell as built. */
  readonly meshedDrift: Float64Array /* [nParticle] */;
  /** Area of lithium in the cross-section before anything was plated, m2. */
  readonly initialLithium: number;
  /** How often the cell has been meshed anew. */
  readonly meshVersion: number;
  /** Current per depth that is 1C, A/m. */
  readonly oneC: number;
  /** What is odd about the cell as built. */
  readonly warnings: readonly InputProblem[];
  /** What other cells of the same geometry have made already. */
  readonly shared: GeometryCache;
}

/** Returns the grains of the electrolyte, for laws that are active only where there are some. */
export function grainsOf({ grains }: Pick<Model, "grains">): ElectrolyteModel {
  if (grains === undefined)
    throw new Error("broken invariant: a law about grains acts where they are mapped");
  return grains;
}

/**
 * Returns what is odd about the geometry of a scenario, without meshing it; throws InputError where it cannot be packed
 * or meshed, or where no particle could take part.
 */
export function examineGeometry(scenario: Scenario): readonly InputProblem[] {
  const section = layOut(scenario);
  const { warnings } = createCell(scenario, section);
  const problems = checkSection(section);
  if (problems.length > 0) throw new InputError(problems);
  return warnings;
}

/** Returns a text that two scenarios have in common where their cells have the same mesh. */
export function describeGeometry(scenario: Scenario): string {
  return keyOf(geometryNeeds(layOut(scenario), scenario));
}

/** What a mesh follows from. */
function geometryNeeds(section: CrossSection, { mesh }: Pick<Scenario, "mesh">): object {
  return { section, mesh };
}

/**
 * Builds the model, which follows from its arguments to the last bit; throws InputError where the geometry cannot be packed
 * or meshed, or no particle could take part. `needs`: those of the scenario that the cell was built from, where that was
 * another one. `shared` brings what follows from the geometry where another cell has made it already.
 */
export function createModel(
  scenario: Scenario,
  needs: MeshNeeds = scenario,
  shared: GeometryCache = APART,
): Model {
  const section = layOut(scenario);
  const cell = createCell(scenario, section);
  const parts = meshModel(section, needs, { shared });
  refusePatches(scenario.events, parts);
  const { points } = parts.electrolyte;
  const frontNodes = parts.boundary.nodes.subarray(parts.boundary.frontStart);
  const top = section.cathodeThickness + section.electrolyteThickness + section.lithiumThickness;
  return {
    ...cell,
    ...parts,
    initialColumn: Float64Array.from(frontNodes, (v) => top - points[2 * v + 1]),
    meshedGrown: new Float64Array(frontNodes.length),
    meshedDrift: new Float64Array(cell.population.count),
    meshVersion: 0,
    shared,
  };
}

/**
 * Returns what of a model does not depend on its mesh; `section` is that of the cell as built. Throws InputError where no
 * particle could take part, or an event is about one that there is not or a patch or a bump outside the cell.
 */
export function createCell(
  scenario: Scenario,
  section: CrossSection,
): Pick<Model, "scenario" | "population" | "radial" | "initialLithium" | "oneC" | "warnings"> {
  const population = populate(scenario, section);
  const verdict = examineContacts(scenario, population);
  const { warnings } = verdict;
  const problems = [
    ...verdict.problems,
    ...findUnknownParticles(scenario.events, population.count),
    ...findMissingPatches(scenario.events, describeRoom(section)),
    ...findMissingBumps(scenario.events, Number((1e6 * section.width).toPrecision(4))),
  ];
  if (problems.length > 0) throw new InputError(problems);
  return {
    scenario,
    population,
    radial: createRadialGrid(scenario.ncm.geometryMode, scenario.solver.shells),
    initialLithium: measureLithium(section),
    oneC: population.oneC.reduce((sum, own) => sum + own, 0),
    warnings,
  };
}

/** What of a model follows from its cross-section. */
export type MeshedParts = Pick<
  Model,
  "section" | "mesh" | "electrolyte" | "boundary" | "structure" | "front" | "layerFactor" | "grains" | "needs"
>;

/** What of a scenario its mesh depends on besides the cross-section: plain data. */
export type MeshNeeds = Pick<Scenario, "mesh" | "seed" | "grains"> & {
  readonly solver: Scenario["solver"];
  readonly intergranular: Pick<Scenario["intergranular"], "level">;
  readonly fracture: Pick<Scenario["fracture"], "active">;
  readonly electrolyte: Pick<Scenario["electrolyte"], "conductivity">;
};

/** Returns them without the rest of the scenario, which holds functions. */
export function listMeshNeeds(scenario: MeshNeeds): MeshNeeds {
  const { mesh, seed, grains, solver, intergranular, fracture, electrolyte } = scenario;
  return {
    mesh,
    seed,
    grains,
    solver,
    intergranular: { level: intergranular.level },
    fracture: { active: fracture.active },
    electrolyte: { conductivity: electrolyte.conductivity },
  };
}

export interface MeshOptions {
  readonly ordering?: Ordering;
  /** Grains of the same cell on another mesh, see `createGrainMap`. */
  readonly former?: Pick<GrainMap, "sites" | "segments"> | undefined;
  /** Of cells whose meshes have the ordering that is found where none is named. */
  readonly shared?: GeometryCache;
}

/** Meshes the cross-section as finely as the scenario asks; throws InputError where it cannot be. */
export function meshModel(
  section: CrossSection,
  scenario: MeshNeeds,
  { ordering, former, shared = APART }: MeshOptions = {},
): MeshedParts {
  const { seed, grains: grainParameters, intergranular, fracture } = scenario;
  let owner: object | undefined; // The layer holds functions, which cannot be kept.
  const meshed = shared.built(geometryNeeds(section, scenario), () => {
    const made = meshInLayers(section, scenario.mesh);
    owner = made.layer;
    return { mesh: made.mesh, layerCount: made.layer?.electrolyteCount };
  });
  const mesh = shared.part(meshed, "mesh", () => meshed.mesh);
  const conduction = shared.part(mesh, "conduction", () => analyseSection(section, mesh, ordering));
  const conductivity = grainParameters.resolved && scenario.electrolyte.conductivity;
  const laws = JSON.stringify([seed, grainParameters, intergranular.level, fracture.active, conductivity]);
  const layer = meshed.layerCount && { owner: owner ?? meshed, count: meshed.layerCount };
  const { grains } = shared.part(mesh, `grains ${laws}`, () => ({
    grains: createElectrolyteModel(scenario, section, { ...conduction, former, shared: layer || undefined }),
  }));
  const { electrolyte, boundary, structure } = conduction;
  const plan = planCellMemory(structure, [mesh, electrolyte, boundary, grains ?? {}], scenario.solver);
  refuseBeyond(scenario.solver.memoryLimit, plan, structure.pattern.size);
  const layerFactor = section.continuum && shareOfConductivity(electrolyte, section, section.continuum);
  return { section, mesh, ...conduction, layerFactor, grains, needs: listMeshNeeds(scenario) };
}

function analyseSection(
  section: CrossSection,
  mesh: Mesh,
  ordering: Ordering | undefined,
): Pick<MeshedParts, "electrolyte" | "boundary" | "structure" | "front"> {
  const electrolyte = extractRegion(mesh, REGION_ELECTROLYTE);
  const boundary = collectInterfaces(section, mesh, electrolyte);
  return {
    ...{ electrolyte, boundary },
    structure: analyseConduction(electrolyte, boundary, ordering),
    front: measureFront(electrolyte.points, boundary.nodes.subarray(boundary.frontStart)),
  };
}

/** The layer and its protrusions. */
function measureLithium(section: CrossSection): number {
  let area = section.width * section.lithiumThickness;
  for (const p of section.protrusions) area += 0.5 * Math.PI * p.halfWidth * p.depth;
  return area;
}

function populate(scenario: Scenario, section: CrossSection): Population {
  const { seed, contactLoss, cathode } = scenario;
  const { particleX: x, particleY: y, particleRadius: radius } = section;
  const fieldOf = (name: string): Float64Array =>
    sampleField({ x, y, correlationLength: contactLoss.correlationLength, seed, name });
  const outside = (position: number): boolean =>
    cathode.inactiveZones.every((zone) => position < zone.from || position > zone.to);
  return {
    count: radius.length,
    x,
    y,
    radius,
    area: radius.map((r) => Math.PI * r * r),
    perimeter: radius.map((r) => 2 * Math.PI * r),
    oneC: radius.map((r) => (Math.PI * r * r * scenario.ncm.density * scenario.cell.nominalCapacity) / 3600),
    takesPart: Uint8Array.from(x, (position) => (outside(position) ? 1 : 0)),
    thresholdDeviate: fieldOf("threshold"),
    lifeDeviate: fieldOf("life"),
    network: createContactNetwork({ x, y, radius, seed, ...contactLoss }),
  };
}
