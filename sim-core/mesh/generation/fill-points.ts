/**
 * Interior points before triangulation. From every edge of the outline the apex of an equilateral triangle is tried
 * on both sides, then from every accepted point six neighbours at the wanted distance, first come first served: fronts
 * of nearly equilateral triangles that start on the interfaces and meet in the middle. A point is kept when no other
 * is nearer than `SPACING` times the wanted edge length.
 */
import { hypot } from "../../base/elementary.ts";
import type { Outline } from "./outline.ts";
import type { SizeField } from "./size-field.ts";

const SPACING = 0.74;
/** Growth of the edge length per distance between a point and the one that proposed it. */
const STEEPEST = 0.5;

/** What is filled, m: from wall to wall, between two heights. */
export interface Extent {
  readonly width: number;
  readonly bottom: number;
  readonly top: number;
}

/** Returns [nPoint*2]: the outline's points, then those of the interior. */
export function fillPoints(outline: Outline, field: SizeField, extent: Extent): Float64Array {
  const { width, bottom, top } = extent;
  const points = outline.points.slice();
  const nOutline = points.length / 2;
  const size = measureSpacing(outline);
  // What the field asks for at each interior point, and the direction in which it was proposed.
  const asked = new Array<number>(nOutline).fill(0);
  const towardsX = asked.slice();
  const towardsY = asked.slice();
  const grid = createPointGrid(extent, points);
  for (let k = 0; k < nOutline; k++) grid.add(k);

  const propose = (x: number, y: number, parentSize: number, ux: number, uy: number): void => {
    const margin = 0.3 * parentSize;
    if (x < margin || y < bottom + margin || x > width - margin || y > top - margin) return;
    if (grid.hasNear(x, y, 0.5 * SPACING * parentSize)) return;
    const own = field.sizeAt(x, y);
    const wanted = Math.min(own, parentSize * (1 + STEEPEST));
    if (grid.hasNear(x, y, SPACING * wanted)) return;
    const k = points.push(x, y) / 2 - 1;
    size.push(wanted);
    asked.push(own);
    towardsX.push(ux);
    towardsY.push(uy);
    grid.add(k);
  };

  const { edges } = outline;
  for (let k = 0; k < edges.length; k += 2) {
    const a = 2 * edges[k];
    const b = 2 * edges[k + 1];
    const dx = points[b] - points[a];
    const dy = points[b + 1] - points[a + 1];
    const x = 0.5 * (points[a] + points[b]);
    const y = 0.5 * (points[a + 1] + points[b + 1]);
    const length = Math.sqrt(dx * dx + dy * dy);
    for (const side of [-1, 1])
      propose(x - side * APEX * dy, y + side * APEX * dx, length, dx / length, dy / length);
  }
  for (let k = nOutline; 2 * k < points.length; k++) {
    const x = points[2 * k];
    const y = points[2 * k + 1];
    const reach = Math.min(asked[k], size[k] * (1 + STEEPEST));
    let ux = towardsX[k];
    let uy = towardsY[k];
    for (let m = 0; m < 6; m++) {
      propose(x + reach * ux, y + reach * uy, reach, ux, uy);
      // A sixth of a turn on.
      const turned = 0.5 * ux - APEX * uy;
      uy = APEX * ux + 0.5 * uy;
      ux = turned;
    }
  }
  return new Float64Array(points);
}

const APEX = Math.sqrt(3) / 2;

/** Length of the shortest edge at each vertex of the outline. */
function measureSpacing(outline: Outline): number[] {
  const { points, edges } = outline;
  const spacing = new Array<number>(points.length / 2).fill(Number.POSITIVE_INFINITY);
  for (let k = 0; k < edges.length; k += 2) {
    const a = edges[k];
    const b = edges[k + 1];
    const length = hypot(points[2 * b] - points[2 * a], points[2 * b + 1] - points[2 * a + 1]);
    spacing[a] = Math.min(spacing[a], length);
    spacing[b] = Math.min(spacing[b], length);
  }
  return spacing;
}

interface PointGrid {
  readonly add: (k: number) => void;
  /** Whether a point lies within `radius` of (x, y). */
  readonly hasNear: (x: number, y: number, radius: number) => boolean;
}

/** Buckets about as wide as the spacing of the outline's points. */
function createPointGrid({ width, bottom, top }: Extent, points: ArrayLike<number>): PointGrid {
  const cell = Math.sqrt((width * (top - bottom)) / (8 * points.length));
  const columns = Math.ceil(width / cell) + 1;
  const rows = Math.ceil((top - bottom) / cell) + 1;
  const head = new Int32Array(columns * rows).fill(-1);
  const next: number[] = [];
  const add = (k: number): void => {
    const c = Math.floor((points[2 * k + 1] - bottom) / cell) * columns + Math.floor(points[2 * k] / cell);
    next[k] = head[c];
    head[c] = k;
  };
  const hasNear = (x: number, y: number, radius: number): boolean => {
    const i0 = Math.max(0, Math.floor((x - radius) / cell));
    const i1 = Math.min(columns - 1, Math.floor((x + radius) / cell));
    const j0 = Math.max(0, Math.floor((y - bottom - radius) / cell));
    const j1 = Math.min(rows - 1, Math.floor((y - bottom + radius) / cell));
    const limit = radius * radius;
    for (let j = j0; j <= j1; j++) {
      for (let i = i0; i <= i1; i++) {
        for (let k = head[j * columns + i]; k >= 0; k = next[k]) {
          const dx = points[2 * k] - x;
          const dy = points[2 * k + 1] - y;
          if (dx * dx + dy * dy < limit) return true;
        }
      }
    }
    return false;
  };
  return { add, hasNear };
}
