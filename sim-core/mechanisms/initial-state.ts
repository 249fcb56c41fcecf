/** The cell before anything has passed: particles formed and even, the front as meshed, no current. */

import { PARTICLE_ACTIVE, PARTICLE_DETACHED } from "../cell/frame.ts";
import { evaluateMaterial } from "../cell/material.ts";
import type { Model } from "../cell/model.ts";
import { obstruct } from "../cell/obstruction.ts";
import { restStrain } from "../cell/particle-means.ts";
import type {
  CellState,
  ElectrolyteState,
  FrontState,
  OwnState,
  ParticleState,
  ProtocolCursor,
} from "../cell/state.ts";
import type { CycleTally, StepTally, Throughput } from "../cell/tallies.ts";
import { startSwings } from "../degradation/rainflow.ts";
import { startCrack } from "../electrolyte/crack-path.ts";
import { startIntergranular } from "../electrolyte/intergranular-lithium.ts";
import { countLithium } from "./ledger.ts";
import { MECHANISMS } from "./list.ts";

/** Where every protocol begins. */
export const FIRST_CURSOR: ProtocolCursor = {
  cycle: 1,
  cyclesBefore: 0,
  round: 1,
  block: 0,
  pass: 1,
  inCheck: false,
  index: 0,
  ordinal: 1,
  elapsed: 0,
  passed: 0,
  segment: 0,
  segmentStart: 0,
  finished: false,
};

export const NO_THROUGHPUT: Throughput = { charged: 0, discharged: 0, chargedEnergy: 0, dischargedEnergy: 0 };

/** Sums of the first cycle. */
export const FIRST_TALLY: CycleTally = {
  ...NO_THROUGHPUT,
  startTime: 0,
  held: 0,
  unevenness: 0,
  largestStress: 0,
  direction: 0,
  restAfterCharge: undefined,
  restAfterDischarge: undefined,
  wentOn: false,
  putIn: 0,
  paired: 0,
  reference: 0,
};

/** Sums of a protocol step that begins at `startTime` (s) and `startVoltage` (V). */
export function startStepTally(startTime: number, startVoltage: number): StepTally {
  return { ...NO_THROUGHPUT, startTime, startVoltage };
}

/** Returns the state of `model` at time 0. Particles in an inactive zone are detached from the start. */
export function createInitialState(model: Model): CellState {
  const particles = initialParticles(model);
  const front = initialFront(model);
  const { boundary, population } = model;
  const electrolyte = initialElectrolyte(model);
  const geometry = {
    points: model.electrolyte.points,
    conductivity: evaluateMaterial(model.scenario).conductivity,
    obstruction: obstruct(model, electrolyte),
    frontLength: model.front.segmentLength,
    grown: new Float64Array(front.plated.length),
  };
  const { cell, ncm } = model.scenario;
  const voltage = ncm.openCircuitPotential.evaluate(ncm.stoichiometryInitial);
  return {
    time: 0,
    step: 0,
    cursor: FIRST_CURSOR,
    particles,
    front,
    electrolyte,
    mechanics: undefined,
    own: initialOwn(model),
    geometry,
    awaited: undefined,
    potentials: {
      potential: new Float64Array(boundary.count),
      injection: new Float64Array(boundary.count),
      particleCurrent: new Float64Array(population.count),
      voltage,
      drive: 0,
    },
    solvedOn: geometry,
    current: 0,
    charge: 0,
    energy: 0,
    throughput: NO_THROUGHPUT,
    ambient: {
      temperature: cell.temperature,
      stackPressure: cell.stackPressure,
      temperatureBefore: cell.temperature,
      stackPressureBefore: cell.stackPressure,
    },
    past: [],
    earlier: [],
    sinceJump: 0,
    proposedStep: 0,
    proposedOrder: 2,
    eventCount: 0,
    stepTally: startStepTally(0, voltage),
    tally: FIRST_TALLY,
    ledger: countLithium(
      model,
      { particles, front, electrolyte },
      { initial: undefined, chargeImbalance: 0 },
    ),
    cycles: undefined,
  };
}

function initialOwn(model: Model): CellState["own"] {
  const own: Record<string, OwnState> = {};
  for (const { name, initial } of MECHANISMS) {
    const held = initial?.(model);
    if (held !== undefined) own[name] = held;
  }
  return own;
}

function initialParticles(model: Model): ParticleState {
  const { population, scenario } = model;
  const { count, takesPart } = population;
  const { maximumConcentration, stoichiometryInitial } = scenario.ncm;
  const even = (value: number): Float64Array => new Float64Array(count).fill(value);
  return {
    concentration: new Float64Array(count * scenario.solver.shells).fill(
      stoichiometryInitial * maximumConcentration,
    ),
    surface: even(stoichiometryInitial),
    status: takesPart.map((part) => (part === 1 ? PARTICLE_ACTIVE : PARTICLE_DETACHED)),
    damage: Float64Array.from(takesPart, (part) => 1 - part),
    detachedIn: new Int32Array(count),
    contactFraction: Float64Array.from(takesPart),
    crack: even(0),
    filmGrowth: even(0),
    strain: restStrain(
      even(stoichiometryInitial),
      startSwings(even(stoichiometryInitial), even(stoichiometryInitial)),
    ),
    carried: even(0),
    chargingTime: 0,
    drift: even(0),
  };
}

function initialFront(model: Model): FrontState {
  const count = model.front.segmentLength.length;
  return {
    plated: new Float64Array(count),
    interphaseChemical: new Float64Array(count),
    interphaseDriven: new Float64Array(count),
    surfaceRatio: new Float64Array(count).fill(1),
    depleted: new Uint8Array(count),
    contactFraction: new Float64Array(count).fill(1),
    diverted: new Float64Array(count),
    entering: new Float64Array(count),
    returning: new Float64Array(count),
  };
}

/** No lithium in it yet; a crack without length at the mouth of every grain boundary that ends at the front. */
function initialElectrolyte(model: Model): ElectrolyteState {
  return {
    lithium: startIntergranular(model.electrolyte.triangles.length / 3),
    cracks: model.scenario.fracture.active ? (model.grains?.mouths.map(startCrack) ?? []) : [],
    shortCircuit: new Int32Array(0),
    patches: undefined,
    elapsed: 0,
    passed: 0,
  };
}
