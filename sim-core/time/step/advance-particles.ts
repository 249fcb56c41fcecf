/**
 * One time step of all particles, in two halves. `prepare` solves diffusion once without and once with unit
 * surface flux, so that the surface stoichiometry is a straight line in the particle's current and can be solved
 * together with the potentials. `finish` puts the solved currents in. Diffusivities are those of a predicted end
 * of the step, found with the predicted current: second order and a linear problem. (Predicted by extrapolation of
 * concentrations alone, the error of the capacity is some ten times larger.)
 */
import { FARADAY } from "../../base/constants.ts";
import { DIFFUSIVITY_ENTRIES } from "../../cathode/diffusivity.ts";
import { PARTICLE_ACTIVE } from "../../cell/frame.ts";
import type { MaterialValues } from "../../cell/material.ts";
import type { Model } from "../../cell/model.ts";
import type { CellState, ParticleState } from "../../cell/state.ts";
import { crackedDiffusivityFactor } from "../../degradation/cracking.ts";
import { createDiffusionBatch } from "../../kernels/particle-diffusion.ts";
import { combineStates, type SchemeCoefficients } from "./integrate.ts";

/** The step to be taken. */
export interface StepAhead {
  readonly coefficients: SchemeCoefficients;
  readonly dt: number /* s */;
}

export interface ParticleAdvance {
  /** Stoichiometry of the surface without current, and its fall per A/m; [nParticle]. */
  readonly surfaceFree: Float64Array;
  readonly surfaceResponse: Float64Array;
  readonly conducts: Uint8Array;
  /** `expected`: currents [nParticle] in A/m that are predicted for the end of the step; without them only the past counts. */
  prepare(
    state: CellState,
    ahead: StepAhead,
    material: MaterialValues,
    expected: ArrayLike<number> | undefined,
  ): void;
  /** New concentrations for currents [nParticle] in A/m; writes nothing to `state`. */
  concentrate(state: CellState, currents: ArrayLike<number>): Float64Array;
  finish(state: CellState, currents: ArrayLike<number>, dt: number): ParticleState;
}

export function createParticleAdvance(model: Model): ParticleAdvance {
  const { population, radial, scenario } = model;
  const { count } = population;
  const { shells } = radial;
  const maximum = scenario.ncm.maximumConcentration;
  const batch = createDiffusionBatch({
    radius: population.radius,
    grid: radial,
    maximumConcentration: maximum,
    entries: DIFFUSIVITY_ENTRIES,
  });
  const { base, predicted, free, response } = batch;
  const surfaceFree = new Float64Array(count);
  const surfaceResponse = new Float64Array(count);
  const conducts = new Uint8Array(count);
  const list = new Uint32Array(count);
  const cracked = new Float64Array(count);
  let cracks: Float64Array | undefined;

  /** Cracks grow once per cycle. */
  const applyCracks = (crack: Float64Array, factor: number): void => {
    if (crack !== cracks) for (let p = 0; p < count; p++) cracked[p] = crackedDiffusivityFactor(crack[p]);
    cracks = crack;
    for (let p = 0; p < count; p++) batch.factor[p] = factor * cracked[p];
  };

  const concentrate = ({ particles }: CellState, currents: ArrayLike<number>): Float64Array => {
    const concentration = particles.concentration.slice();
    for (let p = 0; p < count; p++) {
      if (conducts[p] === 0) continue;
      const flux = currents[p] / (FARADAY * population.perimeter[p]);
      for (let k = p * shells; k < (p + 1) * shells; k++) concentration[k] = free[k] - flux * response[k];
    }
    return concentration;
  };

  return {
    surfaceFree,
    surfaceResponse,
    conducts,
    prepare(state, ahead, material, expected) {
      const { concentration } = state.particles;
      combineStates(ahead.coefficients, concentration, state.before?.concentration, base);
      const share = state.before === undefined ? 0 : ahead.dt / state.before.timeStep;
      const earlier = state.before?.concentration ?? concentration;
      for (let k = 0; k < predicted.length; k++) {
        predicted[k] = concentration[k] + share * (concentration[k] - earlier[k]);
      }
      applyCracks(state.particles.crack, material.diffusivityFactor);
      let active = 0;
      for (let p = 0; p < count; p++) {
        conducts[p] = state.particles.status[p] === PARTICLE_ACTIVE && population.takesPart[p] === 1 ? 1 : 0;
        if (conducts[p] === 1) list[active++] = p;
        if (expected !== undefined) batch.flux[p] = expected[p] / (FARADAY * population.perimeter[p]);
      }
      const { diffusivity } = material;
      const timeScale = ahead.coefficients.scale;
      // The outermost face takes the last shell's value: the surface itself follows the current without delay, and
      // a diffusivity extrapolated from it would feed back on itself.
      batch.respond({ diffusivity, timeScale, list, count: active, twice: expected !== undefined });
      for (let p = 0; p < count; p++) {
        const on = conducts[p] === 1;
        surfaceFree[p] = on ? batch.surfaceFree[p] / maximum : state.particles.surface[p];
        const perCurrent = FARADAY * population.perimeter[p] * maximum;
        surfaceResponse[p] = on ? batch.surfaceResponse[p] / perCurrent : 0;
      }
    },
    concentrate,
    finish(state, currents, dt) {
      const before = state.particles;
      const concentration = concentrate(state, currents);
      const surface = before.surface.slice();
      const carried = before.carried.slice();
      let total = 0;
      for (let p = 0; p < count; p++) {
        if (conducts[p] === 0) continue;
        const current = currents[p];
        surface[p] = surfaceFree[p] - surfaceResponse[p] * current;
        carried[p] += Math.max(0, current) * dt;
        total += current;
      }
      const chargingTime = before.chargingTime + (total > 0 ? dt : 0);
      return {
        ...before,
        concentration,
        surface,
        carried,
        chargingTime,
      };
    },
  };
}
