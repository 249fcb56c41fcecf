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

/** Returns the grid of a mesh, with about one cell per two triangles. */
export function createTriangleGrid(points: ArrayLike<number>, triangles: ArrayLike<number>): TriangleGrid {
  const nTriangle = triangles.length / 3;
  const box = boundPoints(points);
  const width = box.right - box.left;
  const height = box.top - box.bottom;
  const side = Math.sqrt((2 * width * height) / nTriangle);
  // Half a cell of margin, so that points on the border fall into a cell.
  const x = box.left - 0.5 * side;
  const y = box.bottom - 0.5 * side;
  const columns = Math.ceil(width / side) + 1;
  const rows = Math.ceil(height / side) + 1;
  const start = new Int32Array(columns * rows + 1);
  // Columns and rows of the cells that each bounding box reaches into.
  const reach = new Int32Array(4 * nTriangle);
  for (let t = 0; t < nTriangle; t++) {
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
    for (let j = reach[4 * t + 2]; j <= reach[4 * t + 3]; j++) {
      for (let i = reach[4 * t]; i <= reach[4 * t + 1]; i++) list[filled[j * columns + i]++] = t;
    }
  }
  return { x, y, side, columns, rows, start, list };
}

function boundPoints(points: ArrayLike<number>): {
  left: number;
  right: number;
  bottom: number;
  top: number;
} {
  let [left, right, bottom, top] = [points[0], points[0], points[1], points[1]];
  for (let k = 0; k < points.length; k += 2) {
    left = Math.min(left, points[k]);
    right = Math.max(right, points[k]);
    bottom = Math.min(bottom, points[k + 1]);
    top = Math.max(top, points[k + 1]);
  }
  return { left, right, bottom, top };
}
