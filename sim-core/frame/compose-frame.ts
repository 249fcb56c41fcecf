/** Makes the picture of a state: single-precision copies in the units of the edge, fresh arrays every time. */

import { coefficientOfVariation, consumedCharge } from "../anode/lithium.ts";
import { MILLIAMPERE_HOURS } from "../base/constants.ts";
import { volumetricStrain } from "../cathode/lattice.ts";
import type { Frame, FrameMesh, Phase } from "../cell/frame.ts";
import { collectorHeight, frontPressure, platingDensity } from "../cell/front-conditions.ts";
import { latticeWindow } from "../cell/material.ts";
import type { Model } from "../cell/model.ts";
import { outlinePatches } from "../cell/patch-outline.ts";
import type { CellState } from "../cell/state.ts";
import { interphaseThickness } from "../degradation/interphase.ts";
import { traceCrack } from "../electrolyte/crack-path.ts";
import { productVolume } from "../electrolyte/filled-electrolyte.ts";
import { type IntergranularLithium, occupiedFraction } from "../electrolyte/intergranular-lithium.ts";
import { averageAtNodes, recoverFlux } from "../fem/fields.ts";
import { cellTemperature } from "../mechanisms/cell-temperature.ts";

const MICROMETRES = 1e6;

export function composeFrameMesh(model: Model): FrameMesh {
  const { section, population, electrolyte } = model;
  return {
    version: model.meshVersion,
    triangles: Uint32Array.from(electrolyte.triangles),
    grainEdges: Uint32Array.from(model.grains?.grains.edges ?? []),
    width: section.width * MICROMETRES,
    cathodeThickness: section.cathodeThickness * MICROMETRES,
    electrolyteThickness: section.electrolyteThickness * MICROMETRES,
    particleX: micrometres(population.x),
    particleY: micrometres(population.y),
    particleRadius: micrometres(population.radius),
  };
}

/** What the frame takes from outside the state. */
export interface FrameSource {
  readonly phase: Phase;
  readonly jumped: boolean;
  /** Potential of every electrolyte node [nNode], V. */
  readonly potential: Float64Array;
  /** Mean stoichiometry of each particle. */
  readonly meanStoichiometry: Float64Array;
  readonly activeFraction: number;
  /** Lithium above each front node, m. */
  readonly thickness: Float64Array;
  /** Of the electrolyte nodes, where it was asked for and mechanics is not off. */
  readonly stress: ElectrolyteStress | undefined;
}

/** Stress (Pa, tension positive) and displacement (m) of the electrolyte's nodes. */
export interface ElectrolyteStress {
  readonly vonMises: Float64Array /* [nNode] */;
  readonly meanStress: Float64Array /* [nNode] */;
  readonly principalStress: Float64Array /* [nNode] */;
  readonly displacement: Float64Array /* [nNode*2] */;
}

export function composeFrame(model: Model, state: CellState, source: FrameSource): Frame {
  const { section, population } = model;
  const flux = new Float32Array(2 * source.potential.length);
  const field = { points: state.geometry.points, triangles: model.electrolyte.triangles };
  const { conductivity: coefficient, obstruction: factor } = state.geometry;
  recoverFlux(field, source.potential, { coefficient, factor }, flux);
  const density = state.current / section.width;
  const lattice = latticeWindow(model.scenario);
  const strain = source.meanStoichiometry.map((x) => volumetricStrain(x, lattice));
  const front = composeFront(model, state, source.thickness);
  return {
    time: state.time,
    step: state.step,
    cycle: state.cursor.cycle,
    phase: source.phase,
    jumped: source.jumped,
    voltage: state.potentials.voltage,
    currentDensity: density,
    cRate: Math.abs(state.current) / model.oneC,
    capacity: state.cursor.passed / MILLIAMPERE_HOURS,
    activeFraction: source.activeFraction,
    anodeCurrentCoV:
      state.current === 0 ? 0 : coefficientOfVariation(front.frontCurrent, state.geometry.frontLength),
    ledger: state.ledger,
    temperature: cellTemperature(state),
    meshVersion: model.meshVersion,
    points: micrometres(state.geometry.points),
    potential: new Float32Array(source.potential),
    flux,
    particleStoichiometry: Float32Array.from(source.meanStoichiometry),
    particleSurface: Float32Array.from(state.particles.surface),
    particleCurrent: Float32Array.from(
      state.potentials.particleCurrent,
      (current, p) => current / population.perimeter[p],
    ),
    particleStrain: Float32Array.from(strain),
    particleDamage: Float32Array.from(state.particles.damage),
    particleStatus: Uint8Array.from(state.particles.status),
    particleDrift: micrometres(state.particles.drift),
    ...front,
    collectorY: collectorHeight(model, source.thickness) * MICROMETRES,
    ...composeElectrolyte(model, state),
    vonMises: Float32Array.from(source.stress?.vonMises ?? []),
    meanStress: Float32Array.from(source.stress?.meanStress ?? []),
    principalStress: Float32Array.from(source.stress?.principalStress ?? []),
    displacement: micrometres(source.stress?.displacement ?? new Float64Array(0)),
    particleMeanStress: Float32Array.from(state.mechanics?.particleMeanStress ?? []),
    largestVonMises: state.mechanics?.largestVonMises,
  };
}

function composeFront(model: Model, state: CellState, thickness: Float64Array) {
  const { boundary, scenario } = model;
  const nodes = boundary.nodes.subarray(boundary.frontStart);
  const { points } = state.geometry;
  const { thicknessPerCharge } = scenario.interphase;
  return {
    frontX: Float32Array.from(nodes, (v) => points[2 * v] * MICROMETRES),
    frontY: Float32Array.from(nodes, (v) => points[2 * v + 1] * MICROMETRES),
    frontThickness: micrometres(thickness),
    frontCurrent: Float32Array.from(platingDensity(model, state)),
    frontInterphase: Float32Array.from(
      consumedCharge(state.front),
      (q) => interphaseThickness(q, thicknessPerCharge) * 1e9,
    ),
    frontDepleted: Uint8Array.from(state.front.depleted),
    frontContact: Float32Array.from(state.front.contactFraction),
    frontPressure: Float32Array.from(frontPressure(model, state)),
  };
}

/** Lithium, cracks and a short circuit inside the electrolyte. */
function composeElectrolyte(
  { grains, electrolyte, boundary, scenario }: Model,
  { electrolyte: inside, geometry }: CellState,
): Pick<Frame, "intergranular" | "intergranularDead" | "crackSegments" | "patchOutline" | "shortPath"> {
  const { points } = geometry;
  const intergranular = new Float32Array(electrolyte.nodeCount);
  const intergranularDead = new Float32Array(electrolyte.nodeCount);
  if (grains !== undefined) {
    const { area } = grains.columns;
    const { connected, dead, reacted } = inside.lithium;
    const none = new Float64Array(dead.length);
    const products = productVolume(scenario.interphase);
    const atNodes = (lithium: IntergranularLithium, out: Float32Array): void =>
      averageAtNodes(electrolyte.triangles, area, occupiedFraction(lithium, area, products), out);
    atNodes({ connected, dead, reacted }, intergranular);
    atNodes({ connected: none, dead, reacted }, intergranularDead);
  }
  return {
    intergranular,
    intergranularDead,
    crackSegments: Float32Array.from(
      inside.cracks.flatMap((crack) => traceCrack(crack, points)),
      (place) => place * MICROMETRES,
    ),
    patchOutline: Float32Array.from(
      Array.from(outlinePatches({ electrolyte, boundary }, inside.patches)).flatMap((v) => [
        points[2 * v] * MICROMETRES,
        points[2 * v + 1] * MICROMETRES,
      ]),
    ),
    shortPath: Float32Array.from(
      Array.from(inside.shortCircuit).flatMap((t) => middleOf(electrolyte.triangles, points, t)),
      (place) => place * MICROMETRES,
    ),
  };
}

function middleOf(triangles: ArrayLike<number>, points: ArrayLike<number>, t: number): number[] {
  return [0, 1].map((axis) => {
    let sum = 0;
    for (let k = 3 * t; k < 3 * t + 3; k++) sum += points[2 * triangles[k] + axis];
    return sum / 3;
  });
}

function micrometres(lengths: Float64Array): Float32Array<ArrayBuffer> {
  const scaled = new Float32Array(lengths.length);
  for (let k = 0; k < scaled.length; k++) scaled[k] = lengths[k] * MICROMETRES;
  return scaled;
}
