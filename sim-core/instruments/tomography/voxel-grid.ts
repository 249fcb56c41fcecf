/** Square voxels over a cross-section, and how much of each lies in an outline: exact, in shares of a voxel. */

/** Lengths in m; voxel (i, j) has the number j * columns + i, row 0 is the lowest. */
export interface VoxelGrid {
  readonly columns: number;
  readonly rows: number;
  /** Side of a voxel. */
  readonly side: number;
  /** Lower left corner. */
  readonly x: number;
  readonly y: number;
}

/** From (x0, y0) to (x1, y1), m. */
export type Segment = readonly [x0: number, y0: number, x1: number, y1: number];

/** Something to be added: `weight` per share of a voxel, into `out` [voxels]. */
export interface Addition {
  readonly weight: number;
  readonly out: Float64Array;
}

/** Returns as many whole voxels as fit, in the middle of the width and from the lower border up. */
export function createVoxelGrid(width: number, height: number, side: number): VoxelGrid {
  // A width of whole voxels has them all, whatever round-off says.
  const countWhole = (length: number): number => Math.floor((length / side) * (1 + 1e-12));
  const columns = countWhole(width);
  return { columns, rows: countWhole(height), side, x: 0.5 * (width - columns * side), y: 0 };
}

/**
 * Adds what lies above a segment, within its range of x and below row `toRow`; with the opposite sign where it goes to the
 * left. The edges of an outline that is walked counter-clockwise add what is inside it.
 */
export function addAbove(
  grid: VoxelGrid,
  segment: Segment,
  { weight, out }: Addition,
  toRow = grid.rows,
): void {
  const { columns, side } = grid;
  const [u0, u1] = [(segment[0] - grid.x) / side, (segment[2] - grid.x) / side];
  const [v0, v1] = [(segment[1] - grid.y) / side, (segment[3] - grid.y) / side];
  if (u0 === u1) return;
  const slope = (v1 - v0) / (u1 - u0);
  const signed = u1 > u0 ? weight : -weight;
  const left = Math.max(0, Math.min(u0, u1));
  const right = Math.min(columns, Math.max(u0, u1));
  for (let i = Math.floor(left); i < right; i++) {
    const [a, b] = [Math.max(left, i), Math.min(right, i + 1)];
    const [va, vb] = [v0 + slope * (a - u0), v0 + slope * (b - u0)];
    const highest = Math.max(va, vb);
    for (let j = Math.max(0, Math.floor(Math.min(va, vb))); j < toRow; j++) {
      const height = j >= highest ? 1 : positiveMean(j + 1 - va, j + 1 - vb) - positiveMean(j - va, j - vb);
      out[j * columns + i] += signed * height * (b - a);
    }
  }
}

/** Mean of the positive part of what goes evenly from p to q. */
function positiveMean(p: number, q: number): number {
  if (p >= 0 && q >= 0) return 0.5 * (p + q);
  if (p <= 0 && q <= 0) return 0;
  const [low, high] = p < q ? [p, q] : [q, p];
  return (high * high) / (2 * (high - low));
}

/** Adds what lies in a counter-clockwise triangle; `corners` are three places of `points` [nPoint*2], m. */
export function addTriangle(
  grid: VoxelGrid,
  points: ArrayLike<number>,
  corners: readonly [number, number, number],
  addition: Addition,
): void {
  const heights = corners.map((v) => (points[2 * v + 1] - grid.y) / grid.side);
  const toRow = Math.min(grid.rows, Math.ceil(Math.max(...heights)));
  corners.forEach((a, k) => {
    const b = corners[(k + 1) % 3];
    const edge: Segment = [points[2 * a], points[2 * a + 1], points[2 * b], points[2 * b + 1]];
    addAbove(grid, edge, addition, toRow);
  });
}

/** Adds the length of a segment within each voxel, in sides of a voxel. */
export function addLength(grid: VoxelGrid, segment: Segment, { weight, out }: Addition): void {
  const { columns, rows, side } = grid;
  const u = [(segment[0] - grid.x) / side, (segment[2] - grid.x) / side];
  const v = [(segment[1] - grid.y) / side, (segment[3] - grid.y) / side];
  const cuts = [0, ...listCuts(u[0], u[1]), ...listCuts(v[0], v[1]), 1].sort((a, b) => a - b);
  const length = Math.sqrt((u[1] - u[0]) * (u[1] - u[0]) + (v[1] - v[0]) * (v[1] - v[0]));
  for (let k = 1; k < cuts.length; k++) {
    const middle = 0.5 * (cuts[k - 1] + cuts[k]);
    const i = Math.floor(u[0] + middle * (u[1] - u[0]));
    const j = Math.floor(v[0] + middle * (v[1] - v[0]));
    if (i < 0 || i >= columns || j < 0 || j >= rows) continue;
    out[j * columns + i] += weight * length * (cuts[k] - cuts[k - 1]);
  }
}

/** Shares of the way from a to b at which whole numbers are passed. */
function listCuts(a: number, b: number): number[] {
  const cuts: number[] = [];
  for (let n = Math.ceil(Math.min(a, b)); n <= Math.max(a, b); n++) {
    const share = (n - a) / (b - a);
    if (share > 0 && share < 1) cuts.push(share);
  }
  return cuts;
}
