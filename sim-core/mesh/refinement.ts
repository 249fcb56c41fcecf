/**
 * Delaunay refinement: triangles with an angle below the target or larger than the size field asks get a new point
 * (the circumcentre, or nearer the short edge where that suffices); edges of the outline that a point would crowd are
 * halved on their own curve first. Sources: Ruppert 1995 (J. Algorithms 18), Chew 1993 (SoCG; lens of 120 degrees),
 * Ungor 2004 (LATIN; off-centres).
 */
import type { CrossSection } from "./cross-section.ts";
import { NO_FEATURE, PROTRUSION } from "./outline.ts";
import { listEllipses, type SizeField } from "./size-field.ts";
import {
  type Cavity,
  collectCavity,
  createCavity,
  fillCavity,
  isStarShaped,
  nextEdge,
  previousEdge,
  sideOf,
  type Triangulation,
} from "./triangulation.ts";

/** Degrees. Above the promised 28, so that the projection to circles does not eat the promise. */
const TARGET_ANGLE = 28.5;
/** (circumradius / shortest edge)^2 of a triangle with the target angle. */
const WORST_RATIO = 0.25 / Math.sin((TARGET_ANGLE * Math.PI) / 180) ** 2;
/** Largest circumradius in units of the wanted edge length (0.577 for an equilateral triangle). */
const LARGEST_RADIUS = 0.85;
/** Height of an off-centre over its edge, in edge lengths. */
const OFF_CENTRE = (0.95 * 0.5) / Math.tan((0.5 * TARGET_ANGLE * Math.PI) / 180);

/** Refines in place. Terminates because no edge below twice `field.smallestEdge` is split. */
export function refineTriangulation(mesh: Triangulation, section: CrossSection, field: SizeField): void {
  const refiner = createRefiner(mesh, section, field);
  refiner.queueAll();
  while (refiner.step());
}

interface Refiner {
  readonly queueAll: () => void;
  /** Does one piece of work; false when none is left. */
  readonly step: () => boolean;
}

function createRefiner(mesh: Triangulation, section: CrossSection, field: SizeField): Refiner {
  const cavity = createCavity();
  const shape: Shape = { x: 0, y: 0, offX: 0, offY: 0, ratio: 0, radius2: 0, shortest2: 0 };
  const at = { x: 0, y: 0 };
  const crowded: number[] = [];
  const queue = createTriangleQueue();
  const shortest2 = field.smallestEdge * field.smallestEdge;
  const halve = createHalving(section);

  /** 0 sound, 1 too large, 2 too thin. Leaves the triangle's measures in `shape`. */
  const judge = (t: number): number => {
    measureTriangle(mesh, t, shape);
    if (shape.ratio > WORST_RATIO && shape.shortest2 > shortest2) return 2;
    const { points, vertex } = mesh;
    const a = 2 * vertex[3 * t];
    const b = 2 * vertex[3 * t + 1];
    const c = 2 * vertex[3 * t + 2];
    const x = (points[a] + points[b] + points[c]) / 3;
    const y = (points[a + 1] + points[b + 1] + points[c + 1]) / 3;
    const limit = LARGEST_RADIUS * field.sizeAt(x, y);
    return shape.radius2 > limit * limit && shape.shortest2 > shortest2 ? 1 : 0;
  };

  const queueFan = (): void => {
    for (let k = 0; k < cavity.nRim; k++) {
      const t = cavity.triangle[k];
      if (judge(t) > 0) queue.push(t);
      for (let e = 3 * t; e < 3 * t + 3; e++) if (isCrowded(mesh, e)) crowded.push(e);
    }
  };

  /** Halves an outline edge; false when it is too short or the new point cannot be fanned. */
  const splitEdge = (e: number): boolean => {
    const { vertex, points, twin, feature } = mesh;
    const a = vertex[e];
    const b = vertex[nextEdge(e)];
    const dx = points[2 * b] - points[2 * a];
    const dy = points[2 * b + 1] - points[2 * a + 1];
    if (dx * dx + dy * dy < 4 * shortest2) return false;
    halve(mesh, e, at);
    collectCavity(mesh, cavity, at, e, true);
    if (!isStarShaped(mesh, cavity, at.x, at.y)) return false;
    fillCavity(mesh, cavity, at, { a, b, feature: feature[e], onHull: twin[e] < 0 });
    queueFan();
    return true;
  };

  const treatTriangle = (t: number): void => {
    const verdict = judge(t);
    if (verdict === 0) return;
    at.x = verdict === 2 ? shape.offX : shape.x;
    at.y = verdict === 2 ? shape.offY : shape.y;
    const walk = walkTo(mesh, t, at.x, at.y);
    if (walk < 0) {
      if (splitEdge(-1 - walk)) queue.push(t);
      return;
    }
    collectCavity(mesh, cavity, at, walk, false);
    const blocked = findCrowdedRim(mesh, cavity, at.x, at.y);
    if (blocked >= 0) {
      if (splitEdge(blocked)) queue.push(t);
      return;
    }
    if (!isStarShaped(mesh, cavity, at.x, at.y)) return;
    fillCavity(mesh, cavity, at);
    queueFan();
  };

  const queueAll = (): void => {
    for (let t = 0; t < mesh.nTriangle; t++) if (judge(t) > 0) queue.push(t);
    for (let e = 0; e < 3 * mesh.nTriangle; e++) if (isCrowded(mesh, e)) crowded.push(e);
  };
  const step = (): boolean => {
    const e = crowded.pop();
    if (e !== undefined) {
      if (isCrowded(mesh, e)) splitEdge(e);
      return true;
    }
    const t = queue.take();
    if (t < 0) return false;
    treatTriangle(t);
    return true;
  };
  return { queueAll, step };
}

/** First in, first out; a triangle waits at most once. */
function createTriangleQueue(): { push: (t: number) => void; take: () => number } {
  const items: number[] = [];
  const waits: boolean[] = [];
  let head = 0;
  const push = (t: number): void => {
    if (waits[t]) return;
    waits[t] = true;
    items.push(t);
  };
  const take = (): number => {
    if (head === items.length) return -1;
    const t = items[head++];
    waits[t] = false;
    return t;
  };
  return { push, take };
}

interface Shape {
  /** Circumcentre and off-centre. */ x: number;
  y: number;
  offX: number;
  offY: number;
  /** (circumradius / shortest edge)^2 */ ratio: number;
  radius2: number;
  shortest2: number;
}

function measureTriangle(mesh: Triangulation, t: number, out: Shape): void {
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
  const reach = OFF_CENTRE * Math.sqrt(u2);
  const factor = height > reach ? reach / height : 1;
  out.offX = points[a] + 0.5 * ux + factor * (x - 0.5 * ux);
  out.offY = points[a + 1] + 0.5 * uy + factor * (y - 0.5 * uy);
}

function squareDistance(points: ArrayLike<number>, a: number, b: number): number {
  const dx = points[a] - points[b];
  const dy = points[a + 1] - points[b + 1];
  return dx * dx + dy * dy;
}

/** Whether (x, y) sees the edge a -> b under more than 120 degrees. */
function isInLens(points: ArrayLike<number>, ends: { a: number; b: number }, x: number, y: number): boolean {
  const ax = points[2 * ends.a] - x;
  const ay = points[2 * ends.a + 1] - y;
  const bx = points[2 * ends.b] - x;
  const by = points[2 * ends.b + 1] - y;
  const dot = ax * bx + ay * by;
  return dot < 0 && dot * dot > 0.25 * (ax * ax + ay * ay) * (bx * bx + by * by);
}

/** Whether the apex of the half-edge's triangle crowds it, an outline edge. */
function isCrowded(mesh: Triangulation, e: number): boolean {
  if (mesh.feature[e] === NO_FEATURE) return false;
  const { points, vertex } = mesh;
  const apex = vertex[previousEdge(e)];
  const ends = { a: vertex[e], b: vertex[nextEdge(e)] };
  return isInLens(points, ends, points[2 * apex], points[2 * apex + 1]);
}

/** Returns an outline edge of the rim that the point would crowd, or -1. */
function findCrowdedRim(mesh: Triangulation, cavity: Cavity, x: number, y: number): number {
  const { points, vertex, feature } = mesh;
  for (let k = 0; k < cavity.nRim; k++) {
    const e = cavity.rim[k];
    if (feature[e] === NO_FEATURE) continue;
    if (isInLens(points, { a: vertex[e], b: vertex[nextEdge(e)] }, x, y)) return e;
  }
  return -1;
}

/** Walks from triangle t towards (x, y): a half-edge of the triangle that holds it, or -1 - (outline edge in the way). */
function walkTo(mesh: Triangulation, t: number, x: number, y: number): number {
  const { points, vertex, twin, feature } = mesh;
  let from = 3 * t;
  for (;;) {
    const first = from - (from % 3);
    let leave = -1;
    for (let k = 0; k < 3; k++) {
      const e = first + ((from + k) % 3);
      if (sideOf(points, vertex[e], vertex[nextEdge(e)], x, y) < 0) {
        leave = e;
        if (feature[e] !== NO_FEATURE) return -1 - e;
        break;
      }
    }
    if (leave < 0) return first;
    from = twin[leave];
  }
}

/** Returns a function that writes the middle of an outline edge, on the curve that the edge stands for. */
function createHalving(
  section: CrossSection,
): (mesh: Triangulation, e: number, out: { x: number; y: number }) => void {
  const ellipses = listEllipses(section);
  return (mesh, e, out) => {
    const { points, vertex, feature } = mesh;
    const a = 2 * vertex[e];
    const b = 2 * vertex[nextEdge(e)];
    out.x = 0.5 * (points[a] + points[b]);
    out.y = 0.5 * (points[a + 1] + points[b + 1]);
    const f = feature[e];
    if (f >= 0) {
      const dx = out.x - section.particleX[f];
      const dy = out.y - section.particleY[f];
      const stretch = section.particleRadius[f] / Math.sqrt(dx * dx + dy * dy);
      out.x = section.particleX[f] + stretch * dx;
      out.y = section.particleY[f] + stretch * dy;
    } else if (f <= PROTRUSION) {
      // The middle in the eccentric angle: where the chord's middle meets the curve in stretched coordinates.
      const ellipse = ellipses[PROTRUSION - f];
      const u = (out.x - ellipse.x) / ellipse.a;
      const v = (out.y - ellipse.y) / ellipse.b;
      const stretch = 1 / Math.sqrt(u * u + v * v);
      out.x = ellipse.x + stretch * u * ellipse.a;
      out.y = ellipse.y + stretch * v * ellipse.b;
    }
  };
}
