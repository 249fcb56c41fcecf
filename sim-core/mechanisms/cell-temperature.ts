/** How warm the cell is. */
import type { CellState } from "../cell/state.ts";
import { MECHANISMS } from "./list.ts";

/** Returns the temperature, K, that a mechanism holds; that of the surroundings where none does. */
export function cellTemperature({ own, ambient }: Pick<CellState, "own" | "ambient">): number {
  for (const { name, temperature } of MECHANISMS) {
    const held = own[name];
    if (temperature !== undefined && held !== undefined) return temperature(held);
  }
  return ambient.temperature;
}
