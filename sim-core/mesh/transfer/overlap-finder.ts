/**
 * Which triangles of one mesh overlap a triangle of another, and by how much: candidates from a grid, then clipping.
 */
import type { TriangleMesh } from "./triangle-density.ts";
import { createTriangleGrid, type TriangleGrid } from "./triangle-grid.ts";
import { createTriangleClip, type Overlap, type TriangleClip } from "./triangle-overlap.ts";

/** Of a triangle's area: what overlaps by less does not. */
const NOTHING = 1e-12;

type Triangles = Pick<TriangleMesh, "points" | "triangles">;

/** What overlaps one triangle: which, the area (m2) and middle (m) that it shares, a weight for the caller; written anew for each. */
export interface Found {
  triangle: Int32Array;
  area: Float64Array;
  x: Float64Array;
  y: Float64Array;
  weight: Float64Array;
}

export interface OverlapFinder {
  readonly found: Found;
  /** Writes the triangles of `to` that overlap triangle `t` to `found`, the nearest if none does; returns how many. */
  find(t: number): number;
}

/**
 * Returns what finds the triangles of `to` that overlap one of `from`, of those that are not the `same` [nTriangle] in both:
 * these overlap one another only.
 */
export function createOverlapFinder(
  from: Triangles,
  to: Triangles,
  same: ArrayLike<number> = [],
): OverlapFinder {
  const grid = createTriangleGrid(to.points, to.triangles, same);
  let whole: TriangleGrid | undefined;
  const clip = createTriangleClip();
  const boxes = boundTriangles(to, same);
  const seen = new Int32Array(to.triangles.length / 3).fill(-1);
  const found = createFound(64);
  return {
    found,
    find(t) {
      clip.load(from.points, from.triangles, t);
      const count = collectOverlaps({ from, to, grid, boxes, clip, seen, found }, t);
      if (count > 0) return count;
      const corners = [0, 1, 2].map((k) => 2 * from.triangles[3 * t + k]);
      const x = corners.reduce((sum, v) => sum + from.points[v] / 3, 0);
      const y = corners.reduce((sum, v) => sum + from.points[v + 1] / 3, 0);
      whole ??= createTriangleGrid(to.points, to.triangles);
      found.triangle[0] = findNearest(to, whole, x, y);
      found.area[0] = 1;
      found.x[0] = x;
      found.y[0] = y;
      return 1;
    },
  };
}

function createFound(size: number): Found {
  return {
    triangle: new Int32Array(size),
    area: new Float64Array(size),
    x: new Float64Array(size),
    y: new Float64Array(size),
    weight: new Float64Array(size),
  };
}

interface Search {
  readonly from: Triangles;
  readonly to: Triangles;
  readonly grid: TriangleGrid;
  readonly boxes: Float64Array;
  readonly clip: TriangleClip;
  /** Triangle for which each of the others was last looked at. */
  readonly seen: Int32Array;
  readonly found: Found;
}

/** Written anew by every clip. */
const overlap: Overlap = { area: 0, x: 0, y: 0 };

function collectOverlaps({ from, to, grid, boxes, clip, seen, found }: Search, t: number): number {
  const { points, triangles } = from;
  const { side, columns, rows, start, list } = grid;
  const a = 2 * triangles[3 * t];
  const b = 2 * triangles[3 * t + 1];
  const c = 2 * triangles[3 * t + 2];
  const left = Math.min(points[a], points[b], points[c]);
  const right = Math.max(points[a], points[b], points[c]);
  const bottom = Math.min(points[a + 1], points[b + 1], points[c + 1]);
  const top = Math.max(points[a + 1], points[b + 1], points[c + 1]);
  const doubled =
    (points[b] - points[a]) * (points[c + 1] - points[a + 1]) -
    (points[b + 1] - points[a + 1]) * (points[c] - points[a]);
  const least = 0.5 * NOTHING * doubled;
  const last = Math.min(columns - 1, Math.max(0, Math.floor((right - grid.x) / side)));
  const highest = Math.min(rows - 1, Math.max(0, Math.floor((top - grid.y) / side)));
  const first = Math.min(last, Math.max(0, Math.floor((left - grid.x) / side)));
  const lowest = Math.min(highest, Math.max(0, Math.floor((bottom - grid.y) / side)));
  let count = 0;
  for (let j = lowest; j <= highest; j++) {
    for (let k = start[j * columns + first]; k < start[j * columns + last + 1]; k++) {
      const other = list[k];
      if (seen[other] === t) continue;
      seen[other] = t;
      const box = 4 * other;
      if (boxes[box] >= right || boxes[box + 1] >= top) continue;
      if (boxes[box + 2] <= left || boxes[box + 3] <= bottom) continue;
      clip.clip(to.points, to.triangles, other, overlap);
      if (!(overlap.area > least)) continue;
      if (count === found.triangle.length) enlarge(found);
      found.triangle[count] = other;
      found.area[count] = overlap.area;
      found.x[count] = points[a] + overlap.x;
      found.y[count] = points[a + 1] + overlap.y;
      count++;
    }
  }
  return count;
}

/** Left, bottom, right and top of each triangle that is not the same in both [nTriangle*4]. */
function boundTriangles({ points, triangles }: Triangles, same: ArrayLike<number>): Float64Array {
  const boxes = new Float64Array((4 * triangles.length) / 3);
  for (let t = 0, out = 0; t < triangles.length; t += 3, out += 4) {
    if (same[t / 3] === 1) continue;
    const a = 2 * triangles[t];
    const b = 2 * triangles[t + 1];
    const c = 2 * triangles[t + 2];
    boxes[out] = Math.min(points[a], points[b], points[c]);
    boxes[out + 1] = Math.min(points[a + 1], points[b + 1], points[c + 1]);
    boxes[out + 2] = Math.max(points[a], points[b], points[c]);
    boxes[out + 3] = Math.max(points[a + 1], points[b + 1], points[c + 1]);
  }
  return boxes;
}

function enlarge(found: Found): void {
  const larger = createFound(2 * found.triangle.length);
  larger.triangle.set(found.triangle);
  larger.area.set(found.area);
  larger.x.set(found.x);
  larger.y.set(found.y);
  Object.assign(found, larger);
}

/** Returns the triangle nearest to a place outside the mesh; rings of cells are searched until none can be nearer. */
function findNearest({ points, triangles }: Triangles, grid: TriangleGrid, x: number, y: number): number {
  const i0 = Math.min(grid.columns - 1, Math.max(0, Math.floor((x - grid.x) / grid.side)));
  const j0 = Math.min(grid.rows - 1, Math.max(0, Math.floor((y - grid.y) / grid.side)));
  let nearest = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let ring = 0; least > ((ring - 1) * grid.side) ** 2; ring++) {
    for (let j = Math.max(0, j0 - ring); j <= Math.min(grid.rows - 1, j0 + ring); j++) {
      for (let i = Math.max(0, i0 - ring); i <= Math.min(grid.columns - 1, i0 + ring); i++) {
        if (Math.max(Math.abs(i - i0), Math.abs(j - j0)) < ring) continue;
        const cell = j * grid.columns + i;
        for (let k = grid.start[cell]; k < grid.start[cell + 1]; k++) {
          const t = grid.list[k];
          const square = measureSquare(points, triangles, t, [x, y]);
          if (square < least || (square === least && t < nearest)) [least, nearest] = [square, t];
        }
      }
    }
  }
  return nearest;
}

/** Squared distance of a place outside triangle t from its edges, m2. */
function measureSquare(
  points: ArrayLike<number>,
  triangles: ArrayLike<number>,
  t: number,
  [x, y]: readonly [number, number],
): number {
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k < 3; k++) {
    const [a, b] = [2 * triangles[3 * t + k], 2 * triangles[3 * t + (k === 2 ? 0 : k + 1)]];
    const [ux, uy] = [points[b] - points[a], points[b + 1] - points[a + 1]];
    const [px, py] = [x - points[a], y - points[a + 1]];
    const along = Math.min(1, Math.max(0, (px * ux + py * uy) / (ux * ux + uy * uy)));
    least = Math.min(least, (px - along * ux) ** 2 + (py - along * uy) ** 2);
  }
  return least;
}
