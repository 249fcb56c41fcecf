/** Cracks of the electrolyte along its grain boundaries. */
import { relayCracks } from "../../electrolyte/relay-crack.ts";
import type { Mechanism } from "../record/mechanism.ts";

export const fracture: Mechanism = {
  name: "fracture",
  source: "physics.md 5.3",
  parameters: ["fracture"],
  // Grains stay where they are: cracks go along the same boundaries, at the same length.
  remap(_, { electrolyte, geometry }, { to }) {
    const { cracks } = electrolyte;
    const { grains } = to;
    if (grains === undefined || cracks.length === 0) return { electrolyte: { cracks: [] } };
    const place = { graph: grains.graph, points: to.electrolyte.points };
    return {
      electrolyte: { cracks: relayCracks({ cracks, points: geometry.points }, place, grains.mouths) },
    };
  },
  happened(_, { electrolyte }) {
    const count = electrolyte.cracks.filter(({ length }) => length > 0).length;
    const message =
      count === 1 ? "A crack grows in the electrolyte." : `${count} cracks grow in the electrolyte.`;
    return [{ kind: "crack", count, message }];
  },
};
