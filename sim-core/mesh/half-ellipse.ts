/**
 * A half ellipse of lithium below the front: (x-x0)^2/a^2 + (y-y0)^2/b^2 = 1, y <= y0. Distance to the curve by
 * Newton on the Lagrange multiplier t of the foot point, (a p/(t+a^2))^2 + (b q/(t+b^2))^2 = 1, which is convex and
 * falling, so that the iteration from the left is monotone. Source: Eberly, Distance from a Point to an Ellipse.
 */
import { hypot } from "../base/elementary.ts";

export interface HalfEllipse {
  readonly x: number;
  /** Height of the front from which it hangs. */ readonly y: number;
  /** Semi-axis along x. */ readonly a: number;
  /** Semi-axis along y: the depth. */ readonly b: number;
}

/** Where the nearest point of the curve is and how it bends there. */
export interface EllipseFoot {
  /** m, never negative */ distance: number;
  /** m */ radiusOfCurvature: number;
}

/** Returns whether (x, y) is inside by more than round-off. */
export function isInsideEllipse(ellipse: HalfEllipse, x: number, y: number): boolean {
  const u = (x - ellipse.x) / ellipse.a;
  const v = (y - ellipse.y) / ellipse.b;
  return v < 0 && u * u + v * v < 1 - 1e-9;
}

/** Writes into `out` the distance from (x, y) to the whole ellipse and the radius of curvature at the foot. */
export function measureEllipse(ellipse: HalfEllipse, x: number, y: number, out: EllipseFoot): void {
  const { a, b } = ellipse;
  const tiny = 1e-9 * Math.min(a, b);
  const p = Math.max(Math.abs(x - ellipse.x), tiny);
  const q = Math.max(Math.abs(y - ellipse.y), tiny);
  let t = Math.max(a * p - a * a, b * q - b * b);
  for (let k = 0; k < 40; k++) {
    const u = (a * p) / (t + a * a);
    const v = (b * q) / (t + b * b);
    const value = u * u + v * v - 1;
    const step = value / (2 * ((u * u) / (t + a * a) + (v * v) / (t + b * b)));
    t += step;
    if (value < 1e-10) break;
  }
  const cosine = (a * p) / (t + a * a);
  const sine = (b * q) / (t + b * b);
  out.distance = hypot(a * cosine - p, b * sine - q);
  out.radiusOfCurvature = curvatureRadius(ellipse, cosine, sine);
}

/** Returns the radius of curvature in m at the point (a cos, b sin). */
export function curvatureRadius(ellipse: HalfEllipse, cosine: number, sine: number): number {
  const { a, b } = ellipse;
  const speed2 = a * a * sine * sine + b * b * cosine * cosine;
  return (speed2 * Math.sqrt(speed2)) / (a * b);
}
