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
import { createDiffusionBatch, type DiffusionBatch } from "../../kernels/particle-diffusion.ts";
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
  return new ParticleBatch(model);
}

class ParticleBatch implements ParticleAdvance {
  readonly surfaceFree: Float64Array;
  readonly surfaceResponse: Float64Array;
  readonly conducts: Uint8Array;
  private readonly batch: DiffusionBatch;
  private readonly list: Uint32Array;
  private readonly cracked: Float64Array;
  private cracks: Float64Array | undefined;

  constructor(private readonly model: Model) {
    const { population, radial, scenario } = model;
    const { count } = population;
    this.batch = createDiffusionBatch({
      radius: population.radius,
      grid: radial,
      maximumConcentration: scenario.ncm.maximumConcentration,
      entries: DIFFUSIVITY_ENTRIES,
    });
    this.surfaceFree = new Float64Array(count);
    this.surfaceResponse = new Float64Array(count);
    this.conducts = new Uint8Array(count);
    this.list = new Uint32Array(count);
    this.cracked = new Float64Array(count);
  }

  prepare(
    state: CellState,
    ahead: StepAhead,
    material: MaterialValues,
    expected: ArrayLike<number> | undefined,
  ): void {
    const { batch, list } = this;
    this.predict(state, ahead);
    this.applyCracks(state.particles.crack, material.diffusivityFactor);
    const active = this.listConducting(state, expected);
    const { diffusivity } = material;
    const timeScale = ahead.coefficients.scale;
    // The outermost face takes the last shell's value: the surface itself follows the current without delay, and
    // a diffusivity extrapolated from it would feed back on itself.
    batch.respond({ diffusivity, timeScale, list, count: active, twice: expected !== undefined });
    this.readSurfaces(state);
  }

  concentrate({ particles }: CellState, currents: ArrayLike<number>): Float64Array {
    const { population, radial } = this.model;
    const { free, response } = this.batch;
    const { shells } = radial;
    const concentration = particles.concentration.slice();
    for (let p = 0; p < population.count; p++) {
      if (this.conducts[p] === 0) continue;
      const flux = currents[p] / (FARADAY * population.perimeter[p]);
      for (let k = p * shells; k < (p + 1) * shells; k++) concentration[k] = free[k] - flux * response[k];
    }
    return concentration;
  }

  finish(state: CellState, currents: ArrayLike<number>, dt: number): ParticleState {
    const { conducts, surfaceFree, surfaceResponse } = this;
    const before = state.particles;
    const concentration = this.concentrate(state, currents);
    const surface = before.surface.slice();
    const carried = before.carried.slice();
    let total = 0;
    for (let p = 0; p < conducts.length; p++) {
      if (conducts[p] === 0) continue;
      const current = currents[p];
      surface[p] = surfaceFree[p] - surfaceResponse[p] * current;
      carried[p] += Math.max(0, current) * dt;
      total += current;
    }
    const chargingTime = before.chargingTime + (total > 0 ? dt : 0);
    return { ...before, concentration, surface, carried, chargingTime };
  }

  /** What the scheme starts from, and the concentrations at which diffusivities are taken. */
  private predict({ particles: { concentration }, earlier }: CellState, ahead: StepAhead): void {
    const { base, predicted } = this.batch;
    combineStates(ahead.coefficients, [concentration, ...earlier.map((own) => own.concentration)], base);
    const before = earlier[0];
    if (before === undefined) {
      predicted.set(concentration);
      return;
    }
    const share = ahead.dt / before.timeStep;
    for (let k = 0; k < predicted.length; k++) {
      predicted[k] = concentration[k] + share * (concentration[k] - before.concentration[k]);
    }
  }

  /** Cracks grow once per cycle. */
  private applyCracks(crack: Float64Array, factor: number): void {
    const { batch, cracked } = this;
    if (crack !== this.cracks)
      for (let p = 0; p < crack.length; p++) cracked[p] = crackedDiffusivityFactor(crack[p]);
    this.cracks = crack;
    for (let p = 0; p < crack.length; p++) batch.factor[p] = factor * cracked[p];
  }

  /** Lists those that take part, with the fluxes that are expected of them; returns how many. */
  private listConducting({ particles }: CellState, expected: ArrayLike<number> | undefined): number {
    const { batch, conducts, list } = this;
    const { population } = this.model;
    let active = 0;
    for (let p = 0; p < population.count; p++) {
      conducts[p] = particles.status[p] === PARTICLE_ACTIVE && population.takesPart[p] === 1 ? 1 : 0;
      if (conducts[p] === 1) list[active++] = p;
      if (expected !== undefined) batch.flux[p] = expected[p] / (FARADAY * population.perimeter[p]);
    }
    return active;
  }

  private readSurfaces({ particles }: CellState): void {
    const { batch, conducts, surfaceFree, surfaceResponse } = this;
    const { population, scenario } = this.model;
    const maximum = scenario.ncm.maximumConcentration;
    for (let p = 0; p < population.count; p++) {
      const on = conducts[p] === 1;
      surfaceFree[p] = on ? batch.surfaceFree[p] / maximum : particles.surface[p];
      const perCurrent = FARADAY * population.perimeter[p] * maximum;
      surfaceResponse[p] = on ? batch.surfaceResponse[p] / perCurrent : 0;
    }
  }
}
