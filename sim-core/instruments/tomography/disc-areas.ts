/** How much of each voxel lies in a disc: differences of the area below and to the left of its corners, in closed form. */
import { atan2 } from "../../base/elementary.ts";
import type { Addition, VoxelGrid } from "./voxel-grid.ts";

/** m */
export interface Disc {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Adds what of a disc lies in each voxel, to round-off. */
export function addDisc(grid: VoxelGrid, { x, y, radius }: Disc, { weight, out }: Addition): void {
  const { columns, rows, side } = grid;
  const [u, v, r] = [(x - grid.x) / side, (y - grid.y) / side, radius / side];
  if (!(r > 0)) return;
  const first = Math.max(0, Math.floor(u - r));
  const last = Math.min(columns - 1, Math.floor(u + r));
  const lowest = Math.max(0, Math.floor(v - r));
  const highest = Math.min(rows - 1, Math.floor(v + r));
  const cornersAt = (j: number): Float64Array =>
    Float64Array.from({ length: Math.max(0, last - first + 2) }, (_, k) =>
      areaBelow((first + k - u) / r, (j - v) / r),
    );
  let below = cornersAt(lowest);
  for (let j = lowest; j <= highest; j++) {
    const above = cornersAt(j + 1);
    for (let i = first; i <= last; i++) {
      const k = i - first;
      out[j * columns + i] += weight * r * r * (above[k + 1] - above[k] - (below[k + 1] - below[k]));
    }
    below = above;
  }
}

/** Area of the part of the unit disc with x <= a and y <= b. */
function areaBelow(a: number, b: number): number {
  const end = Math.max(-1, Math.min(1, a));
  if (b <= -1) return 0;
  if (b >= 1) return 2 * (halfArea(end) - halfArea(-1));
  // The line y = b cuts the disc at x = -c and c; between them it bounds the part, outside it only where b is positive.
  const c = Math.sqrt((1 - b) * (1 + b));
  const middle = Math.min(end, c);
  let area = 0;
  if (b > 0) area += 2 * (halfArea(Math.min(end, -c)) - halfArea(-1));
  if (end > -c) area += halfArea(middle) - halfArea(-c) + b * (middle + c);
  if (b > 0 && end > c) area += 2 * (halfArea(end) - halfArea(c));
  return area;
}

/** Integral of (1 - x^2)^0.5 from 0. */
function halfArea(x: number): number {
  const height = Math.sqrt((1 - x) * (1 + x));
  return 0.5 * (x * height + atan2(x, height));
}
