/** One chain of points seen from another that follows the same curve: nearest places, values linear between points. */

/** Where points lie on a chain: the segment each is nearest to, and how far along it. */
export interface ChainPlaces {
  readonly segment: Int32Array /* [n] */;
  readonly along: Float64Array /* [n], 0..1 */;
}

/** Returns the nearest places of `points` [n*2] on `chain` [m*2]. */
export function placeOnChain(chain: ArrayLike<number>, points: ArrayLike<number>): ChainPlaces {
  const count = points.length / 2;
  const segment = new Int32Array(count);
  const along = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    let least = Number.POSITIVE_INFINITY;
    for (let s = 0; s + 1 < chain.length / 2; s++) {
      const ux = chain[2 * s + 2] - chain[2 * s];
      const uy = chain[2 * s + 3] - chain[2 * s + 1];
      const vx = points[2 * k] - chain[2 * s];
      const vy = points[2 * k + 1] - chain[2 * s + 1];
      const share = Math.min(1, Math.max(0, (ux * vx + uy * vy) / (ux * ux + uy * uy)));
      const distance = (vx - share * ux) ** 2 + (vy - share * uy) ** 2;
      if (distance >= least) continue;
      least = distance;
      segment[k] = s;
      along[k] = share;
    }
  }
  return { segment, along };
}

/** Returns the values of the chain's points at the places. */
export function interpolateChain({ segment, along }: ChainPlaces, values: ArrayLike<number>): Float64Array {
  return along.map((share, k) => (1 - share) * values[segment[k]] + share * values[segment[k] + 1]);
}

/** Returns the points of a chain of edges [nEdge*2], one more than there are edges. */
export function listChain(points: ArrayLike<number>, edges: ArrayLike<number>): Float64Array {
  const chain = new Float64Array(edges.length + 2);
  for (let k = 0; k <= edges.length / 2; k++) {
    const point = k === 0 ? edges[0] : edges[2 * k - 1];
    chain[2 * k] = points[2 * point];
    chain[2 * k + 1] = points[2 * point + 1];
  }
  return chain;
}
