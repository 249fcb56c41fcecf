/** Stress of the cell as the state remembers it; room `stress` solves for it. */
import type { MeshedParts, Model } from "../../cell/model.ts";
import type { CellState } from "../../cell/state.ts";
import { createNearest } from "../../mesh/nearest-point.ts";
import type { Mechanism } from "../record/mechanism.ts";

const GIGAPASCAL = 1e9;

export const stress: Mechanism = {
  name: "stress",
  source: "physics.md 5",
  parameters: ["mechanics"],
  /** The plastic history stays as it was, on the old mesh: the mechanics of the new model takes it over (adopt). */
  remap: (model, state, { front, to }) => ({
    mechanics: state.mechanics && {
      ...state.mechanics,
      frontPressure: front.interpolate(state.mechanics.frontPressure),
      boundaryStress: remapBoundaryStress(model, state, to),
    },
  }),
  happened({ scenario }, { mechanics }) {
    const yields = scenario.mechanics.mode === "physical" && scenario.mechanics.electrolyteLaw !== "elastic";
    const message = yields
      ? "The electrolyte yields."
      : "The stress in the electrolyte has passed its yield stress; here it stays elastic.";
    return [{ kind: "yield", count: mechanics !== undefined && mechanics.yieldedShare > 0 ? 1 : 0, message }];
  },
  summarise: (_, { tally }) => ({ maxVonMises_GPa: tally.largestStress / GIGAPASCAL }),
};

/** Tension [nEdge] on the boundary edges of the new mesh: that of the nearest old one; empty where there was none. */
function remapBoundaryStress(model: Model, state: CellState, to: MeshedParts): Float64Array {
  const tension = state.mechanics?.boundaryStress;
  if (tension === undefined || tension.length === 0 || !model.grains || !to.grains)
    return new Float64Array(0);
  const nearest = createNearest(findEdgeMiddles(model.grains.grains.edges, state.geometry.points));
  const middles = findEdgeMiddles(to.grains.grains.edges, to.electrolyte.points);
  return Float64Array.from(
    { length: middles.length / 2 },
    (_, k) => tension[nearest.find(middles[2 * k], middles[2 * k + 1])],
  );
}

function findEdgeMiddles(edges: ArrayLike<number>, points: ArrayLike<number>): Float64Array {
  return Float64Array.from(edges, (_, i) => {
    const [a, b] = [edges[i & ~1], edges[i | 1]];
    return 0.5 * (points[2 * a + (i & 1)] + points[2 * b + (i & 1)]);
  });
}
