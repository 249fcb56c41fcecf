/**
 * The conduction matrix of a cell as a time step meets it: K of the meshed electrolyte, and the slopes of the
 * interfaces in the solution for the cell's own current, half charged, in a step of a minute.
 */
import { measureFront } from "../../sim-core/anode/front.ts";
import { layOut } from "../../sim-core/cell/lay-out.ts";
import { evaluateMaterial } from "../../sim-core/cell/material.ts";
import { addStiffness, computeStiffness } from "../../sim-core/fem/laplace.ts";
import { extractRegion, type Submesh } from "../../sim-core/fem/submesh.ts";
import { type CrossSection, REGION_ELECTROLYTE } from "../../sim-core/mesh/cross-section.ts";
import { meshCrossSection } from "../../sim-core/mesh/generation/quality-mesh.ts";
import type { MeshSettings, Resolution } from "../../sim-core/mesh/generation/resolution.ts";
import { type Boundary, collectBoundary } from "../../sim-core/potentials/boundary.ts";
import {
  addInterfaces,
  analyseConduction,
  type ConductionStructure,
  createConductionSystem,
  type Linearisation,
  stiffnessSize,
} from "../../sim-core/potentials/conduction-system.ts";
import {
  createInterfaceCurrents,
  evaluateInterfaces,
  type InterfaceConditions,
} from "../../sim-core/potentials/interface-kinetics.ts";
import { createPotentialSolver } from "../../sim-core/potentials/potentials.ts";
import type { Scenario } from "../../sim-core/scenario/record/scenario.ts";

/** s */
const STEP = 60;
/** ohm m; next to nothing. */
const CLOSURE_RESISTANCE = 1e-6;
const SECONDS_PER_HOUR = 3600;

export interface ConductionCase {
  readonly section: CrossSection;
  readonly electrolyte: Submesh;
  readonly boundary: Boundary;
  readonly structure: ConductionStructure;
  /** Entries of the matrix, lower triangle by columns, S/m. */
  readonly values: Float64Array;
}

/** Returns the matrix of `scenario` on a mesh of this resolution. */
export function createConductionCase(
  scenario: Scenario,
  resolution: Resolution | MeshSettings,
): ConductionCase {
  const section = layOut(scenario);
  const mesh = meshCrossSection(section, resolution);
  const electrolyte = extractRegion(mesh, REGION_ELECTROLYTE);
  const centres = { x: section.particleX, y: section.particleY, radius: section.particleRadius };
  const boundary = collectBoundary(mesh, electrolyte, centres);
  const structure = analyseConduction(electrolyte, boundary);
  const { conductivity } = evaluateMaterial(scenario);
  const stiffness = new Float64Array(stiffnessSize(electrolyte));
  computeStiffness(electrolyte.points, electrolyte.triangles, stiffness);
  const values = new Float64Array(structure.pattern.rows.length);
  addStiffness(stiffness, structure.scatter, conductivity, values);
  const parts = { section, electrolyte, boundary, structure, values };
  addInterfaces(structure, boundary, linearise(scenario, parts, stiffness), values);
  return parts;
}

/** Slopes and conductances of the interfaces in the solution for the cell's own current. */
function linearise(scenario: Scenario, parts: ConductionCase, stiffness: Float64Array): Linearisation {
  const { section, electrolyte, boundary, structure } = parts;
  const oneC = section.particleRadius.map(
    (r) => (Math.PI * r * r * scenario.ncm.density * scenario.cell.nominalCapacity) / SECONDS_PER_HOUR,
  );
  const { segmentLength } = measureFront(electrolyte.points, boundary.nodes.subarray(boundary.frontStart));
  const conditions = conditionsOf(scenario, segmentLength, oneC);
  const system = createConductionSystem(structure, boundary);
  system.load(stiffness, evaluateMaterial(scenario).conductivity);
  const current = scenario.cell.cRate * oneC.reduce((sum, own) => sum + own, 0);
  const outcome = createPotentialSolver(boundary, system).solve({
    conditions,
    control: { kind: "current", current },
    guess: {
      potential: new Float64Array(boundary.count),
      injection: new Float64Array(boundary.count),
      particleCurrent: new Float64Array(oneC.length),
      voltage: 0,
      drive: 0,
    },
    currentScale: current,
    tolerance: 1e-8,
  });
  if (!outcome.ok) throw new Error(outcome.reason);
  const currents = createInterfaceCurrents(boundary);
  evaluateInterfaces(boundary, conditions, outcome.potentials, currents);
  return currents;
}

function conditionsOf(
  scenario: Scenario,
  frontLength: Float64Array,
  oneC: Float64Array,
): InterfaceConditions {
  const { ncm, interface: contact, anode, cell } = scenario;
  const material = evaluateMaterial(scenario);
  const count = oneC.length;
  const window = ncm.stoichiometryDischarged - ncm.stoichiometryCharged;
  const constant = (value: number): Float64Array => new Float64Array(count).fill(value);
  const alongFront = (value: number): Float64Array => new Float64Array(frontLength.length).fill(value);
  return {
    temperature: cell.temperature,
    openCircuitPotential: ncm.openCircuitPotential,
    conducts: new Uint8Array(count).fill(1),
    surfaceFree: constant(ncm.stoichiometryCharged + 0.5 * window),
    surfaceResponse: oneC.map((own) => (STEP * window) / SECONDS_PER_HOUR / own),
    exchange: constant(material.exchange * contact.contactFraction),
    film: constant(material.film),
    contactResistance: constant(CLOSURE_RESISTANCE),
    particleShift: constant(0),
    frontShift: alongFront(0),
    frontExchange: alongFront(material.frontExchange),
    frontResistance: alongFront(anode.areaResistance),
    frontLength,
    frontDepleted: new Uint8Array(frontLength.length),
    nucleationOverpotential: anode.nucleationOverpotential,
  };
}
