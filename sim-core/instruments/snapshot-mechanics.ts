/**
 * Solves the mechanics part of a snapshot case: linear elasticity in plane strain, uniform eigenstrains of particles
 * and protrusions; rollers on the sides and the bottom, on the top a roller or a uniform pressure.
 */

import { addParticleEigenstrain, addProtrusionEigenstrain } from "../mechanics/eigenstrain.ts";
import { createModuli } from "../mechanics/elastic-material.ts";
import {
  createElasticSystem,
  createField,
  type ElasticField,
  type ElasticSystem,
} from "../mechanics/elastic-system.ts";
import { averageStress } from "../mechanics/nodal-stress.ts";
import { createQuadraticMesh } from "../mechanics/quadratic-mesh.ts";
import { createNodeLocator, sampleNodes } from "../mechanics/sample.ts";
import { supportSection } from "../mechanics/section-supports.ts";
import { meanStress, vonMises } from "../mechanics/stress-measures.ts";
import { type CrossSection, type Mesh, REGION_ELECTROLYTE } from "../mesh/cross-section.ts";
import { type MechanicsCase, MICROMETRE } from "./snapshot-case.ts";

export interface MechanicsResult {
  /** Displacement in um, von Mises and mean stress in GPa. */
  readonly mechProbes: readonly {
    x: number;
    y: number;
    ux: number;
    uy: number;
    vonMises: number;
    meanStress: number;
  }[];
  /** Nodes of the quadratic mesh, counted in each region. */
  readonly mechNodes: number;
  /** Area mean of the von Mises stress in the electrolyte, GPa. */
  readonly vmMeanSE: number;
  /** Elastic energy, GPa um2. */
  readonly energy: number;
}

const GIGAPASCAL = 1e9;

export interface MechanicsProblem {
  readonly mechanics: MechanicsCase;
  readonly section: CrossSection;
  readonly mesh: Mesh;
}

/** Returns the solution; throws where the stiffness cannot be factored. */
export function solveMechanics({ mechanics, section, mesh: corners }: MechanicsProblem): MechanicsResult {
  const mesh = createQuadraticMesh(corners);
  const supports = supportSection(mesh, corners, {
    sides: "confined",
    top: mechanics.pressure === undefined ? "roller" : "pressure",
    pressure: (mechanics.pressure ?? 0) * GIGAPASCAL,
  });
  const system = createElasticSystem(mesh, supports);
  const materials = Array.from({ length: 2 + section.particleX.length }, (_, region) => {
    const { E, nu } = [mechanics.electrolyte, mechanics.lithium][region] ?? mechanics.particle;
    return { youngsModulus: E * GIGAPASCAL, poissonRatio: nu };
  });
  const outcome = system.load(createModuli(materials, "mechanics"));
  if (!outcome.ok) throw new Error(`the stiffness could not be factored: pivot ${outcome.pivot}`);
  const eigenstrain = new Float64Array(3 * mesh.region.length);
  const particles = new Float64Array(section.particleX.length).fill(mechanics.particleEigenstrain);
  addParticleEigenstrain(corners, particles, eigenstrain);
  const front = section.cathodeThickness + section.electrolyteThickness;
  addProtrusionEigenstrain(corners, { front, strain: mechanics.protrusionEigenstrain }, eigenstrain);
  const field = createField(mesh);
  system.solve({ eigenstrain, force: supports.force }, field);
  return {
    mechProbes: readProbes(mechanics, system, field),
    mechNodes: mesh.nodeCount,
    vmMeanSE: averageElectrolyte(system, field) / GIGAPASCAL,
    energy: sumEnergy(system, field, eigenstrain) / (GIGAPASCAL * MICROMETRE ** 2),
  };
}

function readProbes(
  { probes }: MechanicsCase,
  { mesh, geometry }: ElasticSystem,
  field: ElasticField,
): MechanicsResult["mechProbes"] {
  const nodal = new Float64Array(4 * mesh.nodeCount);
  averageStress(mesh, geometry, field.stress, nodal);
  const locate = createNodeLocator(mesh);
  return probes.map(([x, y]) => {
    const place = locate(x * MICROMETRE, y * MICROMETRE);
    if (!place) return { x, y, ux: Number.NaN, uy: Number.NaN, vonMises: Number.NaN, meanStress: Number.NaN };
    const stress = [0, 1, 2, 3].map((c) => sampleNodes(place, nodal, 4, c) / GIGAPASCAL);
    return {
      x,
      y,
      ux: sampleNodes(place, field.displacement, 2, 0) / MICROMETRE,
      uy: sampleNodes(place, field.displacement, 2, 1) / MICROMETRE,
      vonMises: vonMises(stress, 0),
      meanStress: meanStress(stress, 0),
    };
  });
}

function averageElectrolyte({ mesh, geometry }: ElasticSystem, { stress }: ElasticField): number {
  let sum = 0;
  let area = 0;
  for (let t = 0; t < mesh.region.length; t++) {
    if (mesh.region[t] !== REGION_ELECTROLYTE) continue;
    area += geometry.area[t];
    for (let k = 12 * t; k < 12 * t + 12; k += 4) sum += (geometry.area[t] / 3) * vonMises(stress, k);
  }
  return sum / area;
}

/** Half of stress times elastic strain; `eigenstrain` is uniform in each element here. */
function sumEnergy({ geometry }: ElasticSystem, field: ElasticField, eigenstrain: Float64Array): number {
  const { stress, strain } = field;
  let sum = 0;
  for (let point = 0; point < stress.length / 4; point++) {
    const s = 4 * point;
    const e = 3 * point;
    const t = Math.floor(point / 3);
    const free = eigenstrain[3 * t] * (stress[s] + stress[s + 1] + stress[s + 3]);
    const total = stress[s] * strain[e] + stress[s + 1] * strain[e + 1] + stress[s + 2] * strain[e + 2];
    sum += (geometry.area[t] / 6) * (total - free);
  }
  return sum;
}
