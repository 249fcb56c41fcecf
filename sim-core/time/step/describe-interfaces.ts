/** What the interfaces are like for the potentials of a step: of particles and front, from state, material and films. */
import { describeFront } from "../../cell/front-conditions.ts";
import type { MaterialValues } from "../../cell/material.ts";
import type { Model } from "../../cell/model.ts";
import { shiftParticles } from "../../cell/particle-shift.ts";
import type { CellState } from "../../cell/state.ts";
import { frontResistance } from "../../mechanisms/advance-films.ts";
import type { InterfaceConditions } from "../../potentials/interface-kinetics.ts";
import type { ParticleAdvance } from "./advance-particles.ts";

/** What is known of the step ahead of the solve. */
export interface PreparedStep {
  readonly particles: Pick<ParticleAdvance, "conducts" | "surfaceFree" | "surfaceResponse">;
  readonly material: MaterialValues;
  /** ohm m2, at the end of the step */
  readonly filmGrowth: Float64Array /* [nParticle] */;
  readonly dt: number /* s */;
}

export function describeInterfaces(
  model: Model,
  state: CellState,
  { particles, material, filmGrowth, dt }: PreparedStep,
): InterfaceConditions {
  const { scenario, population } = model;
  const { contactFraction: left } = state.particles;
  const { contactFraction, electronicContactResistance } = scenario.interface;
  const exchange = new Float64Array(population.count);
  const film = new Float64Array(population.count);
  const contactResistance = new Float64Array(population.count);
  for (let p = 0; p < population.count; p++) {
    exchange[p] = material.exchange * contactFraction * left[p];
    film[p] = material.film + material.filmFactor * filmGrowth[p];
    contactResistance[p] = electronicContactResistance / (left[p] * population.perimeter[p]);
  }
  return {
    temperature: scenario.cell.temperature,
    openCircuitPotential: scenario.ncm.openCircuitPotential,
    conducts: particles.conducts,
    surfaceFree: particles.surfaceFree,
    surfaceResponse: particles.surfaceResponse,
    exchange,
    film,
    contactResistance,
    particleShift: shiftParticles(model, state),
    ...describeFront(model, state, {
      exchange: material.frontExchange,
      film: frontResistance(model, state, dt),
    }),
    frontLength: state.geometry.frontLength,
    frontDepleted: state.front.depleted,
    nucleationOverpotential: scenario.anode.nucleationOverpotential,
  };
}
