/**
 * Carries amounts in the triangles of one mesh to another mesh of nearly the same region. A density is taken as linear in
 * each old triangle (least squares over its neighbours, held within the range of those around each corner, so that no
 * new extreme arises) and given to the new triangles that overlap it. Every amount arrives whole: what the new mesh does
 * not cover goes where the rest of its triangle goes, or to the nearest triangle. Second order away from borders.
 */
import { createOverlapFinder } from "./overlap-finder.ts";
import { findMiddles, reconstructDensity, type TriangleMesh } from "./triangle-density.ts";

/** Returns the amounts [nNew] for each of `amounts` [nOld]; where an amount is 0 no work is done. */
export function carryAmounts(
  from: TriangleMesh,
  to: Pick<TriangleMesh, "points" | "triangles">,
  amounts: readonly ArrayLike<number>[],
): Float64Array[] {
  const count = to.triangles.length / 3;
  const out = amounts.map(() => new Float64Array(count));
  if (amounts.every((amount) => isEmpty(amount))) return out;
  const middles = findMiddles(from);
  const shapes = amounts.map((amount) => reconstructDensity(from, middles, amount));
  const finder = createOverlapFinder(from, to);
  const { found } = finder;
  for (let t = 0; t < from.triangles.length / 3; t++) {
    if (amounts.every((amount) => amount[t] === 0)) continue;
    const pieces = finder.find(t);
    amounts.forEach((amount, field) => {
      if (amount[t] === 0) return;
      const { density, slope } = shapes[field];
      let total = 0;
      for (let i = 0; i < pieces; i++) {
        const [dx, dy] = [found.x[i] - middles.x[t], found.y[i] - middles.y[t]];
        const there = 1 + (slope[2 * t] * dx + slope[2 * t + 1] * dy) / density[t];
        found.weight[i] = found.area[i] * Math.max(0, there);
        total += found.weight[i];
      }
      const weight = total > 0 ? found.weight : found.area;
      if (total === 0) for (let i = 0; i < pieces; i++) total += found.area[i];
      for (let i = 0; i < pieces; i++) out[field][found.triangle[i]] += amount[t] * (weight[i] / total);
    });
  }
  return out;
}

function isEmpty(amount: ArrayLike<number>): boolean {
  for (let t = 0; t < amount.length; t++) if (amount[t] !== 0) return false;
  return true;
}
