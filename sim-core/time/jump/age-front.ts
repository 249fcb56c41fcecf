/**
 * The anode after a jumped cycle. What the cathode gave is what the front got: charge beyond that of the pattern which the
 * newest solved cycle has left is spread evenly. The square of what reacts with the electrolyte grows with time (interphase.ts)
 * as it did at the temperatures of the newest solved cycle; what plating drives, and what goes into grain boundaries, goes with
 * the charge that was plated.
 */
import type { SlowState } from "../../cell/cycle-memory.ts";
import type { Model } from "../../cell/model.ts";
import type { CellState, ElectrolyteState, FrontState } from "../../cell/state.ts";
import { integrateFront } from "../../mechanisms/anode/integrate-front.ts";

export interface JumpedCharge {
  /** C/m: what the particles gave in the cycle, less what they took. */
  readonly net: number;
  /** Charge put in, as a multiple of that of the newest solved cycle. */
  readonly share: number;
  /** s */
  readonly duration: number;
}

/** Returns the front after the cycle; `from` and `to` are the ends of the newest solved one. */
export function ageFront(
  model: Model,
  { front }: CellState,
  { from, to }: { readonly from: SlowState; readonly to: SlowState },
  { net, share, duration }: JumpedCharge,
): FrontState {
  const { minimumContact } = model.scenario.voids;
  const pattern = front.plated.map((own, k) => own + to.plated[k] - from.plated[k]);
  const length = integrateFront(model, new Float64Array(pattern.length).fill(1));
  const missing = net - (integrateFront(model, pattern) - integrateFront(model, front.plated));
  const stretched = duration / (to.time - from.time);
  const gain = (own: number, k: number, name: "interphaseDriven" | "diverted"): number =>
    own + share * (to[name][k] - from[name][k]);
  return {
    ...front,
    plated: pattern.map((own) => own + missing / length),
    interphaseChemical: front.interphaseChemical.map((own, k) => {
      const added = to.interphaseChemical[k] ** 2 - from.interphaseChemical[k] ** 2;
      return Math.sqrt(own * own + stretched * added);
    }),
    interphaseDriven: front.interphaseDriven.map((own, k) => gain(own, k, "interphaseDriven")),
    diverted: front.diverted.map((own, k) => gain(own, k, "diverted")),
    contactFraction: front.contactFraction.map((own, k) =>
      Math.min(1, Math.max(minimumContact, own + to.contactFraction[k] - from.contactFraction[k])),
    ),
  };
}

/** Returns the electrolyte after the cycle; undefined where a triangle would hold less than nothing. */
export function ageElectrolyte(
  electrolyte: ElectrolyteState,
  { from, to }: { readonly from: SlowState; readonly to: SlowState },
  share: number,
): ElectrolyteState | undefined {
  if (from.lithium === to.lithium) return electrolyte;
  const gain = (name: "connected" | "dead"): Float64Array =>
    electrolyte.lithium[name].map((own, t) => own + share * (to.lithium[name][t] - from.lithium[name][t]));
  const lithium = { connected: gain("connected"), dead: gain("dead") };
  const isPossible = [lithium.connected, lithium.dead].every((amounts) => amounts.every((own) => own >= 0));
  return isPossible ? { ...electrolyte, lithium } : undefined;
}
