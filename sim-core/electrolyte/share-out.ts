/**
 * Shares amounts of columns out to the triangles in them: in proportion to a weight, never more than a triangle has
 * room for; what finds no room is offered to the others again. Columns that overlap are served at once, so that a
 * mirrored cell gives the mirrored result. What is given equals what is added, to round-off.
 */
import type { FrontColumns } from "./front-columns.ts";

/** Rounds after which the rest is refused; each either finishes or fills a triangle. */
const ROUNDS = 200;
/** Of the largest amount: less is nothing. */
const NOTHING = 1e-14;

export interface Offer {
  /** Amount of each front node's column, 0 or more. */
  readonly amount: ArrayLike<number> /* [nFront] */;
  /** Half of a column's width, m. */
  readonly halfWidth: number;
  /** Of each triangle; 0 for those that take nothing. */
  readonly weight: ArrayLike<number> /* [nTriangle] */;
  /** The most that each triangle takes, in the unit of the amounts. */
  readonly room: ArrayLike<number> /* [nTriangle] */;
}

export interface Shares {
  /** What each column could place. */
  readonly given: Float64Array /* [nFront] */;
  readonly added: Float64Array /* [nTriangle] */;
}

/**
 * Returns who gave and who got how much. Both a column's takers and a taker's columns are neighbours from left to right,
 * so that a round costs one pass over both, however wide the columns are.
 */
export function shareOut(columns: FrontColumns, offer: Offer): Shares {
  const { frontX, middle, fromLeft } = columns;
  const { halfWidth, weight } = offer;
  const room = Float64Array.from(offer.room);
  const takers = fromLeft.filter((t) => weight[t] > 0 && room[t] > 0);
  const places = Float64Array.from(takers, (t) => middle[t]);
  // The front may hang over itself: its nodes from left to right.
  const order = Int32Array.from(frontX, (_, k) => k).sort((j, k) => frontX[j] - frontX[k] || j - k);
  const sortedX = Float64Array.from(order, (k) => frontX[k]);
  const takersOf = findWindows(sortedX, places, halfWidth);
  const columnsOf = turnWindows(takersOf, takers.length);
  const rest = Float64Array.from(order, (k) => offer.amount[k]);
  const least = NOTHING * rest.reduce((most, own) => Math.max(most, own), 0);
  const given = new Float64Array(rest.length);
  const added = new Float64Array(weight.length);
  const open = new Float64Array(takers.length);
  for (let round = 0; round < ROUNDS; round++) {
    takers.forEach((t, i) => {
      open[i] = room[t] > 0 ? weight[t] : 0;
    });
    const totals = sumWindows(open, takersOf);
    const perWeight = rest.map((own, k) => (own > least && totals[k] > 0 ? own / totals[k] : 0));
    if (perWeight.every((own) => own === 0)) break;
    const wanted = sumWindows(perWeight, columnsOf);
    takers.forEach((t, i) => {
      const taken = Math.min(room[t], open[i] * wanted[i]);
      added[t] += taken;
      room[t] -= taken;
      open[i] = wanted[i] > 0 ? taken / wanted[i] : 0;
    });
    sumWindows(open, takersOf).forEach((own, k) => {
      given[order[k]] += perWeight[k] * own;
      rest[k] -= perWeight[k] * own;
    });
  }
  return { given, added };
}

/** Neighbours of each of one kind among those of the other: from `first` up to, not including, `end`; both ascend. */
interface Windows {
  readonly first: Int32Array;
  readonly end: Int32Array;
}

/** Returns, for each of the ascending `centres`, the ascending `places` within `halfWidth` of it. */
function findWindows(centres: Float64Array, places: Float64Array, halfWidth: number): Windows {
  return {
    first: Int32Array.from(centres, (x) => countBelow(places, x - halfWidth)),
    end: Int32Array.from(centres, (x) => countBelow(places, x + halfWidth)),
  };
}

/** Returns, for each of `count` neighbours, those that have it in their window. */
function turnWindows({ first, end }: Windows, count: number): Windows {
  const turned = { first: new Int32Array(count), end: new Int32Array(count) };
  for (let i = 0, left = 0, right = 0; i < count; i++) {
    while (left < end.length && end[left] <= i) left++;
    while (right < first.length && first[right] <= i) right++;
    turned.first[i] = left;
    turned.end[i] = Math.max(left, right);
  }
  return turned;
}

/**
 * Returns the sum of `values` in each window. Values are only ever added, for a difference of running sums would lose
 * small ones beside large ones: a window is the end of a stretch summed from its right and what came after that stretch.
 */
function sumWindows(values: Float64Array, { first, end }: Windows): Float64Array {
  const fromRight = new Float64Array(values.length + 1);
  const sums = new Float64Array(first.length);
  let [stretch, reached, after] = [0, 0, 0];
  for (let k = 0; k < first.length; k++) {
    while (reached < end[k]) after += values[reached++];
    if (first[k] >= stretch) {
      fromRight[reached] = 0;
      for (let i = reached - 1; i >= first[k]; i--) fromRight[i] = values[i] + fromRight[i + 1];
      stretch = reached;
      after = 0;
    }
    sums[k] = first[k] < end[k] ? fromRight[first[k]] + after : 0;
  }
  return sums;
}

/** How many of the ascending `values` lie below `limit`. */
function countBelow(values: ArrayLike<number>, limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const half = (low + high) >> 1;
    if (values[half] < limit) low = half + 1;
    else high = half;
  }
  return low;
}
