/**
 * The interfaces of a cell, linearised where a state has them: charge transfer about the current that flows, films and contact
 * as they have become. What is shared with a time step (`time/step/describe-interfaces.ts`) is made by the same functions of
 * state and material. Source: physics.md 15.1.
 */

import { FARADAY, GAS_CONSTANT, VACUUM_PERMITTIVITY } from "../../base/constants.ts";
import { InputError } from "../../base/errors.ts";
import { geometryFactors } from "../../cathode/geometry-factors.ts";
import { PARTICLE_ACTIVE } from "../../cell/frame.ts";
import { describeFront } from "../../cell/front-conditions.ts";
import { evaluateMaterial, type MaterialValues } from "../../cell/material.ts";
import type { Model } from "../../cell/model.ts";
import type { CellState } from "../../cell/state.ts";
import { crackedDiffusivityFactor } from "../../degradation/cracking.ts";
import { frontResistance } from "../../mechanisms/advance-films.ts";
import { exchangeShape } from "../../potentials/interface-kinetics.ts";
import type { SmallSignalInterfaces } from "./small-signal.ts";
import { createResponseGrid, respondAtSurface, sampleDiffusivity } from "./surface-response.ts";

/** Where a cell is measured. */
export interface MeasuringPoint {
  /**
   * 0..1: as if all particles that take part had been brought to it, between the stated discharged and charged stoichiometry,
   * and the cell had rested since, without ageing. Absent: as the cell stands, about the current that flows.
   */
  readonly stateOfCharge?: number | undefined;
}

/** What particles and currents are like at the point. */
interface Standing {
  readonly model: Model;
  readonly state: CellState;
  readonly material: MaterialValues;
  /** Stoichiometry of the surface [nParticle], concentration of the shells [nParticle*shells]. */
  readonly surface: Float64Array;
  readonly concentration: Float64Array;
  /** Current density out of each boundary node's electrode, A/m2 [count]. */
  readonly density: Float64Array;
  /** Potential of the electrolyte at the front [nFront], V. */
  readonly potential: Float64Array;
}

type OfParticles = "transfer" | "doubleLayer" | "filmResistance" | "filmTime" | "resistance";

/** Returns the interfaces; throws InputError where the cell has shorted or no particle takes part. */
export function lineariseCell(model: Model, state: CellState, point: MeasuringPoint): SmallSignalInterfaces {
  const { boundary, population } = model;
  const { count, frontStart } = boundary;
  const standing = takeStand(model, state, point);
  const { surface, density } = standing;
  const { openCircuitPotential } = model.scenario.ncm;
  const { electronicContactResistance } = model.scenario.interface;
  const conducts = Uint8Array.from(population.takesPart, (part, p) =>
    part === 1 && state.particles.status[p] === PARTICLE_ACTIVE ? 1 : 0,
  );
  refuseUnmeasurable(state, conducts);
  const length = new Float64Array(count);
  length.set(boundary.arcLength);
  length.set(state.geometry.frontLength, frontStart);
  const nodes = createNodes(count);
  describeParticles(standing, nodes);
  describeLithium(standing, nodes);
  return {
    ...{ boundary, length, conducts, ...nodes },
    density: density.slice(0, frontStart),
    contactResistance: population.perimeter.map(
      (perimeter, p) => electronicContactResistance / (state.particles.contactFraction[p] * perimeter),
    ),
    openCircuitSlope: surface.map((x) => openCircuitPotential.derivative(x)),
    exchangeSlope: surface.map((x) => (x > 0 && x < 1 ? (1 - 2 * x) / (2 * x * (1 - x)) : 0)),
    surfaceResponse: createSurfaceResponse(standing),
  };
}

function refuseUnmeasurable({ electrolyte }: CellState, conducts: Uint8Array): void {
  const expected = "a cell through which ions pass";
  if (electrolyte.shortCircuit.length > 0)
    throw new InputError([{ where: "state", got: "a cell that has shorted", expected }]);
  if (!conducts.includes(1))
    throw new InputError([{ where: "state", got: "a cell of which no particle takes part", expected }]);
}

function takeStand(model: Model, state: CellState, { stateOfCharge }: MeasuringPoint): Standing {
  const { boundary, scenario } = model;
  const { frontStart } = boundary;
  const { ncm } = scenario;
  const { injection, potential } = state.potentials;
  const material = evaluateMaterial(scenario);
  const own = { model, state, material };
  if (stateOfCharge !== undefined) {
    const { stoichiometryCharged, stoichiometryDischarged, maximumConcentration } = ncm;
    const x = stoichiometryDischarged + stateOfCharge * (stoichiometryCharged - stoichiometryDischarged);
    return {
      ...own,
      surface: new Float64Array(model.population.count).fill(x),
      concentration: new Float64Array(state.particles.concentration.length).fill(x * maximumConcentration),
      density: new Float64Array(boundary.count),
      potential: describeFront(model, state, materialOfFront(model, state, material)).frontShift,
    };
  }
  const { frontLength } = state.geometry;
  const lengthOf = (k: number): number =>
    k < frontStart ? boundary.arcLength[k] : frontLength[k - frontStart];
  return {
    ...own,
    surface: state.particles.surface,
    concentration: state.particles.concentration,
    density: Float64Array.from({ length: boundary.count }, (_, k) => injection[k] / lengthOf(k)),
    potential: potential.slice(frontStart),
  };
}

function createNodes(count: number): Record<OfParticles, Float64Array> {
  const create = (): Float64Array => new Float64Array(count);
  return {
    transfer: create(),
    doubleLayer: create(),
    filmResistance: create(),
    filmTime: create(),
    resistance: create(),
  };
}

/** S/m2 of a charge transfer at a current density (A/m2): that of the slope of asinh. */
function transferConductance(exchange: number, density: number, temperature: number): number {
  const thermal = (2 * GAS_CONSTANT * temperature) / FARADAY;
  return exchange > 0 ? Math.sqrt(4 * exchange * exchange + density * density) / thermal : 0;
}

function describeParticles(
  { model, state, material, surface, density }: Standing,
  out: Record<OfParticles, Float64Array>,
): void {
  const { scenario, boundary } = model;
  const { particleStart } = boundary;
  const { contactFraction, filmGrowth } = state.particles;
  const { impedance, cell } = scenario;
  const factors = geometryFactors(scenario.ncm.geometryMode);
  for (let p = 0; p + 1 < particleStart.length; p++) {
    const contact = scenario.interface.contactFraction * contactFraction[p];
    const exchange = material.exchange * contact * exchangeShape(surface[p]);
    const film = material.film + material.filmFactor * filmGrowth[p];
    for (let k = particleStart[p]; k < particleStart[p + 1]; k++) {
      out.transfer[k] = transferConductance(exchange, density[k], cell.temperature);
      out.doubleLayer[k] = impedance.cathodeDoubleLayer * factors.exchange * contact;
      out.filmResistance[k] = film;
      out.filmTime[k] = (film / factors.film) * impedance.cathodeFilm;
    }
  }
}

function materialOfFront(
  model: Model,
  state: CellState,
  material: MaterialValues,
): Parameters<typeof describeFront>[2] {
  return { exchange: material.frontExchange, film: frontResistance(model, state, 0) };
}

/** What of the front's resistance the interphase makes has its capacitance beside it; the rest has none. */
function describeLithium(
  { model, state, material, density, potential }: Standing,
  out: Record<OfParticles, Float64Array>,
): void {
  const { scenario, boundary } = model;
  const { anode, impedance, interphase, cell } = scenario;
  const { depleted } = state.front;
  const whole = materialOfFront(model, state, material);
  const { frontExchange, frontResistance: resistance, frontShift } = describeFront(model, state, whole);
  const bare = new Float64Array(resistance.length).fill(anode.areaResistance);
  const { frontResistance: start } = describeFront(model, state, { ...whole, film: bare });
  for (let f = 0; f < resistance.length; f++) {
    const k = boundary.frontStart + f;
    const drive = potential[f] - frontShift[f] - anode.nucleationOverpotential;
    const exchange = depleted[f] === 1 && drive <= 0 ? 0 : frontExchange[f];
    out.transfer[k] = transferConductance(exchange, density[k], cell.temperature);
    out.doubleLayer[k] = (impedance.anodeDoubleLayer * frontExchange[f]) / material.frontExchange;
    out.resistance[k] = start[f];
    out.filmResistance[k] = Math.max(0, resistance[f] - start[f]);
    out.filmTime[k] = (VACUUM_PERMITTIVITY * impedance.interphasePermittivity) / interphase.conductivity;
  }
}

function createSurfaceResponse({
  model,
  state,
  material,
  concentration,
}: Standing): SmallSignalInterfaces["surfaceResponse"] {
  const { scenario, population, radial } = model;
  const { maximumConcentration, geometryMode } = scenario.ncm;
  const grid = createResponseGrid(geometryMode);
  const known: (Float64Array | undefined)[] = Array.from({ length: population.count }, () => undefined);
  const diffusivityOf = (p: number): Float64Array =>
    sampleDiffusivity(
      { grid: radial, concentration, offset: p * radial.shells, maximumConcentration },
      grid,
      material.diffusivity,
      material.diffusivityFactor * crackedDiffusivityFactor(state.particles.crack[p]),
    );
  return (p, s) => {
    const diffusivity = known[p] ?? diffusivityOf(p);
    known[p] = diffusivity;
    const fall = respondAtSurface(grid, { radius: population.radius[p], diffusivity }, s);
    const perCurrent = FARADAY * population.perimeter[p] * maximumConcentration;
    return { re: fall.re / perCurrent, im: fall.im / perCurrent };
  };
}
