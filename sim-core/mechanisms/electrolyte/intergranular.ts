/** Lithium in the grain boundaries of the electrolyte, and on its way there and back. */
import { FARADAY, LITHIUM_MOLAR_VOLUME } from "../../base/constants.ts";
import type { MeshedParts, Model } from "../../cell/model.ts";
import type { CellState } from "../../cell/state.ts";
import { productVolume } from "../../electrolyte/filled-electrolyte.ts";
import { type IntergranularLithium, totalLithium } from "../../electrolyte/intergranular-lithium.ts";
import { levelExcess } from "../../electrolyte/level-excess.ts";
import { findNeighbours } from "../../mesh/adjacency.ts";
import { remapAmounts } from "../../mesh/transfer/triangle-transfer.ts";
import { integrateFront } from "../anode/integrate-front.ts";
import type { Mechanism } from "../record/mechanism.ts";

export const intergranular: Mechanism = {
  name: "intergranular lithium",
  source: "physics.md 8.1-8.2",
  parameters: ["intergranular", "grains"],
  remap: (model, state, { to, remapDensity }) => ({
    front: {
      diverted: remapDensity(state.front.diverted),
      entering: remapDensity(state.front.entering),
      returning: remapDensity(state.front.returning),
    },
    electrolyte: { lithium: remapLithium(model, state, to) },
  }),
  lithium(model, { front, electrolyte }) {
    const { connected, dead, reacted } = totalLithium(electrolyte.lithium);
    const negative = front.returning.map((own) => -own);
    const underWay = integrateFront(model, front.entering, negative);
    return {
      anodeCharge: -integrateFront(model, front.diverted),
      intergranularConnected: connected + underWay / FARADAY,
      intergranularDead: dead,
      interphase: reacted,
    };
  },
  summarise: ({ section }, { ledger, electrolyte }) => ({
    intergranularLithium_mol_m2: ledger.intergranularConnected + ledger.intergranularDead,
    deadLithium_mol_m2: ledger.intergranularDead,
    reactedLithium_mol_m2: totalLithium(electrolyte.lithium).reacted / section.width,
  }),
};

/** Triangle by triangle, so that none is made or lost. */
function remapLithium(
  model: Model,
  { electrolyte, geometry }: CellState,
  to: MeshedParts,
): IntergranularLithium {
  const { triangles, nodeCount } = model.electrolyte;
  const { connected, dead, reacted } = electrolyte.lithium;
  const from = {
    points: geometry.points,
    triangles,
    neighbour: model.grains?.columns.neighbour ?? findNeighbours(triangles, nodeCount),
  };
  const [metal, lost, products] = remapAmounts(from, to.electrolyte, [connected, dead, reacted]);
  const remapped = { connected: metal, dead: lost, reacted: products };
  if (to.grains === undefined) return remapped;
  const { area, neighbour } = to.grains.columns;
  const { maximumFraction } = model.scenario.intergranular;
  const capacity = area.map((own) => (maximumFraction * own) / LITHIUM_MOLAR_VOLUME);
  return levelExcess(
    remapped,
    { capacity, productVolume: productVolume(model.scenario.interphase) },
    neighbour,
  );
}
