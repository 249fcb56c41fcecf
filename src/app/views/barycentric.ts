/** Where a point lies in a triangle. */

/** Corners [nTriangle*3] and coordinates [nPoint*2]. */
export interface Triangulation {
  readonly triangles: Uint32Array;
  readonly points: ArrayLike<number>;
}

/**
 * Returns the triangle about a point, `first` before all others, and writes the point's barycentric coordinates [3] in it;
 * undefined where none is.
 */
export function findTriangle(
  mesh: Triangulation,
  [x, y]: readonly [number, number],
  out: Float64Array,
  first = 0,
): number | undefined {
  const { triangles } = mesh;
  const holds = (triangle: number): boolean =>
    3 * triangle < triangles.length && writeBarycentric(mesh, triangle, x, y, out) >= 0;
  if (holds(first)) return first;
  for (let triangle = 0; 3 * triangle < triangles.length; triangle++) if (holds(triangle)) return triangle;
  return undefined;
}

/** Writes the barycentric coordinates [3] of a point in a triangle, and returns the least of them: below zero outside. */
export function writeBarycentric(
  { triangles, points }: Triangulation,
  triangle: number,
  x: number,
  y: number,
  out: Float64Array,
): number {
  const a = 2 * triangles[3 * triangle]!;
  const b = 2 * triangles[3 * triangle + 1]!;
  const c = 2 * triangles[3 * triangle + 2]!;
  const abx = points[b]! - points[a]!;
  const aby = points[b + 1]! - points[a + 1]!;
  const acx = points[c]! - points[a]!;
  const acy = points[c + 1]! - points[a + 1]!;
  const apx = x - points[a]!;
  const apy = y - points[a + 1]!;
  const twiceArea = abx * acy - aby * acx;
  const second = (apx * acy - apy * acx) / twiceArea;
  const third = (abx * apy - aby * apx) / twiceArea;
  const first = 1 - second - third;
  out[0] = first;
  out[1] = second;
  out[2] = third;
  return Math.min(first, second, third);
}
