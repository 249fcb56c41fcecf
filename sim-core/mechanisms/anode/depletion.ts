/** Places of the front where no lithium is left. */
import { averageOverFront, countWhere, type Mechanism } from "../record/mechanism.ts";

export const depletion: Mechanism = {
  name: "depletion",
  source: "physics.md 7.1",
  parameters: ["anode"],
  remap: (_, { front }, { front: transfer }) => ({
    front: { depleted: transfer.remapFlags(front.depleted) },
  }),
  happened: (_, { front }) => [
    {
      kind: "depletion",
      count: countWhere(front.depleted, (depleted) => depleted === 1),
      message: "Lithium is used up at a place of the anode.",
    },
  ],
  summarise: (_, state) => ({ depletedFraction: averageOverFront(state, (k) => state.front.depleted[k]) }),
};
