/**
 * What happens between two protocol steps. Before a discharge the charge's contraction is counted as damage
 * (contact loss, cracks, percolation); at the end of a cycle particles may come back.
 */
import { findActiveShare, findConnected } from "../cathode/contact-network.ts";
import { averageShells } from "../cathode/diffusion.ts";
import { volumetricStrain } from "../cathode/lattice.ts";
import { PARTICLE_ACTIVE, PARTICLE_CUT_OFF, PARTICLE_DETACHED } from "../cell/frame.ts";
import { latticeWindow } from "../cell/material.ts";
import type { Model } from "../cell/model.ts";
import type { CellState, ParticleState } from "../cell/state.ts";
import { accumulateDamage, spreadLife, spreadThreshold, strainSwing } from "../degradation/contact-loss.ts";
import { growCracks } from "../degradation/cracking.ts";
import { drawRecontact } from "../degradation/recontact.ts";
import { advanceDrift } from "./advance-drift.ts";

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

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let k = 0; k < values.length; k++) total += values[k]!;
  return total;
}
