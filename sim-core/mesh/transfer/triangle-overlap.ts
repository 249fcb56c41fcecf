/**
 * What two triangles have in common: one is clipped by the edges of the other (Sutherland and Hodgman 1974). Area and
 * middle of the polygon that is left are exact to round-off; coordinates are taken from a corner, so that small
 * triangles far from the origin lose nothing.
 */

export interface Overlap {
  /** m2 */ area: number;
  /** Middle of what is shared, m from the first corner of the loaded triangle. */ x: number;
  y: number;
}

export interface TriangleClip {
  /** Takes triangle `t` as what others are clipped to; its first corner becomes the origin. */
  load(points: ArrayLike<number>, triangles: ArrayLike<number>, t: number): void;
  /** Writes what triangle `t` shares with the loaded one to `out`; area 0 where they share nothing. */
  clip(points: ArrayLike<number>, triangles: ArrayLike<number>, t: number, out: Overlap): void;
}

/** Three corners and one more for each edge that clips. */
const LARGEST_POLYGON = 6;

/** Returns a clip that nothing is loaded into yet. */
export function createTriangleClip(): TriangleClip {
  const origin = { x: 0, y: 0 };
  // Corners of the loaded triangle.
  const frame = new Float64Array(6);
  let polygon = new Float64Array(2 * LARGEST_POLYGON);
  let clipped = new Float64Array(2 * LARGEST_POLYGON);

  return {
    load(points, triangles, t) {
      origin.x = points[2 * triangles[3 * t]];
      origin.y = points[2 * triangles[3 * t] + 1];
      place(points, triangles, t, { origin, out: frame });
    },
    clip(points, triangles, t, out) {
      place(points, triangles, t, { origin, out: polygon });
      let count = 3;
      for (let k = 0; k < 3 && count > 0; k++) {
        count = cutAlong(frame, k, { polygon, count, out: clipped });
        const spare = polygon;
        polygon = clipped;
        clipped = spare;
      }
      measure(polygon, count, out);
    },
  };
}

/** Writes the corners of triangle `t` relative to `origin`. */
function place(
  points: ArrayLike<number>,
  triangles: ArrayLike<number>,
  t: number,
  {
    origin,
    out,
  }: { readonly origin: { readonly x: number; readonly y: number }; readonly out: Float64Array },
): void {
  for (let k = 0; k < 3; k++) {
    const v = 2 * triangles[3 * t + k];
    out[2 * k] = points[v] - origin.x;
    out[2 * k + 1] = points[v + 1] - origin.y;
  }
}

/** Writes what lies inside edge `k` of the triangle `frame` of a polygon of `count` corners; returns its corners. */
function cutAlong(
  frame: Float64Array,
  k: number,
  {
    polygon,
    count,
    out,
  }: { readonly polygon: Float64Array; readonly count: number; readonly out: Float64Array },
): number {
  const next = k === 2 ? 0 : 2 * k + 2;
  const ax = frame[2 * k];
  const ay = frame[2 * k + 1];
  const ux = frame[next] - ax;
  const uy = frame[next + 1] - ay;
  let left = 0;
  let px = polygon[2 * count - 2];
  let py = polygon[2 * count - 1];
  let before = ux * (py - ay) - uy * (px - ax);
  for (let i = 0; i < 2 * count; i += 2) {
    const qx = polygon[i];
    const qy = polygon[i + 1];
    const side = ux * (qy - ay) - uy * (qx - ax);
    if (before > 0 !== side > 0) {
      const share = before / (before - side);
      out[left] = px + share * (qx - px);
      out[left + 1] = py + share * (qy - py);
      left += 2;
    }
    if (side > 0) {
      out[left] = qx;
      out[left + 1] = qy;
      left += 2;
    }
    px = qx;
    py = qy;
    before = side;
  }
  return left / 2;
}

/** Area and middle of a convex polygon of `count` corners. */
function measure(polygon: Float64Array, count: number, out: Overlap): void {
  const ax = polygon[0];
  const ay = polygon[1];
  let area = 0;
  let x = 0;
  let y = 0;
  for (let i = 2; i + 2 < 2 * count; i += 2) {
    const ux = polygon[i] - ax;
    const uy = polygon[i + 1] - ay;
    const vx = polygon[i + 2] - ax;
    const vy = polygon[i + 3] - ay;
    const own = ux * vy - uy * vx;
    area += own;
    x += own * (ux + vx);
    y += own * (uy + vy);
  }
  out.area = 0.5 * area;
  out.x = area > 0 ? ax + x / (3 * area) : 0;
  out.y = area > 0 ? ay + y / (3 * area) : 0;
}
