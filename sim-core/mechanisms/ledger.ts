/**
 * Where the lithium is, in mol per m2 of cell area, and whether any was lost or made: what every mechanism says that it
 * keeps, and the metal, which is what was plated less what has left it otherwise. physics.md 9.2.
 */
import { FARADAY } from "../base/constants.ts";
import type { LithiumLedger } from "../cell/frame.ts";
import type { Model } from "../cell/model.ts";
import type { CellState } from "../cell/state.ts";
import { initialMetal } from "./anode/lithium-front.ts";
import { MECHANISMS } from "./list.ts";
import type { Inventory, LithiumPlace } from "./record/mechanism.ts";

/** Sums the inventory; `initial` is the first ledger's total, or undefined for that first one. */
export function countLithium(
  model: Model,
  inventory: Inventory,
  reference: {
    readonly initial: number | undefined;
    /** Absent in records of cells of a time when no hand could add any. */
    readonly drawn?: number;
    readonly chargeImbalance: number;
  },
): LithiumLedger {
  const amounts: Record<LithiumPlace | "anodeCharge", number> = {
    cathodeActive: 0,
    cathodeIsolated: 0,
    anodeCharge: 0,
    interphase: 0,
    intergranularConnected: 0,
    intergranularDead: 0,
  };
  for (const { lithium } of MECHANISMS) {
    for (const [place, amount] of Object.entries(lithium?.(model, inventory) ?? {})) {
      amounts[place as LithiumPlace | "anodeCharge"] += amount;
    }
  }
  const scale = 1 / model.section.width;
  const { anodeCharge, ...held } = amounts;
  const cathodeActive = held.cathodeActive * scale;
  const cathodeIsolated = held.cathodeIsolated * scale;
  const anode = (initialMetal(model) + anodeCharge / FARADAY) * scale;
  const interphase = held.interphase * scale;
  const intergranularConnected = held.intergranularConnected * scale;
  const intergranularDead = held.intergranularDead * scale;
  const inElectrolyte = intergranularConnected + intergranularDead;
  const total = cathodeActive + cathodeIsolated + anode + interphase + inElectrolyte;
  const { drawn = 0, initial = total } = reference;
  return {
    cathodeActive,
    cathodeIsolated,
    anode,
    interphase,
    intergranularConnected,
    intergranularDead,
    initial,
    drawn,
    residual: (total - initial - drawn) / initial,
    chargeImbalance: reference.chargeImbalance,
  };
}

/** The ledger of `state` after something other than a step has moved lithium. */
export function recount(model: Model, state: CellState): CellState {
  return { ...state, ledger: countLithium(model, state, state.ledger) };
}
