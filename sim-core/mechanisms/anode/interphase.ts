/** The interphase between lithium and electrolyte: lithium that has reacted, by time and where plating is uneven. */
import { consumedCharge } from "../../anode/lithium.ts";
import { FARADAY } from "../../base/constants.ts";
import { interphaseThickness } from "../../degradation/interphase.ts";
import { totalLithium } from "../../electrolyte/intergranular-lithium.ts";
import { averageOverFront, type Mechanism } from "../record/mechanism.ts";
import { integrateFront } from "./integrate-front.ts";

export const interphase: Mechanism = {
  name: "interphase",
  source: "physics.md 7.3",
  parameters: ["interphase"],
  remap: (_, { front }, { front: transfer, remapDensity }) => ({
    front: {
      interphaseChemical: remapDensity(front.interphaseChemical),
      interphaseDriven: remapDensity(front.interphaseDriven),
      surfaceRatio: transfer.interpolate(front.surfaceRatio),
    },
  }),
  lithium(model, { front }) {
    const consumed = integrateFront(model, front.interphaseChemical, front.interphaseDriven);
    return { anodeCharge: -consumed, interphase: consumed / FARADAY };
  },
  summarise({ scenario, section }, state) {
    const consumed = consumedCharge(state.front);
    const { thicknessPerCharge } = scenario.interphase;
    const onFront = averageOverFront(state, (k) => consumed[k]);
    // Products in grain boundaries count as if they lay on the front.
    const inside = (FARADAY * totalLithium(state.electrolyte.lithium).reacted) / section.width;
    return { interphaseThickness_nm: 1e9 * interphaseThickness(onFront + inside, thicknessPerCharge) };
  },
};
