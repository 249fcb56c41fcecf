/**
 * Circumcircle, shortest edge and smallest angle of triangles. The ratio of circumradius R to shortest edge l gives the
 * smallest angle: sin(angle) = l / (2 R).
 */
import { atan2 } from "../../base/elementary.ts";
import type { Triangulation } from "./triangulation.ts";

/** Measures of a triangle, m and m2. */
export interface TriangleShape {
  /** Circumcentre and off-centre. */ x: number;
  y: number;
  offX: number;
  offY: number;
  /** (circumradius / shortest edge)^2 */ ratio: number;
  radius2: number;
  shortest2: number;
}

/**
 * Writes the measures of triangle t. The off-centre stands over the middle of the shortest edge, towards the
 * circumcentre but no higher than `reach` times that edge.
 */
export function measureTriangle(mesh: Triangulation, t: number, reach: number, out: TriangleShape): void {
  const { points, vertex } = mesh;
  let a = 2 * vertex[3 * t];
  let b = 2 * vertex[3 * t + 1];
  let c = 2 * vertex[3 * t + 2];
  const ab = squareDistance(points, a, b);
  const bc = squareDistance(points, b, c);
  const ca = squareDistance(points, c, a);
  // Rename so that a-b is the shortest edge, which keeps the circumcentre accurate.
  if (bc < ab && bc <= ca) [a, b, c] = [b, c, a];
  else if (ca < ab && ca < bc) [a, b, c] = [c, a, b];
  const ux = points[b] - points[a];
  const uy = points[b + 1] - points[a + 1];
  const vx = points[c] - points[a];
  const vy = points[c + 1] - points[a + 1];
  const u2 = ux * ux + uy * uy;
  const v2 = vx * vx + vy * vy;
  const twice = 2 * (ux * vy - uy * vx);
  const x = (vy * u2 - uy * v2) / twice;
  const y = (ux * v2 - vx * u2) / twice;
  out.x = points[a] + x;
  out.y = points[a + 1] + y;
  out.radius2 = x * x + y * y;
  out.shortest2 = u2;
  out.ratio = out.radius2 / u2;
  const height = Math.sqrt(Math.max(0, out.radius2 - 0.25 * u2));
  const highest = reach * Math.sqrt(u2);
  const factor = height > highest ? highest / height : 1;
  out.offX = points[a] + 0.5 * ux + factor * (x - 0.5 * ux);
  out.offY = points[a + 1] + 0.5 * uy + factor * (y - 0.5 * uy);
}

function squareDistance(points: ArrayLike<number>, a: number, b: number): number {
  const dx = points[a] - points[b];
  const dy = points[a + 1] - points[b + 1];
  return dx * dx + dy * dy;
}

/** Returns the smallest angle of all triangles in degrees. */
export function findMinimumAngle(points: ArrayLike<number>, triangles: ArrayLike<number>): number {
  let smallest = Math.PI;
  for (let k = 0; k < triangles.length; k++) {
    const t = k - (k % 3);
    const a = 2 * triangles[k];
    const b = 2 * triangles[t + ((k + 1) % 3)];
    const c = 2 * triangles[t + ((k + 2) % 3)];
    const ux = points[b] - points[a];
    const uy = points[b + 1] - points[a + 1];
    const vx = points[c] - points[a];
    const vy = points[c + 1] - points[a + 1];
    smallest = Math.min(smallest, atan2(ux * vy - uy * vx, ux * vx + uy * vy));
  }
  return (smallest * 180) / Math.PI;
}
