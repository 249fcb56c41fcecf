/** Which triangles share an edge. Half-edge 3 t + k runs from corner k of triangle t to its next corner. */

/**
 * Returns the triangle on the other side of each half-edge [nTriangle*3], -1 on the border. `known`: what this returns for
 * the first triangles alone.
 */
export function findNeighbours(
  triangles: ArrayLike<number>,
  pointCount: number,
  known: ArrayLike<number> = [],
): Int32Array {
  const neighbour = new Int32Array(triangles.length).fill(-1);
  neighbour.set(known);
  // Half-edges that leave a point and have found none yet, as linked lists.
  const head = new Int32Array(pointCount).fill(-1);
  const next = new Int32Array(triangles.length);
  for (let t = 0, e = 0; e < triangles.length; t++) {
    for (const end = e + 3; e < end; e++) {
      if (neighbour[e] >= 0) continue;
      const from = triangles[e];
      const to = triangles[endOfEdge(e)];
      let before = -1;
      let other = head[to];
      while (other >= 0 && triangles[endOfEdge(other)] !== from) {
        before = other;
        other = next[other];
      }
      if (other < 0) {
        next[e] = head[from];
        head[from] = e;
        continue;
      }
      neighbour[e] = Math.floor(other / 3);
      neighbour[other] = t;
      if (before < 0) head[to] = next[other];
      else next[before] = next[other];
    }
  }
  return neighbour;
}

/** Returns the place, in the list of corners, of the point in which half-edge `e` ends. */
export function endOfEdge(e: number): number {
  return e % 3 === 2 ? e - 2 : e + 1;
}
