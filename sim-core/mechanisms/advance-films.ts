/**
 * Films grow by time alone while their conditions hold, so their end of a step is known before it is solved, and
 * the step can use it: on particles above the onset potential, and between lithium and electrolyte.
 */
import { interphaseOf } from "../cell/front-conditions.ts";
import type { Model } from "../cell/model.ts";
import type { CellState } from "../cell/state.ts";
import { growFilm } from "../degradation/film.ts";
import { interphaseResistance, interphaseThickness, reactOnSurface } from "../degradation/interphase.ts";

/** Resistance gained by the particles' films [nParticle], ohm m2, `dt` seconds after `state`. */
export function growParticleFilms(
  model: Model,
  state: CellState,
  conducts: ArrayLike<number>,
  dt: number,
): Float64Array {
  const { interface: contact, cell } = model.scenario;
  // A particle stands at the cell voltage less its own contact drop, which is below a millivolt.
  const potential = new Float64Array(conducts.length).fill(Number.NEGATIVE_INFINITY);
  for (let p = 0; p < potential.length; p++) if (conducts[p] === 1) potential[p] = state.potentials.voltage;
  return growFilm(
    { gained: state.particles.filmGrowth, potential, temperature: cell.temperature, duration: dt },
    { growth: contact.filmGrowth, activation: contact.filmActivation, onset: contact.filmGrowthOnset },
  );
}

/** Area resistance of the front in full contact [nFront], ohm m2, `dt` seconds after `state`: the start's and the film's. */
export function frontResistance(model: Model, state: CellState, dt: number): Float64Array {
  const { anode, interphase, cell } = model.scenario;
  const { front } = state;
  const { chemical, driven } = reactOnSurface(
    interphaseOf(front),
    front.surfaceRatio,
    { hasLithium: front.depleted.map((d) => 1 - d), temperature: cell.temperature, duration: dt },
    interphase,
  );
  return chemical.map((own, k) => {
    const resistive = own + interphase.resistiveShare * driven[k];
    const thickness = interphaseThickness(resistive, interphase.thicknessPerCharge);
    return anode.areaResistance + interphaseResistance(thickness, interphase.conductivity);
  });
}
