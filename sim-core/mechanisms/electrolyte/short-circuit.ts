/** Lithium that has crossed the electrolyte. */
import type { MeshedParts, Model } from "../../cell/model.ts";
import type { CellState } from "../../cell/state.ts";
import { createLocator } from "../../mesh/transfer/locate.ts";
import { findMiddles } from "../../mesh/transfer/triangle-density.ts";
import type { Mechanism } from "../record/mechanism.ts";

export const shortCircuit: Mechanism = {
  name: "short circuit",
  source: "physics.md 8.3",
  parameters: ["intergranular"],
  remap: (model, state, { to }) => ({ electrolyte: { shortCircuit: remapChain(model, state, to) } }),
  happened: (_, { electrolyte }) => [
    {
      kind: "short",
      count: electrolyte.shortCircuit.length > 0 ? 1 : 0,
      message: "Lithium has crossed the electrolyte: a short circuit.",
    },
  ],
  summarise: (_, { electrolyte }) => ({ shorted: electrolyte.shortCircuit.length > 0 }),
};

/** The new triangles in which the middles of a short circuit's triangles lie. */
function remapChain(model: Model, { electrolyte, geometry }: CellState, to: MeshedParts): Int32Array {
  const { shortCircuit: chain } = electrolyte;
  if (chain.length === 0) return chain;
  const middles = findMiddles({ points: geometry.points, triangles: model.electrolyte.triangles });
  const { locate } = createLocator(to.electrolyte.points, to.electrolyte.triangles);
  const found = Array.from(chain, (t) => locate(middles.x[t], middles.y[t]));
  return Int32Array.from(new Set(found.filter((t) => t >= 0)));
}
