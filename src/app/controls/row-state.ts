/** Which rows can be used. */
import { type AppState, cellsOf, coatingOnly } from "../streams/app-state.ts";

/** Whether the parameter is one of a coating that neither cell has. */
export function isCoatingMissing(state: AppState, path: string): boolean {
  return coatingOnly.has(path) && !cellsOf(state).coated[1];
}
