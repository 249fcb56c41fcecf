/** How far the cathode is charged: its mean lithiation between the stated discharged and charged stoichiometry. */
import type { Model } from "../../cell/model.ts";
import { meanStoichiometry } from "../../cell/particle-means.ts";
import type { ParticleState } from "../../cell/state.ts";

/** Returns the state of charge, 0 discharged and 1 charged, over all particles by their area. */
export function stateOfCharge(model: Model, particles: ParticleState): number {
  const { area } = model.population;
  const { stoichiometryDischarged: empty, stoichiometryCharged: full } = model.scenario.ncm;
  let lithium = 0;
  let total = 0;
  meanStoichiometry(model, particles).forEach((x, p) => {
    lithium += area[p] * x;
    total += area[p];
  });
  return (empty - lithium / total) / (empty - full);
}
