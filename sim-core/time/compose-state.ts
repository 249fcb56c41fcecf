/**
 * Makes the next state of solved potentials. What the lithium front receives is, to round-off, what the particles
 * gave: the difference that the iteration leaves is spread over the front, and reported as charge imbalance.
 */
import { coefficientOfVariation } from "../anode/lithium.ts";
import type { Boundary } from "../cell/boundary.ts";
import type { BoundaryPotentials } from "../cell/interface-kinetics.ts";
import { countLithium } from "../cell/ledger.ts";
import type { Model } from "../cell/model.ts";
import type { CellState, CycleTally, PastStep } from "../cell/state.ts";
import { advanceFront } from "./advance-front.ts";
import type { ParticleAdvance } from "./advance-particles.ts";
import type { SchemeCoefficients } from "./integrate.ts";

const PAST_LENGTH = 3;

export interface SolvedStep {
  readonly dt: number /* s */;
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
  const { boundary, section } = model;
  // Those of the modes are the sums over the perimeters already.
  const currents =
    potentials.modes === undefined
      ? collectCurrents(boundary, particles.conducts, potentials.injection)
      : potentials.particleCurrent;
  const total = sum(currents);
  const plating = -sum(potentials.injection.subarray(boundary.frontStart));
  const front = advanceFront(model, state, {
    dt,
    coefficients,
    injection: potentials.injection,
    missing: total - plating,
  });
  if ("reason" in front) return front;
  const advanced = { ...particles.finish(state, currents, dt), filmGrowth: solved.filmGrowth };
  const { cursor, geometry } = state;
  const { concentration } = advanced;
  const past: PastStep = { timeStep: dt, potentials, current: total, concentration, geometry };
  const passed = (Math.abs(total) * dt) / section.width;
  const unevenness = coefficientOfVariation(front.density, geometry.frontLength);
  const electrolyte = {
    ...state.electrolyte,
    elapsed: state.electrolyte.elapsed + dt,
    passed: state.electrolyte.passed + passed,
  };
  const inventory = { particles: advanced, front: front.state, electrolyte };
  return {
    time: state.time + dt,
    step: state.step + 1,
    cursor: { ...cursor, elapsed: cursor.elapsed + dt, passed: cursor.passed + passed },
    particles: advanced,
    front: front.state,
    electrolyte,
    mechanics: state.mechanics,
    geometry,
    awaited: state.awaited,
    potentials,
    solvedOn: geometry,
    current: total,
    past: [past, ...state.past].slice(0, PAST_LENGTH),
    before: { timeStep: dt, concentration: state.particles.concentration, plated: state.front.plated },
    proposedStep: state.proposedStep,
    tally: addToTally(state.tally, { dt, current: total, passed, unevenness }),
    ledger: countLithium(model, inventory, {
      initial: state.ledger.initial,
      chargeImbalance: Math.abs(total - plating) / Math.max(solved.currentScale, Math.abs(total)),
    }),
  };
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
    for (let k = particleStart[p]!; k < particleStart[p + 1]!; k++) currents[p]! += injection[k]!;
  }
  return currents;
}

function addToTally(
  tally: CycleTally,
  step: {
    readonly dt: number;
    readonly current: number;
    readonly passed: number;
    readonly unevenness: number;
  },
): CycleTally {
  if (step.current < 0) return { ...tally, dischargeCapacity: tally.dischargeCapacity + step.passed };
  if (step.current === 0) return tally;
  return {
    ...tally,
    chargeCapacity: tally.chargeCapacity + step.passed,
    unevenness: tally.unevenness + step.unevenness * step.dt,
    chargingTime: tally.chargingTime + step.dt,
  };
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
