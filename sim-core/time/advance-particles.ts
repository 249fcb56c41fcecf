/**
 * One time step of all particles, in two halves. `prepare` solves diffusion once without and once with unit
 * surface flux, so that the surface stoichiometry is a straight line in the particle's current and can be solved
 * together with the potentials. `finish` puts the solved currents in. Diffusivities are those of a predicted end
 * of the step, found with the foreseen current: second order and a linear problem. (Predicted by extrapolation of
 * concentrations alone, the error of the capacity is some ten times larger.)
 */
import { FARADAY } from "../base/constants.ts";
import { averageShells, respondToFlux } from "../cathode/diffusion.ts";
import { evaluateFaceDiffusivity } from "../cathode/diffusivity.ts";
import { PARTICLE_ACTIVE } from "../cell/frame.ts";
import type { MaterialValues } from "../cell/material.ts";
import type { Model } from "../cell/model.ts";
import type { CellState, ParticleState } from "../cell/state.ts";
import { crackedDiffusivityFactor } from "../degradation/cracking.ts";
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
  /** `foreseen`: currents [nParticle] in A/m expected at the end of the step; without them only the past counts. */
  prepare(
    state: CellState,
    ahead: StepAhead,
    material: MaterialValues,
    foreseen: ArrayLike<number> | undefined,
  ): void;
  /** New concentrations for currents [nParticle] in A/m; writes nothing to `state`. */
  finish(state: CellState, currents: ArrayLike<number>, dt: number): ParticleState;
}

export function createParticleAdvance(model: Model): ParticleAdvance {
  const { population, scenario } = model;
  const { count } = population;
  const { shells } = scenario.solver;
  const maximum = scenario.ncm.maximumConcentration;
  const shellValues = (): Float64Array => new Float64Array(count * shells);
  const base = shellValues();
  const predicted = shellValues();
  const free = shellValues();
  const response = shellValues();
  const faces = new Float64Array(shells);
  const surfaceFree = new Float64Array(count);
  const surfaceResponse = new Float64Array(count);
  const conducts = new Uint8Array(count);

  const prepareOne = (p: number, state: CellState, ahead: StepAhead, material: MaterialValues): void => {
    const offset = p * shells;
    // The outermost face takes the last shell's value: the surface itself follows the current without delay, and
    // a diffusivity extrapolated from it would feed back on itself.
    const surfaceConcentration = predicted[offset + shells - 1]!;
    evaluateFaceDiffusivity(
      { concentration: predicted, offset, shells, surfaceConcentration, maximumConcentration: maximum },
      material.diffusivity,
      material.diffusivityFactor * crackedDiffusivityFactor(state.particles.crack[p]!),
      faces,
    );
    const radius = population.radius[p]!;
    const surface = respondToFlux(
      {
        base,
        offset,
        shells,
        radius,
        timeScale: ahead.coefficients.scale,
        diffusivity: faces,
        diffusivityOffset: 0,
      },
      free,
      response,
    );
    surfaceFree[p] = surface.free / maximum;
    surfaceResponse[p] = surface.response / (FARADAY * population.perimeter[p]! * maximum);
  };

  return {
    surfaceFree,
    surfaceResponse,
    conducts,
    prepare(state, ahead, material, foreseen) {
      const { concentration } = state.particles;
      combineStates(ahead.coefficients, concentration, state.before?.concentration, base);
      const share = state.before === undefined ? 0 : ahead.dt / state.before.timeStep;
      const earlier = state.before?.concentration ?? concentration;
      for (let k = 0; k < predicted.length; k++) {
        predicted[k] = concentration[k]! + share * (concentration[k]! - earlier[k]!);
      }
      for (let p = 0; p < count; p++) {
        conducts[p] = state.particles.status[p] === PARTICLE_ACTIVE && population.takesPart[p] === 1 ? 1 : 0;
        surfaceFree[p] = state.particles.surface[p]!;
        surfaceResponse[p] = 0;
        if (conducts[p] !== 1) continue;
        prepareOne(p, state, ahead, material);
        if (foreseen === undefined) continue;
        const flux = foreseen[p]! / (FARADAY * population.perimeter[p]!);
        for (let k = p * shells; k < (p + 1) * shells; k++) predicted[k] = free[k]! - flux * response[k]!;
        prepareOne(p, state, ahead, material);
      }
    },
    finish(state, currents, dt) {
      const before = state.particles;
      const concentration = before.concentration.slice();
      const surface = before.surface.slice();
      const meanLowest = before.meanLowest.slice();
      const meanHighest = before.meanHighest.slice();
      const carried = before.carried.slice();
      let total = 0;
      for (let p = 0; p < count; p++) {
        if (conducts[p] === 0) continue;
        const current = currents[p]!;
        const flux = current / (FARADAY * population.perimeter[p]!);
        for (let k = p * shells; k < (p + 1) * shells; k++) concentration[k] = free[k]! - flux * response[k]!;
        surface[p] = surfaceFree[p]! - surfaceResponse[p]! * current;
        const mean = averageShells(concentration, p * shells, shells) / maximum;
        meanLowest[p] = Math.min(meanLowest[p]!, mean);
        meanHighest[p] = Math.max(meanHighest[p]!, mean);
        carried[p]! += Math.max(0, current) * dt;
        total += current;
      }
      const chargingTime = before.chargingTime + (total > 0 ? dt : 0);
      return {
        ...before,
        concentration,
        surface,
        meanLowest,
        meanHighest,
        carried,
        chargingTime,
      };
    },
  };
}
