/**
 * Where a lithium front meets itself, and the front without the loop that it makes there: a tip of lithium whose sides
 * were stripped through each other, or a piece of lithium whose neck was. The line closes behind it.
 */

/** First segment of the chain `front` [nFront*2], and the next one, not its neighbour, that it meets; undefined if none. */
export function findCrossing(front: ArrayLike<number>): readonly [number, number] | undefined {
  const count = front.length / 2 - 1;
  for (let k = 0; k < count; k++) {
    const [xa, xb] = [front[2 * k], front[2 * k + 2]];
    const [left, right] = [Math.min(xa, xb), Math.max(xa, xb)];
    for (let m = k + 2; m < count; m++) {
      const [xc, xd] = [front[2 * m], front[2 * m + 2]];
      if (Math.min(xc, xd) > right || Math.max(xc, xd) < left) continue;
      const parted = turn(front, k, k + 1, m) * turn(front, k, k + 1, m + 1) > 0;
      if (!parted && turn(front, m, m + 1, k) * turn(front, m, m + 1, k + 1) <= 0) return [k, m];
    }
  }
  return undefined;
}

/** Positive when point c is to the left of a -> b. */
function turn(front: ArrayLike<number>, a: number, b: number, c: number): number {
  const [x, y] = [front[2 * a], front[2 * a + 1]];
  return (front[2 * b] - x) * (front[2 * c + 1] - y) - (front[2 * b + 1] - y) * (front[2 * c] - x);
}

/** A chain and, for each of its points, the index of the point of a former chain that it is or stands for. */
export interface TracedChain {
  readonly points: Float64Array /* [n*2] */;
  readonly origin: readonly number[] /* [n] */;
}

/** Returns the chain without loops: the first point of each is moved to where it closes, the others go. */
export function cutLoops(chain: TracedChain): TracedChain {
  let { points, origin } = chain;
  for (let met = findCrossing(points); met !== undefined; met = findCrossing(points)) {
    const [k, m] = met;
    const [a, b] = [turn(points, m, m + 1, k), turn(points, m, m + 1, k + 1)];
    const share = a === b ? 0.5 : a / (a - b);
    const at = [0, 1].map(
      (axis) => points[2 * k + axis] + share * (points[2 * k + 2 + axis] - points[2 * k + axis]),
    );
    points = Float64Array.of(...points.subarray(0, 2 * k + 2), ...at, ...points.subarray(2 * m + 2));
    origin = [...origin.slice(0, k + 2), ...origin.slice(m + 1)];
  }
  return { points, origin };
}
