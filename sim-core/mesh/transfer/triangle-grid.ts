/** Triangles sorted into square cells: each cell has those whose bounding boxes reach into it. */

export interface TriangleGrid {
  /** Lower left corner and the side of a cell, m; cell (i, j) is number j * columns + i. */
  readonly x: number;
  readonly y: number;
  readonly side: number;
  readonly columns: number;
  readonly rows: number;
  /** Triangles of cell c: list[start[c] .. start[c + 1]). */
  readonly start: Int32Array;
  readonly list: Int32Array;
}

/** Returns the grid of a mesh without the triangles for which `omitted` [nTriangle] is 1; about one cell per two triangles. */
export function createTriangleGrid(
  points: ArrayLike<number>,
  triangles: ArrayLike<number>,
  omitted: ArrayLike<number> = [],
): TriangleGrid {
  const boxes = boundTriangles(points, triangles, omitted);
  const { width, height } = boxes;
  const side = Math.sqrt((2 * width * height) / Math.max(1, boxes.count));
  // Half a cell of margin, so that points on the border fall into a cell.
  const x = boxes.left - 0.5 * side;
  const y = boxes.bottom - 0.5 * side;
  const columns = Math.ceil(width / side) + 1;
  const rows = Math.ceil(height / side) + 1;
  const start = new Int32Array(columns * rows + 1);
  // Columns and rows of the cells that each bounding box reaches into.
  const nTriangle = triangles.length / 3;
  const reach = new Int32Array(4 * nTriangle);
  for (let t = 0; t < nTriangle; t++) {
    if (omitted[t] === 1) continue;
    const a = 2 * triangles[3 * t];
    const b = 2 * triangles[3 * t + 1];
    const c = 2 * triangles[3 * t + 2];
    const i0 = Math.floor((Math.min(points[a], points[b], points[c]) - x) / side);
    const i1 = Math.floor((Math.max(points[a], points[b], points[c]) - x) / side);
    const j0 = Math.floor((Math.min(points[a + 1], points[b + 1], points[c + 1]) - y) / side);
    const j1 = Math.floor((Math.max(points[a + 1], points[b + 1], points[c + 1]) - y) / side);
    reach[4 * t] = i0;
    reach[4 * t + 1] = i1;
    reach[4 * t + 2] = j0;
    reach[4 * t + 3] = j1;
    for (let j = j0; j <= j1; j++) for (let i = i0; i <= i1; i++) start[j * columns + i + 1]++;
  }
  for (let cell = 0; cell < columns * rows; cell++) start[cell + 1] += start[cell];
  const list = new Int32Array(start[columns * rows]);
  const filled = start.slice(0, columns * rows);
  for (let t = 0; t < nTriangle; t++) {
    if (omitted[t] === 1) continue;
    for (let j = reach[4 * t + 2]; j <= reach[4 * t + 3]; j++) {
      for (let i = reach[4 * t]; i <= reach[4 * t + 1]; i++) list[filled[j * columns + i]++] = t;
    }
  }
  return { x, y, side, columns, rows, start, list };
}

/** Returns how many triangles there are, and the box around them, of no extent where there is none. */
function boundTriangles(
  points: ArrayLike<number>,
  triangles: ArrayLike<number>,
  omitted: ArrayLike<number>,
): { count: number; left: number; bottom: number; width: number; height: number } {
  let [left, right] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [bottom, top] = [left, right];
  let count = 0;
  for (let t = 0; t < triangles.length / 3; t++) {
    if (omitted[t] === 1) continue;
    count++;
    for (let k = 3 * t; k < 3 * t + 3; k++) {
      const x = points[2 * triangles[k]];
      const y = points[2 * triangles[k] + 1];
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < bottom) bottom = y;
      if (y > top) top = y;
    }
  }
  if (count === 0) return { count, left: 0, bottom: 0, width: 0, height: 0 };
  return { count, left, bottom, width: right - left, height: top - bottom };
}
