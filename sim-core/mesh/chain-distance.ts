/**
 * Distance from a chain of straight edges. Boxes around ever longer stretches of the chain form a binary tree; a search
 * goes to the nearer box first and leaves out those that are farther than what was found.
 */

export interface ChainDistance {
  /** Distance of (x, y) from the chain, m; infinite where it has no edge. */
  measure(x: number, y: number): number;
}

/** Edges in a box that is not divided. */
const LEAF = 4;
/** Relative round-off by which a box may seem farther than what is in it. */
const MARGIN = 1e-9;

/** `nodes` [nNode]: indices into `points` [nPoint*2] (m), in order along the chain. */
export function createChainDistance(points: ArrayLike<number>, nodes: ArrayLike<number>): ChainDistance {
  const edgeCount = Math.max(0, nodes.length - 1);
  let leaves = 1;
  while (leaves * LEAF < edgeCount) leaves *= 2;
  const span = Math.ceil(edgeCount / leaves);
  const boxes = boundLeaves(points, nodes, { leaves, span });

  const edges = listEdges(points, nodes);
  const squareTo = (k: number, x: number, y: number): number => {
    const dx = edges[4 * k + 2];
    const dy = edges[4 * k + 3];
    const px = x - edges[4 * k];
    const py = y - edges[4 * k + 1];
    const along = Math.min(1, Math.max(0, (px * dx + py * dy) / (dx * dx + dy * dy)));
    const ex = px - along * dx;
    const ey = py - along * dy;
    return ex * ex + ey * ey;
  };
  const squareToBox = (b: number, x: number, y: number): number => {
    const dx = Math.max(boxes[4 * b] - x, x - boxes[4 * b + 2], 0);
    const dy = Math.max(boxes[4 * b + 1] - y, y - boxes[4 * b + 3], 0);
    return dx * dx + dy * dy;
  };
  // Boxes that are still to be looked into, one of each size at most, and how far they are.
  const waiting = new Int32Array(32);
  const square = new Float64Array(32);
  // Edge that was nearest to the last place: a bound to begin with, often the least.
  let nearest = 0;
  const measure = (x: number, y: number): number => {
    let least = squareTo(nearest, x, y);
    waiting[0] = 1;
    square[0] = 0;
    for (let count = 1; count > 0; ) {
      let b = waiting[--count];
      let own = square[count];
      while (b < leaves && (1 - MARGIN) * own < least) {
        const one = squareToBox(2 * b, x, y);
        const other = squareToBox(2 * b + 1, x, y);
        b = one <= other ? 2 * b : 2 * b + 1;
        own = Math.min(one, other);
        waiting[count] = b ^ 1;
        square[count++] = Math.max(one, other);
      }
      if ((1 - MARGIN) * own >= least) continue;
      const first = (b - leaves) * span;
      const end = Math.min(edgeCount, first + span);
      for (let k = first; k < end; k++) {
        const found = squareTo(k, x, y);
        if (found >= least) continue;
        least = found;
        nearest = k;
      }
    }
    return Math.sqrt(least);
  };
  return edgeCount > 0 ? { measure } : { measure: () => Number.POSITIVE_INFINITY };
}

/** From where to where each edge goes [nEdge*4]: x, y, dx, dy. */
function listEdges(points: ArrayLike<number>, nodes: ArrayLike<number>): Float64Array {
  const edges = new Float64Array(4 * Math.max(0, nodes.length - 1));
  for (let k = 0; 4 * k < edges.length; k++) {
    const a = 2 * nodes[k];
    const b = 2 * nodes[k + 1];
    edges[4 * k] = points[a];
    edges[4 * k + 1] = points[a + 1];
    edges[4 * k + 2] = points[b] - points[a];
    edges[4 * k + 3] = points[b + 1] - points[a + 1];
  }
  return edges;
}

/** Returns left, bottom, right and top of every box of a tree over the edges [8*leaves]. */
function boundLeaves(
  points: ArrayLike<number>,
  nodes: ArrayLike<number>,
  { leaves, span }: { readonly leaves: number; readonly span: number },
): Float64Array {
  const count = nodes.length - 1;
  // Box b has the children 2 b and 2 b + 1; the last `leaves` boxes are leaves.
  const boxes = new Float64Array(8 * leaves);
  for (let b = 2 * leaves - 1; b >= 1; b--) {
    const box = boxes.subarray(4 * b, 4 * b + 4);
    box.set([
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ]);
    if (b < leaves) {
      for (const child of [boxes.subarray(8 * b, 8 * b + 4), boxes.subarray(8 * b + 4, 8 * b + 8)]) {
        for (const k of [0, 1]) box[k] = Math.min(box[k], child[k]);
        for (const k of [2, 3]) box[k] = Math.max(box[k], child[k]);
      }
      continue;
    }
    const first = (b - leaves) * span;
    if (first >= count) continue;
    for (let k = first; k <= Math.min(count, first + span); k++) {
      const [x, y] = [points[2 * nodes[k]], points[2 * nodes[k] + 1]];
      box.set([Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)]);
    }
  }
  return boxes;
}
