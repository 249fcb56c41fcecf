/**
 * Amounts in triangles as a density that is linear in each: the slope is that of the plane nearest to its neighbours
 * (least squares, weighted by the inverse distance squared), held back where a corner would leave the range of the triangles around it.
 */

export interface TriangleMesh {
  readonly points: ArrayLike<number> /* [nNode*2], m */;
  /** Counter-clockwise. */
  readonly triangles: ArrayLike<number> /* [nTriangle*3] */;
  /** Triangle across each edge, -1 for none; see `findNeighbours`. */
  readonly neighbour: ArrayLike<number> /* [nTriangle*3] */;
}

/** Middle (m) and area (m2) of each triangle. */
export interface Middles {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly area: Float64Array;
}

/** Returns middle and area of every triangle. */
export function findMiddles({ points, triangles }: Pick<TriangleMesh, "points" | "triangles">): Middles {
  const count = triangles.length / 3;
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const area = new Float64Array(count);
  for (let t = 0; t < count; t++) {
    const a = 2 * triangles[3 * t];
    const b = 2 * triangles[3 * t + 1];
    const c = 2 * triangles[3 * t + 2];
    const ux = points[b] - points[a];
    const uy = points[b + 1] - points[a + 1];
    const vx = points[c] - points[a];
    const vy = points[c + 1] - points[a + 1];
    x[t] = points[a] + (ux + vx) / 3;
    y[t] = points[a + 1] + (uy + vy) / 3;
    area[t] = 0.5 * (ux * vy - uy * vx);
  }
  return { x, y, area };
}

/** Amount per m2 in the middle of each triangle, and its slope there. */
export interface TriangleDensity {
  readonly density: Float64Array /* [nTriangle] */;
  readonly slope: Float64Array /* [nTriangle*2] */;
}

/**
 * Returns the density of `amount` [nTriangle] in the middle of every triangle, and its slope there; 0 where `same`
 * [nTriangle] is 1, where nobody asks for it.
 */
export function reconstructDensity(
  mesh: TriangleMesh,
  middles: Middles,
  { amount, same }: { readonly amount: ArrayLike<number>; readonly same: ArrayLike<number> },
): TriangleDensity {
  const { triangles, points } = mesh;
  const density = new Float64Array(middles.area.length);
  for (let t = 0; t < density.length; t++) density[t] = amount[t] / middles.area[t];
  const slope = new Float64Array(2 * density.length);
  const lowest = new Float64Array(points.length / 2).fill(Number.POSITIVE_INFINITY);
  const highest = new Float64Array(points.length / 2).fill(Number.NEGATIVE_INFINITY);
  const isAsked = new Uint8Array(points.length / 2);
  for (let t = 0; t < density.length; t++) {
    if (same[t] !== 1) for (let e = 3 * t; e < 3 * t + 3; e++) isAsked[triangles[e]] = 1;
  }
  for (let t = 0; t < density.length; t++) {
    const own = density[t];
    for (let e = 3 * t; e < 3 * t + 3; e++) {
      const v = triangles[e];
      if (isAsked[v] === 0) continue;
      if (own < lowest[v]) lowest[v] = own;
      if (own > highest[v]) highest[v] = own;
    }
  }
  for (let t = 0; t < density.length; t++) {
    if (density[t] === 0 || same[t] === 1) continue;
    const [gx, gy] = fitSlope(mesh, middles, density, t);
    let limit = 1;
    for (let k = 3 * t; k < 3 * t + 3; k++) {
      const v = triangles[k];
      const rise = gx * (points[2 * v] - middles.x[t]) + gy * (points[2 * v + 1] - middles.y[t]);
      if (rise > 0) limit = Math.min(limit, (highest[v] - density[t]) / rise);
      else if (rise < 0) limit = Math.min(limit, (lowest[v] - density[t]) / rise);
    }
    slope[2 * t] = limit * gx;
    slope[2 * t + 1] = limit * gy;
  }
  return { density, slope };
}

/** Slope of the plane through triangle t that comes nearest to its neighbours; 0 where they do not tell. */
function fitSlope(
  { neighbour }: TriangleMesh,
  { x, y }: Middles,
  density: Float64Array,
  t: number,
): readonly [number, number] {
  let [xx, xy, yy, xd, yd] = [0, 0, 0, 0, 0];
  for (let e = 3 * t; e < 3 * t + 3; e++) {
    const other = neighbour[e];
    if (other < 0) continue;
    const [dx, dy] = [x[other] - x[t], y[other] - y[t]];
    const weight = 1 / (dx * dx + dy * dy);
    const rise = density[other] - density[t];
    xx += weight * dx * dx;
    xy += weight * dx * dy;
    yy += weight * dy * dy;
    xd += weight * dx * rise;
    yd += weight * dy * rise;
  }
  const determinant = xx * yy - xy * xy;
  if (!(determinant > 1e-6)) return [0, 0];
  return [(yy * xd - xy * yd) / determinant, (xx * yd - xy * xd) / determinant];
}
