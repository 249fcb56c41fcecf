/**
 * How much of given line segments lies in each triangle of a mesh, exactly: each segment is clipped to the triangles of
 * the grid cells that it runs through.
 */
import { hypot } from "../../base/elementary.ts";
import { createTriangleGrid } from "./triangle-grid.ts";

/** Returns the length (m) of `segments` [nSegment*4] (x, y, x, y in m) in each triangle; what is outside the mesh counts nowhere. */
export function measureSegments(
  points: ArrayLike<number>,
  triangles: ArrayLike<number>,
  segments: ArrayLike<number>,
): Float64Array {
  const grid = createTriangleGrid(points, triangles);
  const { side, columns, rows, start, list } = grid;
  const lengths = new Float64Array(triangles.length / 3);
  const seen = new Int32Array(lengths.length).fill(-1);
  let [x, y, dx, dy] = [0, 0, 0, 0];
  /** Share of the segment from (x, y) to (x + dx, y + dy) that lies in triangle t. */
  const measureShare = (t: number): number => {
    let enter = 0;
    let leave = 1;
    for (let k = 0; k < 3; k++) {
      const a = 2 * triangles[3 * t + k];
      const b = 2 * triangles[3 * t + (k === 2 ? 0 : k + 1)];
      const ux = points[b] - points[a];
      const uy = points[b + 1] - points[a + 1];
      // On the left of the edge: aside + share * rate > 0.
      const aside = ux * (y - points[a + 1]) - uy * (x - points[a]);
      const rate = ux * dy - uy * dx;
      if (rate > 0) enter = Math.max(enter, -aside / rate);
      else if (rate < 0) leave = Math.min(leave, -aside / rate);
      else if (aside <= 0) return 0;
      if (enter >= leave) return 0;
    }
    return leave - enter;
  };
  const rowOf = (at: number): number => Math.floor((at - grid.y) / side);
  for (let k = 0; k < segments.length; k += 4) {
    x = segments[k];
    y = segments[k + 1];
    dx = segments[k + 2] - x;
    dy = segments[k + 3] - y;
    const length = hypot(dx, dy);
    const top = rowOf(Math.max(y, y + dy));
    for (let j = Math.max(0, rowOf(Math.min(y, y + dy))); j <= Math.min(rows - 1, top); j++) {
      // The part of the segment within the row, a little more by round-off.
      const one = dy === 0 ? 0 : (grid.y + j * side - y) / dy;
      const other = dy === 0 ? 1 : (grid.y + (j + 1) * side - y) / dy;
      const enter = Math.max(0, Math.min(one, other) - 1e-9);
      const leave = Math.min(1, Math.max(one, other) + 1e-9);
      const from = x + enter * dx - grid.x;
      const to = x + leave * dx - grid.x;
      const left = Math.floor(Math.min(from, to) / side);
      const right = Math.floor(Math.max(from, to) / side);
      for (let i = Math.max(0, left); i <= Math.min(columns - 1, right); i++) {
        const cell = j * columns + i;
        for (let n = start[cell]; n < start[cell + 1]; n++) {
          const t = list[n];
          if (seen[t] === k) continue;
          seen[t] = k;
          lengths[t] += length * measureShare(t);
        }
      }
    }
  }
  return lengths;
}
