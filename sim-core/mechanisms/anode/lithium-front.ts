/** The lithium metal at its front: what is plated and stripped. */
import { LITHIUM_MOLAR_VOLUME } from "../../base/constants.ts";
import { columnThickness } from "../../cell/front-conditions.ts";
import type { Mechanism } from "../record/mechanism.ts";
import { integrateFront } from "./integrate-front.ts";

export const lithiumFront: Mechanism = {
  name: "lithium front",
  source: "physics.md 7.1",
  parameters: ["anode"],
  remap: (_, { front }, { remapDensity }) => ({ front: { plated: remapDensity(front.plated) } }),
  lithium: (model, { front }) => ({ anodeCharge: integrateFront(model, front.plated) }),
  summarise(model, { front, tally }) {
    const thickness = columnThickness(model, front);
    return {
      anodeCurrentCoV: tally.charged > 0 ? tally.unevenness / tally.charged : null,
      lithiumThicknessMin_um: 1e6 * thickness.reduce((a, b) => Math.min(a, b)),
      lithiumThicknessMax_um: 1e6 * thickness.reduce((a, b) => Math.max(a, b)),
    };
  },
};

/** Lithium of the metal before anything was plated, mol per m of depth. */
export function initialMetal({ initialLithium }: { readonly initialLithium: number }): number {
  return initialLithium / LITHIUM_MOLAR_VOLUME;
}
