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
  const count = nodes.length - 1;
  let leaves = 1;
  while (leaves * LEAF < count) leaves *= 2;
  const span = Math.ceil(count / leaves);
  const boxes = boundLeaves(points, nodes, { leaves, span });

  // From where to where each edge goes: x, y, dx, dy.
  const edges = new Float64Array(4 * Math.max(0, count));
  for (let k = 0; k < count; k++) {
    const a = 2 * nodes[k];
    const b = 2 * nodes[k + 1];
    edges[4 * k] = points[a];
    edges[4 * k + 1] = points[a + 1];
    edges[4 * k + 2] = points[b] - points[a];
    edges[4 * k + 3] = points[b + 1] - points[a + 1];
  }
  /** Squared distance from edge k, m2. */
  const squareTo = (k: number, x: number, y: number): number => {
    const dx = edges[4 * k + 2];
    const dy = edges[4 * k + 3];
    const px = x - edges[4 * k];
    const py = y - edges[4 * k + 1];
    const along = Math.min(1, Math.max(0, (px * dx + py * dy) / (dx * dx + dy * dy)));
    return (px - along * dx) ** 2 + (py - along * dy) ** 2;
  };
  const distanceOfBox = (b: number, x: number, y: number): number => {
    const dx = Math.max(boxes[4 * b] - x, x - boxes[4 * b + 2], 0);
    const dy = Math.max(boxes[4 * b + 1] - y, y - boxes[4 * b + 3], 0);
    return dx * dx + dy * dy;
  };
  // Edge that was nearest to the last place: a bound to begin with, often the least.
  let nearest = 0;
  const search = (b: number, x: number, y: number, known: number): number => {
    let least = known;
    if (b >= leaves) {
      const first = (b - leaves) * span;
      const end = Math.min(count, first + span);
      for (let k = first; k < end; k++) {
        const square = squareTo(k, x, y);
        if (square >= least) continue;
        least = square;
        nearest = k;
      }
      return least;
    }
    const one = distanceOfBox(2 * b, x, y);
    const other = distanceOfBox(2 * b + 1, x, y);
    const near = one <= other ? 2 * b : 2 * b + 1;
    const far = 4 * b + 1 - near;
    if ((1 - MARGIN) * Math.min(one, other) < least) least = search(near, x, y, least);
    if ((1 - MARGIN) * Math.max(one, other) < least) least = search(far, x, y, least);
    return least;
  };
  const farthest = count > 0 ? squareTo : () => Number.POSITIVE_INFINITY;
  return { measure: (x, y) => Math.sqrt(search(1, x, y, farthest(nearest, x, y))) };
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
