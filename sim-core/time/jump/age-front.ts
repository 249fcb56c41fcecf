/**
 * The anode after a jumped cycle. What the cathode gave is what the front got: charge beyond that of the pattern which the
 * newest solved cycle has left is spread evenly. The square of what reacts with the electrolyte grows with time (interphase.ts)
 * as it did at the temperatures of the newest solved cycle, on the surface that there is now; the surface that plating makes,
 * what it drives, and what goes into grain boundaries, goes with the charge that was plated.
 */
import { consumedCharge } from "../../anode/lithium.ts";
import type { SlowState } from "../../cell/cycle-memory.ts";
import type { Model } from "../../cell/model.ts";
import type { CellState, ElectrolyteState, FrontState } from "../../cell/state.ts";
import { meanSquare } from "../../degradation/interphase.ts";
import { productVolume } from "../../electrolyte/filled-electrolyte.ts";
import { type IntergranularLithium, occupiedFraction } from "../../electrolyte/intergranular-lithium.ts";
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
  const { interphase, voids } = model.scenario;
  const pattern = front.plated.map((own, k) => own + to.plated[k] - from.plated[k]);
  const length = integrateFront(model, new Float64Array(pattern.length).fill(1));
  const missing = net - (integrateFront(model, pattern) - integrateFront(model, front.plated));
  const stretched = duration / (to.time - from.time);
  const gain = (own: number, k: number, name: "interphaseDriven" | "surfaceRatio" | "diverted"): number =>
    own + share * (to[name][k] - from[name][k]);
  const surface = front.surfaceRatio.map((own, k) => gain(own, k, "surfaceRatio"));
  /** `before` at the end of the cycle: its square grows as in the solved one, and so many times as much. */
  const react = (before: number, [begin, end]: readonly [number, number], wider: number): number =>
    Math.sqrt(before * before + stretched * wider * (end * end - begin * begin));
  const chemical = front.interphaseChemical.map((own, k) =>
    react(own, [from.interphaseChemical[k], to.interphaseChemical[k]], 1),
  );
  const [all, begun, ended] = [front, from, to].map(consumedCharge);
  const driven = front.interphaseDriven.map((own, k) => {
    if (interphase.law === "throughput") return gain(own, k, "interphaseDriven");
    const wider =
      meanSquare(front.surfaceRatio[k], surface[k]) / meanSquare(from.surfaceRatio[k], to.surfaceRatio[k]);
    return react(all[k], [begun[k], ended[k]], wider) - chemical[k];
  });
  return {
    ...front,
    plated: pattern.map((own) => own + missing / length),
    interphaseChemical: chemical,
    interphaseDriven: driven,
    surfaceRatio: surface,
    diverted: front.diverted.map((own, k) => gain(own, k, "diverted")),
    contactFraction: front.contactFraction.map((own, k) =>
      Math.min(1, Math.max(voids.minimumContact, own + to.contactFraction[k] - from.contactFraction[k])),
    ),
  };
}

/** Share by which a full triangle may be more than full by round-off. */
const FULL = 1e-9;

/** Returns the electrolyte after the cycle; undefined where a triangle would hold less than nothing or more than it takes. */
export function ageElectrolyte(
  { scenario, grains }: Pick<Model, "scenario" | "grains">,
  electrolyte: ElectrolyteState,
  { from, to }: { readonly from: SlowState; readonly to: SlowState },
  share: number,
): ElectrolyteState | undefined {
  if (from.lithium === to.lithium) return electrolyte;
  const gain = (name: keyof IntergranularLithium): Float64Array =>
    electrolyte.lithium[name].map((own, t) => own + share * (to.lithium[name][t] - from.lithium[name][t]));
  const lithium = { connected: gain("connected"), dead: gain("dead"), reacted: gain("reacted") };
  if (Object.values(lithium).some((amounts) => amounts.some((own) => own < 0))) return undefined;
  const products = productVolume(scenario.interphase);
  const most = scenario.intergranular.maximumFraction * (1 + FULL);
  const isOver =
    grains !== undefined &&
    occupiedFraction(lithium, grains.columns.area, products).some((own) => own > most);
  return isOver ? undefined : { ...electrolyte, lithium };
}
