/**
 * A lithium front given as a chain of points from the left wall to the right one: on which side of it a point lies
 * (crossings of the ray downwards), how far away it is, and how long edges are to be near it, min_k (h_k + G d_k).
 * h_k = 2 pi rho / facets where lithium bulges into the electrolyte with curvature radius rho, which concentrates
 * the current; where the electrolyte reaches into the lithium the current is weak and h_k the flat front's.
 */
import { createChainDistance } from "./chain-distance.ts";

export interface FrontSide {
  /** Whether (x, y) is on the lithium's side. */
  readonly isAbove: (x: number, y: number) => boolean;
}

/** What is measured from a point; written anew by every measurement. */
export interface FrontMeasure {
  /** m */ distance: number;
  /** Wanted edge length, m. */ size: number;
}

export interface FrontDistance {
  /** Heights between which the front runs, m. */
  readonly lowest: number;
  readonly highest: number;
  /** Shortest wanted edge length on it, m. */
  readonly finest: number;
  readonly measure: (x: number, y: number, growth: number, out: FrontMeasure) => void;
}

/** Segments per column of the ray test, on the average. */
const PER_COLUMN = 1;
/** Cells of the distance grid along the width at most. */
const COLUMNS = 100;

/** `front` [nFront*2] in m, from x = 0 to the width. */
export function createFrontSide(front: ArrayLike<number>): FrontSide {
  const count = front.length / 2 - 1;
  const width = front[2 * count];
  const columns = Math.max(1, Math.round(count / PER_COLUMN));
  const columnOf = (x: number): number =>
    Math.min(columns - 1, Math.max(0, Math.floor((x / width) * columns)));
  const lists: number[][] = Array.from({ length: columns }, () => []);
  for (let k = 0; k < count; k++) {
    const [a, b] = [columnOf(front[2 * k]), columnOf(front[2 * k + 2])];
    for (let c = Math.min(a, b); c <= Math.max(a, b); c++) lists[c].push(k);
  }
  const isAbove = (x: number, y: number): boolean => {
    const at = Math.min(x, width * (1 - 1e-12));
    let above = false;
    for (const k of lists[columnOf(at)]) {
      const xa = front[2 * k];
      const xb = front[2 * k + 2];
      if (xa <= at === xb <= at) continue;
      const share = (at - xa) / (xb - xa);
      if (front[2 * k + 1] + share * (front[2 * k + 3] - front[2 * k + 1]) < y) above = !above;
    }
    return above;
  };
  return { isAbove };
}

/** `sizes` [nFront]: wanted edge length at each point of the front, m. Growths asked for are at least `gentlest`. */
export function createFrontDistance(
  front: ArrayLike<number>,
  sizes: ArrayLike<number>,
  gentlest: number,
): FrontDistance {
  const count = sizes.length;
  const width = front[2 * count - 2];
  const { lowest, highest, finest, flat } = findExtremes(front, sizes);
  const chain = createChainDistance(
    front,
    Int32Array.from({ length: count }, (_, k) => k),
  );
  const side = Math.max(width / COLUMNS, 4 * flat);
  const columns = Math.ceil(width / side) + 1;
  const cells = new Map<number, Int32Array>();
  // Of segments that are as coarse as any, the nearest one sets the size.
  const fine = Int32Array.from({ length: count - 1 }, (_, k) => k).filter(
    (k) => Math.min(sizes[k], sizes[k + 1]) < flat,
  );

  const shareOf = (k: number, x: number, y: number): number => nearestShare(front, k, x, y);
  const distanceAt = (k: number, share: number, x: number, y: number): number => {
    const ex = x - front[2 * k] - share * (front[2 * k + 2] - front[2 * k]);
    const ey = y - front[2 * k + 1] - share * (front[2 * k + 3] - front[2 * k + 1]);
    return Math.sqrt(ex * ex + ey * ey);
  };

  /** Finer segments that may set the size somewhere in a cell; found when first asked for. */
  const candidates = (x: number, y: number): Int32Array => {
    const i = Math.floor(x / side);
    const j = Math.floor(y / side);
    const cell = j * columns + i;
    const known = cells.get(cell);
    if (known) return known;
    const [middleX, middleY] = [(i + 0.5) * side, (j + 0.5) * side];
    const limit = chain.measure(middleX, middleY) + Math.SQRT2 * side;
    // A finer segment may set the size from farther away.
    const list = fine.filter((k) => {
      const farther = distanceAt(k, shareOf(k, middleX, middleY), middleX, middleY) - limit;
      return farther <= 0 || Math.min(sizes[k], sizes[k + 1]) + gentlest * farther < flat;
    });
    cells.set(cell, list);
    return list;
  };
  const measure = (x: number, y: number, growth: number, out: FrontMeasure): void => {
    const distance = chain.measure(x, y);
    let size = flat + growth * distance;
    const list = candidates(x, y);
    for (let n = 0; n < list.length; n++) {
      const k = list[n];
      const share = shareOf(k, x, y);
      const own = sizes[k] + share * (sizes[k + 1] - sizes[k]);
      size = Math.min(size, own + growth * distanceAt(k, share, x, y));
    }
    out.distance = distance;
    out.size = size;
  };
  return { lowest, highest, finest, measure };
}

/** Of the front's heights, and of its sizes. */
function findExtremes(
  front: ArrayLike<number>,
  sizes: ArrayLike<number>,
): Pick<FrontDistance, "lowest" | "highest" | "finest"> & { readonly flat: number } {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  let finest = Number.POSITIVE_INFINITY;
  let flat = 0;
  for (let k = 0; k < sizes.length; k++) {
    lowest = Math.min(lowest, front[2 * k + 1]);
    highest = Math.max(highest, front[2 * k + 1]);
    finest = Math.min(finest, sizes[k]);
    flat = Math.max(flat, sizes[k]);
  }
  return { lowest, highest, finest, flat };
}

/** Share of segment k at which it is nearest to (x, y). */
function nearestShare(front: ArrayLike<number>, k: number, x: number, y: number): number {
  const ux = front[2 * k + 2] - front[2 * k];
  const uy = front[2 * k + 3] - front[2 * k + 1];
  const along = (x - front[2 * k]) * ux + (y - front[2 * k + 1]) * uy;
  return Math.min(1, Math.max(0, along / (ux * ux + uy * uy)));
}
