/**
 * Strain of the particles over one step: swings as rainflow finds them, and what contractions add to fatigue. The law's
 * parameters are those of the moment at which a particle contracts. physics.md 6.2.
 */
import { FARADAY } from "../../base/constants.ts";
import { volumetricStrain } from "../../cathode/lattice.ts";
import { latticeWindow } from "../../cell/material.ts";
import type { Model } from "../../cell/model.ts";
import { meanStoichiometry } from "../../cell/particle-means.ts";
import type { ParticleState, StrainState } from "../../cell/state.ts";
import { contactStrain } from "../../degradation/contact-loss.ts";
import { swingFatigue } from "../../degradation/fatigue.ts";
import { followSwings } from "../../degradation/rainflow.ts";

/** Share of the current at 1C below which the cell is at rest: what a solver leaves of a zero. */
const REST_SHARE = 1e-9;

/** What moved the particles: the cell's current in A/m, for how long, and which of them took part [nParticle]. */
export interface Passage {
  readonly current: number;
  readonly dt: number /* s */;
  readonly conducts: ArrayLike<number>;
}

/** Returns the strain of the particles after the step that led from `before` to `after`. */
export function followStrain(
  model: Model,
  [before, after]: readonly [before: ParticleState, after: ParticleState],
  { current, dt, conducts }: Passage,
): StrainState {
  const { scenario, population } = model;
  const { surfaceShare, exponent, rateExponent, referenceRate } = scenario.contactLoss;
  const contact = { exponent, rateExponent, referenceRate };
  const lattice = latticeWindow(scenario);
  const contraction = (x: number): number => -volumetricStrain(x, lattice);
  const cracking = { exponent: scenario.cracking.exponent, rateExponent: 1, referenceRate };
  const contactFatigue = before.strain.contactFatigue.slice();
  const crackFatigue = before.strain.crackFatigue.slice();
  const largest = before.strain.largest.slice();
  const breathing = before.strain.breathing.slice();
  const follower = followSwings(before.strain.swings, {
    contraction: (mean, surface) => contactStrain(contraction(mean), contraction(surface), surfaceShare),
    grow: (p, from, to, perSecond) => {
      const capacity = FARADAY * scenario.ncm.maximumConcentration * population.area[p];
      const rate = (perSecond * capacity) / population.oneC[p];
      contactFatigue[p] += swingFatigue(from, to, rate, contact);
      crackFatigue[p] += swingFatigue(from, to, rate, cracking);
      largest[p] = Math.max(largest[p], to);
    },
  });
  const isRest = Math.abs(current) <= REST_SHARE * model.oneC;
  const flowed = isRest ? 0 : dt;
  const means = meanStoichiometry(model, after);
  for (let p = 0; p < means.length; p++) {
    if (conducts[p] === 0) continue;
    const mean = means[p];
    const moved = isRest ? 0 : Math.abs(mean - before.strain.mean[p]);
    breathing[p] += Math.max(0, contraction(mean) - contraction(before.strain.mean[p]));
    follower.advance(p, mean, after.surface[p], moved, flowed);
  }
  return { mean: means, swings: follower.swings, contactFatigue, crackFatigue, largest, breathing };
}
