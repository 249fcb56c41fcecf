/**
 * Contacts that a hand opens and closes, physics.md 6.8. A particle that is let go is without contact like one that strain
 * has detached, and keeps lithium, damage and strain as they are; brought back, it has the contact that its damage leaves
 * it, which is the one from before. One that strain has detached has no contact left to go back to (D = 1) and comes back
 * as under pressure. Either contact forms anew, free of strain.
 */
import { hasContact, PARTICLE_DETACHED, PARTICLE_LET_GO } from "../../cell/frame.ts";
import type { Model } from "../../cell/model.ts";
import type { CellState } from "../../cell/state.ts";
import { restartSwings } from "../../degradation/rainflow.ts";
import type { ContactEvent } from "../../scenario/record/scenario.ts";
import { connect, listAttached } from "./connect.ts";

/** The cell after an event, and the particles that it has done something to, and nothing to: indices from 0. */
export interface HandledContacts {
  readonly state: CellState;
  readonly changed: readonly number[];
  readonly unchanged: readonly number[];
}

/** Returns what an event about particles does to a cell, its ledger aside; particles that the geometry has taken out stay out. */
export function handleContacts(
  model: Model,
  state: CellState,
  { particles: chosen, contact }: Omit<ContactEvent, "time">,
): HandledContacts {
  const { takesPart } = model.population;
  const { status } = state.particles;
  const isOff = contact === "detached";
  const changed = chosen.filter((p) => takesPart[p] === 1 && hasContact(status[p]) === isOff);
  const unchanged = chosen.filter((p) => !changed.includes(p));
  if (changed.length === 0) return { state, changed, unchanged };
  const moved = isOff ? letGo(model, state, changed) : bringBack(model, state, changed);
  return { state: moved, changed, unchanged };
}

function letGo(model: Model, state: CellState, chosen: readonly number[]): CellState {
  const { particles } = state;
  const attached = listAttached(particles);
  const contactFraction = particles.contactFraction.slice();
  const status = particles.status.slice();
  for (const p of chosen) {
    attached[p] = 0;
    contactFraction[p] = 0;
    status[p] = PARTICLE_LET_GO;
  }
  const contacts = { damage: particles.damage, attached, contactFraction };
  return { ...state, particles: { ...particles, ...connect(model, contacts, { status }) } };
}

function bringBack(model: Model, state: CellState, chosen: readonly number[]): CellState {
  const { particles } = state;
  const { recontactDamage, contactDecline } = model.scenario.contactLoss;
  const attached = listAttached(particles);
  const contactFraction = particles.contactFraction.slice();
  const damage = particles.damage.slice();
  const detachedIn = particles.detachedIn.slice();
  const returned = new Int8Array(attached.length);
  for (const p of chosen) {
    if (particles.status[p] === PARTICLE_DETACHED) damage[p] = recontactDamage;
    attached[p] = 1;
    contactFraction[p] = 1 - contactDecline * damage[p];
    detachedIn[p] = 0;
    returned[p] = 1;
  }
  const connected = connect(model, { damage, attached, contactFraction }, particles);
  const strain = { ...particles.strain, swings: restartSwings(particles.strain.swings, returned) };
  return { ...state, particles: { ...particles, ...connected, detachedIn, strain } };
}
