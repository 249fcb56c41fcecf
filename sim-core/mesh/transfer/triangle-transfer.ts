/**
 * Carries amounts in the triangles of one mesh to another mesh of nearly the same region. A density is taken as linear in
 * each old triangle (least squares over its neighbours, held within the range of those around each corner, so that no
 * new extreme arises) and given to the new triangles that overlap it. Every amount arrives whole: what the new mesh does
 * not cover goes where the rest of its triangle goes, or to the nearest triangle. Second order away from borders.
 */
import { createOverlapFinder, type Found } from "./overlap-finder.ts";
import {
  findMiddles,
  type Middles,
  reconstructDensity,
  type TriangleDensity,
  type TriangleMesh,
} from "./triangle-density.ts";

/**
 * Returns the amounts [nNew] for each of `amounts` [nOld]; where an amount is 0 no work is done, and next to none where a
 * triangle is the same in both meshes, under the same number.
 */
export function remapAmounts(
  from: TriangleMesh,
  to: Triangles,
  amounts: readonly ArrayLike<number>[],
): Float64Array[] {
  const count = to.triangles.length / 3;
  const out = amounts.map(() => new Float64Array(count));
  if (amounts.every((amount) => isEmpty(amount))) return out;
  const same = markSame(from, to);
  const middles = findMiddles(from);
  const shapes = amounts.map((amount) => reconstructDensity(from, middles, { amount, same }));
  const finder = createOverlapFinder(from, to, same);
  const { found } = finder;
  for (let t = 0; t < same.length; t++) {
    if (same[t] === 1) {
      for (let field = 0; field < amounts.length; field++) out[field][t] += amounts[field][t];
      continue;
    }
    let pieces = -1;
    for (let field = 0; field < amounts.length; field++) {
      const amount = amounts[field][t];
      if (amount === 0) continue;
      if (pieces < 0) pieces = finder.find(t);
      give(out[field], amount, { shape: shapes[field], middles, t, found, pieces });
    }
  }
  return out;
}

type Triangles = Pick<TriangleMesh, "points" | "triangles">;

/** Returns 1 for triangles [nOld] whose corners are where those of the new triangle of the same number are. */
function markSame(from: Triangles, to: Triangles): Uint8Array {
  const same = new Uint8Array(from.triangles.length / 3);
  const shared = Math.min(from.triangles.length, to.triangles.length);
  for (let k = 0; k < shared; k += 3) {
    if (isSameCorner(from, to, k) && isSameCorner(from, to, k + 1) && isSameCorner(from, to, k + 2))
      same[k / 3] = 1;
  }
  return same;
}

function isSameCorner(from: Triangles, to: Triangles, k: number): boolean {
  const [v, w] = [2 * from.triangles[k], 2 * to.triangles[k]];
  return from.points[v] === to.points[w] && from.points[v + 1] === to.points[w + 1];
}

interface Gift {
  readonly shape: TriangleDensity;
  readonly middles: Middles;
  readonly t: number;
  readonly found: Found;
  /** How many of `found` there are. */
  readonly pieces: number;
}

/** Adds an amount to what the pieces of its triangle belong to, by what the density there says each of them holds. */
function give(out: Float64Array, amount: number, { shape, middles, t, found, pieces }: Gift): void {
  const { area, weight, triangle } = found;
  const slopeX = shape.slope[2 * t] / shape.density[t];
  const slopeY = shape.slope[2 * t + 1] / shape.density[t];
  let total = 0;
  for (let i = 0; i < pieces; i++) {
    const there = 1 + slopeX * (found.x[i] - middles.x[t]) + slopeY * (found.y[i] - middles.y[t]);
    weight[i] = area[i] * Math.max(0, there);
    total += weight[i];
  }
  if (total === 0) {
    weight.set(area);
    for (let i = 0; i < pieces; i++) total += area[i];
  }
  for (let i = 0; i < pieces; i++) out[triangle[i]] += amount * (weight[i] / total);
}

function isEmpty(amount: ArrayLike<number>): boolean {
  for (let t = 0; t < amount.length; t++) if (amount[t] !== 0) return false;
  return true;
}
