/**
 * Evens a density along the lithium front over a length l: d - l^2 d'' = given, mirror planes at its ends; linear
 * elements with lumped mass, so that the content of the front is kept to round-off and a constant stays one. Stands for
 * lithium that creeps to where grain boundaries have taken it from.
 */

/** Returns the evened density [n]; `length` [n] (m) is the piece of front of each node, `range` is l, m. */
export function evenOut(density: ArrayLike<number>, length: ArrayLike<number>, range: number): Float64Array {
  const count = density.length;
  const out = Float64Array.from(density);
  if (!(range > 0) || count < 2) return out;
  // Half of each neighbour's piece lies between two nodes; those at the ends have all of theirs on one side.
  const link = (k: number): number => {
    const left = (k === 0 ? 1 : 0.5) * length[k];
    const right = (k + 2 === count ? 1 : 0.5) * length[k + 1];
    return range ** 2 / (left + right);
  };
  // Thomas's elimination of a diagonally dominant system for the change from the given density.
  const ratio = new Float64Array(count);
  const change = new Float64Array(count);
  let below = 0;
  for (let k = 0; k < count; k++) {
    const above = k + 1 < count ? link(k) : 0;
    const flow =
      (k + 1 < count ? above * (density[k + 1] - density[k]) : 0) -
      (k > 0 ? below * (density[k] - density[k - 1]) : 0);
    const before = k > 0 ? below * ratio[k - 1] : 0;
    const pivot = length[k] + below + above - before;
    ratio[k] = above / pivot;
    change[k] = (flow + (k > 0 ? below * change[k - 1] : 0)) / pivot;
    below = above;
  }
  for (let k = count - 2; k >= 0; k--) change[k] += ratio[k] * change[k + 1];
  for (let k = 0; k < count; k++) out[k] += change[k];
  return out;
}
