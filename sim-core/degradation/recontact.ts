/**
 * Pressure closes a gap again: in each discharge a detached particle comes back with probability r0 p / 100 MPa,
 * with most of its damage (0.8) and the lithium that it was frozen with. Example: 160 MPa, r0 = 0.002: one in 312.
 * Source: physics.md 6.2; that contact loss is recoverable by pressure, Shi 2020; r0 and the damage are assumed.
 */
import { createRandom } from "../base/random.ts";
import type { ContactState } from "./contact-loss.ts";

/** Pa: the pressure for which the probability is stated. */
const STATED_PRESSURE = 100e6;

export interface RecontactParameters {
  readonly recontactProbability: number;
  readonly recontactDamage: number;
  readonly contactDecline: number;
  /** Pa */
  readonly stackPressure: number;
  readonly seed: number;
  readonly cycle: number;
}

/**
 * Returns the contacts after the draws of this cycle, as new arrays. Only particles with `eligible` 1 may come
 * back: those detached before this cycle. One number is drawn for every particle, so that the fate of one does
 * not shift the luck of the others.
 */
export function drawRecontact(
  state: ContactState,
  eligible: ArrayLike<number> /* [nParticle], 0 or 1 */,
  parameters: RecontactParameters,
): ContactState {
  const { recontactProbability, recontactDamage, contactDecline, stackPressure } = parameters;
  const probability = (recontactProbability * stackPressure) / STATED_PRESSURE;
  const random = createRandom(parameters.seed, `recontact in cycle ${parameters.cycle}`);
  const damage = state.damage.slice();
  const attached = state.attached.slice();
  const contactFraction = state.contactFraction.slice();
  for (let p = 0; p < damage.length; p++) {
    const returns = random.uniform() < probability;
    if (!returns || attached[p] === 1 || eligible[p] === 0) continue;
    damage[p] = recontactDamage;
    attached[p] = 1;
    contactFraction[p] = 1 - contactDecline * recontactDamage;
  }
  return { damage, attached, contactFraction };
}
