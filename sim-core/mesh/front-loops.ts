/**
 * Where a lithium front meets itself, and the front without the loop that it makes there: a tip of lithium whose sides
 * were stripped through each other, or a piece of lithium whose neck was. The line closes behind it.
 */

/** First segment of the chain `front` [nFront*2], and the next one, not its neighbour, that it meets; undefined if none. */
export function findCrossing(front: ArrayLike<number>): readonly [number, number] | undefined {
  const { columnOf, start, list } = sortByColumn(front);
  const count = front.length / 2 - 1;
  for (let k = 0; k < count; k++) {
    const xa = columnOf(front[2 * k]);
    const xb = columnOf(front[2 * k + 2]);
    let met = count;
    for (let i = start[Math.min(xa, xb)]; i < start[Math.max(xa, xb) + 1]; i++) {
      const m = list[i];
      if (m >= k + 2 && m < met && isMet(front, k, m)) met = m;
    }
    if (met < count) return [k, met];
  }
  return undefined;
}

/** Segments of a chain by columns of equal width, each in all columns that it reaches into. */
function sortByColumn(front: ArrayLike<number>) {
  const count = front.length / 2 - 1;
  let low = front[0];
  let high = front[0];
  for (let k = 2; k < front.length; k += 2) {
    low = Math.min(low, front[k]);
    high = Math.max(high, front[k]);
  }
  const scale = high > low ? count / (high - low) : 0;
  const columnOf = (x: number): number => Math.min(count - 1, Math.floor((x - low) * scale));
  const start = new Int32Array(count + 1);
  const visit = (use: (column: number, k: number) => void): void => {
    for (let k = 0; k < count; k++) {
      const xa = columnOf(front[2 * k]);
      const xb = columnOf(front[2 * k + 2]);
      for (let c = Math.min(xa, xb); c <= Math.max(xa, xb); c++) use(c, k);
    }
  };
  visit((column) => {
    start[column + 1]++;
  });
  for (let c = 0; c < count; c++) start[c + 1] += start[c];
  const list = new Int32Array(start[count]);
  const filled = start.slice(0, count);
  visit((column, k) => {
    list[filled[column]++] = k;
  });
  return { columnOf, start, list };
}

function isMet(front: ArrayLike<number>, k: number, m: number): boolean {
  const xa = front[2 * k];
  const xb = front[2 * k + 2];
  const xc = front[2 * m];
  const xd = front[2 * m + 2];
  return (
    Math.min(xc, xd) <= Math.max(xa, xb) &&
    Math.max(xc, xd) >= Math.min(xa, xb) &&
    turn(front, k, k + 1, m) * turn(front, k, k + 1, m + 1) <= 0 &&
    turn(front, m, m + 1, k) * turn(front, m, m + 1, k + 1) <= 0
  );
}

/** Positive when point c is to the left of a -> b. */
function turn(front: ArrayLike<number>, a: number, b: number, c: number): number {
  const x = front[2 * a];
  const y = front[2 * a + 1];
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
