/** Which triangles share an edge. Half-edge 3 t + k runs from corner k of triangle t to its next corner. */

/** Returns the triangle on the other side of each half-edge [nTriangle*3], -1 on the border. */
export function findNeighbours(triangles: ArrayLike<number>, pointCount: number): Int32Array {
  const neighbour = new Int32Array(triangles.length).fill(-1);
  // Half-edges that leave a point, as linked lists.
  const head = new Int32Array(pointCount).fill(-1);
  const next = new Int32Array(triangles.length);
  for (let e = 0; e < triangles.length; e++) {
    next[e] = head[triangles[e]];
    head[triangles[e]] = e;
  }
  for (let e = 0; e < triangles.length; e++) {
    const to = triangles[endOfEdge(e)];
    for (let other = head[to]; other >= 0; other = next[other]) {
      if (triangles[endOfEdge(other)] === triangles[e]) neighbour[e] = Math.floor(other / 3);
    }
  }
  return neighbour;
}

/** Returns the place, in the list of corners, of the point in which half-edge `e` ends. */
export function endOfEdge(e: number): number {
  return e % 3 === 2 ? e - 2 : e + 1;
}
