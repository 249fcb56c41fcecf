/**
 * Linear triangles for -div(k grad u): element matrices with k = 1, from which assembly is a scaled sum.
 * Entries of an element stand in the order 11, 21, 22, 31, 32, 33 of its lower triangle.
 */

/** Weight on the diagonal that fixes a node against the stiffness of its neighbours with unit coefficient, to about its inverse. */
export const FIXED = 1e13;

/** Six entries of the symmetric 3x3 element matrix. */
export const ENTRIES_PER_TRIANGLE = 6;

/**
 * Writes the element matrices with unit coefficient into `out` [nTriangle*6].
 * Returns the smallest doubled area (m2), which is not positive where a triangle is turned over.
 */
export function computeStiffness(
  points: ArrayLike<number> /* [nNode*2] */,
  triangles: ArrayLike<number> /* [nTriangle*3] */,
  out: Float64Array,
): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (let t = 0, e = 0; t < triangles.length; t += 3, e += ENTRIES_PER_TRIANGLE) {
    const a = 2 * triangles[t];
    const b = 2 * triangles[t + 1];
    const c = 2 * triangles[t + 2];
    const ax = points[b + 1] - points[c + 1];
    const ay = points[c] - points[b];
    const bx = points[c + 1] - points[a + 1];
    const by = points[a] - points[c];
    const cx = points[a + 1] - points[b + 1];
    const cy = points[b] - points[a];
    const doubleArea = ax * by - ay * bx;
    if (doubleArea < smallest) smallest = doubleArea;
    const scale = 0.5 / doubleArea;
    out[e] = scale * (ax * ax + ay * ay);
    out[e + 1] = scale * (bx * ax + by * ay);
    out[e + 2] = scale * (bx * bx + by * by);
    out[e + 3] = scale * (cx * ax + cy * ay);
    out[e + 4] = scale * (cx * bx + cy * by);
    out[e + 5] = scale * (cx * cx + cy * cy);
  }
  return smallest;
}

/** Multiplies the element matrices by a coefficient of each triangle. */
export function scaleStiffness(
  stiffness: Float64Array,
  coefficient: ArrayLike<number> /* [nTriangle] */,
): void {
  for (let e = 0; e < stiffness.length; e++)
    stiffness[e] *= coefficient[Math.floor(e / ENTRIES_PER_TRIANGLE)];
}

/** Adds `coefficient` times the element matrices to the matrix entries that `scatter` [nTriangle*6] names. */
export function addStiffness(
  stiffness: ArrayLike<number>,
  scatter: ArrayLike<number>,
  coefficient: number,
  values: Float64Array,
): void {
  for (let e = 0; e < stiffness.length; e++) values[scatter[e]] += coefficient * stiffness[e];
}
