/**
 * Wanted edge length h(x, y): h_k on each interface k, growing with the distance d_k, h = min_k (h_k + G d_k), and
 * in a gap between two interfaces not above c (d_1 + d_2), so that a narrow gap is bridged by sound triangles.
 * h_k = 2 pi r / facets on a circle, 2 pi rho / facets on a protrusion of curvature radius rho.
 */

import { hypot } from "../../base/elementary.ts";
import { type CrossSection, isBorderCrossed } from "../cross-section.ts";
import {
  createFrontDistance,
  createFrontSide,
  type FrontDistance,
  type FrontMeasure,
} from "../front-line.ts";
import { measureFrontSizes } from "../front-sizes.ts";
import { type EllipseFoot, type HalfEllipse, isInsideEllipse, measureEllipse } from "../half-ellipse.ts";
import { type CircleIndex, createCircleIndex } from "./circle-index.ts";
import type { MeshSettings } from "./resolution.ts";

export interface SizeField {
  /** Returns the wanted edge length in m at a point of the cross-section. */
  readonly sizeAt: (x: number, y: number) => number;
  /** Returns an edge length in m that the front and its protrusions never go below at a height below all of them. */
  readonly leastFromFront: (y: number) => number;
  readonly circles: CircleIndex;
  /** m: no edge is split below twice this, which bounds the work in the narrowest gaps. */
  readonly smallestEdge: number;
}

/** Growth of h per distance in the electrolyte at 28 facets; scaled so that the whole field halves with h. */
const GROWTH = 0.16;
const GROWTH_INSIDE = 0.5;
/** Edge length per width of a gap. */
const GAP_FACTOR = 1.4;
/** Edges are no shorter than this in the narrowest gaps and at the sharpest tips, in mean radii. */
const SMALLEST_IN_GAP = 0.01;
const SMALLEST_TIP = 1e-4;
/** Largest edge in units of the reference edge of the resolution. */
const LARGEST = 16;
/** Reference length of a continuum in mean radii: edges of `draft` are about as long as particles are apart. */
const CONTINUUM_REFERENCE = 8;

/** Returns the ellipses of the protrusions. */
export function listEllipses(section: CrossSection): HalfEllipse[] {
  const y = section.cathodeThickness + section.electrolyteThickness;
  return section.protrusions.map((one) => ({ x: one.x, y, a: one.halfWidth, b: one.depth }));
}

/** Returns the mean particle radius, a multiple of it for a continuum, a twentieth of the separator without a particle. */
function measureReference(section: CrossSection): number {
  const n = section.particleRadius.length;
  if (n === 0) return section.electrolyteThickness / 20;
  const mean = section.particleRadius.reduce((sum, r) => sum + r, 0) / n;
  return section.continuum !== undefined ? CONTINUUM_REFERENCE * mean : mean;
}

/** What the field is made of; scratch `foot` is overwritten by every measurement. */
interface FieldParts {
  readonly section: CrossSection;
  readonly frontY: number;
  /** Height of the border of the cathode layer; infinite where it is no line of the mesh. */
  readonly border: number;
  readonly perRadius: number;
  readonly growth: number;
  /** Edge lengths: on the flat front, the largest, and the smallest in gaps and at tips. */
  readonly frontSize: number;
  readonly largest: number;
  readonly floor: number;
  readonly tipFloor: number;
  readonly ellipses: readonly HalfEllipse[];
  readonly circles: CircleIndex;
  readonly foot: EllipseFoot;
  /** A front that is given as a line, and scratch for its measurement. */
  readonly line: FrontDistance | undefined;
  readonly near: FrontMeasure;
}

/** `circles`: those of a section with the same particles, found before. */
export function createSizeField(
  section: CrossSection,
  settings: MeshSettings,
  circles?: CircleIndex,
): SizeField {
  const reference = measureReference(section);
  const perRadius = (2 * Math.PI) / settings.facets;
  const growth = (GROWTH * 28) / settings.facets;
  const frontSize = perRadius * reference;
  const law = { perRadius, largest: frontSize };
  const largest = Math.min(
    LARGEST * frontSize,
    GAP_FACTOR * Math.min(section.electrolyteThickness, section.width),
  );
  const floor = Math.min(SMALLEST_IN_GAP * reference, 0.25 * frontSize);
  const ellipses = listEllipses(section);
  const sharpest = ellipses.reduce(
    (least, e) => Math.min(least, (e.a * e.a) / e.b, (e.b * e.b) / e.a),
    reference,
  );
  const parts: FieldParts = {
    section,
    frontY: section.cathodeThickness + section.electrolyteThickness,
    border: isBorderCrossed(section) ? Number.POSITIVE_INFINITY : section.cathodeThickness,
    perRadius,
    growth,
    frontSize,
    largest,
    floor,
    tipFloor: Math.min(floor, Math.max(SMALLEST_TIP * reference, perRadius * sharpest)),
    ellipses,
    circles:
      circles ?? createCircleIndex(bodiesOf(section), { perRadius, growth, gapFactor: GAP_FACTOR, largest }),
    foot: { distance: 0, radiusOfCurvature: 0 },
    line: section.front && createFrontDistance(section.front, measureFrontSizes(section.front, law), growth),
    near: { distance: 0, size: 0 },
  };
  if (section.front) return fieldWithLine(parts, section.front);
  const sizeAt = (x: number, y: number): number => {
    if (y > parts.frontY * (1 + 1e-12)) return sizeInLithium(parts, x, y);
    for (const e of ellipses) if (isInsideEllipse(e, x, y)) return sizeInLithium(parts, x, y);
    return sizeInElectrolyte(parts, x, y);
  };
  const deepest = ellipses.reduce((least, e) => Math.min(least, e.y - e.b), parts.frontY);
  const finest = ellipses.length > 0 ? parts.tipFloor : frontSize;
  const leastFromFront = (y: number): number => finest + growth * (deepest - y);
  return { sizeAt, leastFromFront, circles: parts.circles, smallestEdge: 0.5 * parts.tipFloor };
}

/** The section with the particles that have a perimeter in it: none in a continuum. */
function bodiesOf(section: CrossSection): CrossSection {
  if (section.continuum === undefined) return section;
  const none = new Float64Array(0);
  return { ...section, particleX: none, particleY: none, particleRadius: none };
}

/** The field where the front is a line. */
function fieldWithLine(parts: FieldParts, front: Float64Array): SizeField {
  const side = createFrontSide(front);
  const { line, near } = parts;
  const sizeAt = (x: number, y: number): number => {
    if (line === undefined || y < line.lowest || (y <= line.highest && !side.isAbove(x, y))) {
      return sizeInElectrolyte(parts, x, y);
    }
    line.measure(x, y, GROWTH_INSIDE, near);
    return Math.min(near.size, largestInLithium(parts));
  };
  const leastFromFront = (y: number): number =>
    line === undefined ? parts.largest : line.finest + parts.growth * (line.lowest - y);
  return { sizeAt, leastFromFront, circles: parts.circles, smallestEdge: 0.5 * parts.tipFloor };
}

function largestInLithium(parts: FieldParts): number {
  return Math.max(parts.floor, Math.min(parts.largest, GAP_FACTOR * parts.section.lithiumThickness));
}

/** Edge length on the protrusion that was measured last, at the foot point. */
function sizeAtFoot(parts: FieldParts): number {
  return Math.max(parts.tipFloor, Math.min(parts.frontSize, parts.perRadius * parts.foot.radiusOfCurvature));
}

/** In lithium the field only grows from the front and respects the layer's thickness. */
function sizeInLithium(parts: FieldParts, x: number, y: number): number {
  const { frontY, foot } = parts;
  let away = y - frontY;
  let base = parts.frontSize;
  for (const e of parts.ellipses) {
    if (Math.abs(x - e.x) >= e.a) continue;
    measureEllipse(e, x, Math.min(y, frontY), foot);
    const toCorner = hypot(e.a - Math.abs(x - e.x), Math.max(0, y - frontY));
    away = y < frontY ? foot.distance : Math.min(toCorner, foot.distance + y - frontY);
    base = sizeAtFoot(parts);
  }
  return Math.min(base + GROWTH_INSIDE * Math.max(0, away), largestInLithium(parts));
}

/** In the electrolyte, on its borders, and inside particles. */
function sizeInElectrolyte(parts: FieldParts, x: number, y: number): number {
  const { particleX, particleY, particleRadius, width } = parts.section;
  const { perRadius, growth, circles } = parts;
  const { line, near } = parts;
  // Of a front that is a line only the least distance is known at first.
  let toFront = line ? Math.max(0, line.lowest - y) : parts.frontY - y;
  let size = line ? parts.largest : Math.min(parts.largest, parts.frontSize + growth * toFront);
  if (parts.section.continuum !== undefined)
    size = Math.min(size, parts.frontSize + growth * Math.max(0, y - parts.border));
  // The two nearest bodies (circles, protrusions) make the gap.
  let first = Number.POSITIVE_INFINITY;
  let second = Number.POSITIVE_INFINITY;
  const c = circles.cell(x, y);
  const end = circles.start[c + 1];
  for (let k = circles.start[c]; k < end; k++) {
    const p = circles.list[k];
    const r = particleRadius[p];
    const dx = x - particleX[p];
    const dy = y - particleY[p];
    const d = Math.sqrt(dx * dx + dy * dy) - r;
    if (d < -1e-9 * r) return perRadius * r - GROWTH_INSIDE * d;
    size = Math.min(size, perRadius * r + growth * d);
    if (d < first) {
      second = first;
      first = d;
    } else if (d < second) second = d;
  }
  let firstIsRound = true;
  for (const e of parts.ellipses) {
    const bound = hypot(Math.max(0, Math.abs(x - e.x) - e.a), Math.max(0, e.y - e.b - y));
    if (bound >= second && parts.tipFloor + growth * bound >= size) continue;
    measureEllipse(e, x, y, parts.foot);
    const d = parts.foot.distance;
    size = Math.min(size, sizeAtFoot(parts) + growth * d);
    if (d < first) {
      second = first;
      first = d;
      firstIsRound = false;
    } else if (d < second) second = d;
  }
  const toLine = Math.min(x, width - x, y, Math.abs(y - parts.border));
  if (line && (toFront < Math.min(second, toLine) || growth * toFront < size)) {
    line.measure(x, y, growth, near);
    toFront = near.distance;
    size = Math.min(size, near.size);
  }
  // A protrusion meets the flat front at its corners: no gap there.
  const other = Math.min(second, toLine, firstIsRound ? toFront : Number.POSITIVE_INFINITY);
  first = Math.max(0, first);
  return Math.min(size, Math.max(parts.floor, GAP_FACTOR * (first + other)) + growth * first);
}
