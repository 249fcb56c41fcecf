/** The moments between steps at which mechanisms do what they do once in a while. */
import type { Model } from "../cell/model.ts";
import type { CellState } from "../cell/state.ts";
import { MECHANISMS } from "./list.ts";

/** Returns the state after every mechanism has done what it does at such a moment. */
export function passMoment(
  model: Model,
  state: CellState,
  moment: "atHalfCycleEnd" | "atCycleEnd",
): CellState {
  return MECHANISMS.reduce((at, mechanism) => mechanism[moment]?.(model, at) ?? at, state);
}
