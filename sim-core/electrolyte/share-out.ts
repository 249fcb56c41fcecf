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
 * Returns who gave and who got how much. Sums over columns and over triangles are differences of running sums: a
 * round costs one pass over both, however wide the columns are.
 */
export function shareOut(columns: FrontColumns, offer: Offer): Shares {
  const { frontX, middle, fromLeft } = columns;
  const { halfWidth, weight } = offer;
  const room = Float64Array.from(offer.room);
  const takers = fromLeft.filter((t) => weight[t] > 0 && room[t] > 0);
  const places = Float64Array.from(takers, (t) => middle[t]);
  const windows: Windows = {
    first: Int32Array.from(frontX, (x) => countBelow(places, x - halfWidth)),
    end: Int32Array.from(frontX, (x) => countBelow(places, x + halfWidth)),
  };
  const rest = Float64Array.from(offer.amount);
  const least = NOTHING * rest.reduce((most, own) => Math.max(most, own), 0);
  const given = new Float64Array(rest.length);
  const added = new Float64Array(weight.length);
  const open = new Float64Array(takers.length);
  for (let round = 0; round < ROUNDS; round++) {
    takers.forEach((t, i) => {
      open[i] = room[t] > 0 ? weight[t] : 0;
    });
    const totals = sumWindows(open, windows);
    const perWeight = rest.map((own, k) => (own > least && totals[k] > 0 ? own / totals[k] : 0));
    if (perWeight.every((own) => own === 0)) break;
    const wanted = stackColumns(perWeight, takers.length, windows);
    takers.forEach((t, i) => {
      const taken = Math.min(room[t], open[i] * wanted[i]);
      added[t] += taken;
      room[t] -= taken;
      open[i] = wanted[i] > 0 ? taken / wanted[i] : 0;
    });
    sumWindows(open, windows).forEach((own, k) => {
      given[k] += perWeight[k] * own;
      rest[k] -= perWeight[k] * own;
    });
  }
  return { given, added };
}

/** Takers of each column: from `first` up to, not including, `end`; [nFront] each. */
interface Windows {
  readonly first: Int32Array;
  readonly end: Int32Array;
}

/** Returns the sum of `values` [nTaker] in each column [nFront]. */
function sumWindows(values: Float64Array, { first, end }: Windows): Float64Array {
  const high = new Float64Array(values.length + 1);
  const low = new Float64Array(values.length + 1);
  const running = createSum();
  for (let i = 0; i < values.length; i++) {
    running.add(values[i]);
    high[i + 1] = running.high;
    low[i + 1] = running.low;
  }
  return Float64Array.from(first, (from, k) => high[end[k]] - high[from] + (low[end[k]] - low[from]));
}

/** Returns the sum of what the columns [nFront] offer at each taker [count]; exactly 0 where none does. */
function stackColumns(offered: Float64Array, count: number, { first, end }: Windows): Float64Array {
  const opening: number[][] = Array.from({ length: count + 1 }, () => []);
  offered.forEach((own, k) => {
    if (own === 0) return;
    opening[first[k]].push(own);
    opening[end[k]].push(-own);
  });
  const stacked = new Float64Array(count);
  const running = createSum();
  let active = 0;
  for (let i = 0; i < count; i++) {
    for (const change of opening[i]) {
      running.add(change);
      active += Math.sign(change);
    }
    stacked[i] = active > 0 ? Math.max(0, running.high + running.low) : 0;
  }
  return stacked;
}

/** A running sum in twice the precision: what columns offer spans many orders, and small ones follow large ones. */
function createSum() {
  const sum = {
    high: 0,
    low: 0,
    add(value: number): void {
      const total = sum.high + value;
      const part = total - sum.high;
      sum.low += sum.high - (total - part) + (value - part);
      sum.high = total;
    },
  };
  return sum;
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
