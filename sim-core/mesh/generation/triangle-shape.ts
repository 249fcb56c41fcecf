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

/** Returns the smallest angle of all triangles in degrees, not above 0 where one is turned over. */
export function findMinimumAngle(points: ArrayLike<number>, triangles: ArrayLike<number>): number {
  // The corner of the largest cotangent so far.
  let [cross, dot] = [0, -1];
  for (let t = 0; t < triangles.length; t += 3) {
    const a = 2 * triangles[t];
    const b = 2 * triangles[t + 1];
    const c = 2 * triangles[t + 2];
    const ux = points[b] - points[a];
    const uy = points[b + 1] - points[a + 1];
    const vx = points[c] - points[a];
    const vy = points[c + 1] - points[a + 1];
    const wx = vx - ux;
    const wy = vy - uy;
    const doubled = ux * vy - uy * vx;
    // The largest of the three products stands at the smallest angle.
    const own = Math.max(ux * vx + uy * vy, -(ux * wx + uy * wy), vx * wx + vy * wy);
    if (!(doubled > 0)) return (Math.min(0, atan2(doubled, own)) * 180) / Math.PI;
    if (cross > 0 && own * cross <= dot * doubled) continue;
    cross = doubled;
    dot = own;
  }
  return (atan2(cross, dot) * 180) / Math.PI;
}
