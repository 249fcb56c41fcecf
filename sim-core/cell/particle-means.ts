/** What a state tells of its particles as a whole, and how it forgets its past. */
import { averageShells } from "../cathode/radial-grid.ts";
import type { OpenSwings } from "../degradation/rainflow.ts";
import { PARTICLE_ACTIVE } from "./frame.ts";
import type { Model } from "./model.ts";
import type { CellState, ParticleState, StrainState } from "./state.ts";

/** The state with no memory of how it came here: conditions jump, extrapolation would mislead. */
export function forgetPast(state: CellState): CellState {
  return { ...state, past: [], earlier: [], sinceJump: 0, proposedStep: 0, proposedOrder: 2 };
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

/** Returns the strain of particles that have not contracted since damage was last counted. */
export function restStrain(mean: Float64Array, swings: OpenSwings): StrainState {
  const none = (): Float64Array => new Float64Array(mean.length);
  return { mean, swings, contactFatigue: none(), crackFatigue: none(), largest: none(), breathing: none() };
}
