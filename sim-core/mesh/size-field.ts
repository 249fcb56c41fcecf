/**
 * Wanted edge length h(x, y): h_k on each interface k, growing with the distance d_k, h = min_k (h_k + G d_k), and
 * in a gap between two interfaces not above c (d_1 + d_2), so that a narrow gap is bridged by sound triangles.
 * h_k = 2 pi r / facets on a circle, 2 pi rho / facets on a protrusion of curvature radius rho.
 */

import { createCircleIndex } from "./circle-index.ts";
import type { CrossSection } from "./cross-section.ts";
import { type EllipseFoot, type HalfEllipse, isInsideEllipse, measureEllipse } from "./half-ellipse.ts";
import type { MeshSettings } from "./resolution.ts";

export interface SizeField {
  /** Returns the wanted edge length in m at a point of the cross-section. */
  readonly sizeAt: (x: number, y: number) => number;
  /** m: no edge is split below twice this, which bounds the work in the narrowest gaps. */
  readonly smallestEdge: number;
}

/** Growth of h per distance in the electrolyte at 28 facets; scaled so that the whole field halves with h. */
const GROWTH = 0.16;
const GROWTH_INSIDE = 0.5;
/** Edge length per width of a gap. */
const GAP_FACTOR = 1.4;
/** Largest edge in units of the reference edge of the resolution. */
const LARGEST = 16;

/** Returns the ellipses of the protrusions. */
export function listEllipses(section: CrossSection): HalfEllipse[] {
  const y = section.cathodeThickness + section.electrolyteThickness;
  return section.protrusions.map((one) => ({ x: one.x, y, a: one.halfWidth, b: one.depth }));
}

/** Returns the mean particle radius, or a twentieth of the separator where there is no particle. */
function measureReference(section: CrossSection): number {
  const n = section.particleRadius.length;
  if (n === 0) return section.electrolyteThickness / 20;
  return section.particleRadius.reduce((sum, r) => sum + r, 0) / n;
}

export function createSizeField(section: CrossSection, settings: MeshSettings): SizeField {
  const { width, cathodeThickness, electrolyteThickness, lithiumThickness } = section;
  const { particleX, particleY, particleRadius } = section;
  const frontY = cathodeThickness + electrolyteThickness;
  const reference = measureReference(section);
  const perRadius = (2 * Math.PI) / settings.facets;
  const growth = (GROWTH * 28) / settings.facets;
  const frontSize = perRadius * reference;
  const floor = Math.min(0.01 * reference, 0.25 * frontSize);
  const largest = Math.min(LARGEST * frontSize, GAP_FACTOR * Math.min(electrolyteThickness, width));
  const ellipses = listEllipses(section);
  const circles = createCircleIndex(section, { perRadius, growth });
  const foot: EllipseFoot = { distance: 0, radiusOfCurvature: 0 };
  const ellipseSize = (): number => Math.max(floor, Math.min(frontSize, perRadius * foot.radiusOfCurvature));

  /** In lithium the field only grows from the front and respects the layer's thickness. */
  const sizeInLithium = (x: number, y: number): number => {
    let away = y - frontY;
    let base = frontSize;
    for (const e of ellipses) {
      if (Math.abs(x - e.x) >= e.a) continue;
      measureEllipse(e, x, Math.min(y, frontY), foot);
      const toCorner = Math.hypot(e.a - Math.abs(x - e.x), Math.max(0, y - frontY));
      away = y < frontY ? foot.distance : Math.min(toCorner, foot.distance + y - frontY);
      base = ellipseSize();
    }
    const cap = Math.max(floor, Math.min(largest, GAP_FACTOR * lithiumThickness));
    return Math.min(base + GROWTH_INSIDE * Math.max(0, away), cap);
  };

  const sizeAt = (x: number, y: number): number => {
    if (y > frontY * (1 + 1e-12)) return sizeInLithium(x, y);
    for (const e of ellipses) if (isInsideEllipse(e, x, y)) return sizeInLithium(x, y);
    const toFront = frontY - y;
    const toLine = Math.min(x, width - x, y, Math.abs(y - cathodeThickness));
    let size = Math.min(largest, frontSize + growth * toFront);
    // The two nearest bodies (circles, protrusions) make the gap.
    let first = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    let firstIsRound = false;
    const { list, start, cell } = circles;
    const c = cell(x, y);
    for (let k = start[c]; k < start[c + 1]; k++) {
      const p = list[k];
      const dx = x - particleX[p];
      const dy = y - particleY[p];
      const r = particleRadius[p];
      let d = Math.sqrt(dx * dx + dy * dy) - r;
      if (d < 0) {
        if (d < -1e-9 * r) return perRadius * r - GROWTH_INSIDE * d;
        d = 0;
      }
      const grown = perRadius * r + growth * d;
      if (grown < size) size = grown;
      if (d < first) {
        second = first;
        first = d;
        firstIsRound = true;
      } else if (d < second) second = d;
    }
    for (const e of ellipses) {
      const outX = Math.max(0, Math.abs(x - e.x) - e.a);
      const outY = Math.max(0, e.y - e.b - y);
      const bound = Math.hypot(outX, outY);
      if (bound >= second && floor + growth * bound >= size) continue;
      measureEllipse(e, x, y, foot);
      const d = foot.distance;
      size = Math.min(size, ellipseSize() + growth * d);
      if (d < first) {
        second = first;
        first = d;
        firstIsRound = false;
      } else if (d < second) second = d;
    }
    // A protrusion meets the flat front at its corners: no gap there.
    const other = Math.min(second, toLine, firstIsRound ? toFront : Number.POSITIVE_INFINITY);
    const inGap = Math.max(floor, GAP_FACTOR * (first + other)) + growth * first;
    return Math.min(size, inGap);
  };
  return { sizeAt, smallestEdge: 0.5 * floor };
}
