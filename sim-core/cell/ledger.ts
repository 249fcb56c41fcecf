/**
 * Where the lithium is, in mol per m2 of cell area, and whether any was lost or made. The cathode counts what
 * the shells hold, the anode what is metal on the front, the interphase what was taken from it, the electrolyte what
 * its grain boundaries hold and what is on its way there and back. physics.md 9.2.
 */
import { FARADAY, LITHIUM_MOLAR_VOLUME } from "../base/constants.ts";
import { averageShells } from "../cathode/radial-grid.ts";
import { totalLithium } from "../electrolyte/intergranular-lithium.ts";
import type { LithiumLedger } from "./frame.ts";
import { PARTICLE_ACTIVE } from "./frame.ts";
import type { Model } from "./model.ts";
import type { CellState, ElectrolyteState, FrontState, ParticleState } from "./state.ts";

/** What holds lithium. */
export interface Inventory {
  readonly particles: Pick<ParticleState, "concentration" | "status">;
  readonly front: FrontState;
  readonly electrolyte: ElectrolyteState;
}

/** Sums the inventory; `initial` is the first ledger's total, or undefined for that first one. */
export function countLithium(
  model: Model,
  { particles, front, electrolyte }: Inventory,
  reference: { readonly initial: number | undefined; readonly chargeImbalance: number },
): LithiumLedger {
  const { population, section, radial } = model;
  let active = 0;
  let isolated = 0;
  for (let p = 0; p < population.count; p++) {
    const amount = population.area[p] * averageShells(radial, particles.concentration, p * radial.shells);
    if (particles.status[p] === PARTICLE_ACTIVE) active += amount;
    else isolated += amount;
  }
  let plated = 0;
  let consumed = 0;
  let diverted = 0;
  let underWay = 0;
  for (let k = 0; k < front.plated.length; k++) {
    const length = model.front.segmentLength[k];
    plated += length * front.plated[k];
    consumed += length * (front.interphaseChemical[k] + front.interphaseDriven[k]);
    diverted += length * front.diverted[k];
    underWay += length * (front.entering[k] - front.returning[k]);
  }
  const scale = 1 / section.width;
  const cathodeActive = active * scale;
  const cathodeIsolated = isolated * scale;
  const interphase = (consumed / FARADAY) * scale;
  const metal = model.initialLithium / LITHIUM_MOLAR_VOLUME;
  const anode = (metal + (plated - consumed - diverted) / FARADAY) * scale;
  const { connected, dead } = totalLithium(electrolyte.lithium);
  const intergranularConnected = (connected + underWay / FARADAY) * scale;
  const intergranularDead = dead * scale;
  const inElectrolyte = intergranularConnected + intergranularDead;
  const total = cathodeActive + cathodeIsolated + anode + interphase + inElectrolyte;
  const initial = reference.initial ?? total;
  return {
    cathodeActive,
    cathodeIsolated,
    anode,
    interphase,
    intergranularConnected,
    intergranularDead,
    initial,
    residual: (total - initial) / initial,
    chargeImbalance: reference.chargeImbalance,
  };
}

/** The ledger of `state` after something other than a step has moved lithium. */
export function recount(model: Model, state: CellState): CellState {
  const { initial, chargeImbalance } = state.ledger;
  return { ...state, ledger: countLithium(model, state, { initial, chargeImbalance }) };
}
