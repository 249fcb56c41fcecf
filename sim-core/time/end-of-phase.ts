/** What happens between two protocol steps besides damage: the past is forgotten, and a cycle is summed up at its end. */
import { consumedCharge } from "../anode/lithium.ts";
import { MILLIAMPERE_HOURS } from "../base/constants.ts";
import { averageShells } from "../cathode/diffusion.ts";
import { type CycleSummary, PARTICLE_ACTIVE } from "../cell/frame.ts";
import type { Model } from "../cell/model.ts";
import type { CellState, ParticleState } from "../cell/state.ts";
import { interphaseThickness } from "../degradation/interphase.ts";
import { columnThickness } from "./advance-front.ts";

const GIGAPASCAL = 1e9;

/** The state with no memory of how it came here: conditions jump, extrapolation would mislead. */
export function forgetPast(state: CellState): CellState {
  return { ...state, past: [], before: undefined, proposedStep: 0 };
}

/** Mean stoichiometry of each particle. */
export function meanStoichiometry(model: Model, particles: ParticleState): Float64Array {
  const { shells } = model.scenario.solver;
  const { maximumConcentration } = model.scenario.ncm;
  return particles.surface.map(
    (_, p) => averageShells(particles.concentration, p * shells, shells) / maximumConcentration,
  );
}

/** Share of the particles that take part. */
export function activeFraction(particles: ParticleState): number {
  let active = 0;
  for (const status of particles.status) if (status === PARTICLE_ACTIVE) active++;
  return active / particles.status.length;
}

/** Sums up the cycle that `state` has just completed. */
export function summariseCycle(model: Model, state: CellState): CycleSummary {
  const { tally } = state;
  const thickness = columnThickness(model, state.front);
  const first = tally.firstDischarge > 0 ? tally.firstDischarge : tally.dischargeCapacity;
  return {
    cycle: state.cursor.cycle,
    chargeCapacity_mAh_cm2: tally.chargeCapacity / MILLIAMPERE_HOURS,
    dischargeCapacity_mAh_cm2: tally.dischargeCapacity / MILLIAMPERE_HOURS,
    retention: first > 0 ? tally.dischargeCapacity / first : 0,
    coulombicEfficiency: tally.chargeCapacity > 0 ? tally.dischargeCapacity / tally.chargeCapacity : 0,
    activeFraction: activeFraction(state.particles),
    anodeCurrentCoV: tally.chargingTime > 0 ? tally.unevenness / tally.chargingTime : 0,
    lithiumThicknessMin_um: 1e6 * thickness.reduce((a, b) => Math.min(a, b)),
    lithiumThicknessMax_um: 1e6 * thickness.reduce((a, b) => Math.max(a, b)),
    maxVonMises_GPa: tally.largestStress / GIGAPASCAL,
    intergranularLithium_mol_m2: state.ledger.intergranularConnected + state.ledger.intergranularDead,
    deadLithium_mol_m2: state.ledger.intergranularDead,
    ...summariseFront(model, state),
    shorted: state.electrolyte.shortCircuit.length > 0,
  };
}

/** Means over the front, weighted by its length. */
function summariseFront(
  { scenario }: Model,
  { front, geometry }: CellState,
): Pick<CycleSummary, "interphaseThickness_nm" | "depletedFraction" | "voidFraction"> {
  const { frontLength } = geometry;
  const average = (quantityAt: (k: number) => number): number => {
    let weighted = 0;
    for (let k = 0; k < frontLength.length; k++) weighted += frontLength[k]! * quantityAt(k);
    return weighted / sum(frontLength);
  };
  const consumed = consumedCharge(front);
  const { thicknessPerCharge } = scenario.interphase;
  return {
    interphaseThickness_nm: average((k) => 1e9 * interphaseThickness(consumed[k]!, thicknessPerCharge)),
    depletedFraction: average((k) => front.depleted[k]!),
    voidFraction: average((k) => 1 - front.contact[k]!),
  };
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let k = 0; k < values.length; k++) total += values[k]!;
  return total;
}
