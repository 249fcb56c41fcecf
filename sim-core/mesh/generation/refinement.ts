/**
 * Delaunay refinement: triangles with an angle below the target or larger than the size field asks get a new point
 * (the circumcentre, or nearer the short edge where that suffices); edges of the outline that a point would crowd are
 * halved on their own curve first. Sources: Ruppert 1995 (J. Algorithms 18), Chew 1993 (SoCG; lens of 120 degrees),
 * Ungor 2004 (LATIN; off-centres).
 */
import { sin, tan } from "../../base/elementary.ts";
import type { CrossSection } from "../cross-section.ts";
import { NO_FEATURE, PROTRUSION } from "./outline.ts";
import { listEllipses, type SizeField } from "./size-field.ts";
import { measureTriangle, type TriangleShape } from "./triangle-shape.ts";
import {
  type Cavity,
  collectCavity,
  collectSplitCavity,
  createCavity,
  fillCavity,
  isStarShaped,
  nextEdge,
  type Place,
  previousEdge,
  sideOf,
  type Triangulation,
} from "./triangulation.ts";

/** Degrees. Above the promised 28, so that the projection to circles does not eat the promise. */
const TARGET_ANGLE = 28.5;
/** (circumradius / shortest edge)^2 of a triangle with the target angle. */
const WORST_RATIO = 0.25 / sin((TARGET_ANGLE * Math.PI) / 180) ** 2;
/** Largest circumradius in units of the wanted edge length (0.577 for an equilateral triangle). */
const LARGEST_RADIUS = 0.85;
/** Height of an off-centre over its edge, in edge lengths. */
const OFF_CENTRE = (0.95 * 0.5) / tan((0.5 * TARGET_ANGLE * Math.PI) / 180);

/** Everything that the work needs; `shape` and `at` are scratch. */
interface Refiner {
  readonly mesh: Triangulation;
  readonly field: SizeField;
  readonly cavity: Cavity;
  readonly shape: TriangleShape;
  readonly at: Place;
  /** Half-edges of outline edges that were found crowded. */
  readonly crowded: number[];
  readonly queue: TriangleQueue;
  readonly halve: (mesh: Triangulation, e: number, out: Place) => void;
  /** m2: edges below are left as they are. */
  readonly shortest2: number;
  firstChanged: number;
}

/**
 * Refines in place; the first `sound` triangles are refined already. Returns the first triangle that was changed, infinity
 * for none. Terminates because no edge below twice `field.smallestEdge` is split.
 */
export function refineTriangulation(
  mesh: Triangulation,
  section: CrossSection,
  field: SizeField,
  sound = 0,
): number {
  const refiner: Refiner = {
    mesh,
    field,
    cavity: createCavity(),
    shape: createShape(),
    at: { x: 0, y: 0 },
    crowded: [],
    queue: createTriangleQueue(),
    halve: createHalving(section),
    shortest2: field.smallestEdge * field.smallestEdge,
    firstChanged: Number.POSITIVE_INFINITY,
  };
  const { crowded, queue } = refiner;
  for (let t = sound; t < mesh.nTriangle; t++) if (judge(refiner, t) !== SOUND) queue.push(t);
  for (let e = 3 * sound; e < 3 * mesh.nTriangle; e++) if (isCrowded(mesh, e)) crowded.push(e);
  for (;;) {
    const e = crowded.pop();
    if (e !== undefined) {
      if (isCrowded(mesh, e)) splitEdge(refiner, e);
      continue;
    }
    const t = queue.take();
    if (t < 0) return refiner.firstChanged;
    treatTriangle(refiner, t);
  }
}

/** Bands of equal height in which the largest triangle of a mesh is remembered. */
const BANDS = 64;

/**
 * Returns what tells whether triangles of `mesh`, which lies below `height` (m), may be too large for a field because of the
 * front above them.
 */
export function boundLargest(mesh: Triangulation, height: number): (field: SizeField) => boolean {
  const { points, vertex } = mesh;
  const shape = createShape();
  const largest2 = new Float64Array(BANDS);
  for (let t = 0; t < mesh.nTriangle; t++) {
    measureTriangle(mesh, t, OFF_CENTRE, shape);
    const below = points[2 * vertex[3 * t] + 1] + points[2 * vertex[3 * t + 1] + 1];
    const y = (below + points[2 * vertex[3 * t + 2] + 1]) / 3;
    const band = Math.min(BANDS - 1, Math.floor((BANDS * y) / height));
    if (shape.radius2 > largest2[band]) largest2[band] = shape.radius2;
  }
  return (field) =>
    largest2.some((own, band) => {
      const limit = LARGEST_RADIUS * field.leastFromFront(((band + 1) * height) / BANDS);
      return own > limit * limit;
    });
}

function createShape(): TriangleShape {
  return { x: 0, y: 0, offX: 0, offY: 0, ratio: 0, radius2: 0, shortest2: 0 };
}

const SOUND = 0;
const TOO_LARGE = 1;
const TOO_THIN = 2;

/** Returns the verdict on triangle t and leaves its measures in `shape`. */
function judge(refiner: Refiner, t: number): number {
  const { mesh, shape, shortest2 } = refiner;
  measureTriangle(mesh, t, OFF_CENTRE, shape);
  if (shape.shortest2 <= shortest2) return SOUND;
  if (shape.ratio > WORST_RATIO) return TOO_THIN;
  const { points, vertex } = mesh;
  const a = 2 * vertex[3 * t];
  const b = 2 * vertex[3 * t + 1];
  const c = 2 * vertex[3 * t + 2];
  const x = (points[a] + points[b] + points[c]) / 3;
  const y = (points[a + 1] + points[b + 1] + points[c + 1]) / 3;
  const limit = LARGEST_RADIUS * refiner.field.sizeAt(x, y);
  return shape.radius2 > limit * limit ? TOO_LARGE : SOUND;
}

function treatTriangle(refiner: Refiner, t: number): void {
  const { mesh, shape, at, cavity, queue } = refiner;
  const verdict = judge(refiner, t);
  if (verdict === SOUND) return;
  at.x = verdict === TOO_THIN ? shape.offX : shape.x;
  at.y = verdict === TOO_THIN ? shape.offY : shape.y;
  const walk = walkTo(mesh, t, at);
  let blocked = walk < 0 ? -1 - walk : -1;
  if (blocked < 0) {
    collectCavity(mesh, cavity, at, walk);
    blocked = findCrowdedRim(mesh, cavity, at);
  }
  if (blocked >= 0) {
    if (splitEdge(refiner, blocked)) queue.push(t);
    return;
  }
  if (!isStarShaped(mesh, cavity, at)) return;
  fillCavity(mesh, cavity, at);
  queueFan(refiner);
}

/** Halves an outline edge; false when it is too short or the new point cannot be fanned. */
function splitEdge(refiner: Refiner, e: number): boolean {
  const { mesh, cavity, at } = refiner;
  const { vertex, points, twin, feature } = mesh;
  const a = vertex[e];
  const b = vertex[nextEdge(e)];
  const dx = points[2 * b] - points[2 * a];
  const dy = points[2 * b + 1] - points[2 * a + 1];
  if (dx * dx + dy * dy < 4 * refiner.shortest2) return false;
  refiner.halve(mesh, e, at);
  collectSplitCavity(mesh, cavity, at, e);
  if (!isStarShaped(mesh, cavity, at)) return false;
  fillCavity(mesh, cavity, at, { a, b, feature: feature[e], onHull: twin[e] < 0 });
  queueFan(refiner);
  return true;
}

/** Looks over the triangles of a new fan. */
function queueFan(refiner: Refiner): void {
  const { mesh, cavity, queue, crowded } = refiner;
  for (let k = 0; k < cavity.nRim; k++) {
    const t = cavity.triangle[k];
    // A fan takes the places of all triangles that it replaces.
    if (t < refiner.firstChanged) refiner.firstChanged = t;
    if (judge(refiner, t) !== SOUND) queue.push(t);
    for (let e = 3 * t; e < 3 * t + 3; e++) if (isCrowded(mesh, e)) crowded.push(e);
  }
}

interface TriangleQueue {
  readonly push: (t: number) => void;
  /** Returns -1 when empty. */
  readonly take: () => number;
}

/** First in, first out; a triangle waits at most once. */
function createTriangleQueue(): TriangleQueue {
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
function findCrowdedRim(mesh: Triangulation, cavity: Cavity, at: Place): number {
  const { points, vertex, feature } = mesh;
  for (let k = 0; k < cavity.nRim; k++) {
    const e = cavity.rim[k];
    if (feature[e] === NO_FEATURE) continue;
    if (isInLens(points, { a: vertex[e], b: vertex[nextEdge(e)] }, at.x, at.y)) return e;
  }
  return -1;
}

/** Walks from triangle t towards a place: a half-edge of the triangle that holds it, or -1 - (outline edge in the way). */
function walkTo(mesh: Triangulation, t: number, at: Place): number {
  const { points, vertex, twin, feature } = mesh;
  let from = 3 * t;
  for (;;) {
    const first = from - (from % 3);
    let leave = -1;
    for (let k = 0; k < 3; k++) {
      const e = first + ((from + k) % 3);
      if (sideOf(points, vertex[e], vertex[nextEdge(e)], at) < 0) {
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
function createHalving(section: CrossSection): (mesh: Triangulation, e: number, out: Place) => void {
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
