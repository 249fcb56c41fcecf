/**
 * Makes the next state of solved potentials. What the lithium front receives is, to round-off, what the particles
 * gave: the difference that the iteration leaves is spread over the front, and reported as charge imbalance.
 */
import { coefficientOfVariation } from "../../anode/lithium.ts";
import type { Model } from "../../cell/model.ts";
import type { CellState, PastStep } from "../../cell/state.ts";
import { followStrain } from "../../mechanisms/cathode/follow-strain.ts";
import { countLithium } from "../../mechanisms/ledger.ts";
import { MECHANISMS } from "../../mechanisms/list.ts";
import type { FinishedStep } from "../../mechanisms/record/mechanism.ts";
import type { Boundary } from "../../potentials/boundary.ts";
import type { BoundaryPotentials } from "../../potentials/interface-kinetics.ts";
import { advanceFront } from "./advance-front.ts";
import type { ParticleAdvance } from "./advance-particles.ts";
import { HIGHEST_ORDER, type SchemeCoefficients } from "./integrate.ts";
import { addMoved, addToTally, type Moved } from "./tally.ts";

/** As many as the highest order takes, and what it takes to judge that. */
const PAST_LENGTH = HIGHEST_ORDER + 1;
const EARLIER_LENGTH = HIGHEST_ORDER;

export interface SolvedStep {
  readonly dt: number /* s */;
  /** The voltage was imposed, so that the current is a result. */
  readonly held: boolean;
  /** A rest: whatever the iteration leaves, no charge passes. */
  readonly atRest: boolean;
  readonly coefficients: SchemeCoefficients;
  readonly potentials: BoundaryPotentials;
  /** ohm m2, at the end of the step */
  readonly filmGrowth: Float64Array /* [nParticle] */;
  /** A/m by which imbalances are measured */
  readonly currentScale: number;
}

/** Returns the state after the step, or why it cannot be. */
export function composeState(
  { model, particles }: { readonly model: Model; readonly particles: ParticleAdvance },
  state: CellState,
  solved: SolvedStep,
): CellState | { readonly reason: string } {
  const { dt, coefficients, potentials } = solved;
  const { boundary } = model;
  // Those of the modes are the sums over the perimeters already.
  const currents =
    potentials.modes === undefined
      ? collectCurrents(boundary, particles.conducts, potentials.injection)
      : potentials.particleCurrent;
  const total = sum(currents);
  const plating = -sum(potentials.injection.subarray(boundary.frontStart));
  const { injection } = potentials;
  const front = advanceFront(model, state, { dt, coefficients, injection, missing: total - plating });
  if ("reason" in front) return front;
  const finished = particles.finish(state, currents, dt);
  const passage = { current: total, dt, conducts: particles.conducts };
  const strain = followStrain(model, [state.particles, finished], passage);
  const advanced = { ...finished, strain, filmGrowth: solved.filmGrowth };
  const current = solved.atRest ? 0 : total;
  const after = {
    ...state,
    ...passCharge(model, state, { solved, current, density: front.density }),
    particles: advanced,
    front: front.state,
    potentials,
    solvedOn: state.geometry,
    current,
    past: recordPast(state, { timeStep: dt, potentials, current }),
  };
  const ledger = countLithium(model, after, {
    ...{ initial: state.ledger.initial, drawn: state.ledger.drawn },
    chargeImbalance: Math.abs(total - plating) / Math.max(solved.currentScale, Math.abs(total)),
  });
  const counted = { ...after, ledger };
  return { ...counted, own: advanceOwn(model, { before: state, after: counted, dt }) };
}

/** What a step moves on: time, charge and energy, and all that is counted by them. */
function passCharge(
  model: Model,
  state: CellState,
  {
    solved,
    current,
    density,
  }: { readonly solved: SolvedStep; readonly current: number; readonly density: Float64Array },
): Pick<
  CellState,
  | "time"
  | "step"
  | "cursor"
  | "electrolyte"
  | "charge"
  | "energy"
  | "throughput"
  | "earlier"
  | "sinceJump"
  | "stepTally"
  | "tally"
> {
  const { dt, coefficients, potentials, held } = solved;
  const { cursor, electrolyte } = state;
  const moved = moveCharge(state, coefficients, {
    density: current / model.section.width,
    voltage: potentials.voltage,
  });
  const stepTally = addMoved(state.stepTally, moved);
  const unevenness = coefficientOfVariation(density, state.geometry.frontLength);
  const passed = Math.abs(stepTally.charged - stepTally.discharged);
  const { concentration } = state.particles;
  return {
    time: state.time + dt,
    step: state.step + 1,
    cursor: { ...cursor, elapsed: cursor.elapsed + dt, passed },
    electrolyte: {
      ...electrolyte,
      elapsed: electrolyte.elapsed + dt,
      passed: electrolyte.passed + Math.abs(moved.charge),
    },
    charge: state.charge + moved.charge,
    energy: state.energy + moved.energy,
    throughput: addMoved(state.throughput, moved),
    earlier: [{ timeStep: dt, concentration, plated: state.front.plated, ...moved }, ...state.earlier].slice(
      0,
      EARLIER_LENGTH,
    ),
    sinceJump: state.sinceJump + dt,
    stepTally,
    tally: addToTally(state.tally, moved, { held, unevenness }),
  };
}

/** The step as the next ones need it, newest first. */
function recordPast({ past, geometry }: CellState, step: Omit<PastStep, "geometry">): readonly PastStep[] {
  return [{ ...step, geometry }, ...past].slice(0, PAST_LENGTH);
}

/** What mechanisms hold for themselves, after the step. */
function advanceOwn(model: Model, step: Omit<FinishedStep, "own">): CellState["own"] {
  const { own } = step.before;
  let next = own;
  for (const { name, advance } of MECHANISMS) {
    const held = own[name];
    if (advance !== undefined && held !== undefined)
      next = { ...next, [name]: advance(model, { ...step, own: held }) };
  }
  return next;
}

/** Current of each particle as the electrolyte carries it, A/m: sums over the perimeters of those that conduct. */
function collectCurrents(
  { particleStart }: Boundary,
  conducts: ArrayLike<number>,
  injection: ArrayLike<number>,
): Float64Array {
  const currents = new Float64Array(conducts.length);
  for (let p = 0; p < currents.length; p++) {
    if (conducts[p] === 0) continue;
    for (let k = particleStart[p]; k < particleStart[p + 1]; k++) currents[p] += injection[k];
  }
  return currents;
}

/**
 * What the step has moved, by the formula that advances the lithium, written for the increments so that no charge at all
 * is exactly none.
 */
function moveCharge(
  { earlier }: CellState,
  { carried, scale }: SchemeCoefficients,
  { density, voltage }: { readonly density: number; readonly voltage: number },
): Moved {
  let charge = scale * density;
  let energy = scale * density * voltage;
  for (const [i, weight] of carried.entries()) {
    charge += weight * earlier[i].charge;
    energy += weight * earlier[i].energy;
  }
  return { charge, energy };
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
