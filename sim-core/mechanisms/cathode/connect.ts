/** From contacts to what becomes of the particles: which take part, which are cut off, and by what the others were lost. */
import { findConnected } from "../../cathode/contact-network.ts";
import {
  hasContact,
  PARTICLE_ACTIVE,
  PARTICLE_CUT_OFF,
  PARTICLE_DETACHED,
  PARTICLE_LET_GO,
} from "../../cell/frame.ts";
import type { Model } from "../../cell/model.ts";
import type { ParticleState } from "../../cell/state.ts";
import type { ContactState } from "../../degradation/contact-loss.ts";

/** Returns 1 where a particle touches the electrolyte [nParticle]. */
export function listAttached({ status }: Pick<ParticleState, "status">): Uint8Array {
  return status.map((own) => (hasContact(own) ? 1 : 0));
}

/**
 * Returns what follows from contacts: an attached particle that electrons do not reach is cut off, and one without contact
 * was let go by hand where it was so before, and has detached by strain elsewhere.
 */
export function connect(
  { population, scenario }: Model,
  { damage, contactFraction, attached }: ContactState,
  before: Pick<ParticleState, "status">,
): Pick<ParticleState, "damage" | "contactFraction" | "status"> {
  const isPathNeeded = scenario.contactLoss.percolation;
  const reached = isPathNeeded ? findConnected(population.network, attached) : attached;
  const status = attached.map((on, p) => {
    if (on === 0) return before.status[p] === PARTICLE_LET_GO ? PARTICLE_LET_GO : PARTICLE_DETACHED;
    return reached[p] === 1 ? PARTICLE_ACTIVE : PARTICLE_CUT_OFF;
  });
  return { damage, contactFraction, status };
}
