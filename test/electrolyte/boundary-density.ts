/** How densely the boundaries of grains of one size lie. */
import { BOUNDARY_DENSITY_TIMES_SIZE } from "../../sim-core/electrolyte/grain-boundary-resistance.ts";

/** Returns the area of boundaries per volume, 1/m, on average. */
export function boundaryDensity(size: number): number {
  return BOUNDARY_DENSITY_TIMES_SIZE / size;
}
