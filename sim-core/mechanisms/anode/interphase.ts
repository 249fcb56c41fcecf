/** The interphase between lithium and electrolyte: lithium that has reacted, by time and by current. */
import { consumedCharge } from "../../anode/lithium.ts";
import { FARADAY } from "../../base/constants.ts";
import { interphaseThickness } from "../../degradation/interphase.ts";
import { averageOverFront, type Mechanism } from "../record/mechanism.ts";
import { integrateFront } from "./integrate-front.ts";

export const interphase: Mechanism = {
  name: "interphase",
  source: "physics.md 7.3",
  parameters: ["interphase"],
  remap: (_, { front }, { remapDensity }) => ({
    front: {
      interphaseChemical: remapDensity(front.interphaseChemical),
      interphaseDriven: remapDensity(front.interphaseDriven),
    },
  }),
  lithium(model, { front }) {
    const consumed = integrateFront(model, front.interphaseChemical, front.interphaseDriven);
    return { anodeCharge: -consumed, interphase: consumed / FARADAY };
  },
  summarise({ scenario }, state) {
    const consumed = consumedCharge(state.front);
    const { thicknessPerCharge } = scenario.interphase;
    return {
      interphaseThickness_nm: averageOverFront(
        state,
        (k) => 1e9 * interphaseThickness(consumed[k], thicknessPerCharge),
      ),
    };
  },
};
