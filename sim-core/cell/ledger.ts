/**
 * Where the lithium is, in mol per m2 of cell area, and whether any was lost or made. The cathode counts what
 * the shells hold, the anode what is metal, the interphase what was taken from the metal. physics.md 9.2.
 */
import { FARADAY, LITHIUM_MOLAR_VOLUME } from "../base/constants.ts";
import { averageShells } from "../cathode/diffusion.ts";
import type { LithiumLedger } from "./frame.ts";
import { PARTICLE_ACTIVE } from "./frame.ts";
import type { Model } from "./model.ts";
import type { FrontState, ParticleState } from "./state.ts";

/** Sums the inventory; `initial` is the first ledger's total, or undefined for that first one. */
export function countLithium(
  model: Model,
  particles: Pick<ParticleState, "concentration" | "status">,
  front: FrontState,
  reference: { readonly initial: number | undefined; readonly chargeImbalance: number },
): LithiumLedger {
  const { population, section, scenario } = model;
  const shells = scenario.solver.shells;
  let active = 0;
  let isolated = 0;
  for (let p = 0; p < population.count; p++) {
    const amount = population.area[p]! * averageShells(particles.concentration, p * shells, shells);
    if (particles.status[p] === PARTICLE_ACTIVE) active += amount;
    else isolated += amount;
  }
  let plated = 0;
  let consumed = 0;
  for (let k = 0; k < front.plated.length; k++) {
    const length = model.front.length[k]!;
    plated += length * front.plated[k]!;
    consumed += length * (front.interphaseChemical[k]! + front.interphaseDriven[k]!);
  }
  const scale = 1 / section.width;
  const cathodeActive = active * scale;
  const cathodeIsolated = isolated * scale;
  const interphase = (consumed / FARADAY) * scale;
  const anode = (model.initialLithium / LITHIUM_MOLAR_VOLUME + (plated - consumed) / FARADAY) * scale;
  const total = cathodeActive + cathodeIsolated + anode + interphase;
  const initial = reference.initial ?? total;
  return {
    cathodeActive,
    cathodeIsolated,
    anode,
    interphase,
    initial,
    residual: (total - initial) / initial,
    chargeImbalance: reference.chargeImbalance,
  };
}
