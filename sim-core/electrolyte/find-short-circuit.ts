/**
 * Short circuit by lithium in grain boundaries: a chain of triangles, edge by edge, each with at least the fraction
 * at which lithium percolates (0.16, Scher and Zallen 1970), from the lithium front to a particle or the cathode
 * collector. Found breadth first, so that the chain has as few triangles as any. Source: physics.md 8.3.
 */

export interface LithiumField {
  /** Volume fraction of lithium. */
  readonly fraction: ArrayLike<number> /* [nTriangle] */;
  /** Triangle across each edge, -1 for none. */
  readonly neighbour: ArrayLike<number> /* [nTriangle*3] */;
  /** 1 for triangles at the lithium front, and at particles or the cathode collector. */
  readonly atLithium: ArrayLike<number> /* [nTriangle] */;
  readonly atCathode: ArrayLike<number> /* [nTriangle] */;
}

/** Returns the triangles of a shortest chain from lithium to cathode, in this order; undefined where none is closed. */
export function findShortCircuit(field: LithiumField, threshold: number): Int32Array | undefined {
  const { fraction, neighbour, atLithium, atCathode } = field;
  const UNSEEN = -2;
  const START = -1;
  const from = new Int32Array(fraction.length).fill(UNSEEN);
  const queue: number[] = [];
  for (let t = 0; t < fraction.length; t++) {
    if (atLithium[t] !== 1 || fraction[t] < threshold) continue;
    from[t] = START;
    queue.push(t);
  }
  for (let next = 0; next < queue.length; next++) {
    const t = queue[next];
    if (atCathode[t] === 1) return traceBack(from, t);
    for (let e = 3 * t; e < 3 * t + 3; e++) {
      const other = neighbour[e];
      if (other < 0 || from[other] !== UNSEEN || fraction[other] < threshold) continue;
      from[other] = t;
      queue.push(other);
    }
  }
  return undefined;
}

function traceBack(from: Int32Array, end: number): Int32Array {
  const path: number[] = [];
  for (let t = end; t >= 0; t = from[t]) path.push(t);
  return Int32Array.from(path.reverse());
}
