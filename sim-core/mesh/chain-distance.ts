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
  // Box b has the children 2 b and 2 b + 1; the last `leaves` boxes are leaves.
  const boxes = new Float64Array(8 * leaves);
  const span = Math.ceil(count / leaves);
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

  const distanceOfBox = (b: number, x: number, y: number): number => {
    const dx = Math.max(boxes[4 * b] - x, x - boxes[4 * b + 2], 0);
    const dy = Math.max(boxes[4 * b + 1] - y, y - boxes[4 * b + 3], 0);
    return dx * dx + dy * dy;
  };
  const search = (b: number, x: number, y: number, known: number): number => {
    let least = known;
    if (b >= leaves) {
      const first = (b - leaves) * span;
      for (let k = first; k < Math.min(count, first + span); k++)
        least = Math.min(least, measureSquare(points, nodes[k], nodes[k + 1], [x, y]));
      return least;
    }
    const [one, other] = [distanceOfBox(2 * b, x, y), distanceOfBox(2 * b + 1, x, y)];
    const [near, far] = one <= other ? [2 * b, 2 * b + 1] : [2 * b + 1, 2 * b];
    if ((1 - MARGIN) * Math.min(one, other) < least) least = search(near, x, y, least);
    if ((1 - MARGIN) * Math.max(one, other) < least) least = search(far, x, y, least);
    return least;
  };
  return { measure: (x, y) => Math.sqrt(search(1, x, y, Number.POSITIVE_INFINITY)) };
}

/** Squared distance of a place from the edge a-b, m2. */
function measureSquare(
  points: ArrayLike<number>,
  a: number,
  b: number,
  [x, y]: readonly [number, number],
): number {
  const [ax, ay] = [points[2 * a], points[2 * a + 1]];
  const dx = points[2 * b] - ax;
  const dy = points[2 * b + 1] - ay;
  const px = x - ax;
  const py = y - ay;
  const along = Math.min(1, Math.max(0, (px * dx + py * dy) / (dx * dx + dy * dy)));
  return (px - along * dx) ** 2 + (py - along * dy) ** 2;
}
