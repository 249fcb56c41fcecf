/**
 * Solves the conduction part of a snapshot case with the cell's own potentials: open circuit constant, particles
 * without memory, no films.
 */

import { measureFront } from "../anode/front.ts";
import { coefficientOfVariation } from "../anode/lithium.ts";
import { hypot } from "../base/elementary.ts";
import { collectInterfaces, shareOfConductivity } from "../cell/continuum-cathode.ts";
import { barycentric, recoverFlux } from "../fem/fields.ts";
import { computeStiffness, scaleStiffness } from "../fem/laplace.ts";
import { extractRegion, type Submesh } from "../fem/submesh.ts";
import { type CrossSection, type Mesh, REGION_ELECTROLYTE } from "../mesh/cross-section.ts";
import { createLocator } from "../mesh/transfer/locate.ts";
import type { Boundary } from "../potentials/boundary.ts";
import { analyseConduction, createConductionSystem, stiffnessSize } from "../potentials/conduction-system.ts";
import type { BoundaryPotentials, InterfaceConditions } from "../potentials/interface-kinetics.ts";
import { createPotentialSolver } from "../potentials/potentials.ts";
import { type ConductionCase, MICROMETRE, type SnapshotGeometry } from "./snapshot-case.ts";

export interface ConductionResult {
  /** Current of each active particle, A/m2 um, by its index in the case. */
  readonly particles: Readonly<Record<string, number>>;
  readonly anodeBins: readonly { from: number; to: number; current_A_per_m_um: number }[];
  readonly probes: readonly { x: number; y: number; phi_V: number; currentDensity_A_m2: number }[];
  readonly voltage: number;
  /** Relative residual at which the iteration stopped. */
  readonly newton: number;
  /** Electrolyte nodes. */
  readonly nodes: number;
  readonly anode: number;
  readonly anodeCoV: number;
  readonly anodeLength: number;
}

/** ohm m; closes the current without a particle memory, at a drop below 1e-8 V. */
const CLOSURE_RESISTANCE = 1e-6;
const TOLERANCE = 1e-10;

/** What is to be solved, and on which mesh of its section. */
export interface ConductionProblem {
  readonly geometry: SnapshotGeometry;
  readonly conduction: ConductionCase;
  readonly section: CrossSection;
  readonly mesh: Mesh;
}

/** Returns the solution; throws where the potentials cannot be found. */
export function solveConduction(given: ConductionProblem): ConductionResult {
  const { section, mesh } = given;
  const electrolyte = extractRegion(mesh, REGION_ELECTROLYTE);
  const boundary = collectInterfaces(section, mesh, electrolyte);
  const frontNodes = boundary.nodes.subarray(boundary.frontStart);
  const { segmentLength } = measureFront(electrolyte.points, frontNodes);
  const structure = analyseConduction(electrolyte, boundary);
  const system = createConductionSystem(structure, boundary);
  const stiffness = new Float64Array(stiffnessSize(electrolyte));
  computeStiffness(electrolyte.points, electrolyte.triangles, stiffness);
  if (section.continuum)
    scaleStiffness(stiffness, shareOfConductivity(electrolyte, section, section.continuum));
  system.load(stiffness, given.conduction.conductivity);
  const current = given.conduction.current * section.width;
  const outcome = createPotentialSolver(boundary, system).solve({
    conditions: conditionsOf(given, segmentLength),
    control: { kind: "current", current },
    guess: restingGuess(boundary, given.conduction.openCircuit),
    currentScale: Math.max(Math.abs(current), 1e-12),
    tolerance: TOLERANCE,
  });
  if (!outcome.ok) throw new Error(`the potentials of the case could not be solved: ${outcome.reason}`);
  const { potentials } = outcome;
  const phi = new Float64Array(electrolyte.nodeCount);
  system.extend(potentials.potential, potentials.injection, phi);
  const front = measurePlating(boundary, potentials, segmentLength);
  return {
    particles: collectParticles(given, boundary, potentials),
    anodeBins: fillBins(given, electrolyte, boundary, front.density),
    probes: readProbes(given, electrolyte, phi),
    voltage: potentials.voltage,
    newton: outcome.residual,
    nodes: electrolyte.nodeCount,
    anode: front.total / MICROMETRE,
    anodeCoV: front.variation,
    anodeLength: segmentLength.reduce((a, b) => a + b) / MICROMETRE,
  };
}

function conditionsOf(
  { geometry, conduction }: ConductionProblem,
  frontLength: Float64Array,
): InterfaceConditions {
  const count = geometry.particles.length;
  return {
    temperature: conduction.temperature,
    openCircuitPotential: {
      text: "",
      from: 0,
      to: 1,
      evaluate: () => conduction.openCircuit,
      derivative: () => 0,
    },
    conducts: Uint8Array.from(geometry.particles, (p) => (p.active ? 1 : 0)),
    surfaceFree: new Float64Array(count).fill(0.5),
    surfaceResponse: new Float64Array(count),
    exchange: new Float64Array(count).fill(conduction.i0Cathode),
    film: new Float64Array(count),
    contactResistance: new Float64Array(count).fill(CLOSURE_RESISTANCE),
    particleShift: new Float64Array(count),
    frontShift: new Float64Array(frontLength.length),
    frontExchange: new Float64Array(frontLength.length).fill(conduction.i0Anode),
    frontResistance: new Float64Array(frontLength.length),
    frontLength,
    frontDepleted: new Uint8Array(frontLength.length),
    nucleationOverpotential: 0,
  };
}

function restingGuess(boundary: Boundary, voltage: number): BoundaryPotentials {
  return {
    potential: new Float64Array(boundary.count),
    injection: new Float64Array(boundary.count),
    particleCurrent: new Float64Array(boundary.particleStart.length - 1),
    voltage,
    drive: 0,
  };
}

function measurePlating(boundary: Boundary, potentials: BoundaryPotentials, length: Float64Array) {
  const density = length.map((own, k) => -potentials.injection[boundary.frontStart + k] / own);
  let total = 0;
  for (let k = 0; k < length.length; k++) total += density[k] * length[k];
  return { density, total, variation: coefficientOfVariation(density, length) };
}

function collectParticles(
  given: ConductionProblem,
  boundary: Boundary,
  potentials: BoundaryPotentials,
): Record<string, number> {
  const currents: Record<string, number> = {};
  given.geometry.particles.forEach((particle, p) => {
    if (!particle.active) return;
    let sum = 0;
    for (let k = boundary.particleStart[p]; k < boundary.particleStart[p + 1]; k++)
      sum += potentials.injection[k];
    currents[p] = sum / MICROMETRE;
  });
  return currents;
}

/** Current through the front between two x: the density is linear along each edge, cut where a bin ends. */
function fillBins(given: ConductionProblem, electrolyte: Submesh, boundary: Boundary, density: Float64Array) {
  const nodes = boundary.nodes.subarray(boundary.frontStart);
  const { points } = electrolyte;
  return given.conduction.anodeBins.map(([from, to]) => {
    let sum = 0;
    for (let k = 0; k + 1 < nodes.length; k++) {
      const xa = points[2 * nodes[k]] / MICROMETRE;
      const xb = points[2 * nodes[k + 1]] / MICROMETRE;
      const dy = (points[2 * nodes[k + 1] + 1] - points[2 * nodes[k] + 1]) / MICROMETRE;
      const start = Math.max(0, Math.min(1, (from - xa) / (xb - xa)));
      const end = Math.max(0, Math.min(1, (to - xa) / (xb - xa)));
      if (end <= start) continue;
      const middle = 0.5 * (start + end);
      const local = (1 - middle) * density[k] + middle * density[k + 1];
      sum += local * (end - start) * hypot(xb - xa, dy);
    }
    return { from, to, current_A_per_m_um: sum };
  });
}

function readProbes(given: ConductionProblem, electrolyte: Submesh, phi: Float64Array) {
  const flux = new Float64Array(2 * electrolyte.nodeCount);
  recoverFlux(electrolyte, phi, { coefficient: given.conduction.conductivity }, flux);
  const locator = createLocator(electrolyte.points, electrolyte.triangles);
  return given.conduction.probes.map(([x, y]) => {
    const t = locator.locate(x * MICROMETRE, y * MICROMETRE);
    if (t < 0) return { x, y, phi_V: Number.NaN, currentDensity_A_m2: Number.NaN };
    const weights = barycentric(electrolyte, t, x * MICROMETRE, y * MICROMETRE);
    let value = 0;
    let jx = 0;
    let jy = 0;
    for (let k = 0; k < 3; k++) {
      const v = electrolyte.triangles[3 * t + k];
      value += weights[k] * phi[v];
      jx += weights[k] * flux[2 * v];
      jy += weights[k] * flux[2 * v + 1];
    }
    return { x, y, phi_V: value, currentDensity_A_m2: hypot(jx, jy) };
  });
}
