/**
 * What contractions have done to the cathode. Before a discharge and at the end of a cycle it is counted: contacts are
 * lost, particles cut off, cracks grow, isolated particles drift. When it is counted matters only to when a particle
 * lets go. At the end of a cycle particles may come back.
 */
import { findActiveShare } from "../../cathode/contact-network.ts";
import { PARTICLE_ACTIVE } from "../../cell/frame.ts";
import type { Model } from "../../cell/model.ts";
import { restStrain } from "../../cell/particle-means.ts";
import type { CellState, ParticleState } from "../../cell/state.ts";
import {
  accumulateDamage,
  type ContactState,
  spreadLife,
  spreadThreshold,
} from "../../degradation/contact-loss.ts";
import { growParticleCracks } from "../../degradation/cracking.ts";
import { restartSwings } from "../../degradation/rainflow.ts";
import { drawRecontact } from "../../degradation/recontact.ts";
import { advanceDrift } from "./advance-drift.ts";
import { connect, listAttached } from "./connect.ts";

/** Counts what contracted since the last count; the state itself where nothing did. */
export function countDamage(model: Model, state: CellState): CellState {
  const { particles } = state;
  const { strain } = particles;
  if (strain.largest.every((range) => range === 0)) return state;
  const attached = listAttached(particles);
  const contacts = loseContacts(model, particles, attached);
  const cycle = cycleOfCell(state);
  const detachedIn = particles.detachedIn.map((was, p) =>
    attached[p] === 1 && contacts.attached[p] === 0 ? cycle : was,
  );
  const connected = { ...particles, ...connect(model, contacts, particles) };
  return {
    ...state,
    particles: {
      ...connected,
      drift: advanceDrift(model, { ...state, particles: connected }, strain.breathing),
      crack: growParticleCracks(
        { crack: particles.crack, fatigue: strain.crackFatigue },
        model.scenario.cracking.rate,
      ),
      detachedIn,
      strain: restStrain(strain.mean, strain.swings),
      carried: new Float64Array(attached.length),
      chargingTime: 0,
    },
  };
}

function loseContacts(model: Model, particles: ParticleState, attached: Uint8Array): ContactState {
  const { population, scenario } = model;
  const { contactLoss, cell } = scenario;
  const { strain, carried, damage } = particles;
  if (!contactLoss.active) return { damage, attached, contactFraction: particles.contactFraction };
  // Where nothing was charged nothing was carried: rates are 0.
  const duration = particles.chargingTime || 1;
  const active = particles.status.map((status) => (status === PARTICLE_ACTIVE ? 1 : 0));
  return accumulateDamage(
    {
      damage,
      attached,
      swing: strain.largest,
      fatigue: strain.contactFatigue,
      rate: carried.map((charge, p) => charge / duration / population.oneC[p]),
      activeShare: findActiveShare(population.network, active),
      thresholdFactor: spreadThreshold(population.thresholdDeviate, contactLoss.thresholdSpread),
      life: spreadLife(population.lifeDeviate, contactLoss.medianLife, contactLoss.lifeSpread),
    },
    {
      ...contactLoss,
      nominalRate: carried.reduce((sum, charge) => sum + charge, 0) / duration / model.oneC,
      stackPressure: cell.stackPressure,
    },
  );
}

/** Draws which detached particles come back; those lost in this very cycle do not. */
export function drawReturns(model: Model, state: CellState): CellState {
  const { particles } = state;
  const { contactLoss, cell } = model.scenario;
  const cycle = cycleOfCell(state);
  const eligible = particles.detachedIn.map((was) => (was > 0 && was < cycle ? 1 : 0));
  if (!eligible.includes(1)) return state;
  const attached = listAttached(particles);
  const contacts = drawRecontact(
    { damage: particles.damage, attached, contactFraction: particles.contactFraction },
    eligible,
    {
      ...contactLoss,
      stackPressure: cell.stackPressure,
      seed: model.scenario.seed,
      cycle,
    },
  );
  const returned = contacts.attached.map((on, p) => on - attached[p]);
  const detachedIn = particles.detachedIn.map((was, p) => (contacts.attached[p] === 1 ? 0 : was));
  const strain = { ...particles.strain, swings: restartSwings(particles.strain.swings, returned) };
  return {
    ...state,
    particles: { ...particles, ...connect(model, contacts, particles), detachedIn, strain },
  };
}

/** Over all runs of the cell, so that chance does not repeat itself in the next one. */
function cycleOfCell({ cursor }: CellState): number {
  return cursor.cyclesBefore + cursor.cycle;
}
