/** A patch of poor conductor that a hand paints into the electrolyte, physics.md 6.9. */
import type { Model } from "../../cell/model.ts";
import { obstruct } from "../../cell/obstruction.ts";
import { addPatch, touchesElectrolyte } from "../../cell/patches.ts";
import type { CellState } from "../../cell/state.ts";
import type { Patch } from "../../scenario/record/scenario.ts";

/** Returns the state with the patch in its electrolyte; undefined where it lies over none of it. */
export function paintPatch(model: Model, state: CellState, patch: Patch): CellState | undefined {
  if (!touchesElectrolyte(model.electrolyte, patch)) return undefined;
  const patches = addPatch(state.electrolyte.patches ?? [], patch);
  if (patches === undefined && state.electrolyte.patches === undefined) return state;
  const electrolyte = { ...state.electrolyte, patches };
  return {
    ...state,
    electrolyte,
    geometry: { ...state.geometry, obstruction: obstruct(model, electrolyte) },
  };
}
