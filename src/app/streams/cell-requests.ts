/** What each worker needs to know of the state. */
import type { CellRequest } from "../engine/messages.ts";
import { type AppState, cellsOf, eventsOfCell, parametersOfCell } from "./app-state.ts";
import { writePageEvent } from "./parameter-events.ts";

/** Returns what the worker of `cell` needs to know of the state. */
export function requestOf(state: AppState, cell: 0 | 1): CellRequest {
  const cells = cellsOf(state);
  const overrides: Record<string, number | boolean | string> = {
    ...parametersOfCell(state, cell),
    ...cells.overrides[cell],
  };
  if (state.mesh !== undefined) overrides.mesh = state.mesh;
  if (state.seed !== undefined) overrides.seed = state.seed;
  const events = eventsOfCell(state, cell).map(writePageEvent);
  const protocol = state.protocols[cell];
  return { scenario: cells.scenarios[cell], overrides, events, ...(protocol !== undefined && { protocol }) };
}
