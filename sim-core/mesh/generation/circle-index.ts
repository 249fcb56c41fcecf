/**
 * Which circles matter at a point: a grid of cells, each with the circles that may be among its two nearest or may
 * set the edge length min (h_p + G d_p) somewhere in it, none where the largest edge length is reached anyway. Bounds use
 * the distance between circle and cell centre.
 */
import type { CrossSection } from "../cross-section.ts";

export interface CircleIndex {
  /** Circles of cell c: list[start[c] .. start[c + 1]). */
  readonly list: Int32Array;
  readonly start: Int32Array /* [nCell + 1] */;
  /** Returns the cell of a point at or below the lithium front. */
  readonly cell: (x: number, y: number) => number;
}

export interface SizeLaw {
  /** Edge length on a circle per radius. */
  readonly perRadius: number;
  /** Growth of the edge length per distance. */
  readonly growth: number;
  /** Edge length per width of a gap, and the largest edge length, m. */
  readonly gapFactor: number;
  readonly largest: number;
}

export function createCircleIndex(section: CrossSection, law: SizeLaw): CircleIndex {
  const { width, particleX, particleY, particleRadius } = section;
  const height = section.cathodeThickness + section.electrolyteThickness;
  const n = particleX.length;
  const meanRadius = n > 0 ? particleRadius.reduce((sum, r) => sum + r, 0) / n : width;
  const side = Math.max(1.5 * meanRadius, Math.sqrt((width * height) / 20000));
  const columns = Math.max(1, Math.ceil(width / side));
  const rows = Math.max(1, Math.ceil(height / side));
  const start = new Int32Array(columns * rows + 1);
  const list: number[] = [];
  const half = side * Math.SQRT1_2;
  const distance = new Float64Array(n);
  for (let c = 0; c < columns * rows; c++) {
    const x = ((c % columns) + 0.5) * side;
    const y = (Math.floor(c / columns) + 0.5) * side;
    let first = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    let size = Number.POSITIVE_INFINITY;
    for (let p = 0; p < n; p++) {
      const dx = x - particleX[p];
      const dy = y - particleY[p];
      const d = Math.sqrt(dx * dx + dy * dy) - particleRadius[p];
      distance[p] = d;
      if (d < first) {
        second = first;
        first = d;
      } else if (d < second) second = d;
      size = Math.min(size, law.perRadius * particleRadius[p] + law.growth * d);
    }
    // Too far from all circles for any of them to matter, by itself or as the side of a gap.
    const isFree = law.gapFactor * (first - half) >= law.largest && size - law.growth * half >= law.largest;
    for (let p = 0; p < n && !isFree; p++) {
      const isNear = distance[p] <= second + 2 * half;
      const isFine =
        law.perRadius * particleRadius[p] + law.growth * distance[p] <= size + 2 * law.growth * half;
      if (isNear || isFine) list.push(p);
    }
    start[c + 1] = list.length;
  }
  const cell = (x: number, y: number): number => {
    const i = Math.min(columns - 1, Math.max(0, Math.floor(x / side)));
    const j = Math.min(rows - 1, Math.max(0, Math.floor(y / side)));
    return j * columns + i;
  };
  return { list: Int32Array.from(list), start, cell };
}
