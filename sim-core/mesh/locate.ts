/**
 * Which triangle holds a point: a grid of buckets, each with the triangles whose bounding boxes reach into it, then
 * barycentric coordinates. Build once for a set of points, ask often; a moved mesh needs a new locator.
 */

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
  const grid = createGrid(points, triangles);
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

interface Grid {
  readonly x: number;
  readonly y: number;
  readonly side: number;
  readonly columns: number;
  readonly rows: number;
  /** Triangles of cell c: list[start[c] .. start[c + 1]). */
  readonly start: Int32Array;
  readonly list: Int32Array;
}

/** About one cell per two triangles. */
function createGrid(points: ArrayLike<number>, triangles: ArrayLike<number>): Grid {
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
  const visitCells = (t: number, visit: (cell: number) => void): void => {
    const [a, b, c] = [2 * triangles[3 * t], 2 * triangles[3 * t + 1], 2 * triangles[3 * t + 2]];
    const i0 = Math.floor((Math.min(points[a], points[b], points[c]) - x) / side);
    const i1 = Math.floor((Math.max(points[a], points[b], points[c]) - x) / side);
    const j0 = Math.floor((Math.min(points[a + 1], points[b + 1], points[c + 1]) - y) / side);
    const j1 = Math.floor((Math.max(points[a + 1], points[b + 1], points[c + 1]) - y) / side);
    for (let j = j0; j <= j1; j++) for (let i = i0; i <= i1; i++) visit(j * columns + i);
  };
  for (let t = 0; t < nTriangle; t++) visitCells(t, (cell) => start[cell + 1]++);
  for (let cell = 0; cell < columns * rows; cell++) start[cell + 1] += start[cell];
  const list = new Int32Array(start[columns * rows]);
  const filled = start.slice(0, columns * rows);
  for (let t = 0; t < nTriangle; t++) {
    visitCells(t, (cell) => {
      list[filled[cell]++] = t;
    });
  }
  return { x, y, side, columns, rows, start, list };
}

function boundPoints(points: ArrayLike<number>): {
  left: number;
  right: number;
  bottom: number;
  top: number;
} {
  const box = { left: points[0], right: points[0], bottom: points[1], top: points[1] };
  for (let k = 0; k < points.length; k += 2) {
    box.left = Math.min(box.left, points[k]);
    box.right = Math.max(box.right, points[k]);
    box.bottom = Math.min(box.bottom, points[k + 1]);
    box.top = Math.max(box.top, points[k + 1]);
  }
  return box;
}
