/** A bump that a hand draws on the lithium, physics.md 6.10: metal that is there as if it had been plated, without a charge. */
import { FARADAY, LITHIUM_VOLUME_PER_CHARGE } from "../../base/constants.ts";
import { placesOfFront, shareBump } from "../../cell/bumps.ts";
import type { Model } from "../../cell/model.ts";
import type { CellState } from "../../cell/state.ts";
import type { Bump } from "../../scenario/record/scenario.ts";
import { integrateFront } from "./integrate-front.ts";

/** Returns the state with the lithium in its place and noted as drawn; its mesh has yet to follow, and its ledger to be counted again. The state itself for no height. */
export function drawBump(model: Model, state: CellState, bump: Bump): CellState {
  const areas = shareBump(bump, placesOfFront(model, state, 0));
  if (areas.every((area) => area === 0)) return state;
  const { segmentLength } = model.front;
  const drawn = areas.map((area, k) => area / segmentLength[k] / LITHIUM_VOLUME_PER_CHARGE);
  const { front, ledger } = state;
  return {
    ...state,
    front: { ...front, plated: front.plated.map((own, k) => own + drawn[k]) },
    ledger: {
      ...ledger,
      drawn: (ledger.drawn ?? 0) + integrateFront(model, drawn) / FARADAY / model.section.width,
    },
  };
}
