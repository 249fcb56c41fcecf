/**
 * What happens between two protocol steps. Before a discharge the charge's contraction is counted as damage
 * (contact loss, cracks, percolation); at the end of a cycle particles may come back, and the cycle is summed up.
 */
import { consumedCharge } from "../anode/lithium.ts";
import { MILLIAMPERE_HOURS } from "../base/constants.ts";
import { findActiveShare, findConnected } from "../cathode/contact-network.ts";
import { volumetricStrain } from "../cathode/lattice.ts";
import { averageShells } from "../cathode/radial-grid.ts";
import { type CycleSummary, PARTICLE_ACTIVE, PARTICLE_CUT_OFF, PARTICLE_DETACHED } from "../cell/frame.ts";
import { latticeWindow } from "../cell/material.ts";
import type { Model } from "../cell/model.ts";
import type { CellState, ParticleState } from "../cell/state.ts";
import { accumulateDamage, spreadLife, spreadThreshold, strainSwing } from "../degradation/contact-loss.ts";
import { growCracks } from "../degradation/cracking.ts";
import { interphaseThickness } from "../degradation/interphase.ts";
import { drawRecontact } from "../degradation/recontact.ts";
import { advanceDrift } from "./advance-drift.ts";
import { columnThickness } from "./advance-front.ts";

const GIGAPASCAL = 1e9;

/** The state with no memory of how it came here: conditions jump, extrapolation would mislead. */
export function forgetPast(state: CellState): CellState {
  return { ...state, past: [], before: undefined, proposedStep: 0 };
}

/** Counts the charge's damage; the state itself when nothing was charged since the last count. */
export function countDamage(model: Model, state: CellState): CellState {
  const { particles } = state;
  const { population, scenario } = model;
  if (particles.chargingTime === 0) return state;
  const { contactLoss, cell, ncm, cracking } = scenario;
  const rate = particles.carried.map((charge, p) => charge / particles.chargingTime / population.oneC[p]!);
  const bulkSwing = measureSwing(model, particles);
  const attached = particles.status.map((status) => (status === PARTICLE_DETACHED ? 0 : 1));
  const active = particles.status.map((status) => (status === PARTICLE_ACTIVE ? 1 : 0));
  const nominalRate = sum(particles.carried) / particles.chargingTime / model.oneC;
  const contacts = accumulateDamage(
    {
      damage: particles.damage,
      attached,
      bulkSwing,
      rate,
      activeShare: findActiveShare(population.network, active),
      thresholdFactor: spreadThreshold(population.thresholdDeviate, contactLoss.thresholdSpread),
      life: spreadLife(population.lifeDeviate, contactLoss.medianLife, contactLoss.lifeSpread),
    },
    { ...contactLoss, nominalRate, stackPressure: cell.stackPressure, volumeChange: ncm.volumeChange },
  );
  const swing = bulkSwing.map((bulk) => strainSwing(bulk, contactLoss.surfaceShare, ncm.volumeChange));
  const crack = growCracks(
    { crack: particles.crack, swing, rate },
    { ...cracking, referenceRate: contactLoss.referenceRate },
  );
  const cycle = state.cursor.cycle;
  const detachedIn = particles.detachedIn.map((was, p) =>
    attached[p] === 1 && contacts.attached[p] === 0 ? cycle : was,
  );
  const mean = meanStoichiometry(model, particles);
  const connected = { ...particles, ...connect(model, contacts) };
  return {
    ...state,
    particles: {
      ...connected,
      drift: advanceDrift(model, { ...state, particles: connected }, bulkSwing),
      crack,
      detachedIn,
      meanLowest: mean,
      meanHighest: mean,
      carried: new Float64Array(population.count),
      chargingTime: 0,
    },
  };
}

/** Draws which detached particles come back; those lost in this very cycle do not. */
export function drawReturns(model: Model, state: CellState): CellState {
  const { particles } = state;
  const { contactLoss, cell } = model.scenario;
  const { cycle } = state.cursor;
  const eligible = particles.detachedIn.map((was) => (was > 0 && was < cycle ? 1 : 0));
  if (!eligible.includes(1)) return state;
  const attached = particles.status.map((status) => (status === PARTICLE_DETACHED ? 0 : 1));
  const contacts = drawRecontact(
    { damage: particles.damage, attached, contact: particles.contact },
    eligible,
    {
      ...contactLoss,
      stackPressure: cell.stackPressure,
      seed: model.scenario.seed,
      cycle,
    },
  );
  const detachedIn = particles.detachedIn.map((was, p) => (contacts.attached[p] === 1 ? 0 : was));
  return { ...state, particles: { ...particles, ...connect(model, contacts), detachedIn } };
}

/** Status from contacts: an attached particle that electrons do not reach is cut off. */
function connect(
  model: Model,
  contacts: { readonly damage: Float64Array; readonly attached: Uint8Array; readonly contact: Float64Array },
): Pick<ParticleState, "damage" | "contact" | "status"> {
  const { damage, contact, attached } = contacts;
  const { network } = model.population;
  const reached = model.scenario.contactLoss.percolation ? findConnected(network, attached) : attached;
  const status = attached.map((on, p) => {
    if (on === 0) return PARTICLE_DETACHED;
    return reached[p] === 1 ? PARTICLE_ACTIVE : PARTICLE_CUT_OFF;
  });
  return { damage, contact, status };
}

/** Swing of the volumetric strain of each particle's mean since the last count; 0 for those that stood still. */
function measureSwing(model: Model, particles: ParticleState): Float64Array {
  const lattice = latticeWindow(model.scenario);
  return particles.meanLowest.map((lowest, p) =>
    Math.abs(volumetricStrain(lowest, lattice) - volumetricStrain(particles.meanHighest[p]!, lattice)),
  );
}

/** Mean stoichiometry of each particle. */
export function meanStoichiometry(model: Model, particles: ParticleState): Float64Array {
  const { radial } = model;
  const { maximumConcentration } = model.scenario.ncm;
  return particles.surface.map(
    (_, p) => averageShells(radial, particles.concentration, p * radial.shells) / maximumConcentration,
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
