/** Voids between lithium and electrolyte. */
import { averageOverFront, type Mechanism } from "../record/mechanism.ts";

export const voids: Mechanism = {
  name: "voids",
  source: "physics.md 7.2",
  parameters: ["voids"],
  remap: (_, { front }, { front: transfer }) => ({
    front: { contactFraction: transfer.interpolate(front.contactFraction) },
  }),
  summarise: (_, state) => ({
    voidFraction: averageOverFront(state, (k) => 1 - state.front.contactFraction[k]),
  }),
};
