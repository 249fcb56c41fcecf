/** Values of one mesh at the nodes of another: linear in the triangle that holds the node. */

import { type Triangulation, writeBarycentric } from "./barycentric.ts";

/** Which values of the other mesh, with which weights, make the value at a node. */
export interface Resampling {
  /** [nNode*3] nodes of the other mesh, and their weights. */
  readonly nodes: Uint32Array;
  readonly weights: Float64Array;
  /** [nNode], 1 where the other mesh has no triangle there. */
  readonly missing: Uint8Array;
}

/** How far outside of a triangle, as a share of it, a point still belongs to it: nodes of a boundary both meshes share. */
const SLACK = 1e-4;

/** Returns how values at the nodes of `of` are read at the points `at` [n*2]. */
export function createResampling(of: Triangulation, at: ArrayLike<number>): Resampling {
  const count = at.length / 2;
  const nodes = new Uint32Array(3 * count);
  const weights = new Float64Array(3 * count);
  const missing = new Uint8Array(count);
  const find = createFinder(of);
  const found = new Float64Array(3);
  for (let k = 0; k < count; k++) {
    const triangle = find(at[2 * k]!, at[2 * k + 1]!, found);
    missing[k] = triangle < 0 ? 1 : 0;
    if (triangle < 0) continue;
    for (let corner = 0; corner < 3; corner++) {
      nodes[3 * k + corner] = of.triangles[3 * triangle + corner]!;
      weights[3 * k + corner] = found[corner]!;
    }
  }
  return { nodes, weights, missing };
}

/** Writes the values at the nodes; those that are missing become 0. */
export function resample({ nodes, weights }: Resampling, values: ArrayLike<number>, out: Float32Array): void {
  for (let k = 0; k < out.length; k++) {
    const at = 3 * k;
    out[k] =
      weights[at]! * values[nodes[at]!]! +
      weights[at + 1]! * values[nodes[at + 1]!]! +
      weights[at + 2]! * values[nodes[at + 2]!]!;
  }
}

/** Returns the values of a line (x rising) at other places; those beyond its ends are those of the ends. */
export function resampleLine(
  line: { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> },
  at: ArrayLike<number>,
  out: Float32Array,
): void {
  const last = line.x.length - 1;
  let k = 0;
  for (let i = 0; i < at.length; i++) {
    while (k < last - 1 && line.x[k + 1]! < at[i]!) k++;
    const span = line.x[k + 1]! - line.x[k]!;
    const share = span > 0 ? Math.min(1, Math.max(0, (at[i]! - line.x[k]!) / span)) : 0;
    out[i] = line.y[k]! + share * (line.y[k + 1]! - line.y[k]!);
  }
}

type Finder = (x: number, y: number, weights: Float64Array) => number;

/** Returns what finds the triangle (-1 for none) and the barycentric coordinates of a point, by a raster of triangles. */
function createFinder(of: Triangulation): Finder {
  const raster = createRaster(of);
  const { left, bottom, size, columns, rows, start, listed } = raster;
  const own = new Float64Array(3);
  return (x, y, weights) => {
    const column = Math.min(columns - 1, Math.max(0, Math.floor((x - left) / size)));
    const row = Math.min(rows - 1, Math.max(0, Math.floor((y - bottom) / size)));
    const place = row * columns + column;
    let best = -1;
    let outside = -SLACK;
    for (let k = start[place]!; k < start[place + 1]!; k++) {
      const least = writeBarycentric(of, listed[k]!, x, y, own);
      if (!(least > outside)) continue;
      outside = least;
      best = listed[k]!;
      weights.set(own);
      if (least >= 0) return best;
    }
    return best;
  };
}

/** Triangles by the squares that their boxes touch, about one square for each triangle. */
function createRaster({ triangles, points }: Triangulation) {
  const count = triangles.length / 3;
  const box = { left: Infinity, right: -Infinity, bottom: Infinity, top: -Infinity };
  for (let k = 0; k < points.length; k += 2) {
    box.left = Math.min(box.left, points[k]!);
    box.right = Math.max(box.right, points[k]!);
    box.bottom = Math.min(box.bottom, points[k + 1]!);
    box.top = Math.max(box.top, points[k + 1]!);
  }
  const { left, bottom } = box;
  const size = Math.sqrt(((box.right - left) * (box.top - bottom)) / Math.max(1, count)) || 1;
  const columns = Math.max(1, Math.ceil((box.right - left) / size));
  const rows = Math.max(1, Math.ceil((box.top - bottom) / size));
  const visit = (act: (place: number, triangle: number) => void): void => {
    for (let t = 0; t < count; t++) {
      const corners = [0, 1, 2].map((k) => 2 * triangles[3 * t + k]!);
      const xs = corners.map((at) => (points[at]! - left) / size);
      const ys = corners.map((at) => (points[at + 1]! - bottom) / size);
      // A hair wider than the box, for points that lie on its edge.
      const from = Math.max(0, Math.floor(Math.min(...xs) - 1e-3));
      const to = Math.min(columns - 1, Math.floor(Math.max(...xs) + 1e-3));
      const lowest = Math.max(0, Math.floor(Math.min(...ys) - 1e-3));
      const highest = Math.min(rows - 1, Math.floor(Math.max(...ys) + 1e-3));
      for (let row = lowest; row <= highest; row++)
        for (let column = from; column <= to; column++) act(row * columns + column, t);
    }
  };
  const start = new Uint32Array(rows * columns + 1);
  visit((place) => {
    start[place + 1] = start[place + 1]! + 1;
  });
  for (let k = 0; k < rows * columns; k++) start[k + 1] = start[k + 1]! + start[k]!;
  const next = start.slice();
  const listed = new Uint32Array(start[rows * columns]!);
  visit((place, triangle) => {
    listed[next[place]!] = triangle;
    next[place] = next[place]! + 1;
  });
  return { left, bottom, size, columns, rows, start, listed };
}
