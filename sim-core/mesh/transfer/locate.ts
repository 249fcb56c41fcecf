/**
 * Which triangle holds a point: a grid of buckets, then barycentric coordinates. Build once for a set of points, ask
 * often; a moved mesh needs a new locator.
 */
import { createTriangleGrid } from "./triangle-grid.ts";

export interface Locator {
  /**
   * Returns the triangle that holds (x, y), or -1 outside the mesh. A point on an edge belongs to one of its two
   * triangles; points outside by no more than round-off count as on the border.
   */
  readonly locate: (x: number, y: number) => number;
}

/** How far outside, in barycentric coordinates, a point may lie by round-off. */
const TOLERANCE = 1e-10;

/** `points` [nPoint*2], `triangles` [nTriangle*3] counter-clockwise. */
export function createLocator(points: ArrayLike<number>, triangles: ArrayLike<number>): Locator {
  const grid = createTriangleGrid(points, triangles);
  const { start, list } = grid;
  const locate = (x: number, y: number): number => {
    const i = Math.floor((x - grid.x) / grid.side);
    const j = Math.floor((y - grid.y) / grid.side);
    if (!(i >= 0 && i < grid.columns && j >= 0 && j < grid.rows)) return -1;
    const cell = j * grid.columns + i;
    let best = -1;
    let depth = -TOLERANCE;
    for (let k = start[cell]; k < start[cell + 1]; k++) {
      const inside = measureDepth(points, triangles, list[k], { x, y });
      if (inside <= depth) continue;
      depth = inside;
      best = list[k];
    }
    return best;
  };
  return { locate };
}

/** Returns the smallest barycentric coordinate of the point in triangle t: negative outside. */
function measureDepth(
  points: ArrayLike<number>,
  triangles: ArrayLike<number>,
  t: number,
  at: { x: number; y: number },
): number {
  const a = 2 * triangles[3 * t];
  const b = 2 * triangles[3 * t + 1];
  const c = 2 * triangles[3 * t + 2];
  const ux = points[b] - points[a];
  const uy = points[b + 1] - points[a + 1];
  const vx = points[c] - points[a];
  const vy = points[c + 1] - points[a + 1];
  const px = at.x - points[a];
  const py = at.y - points[a + 1];
  const area = ux * vy - uy * vx;
  const second = (px * vy - py * vx) / area;
  const third = (ux * py - uy * px) / area;
  return Math.min(1 - second - third, second, third);
}
