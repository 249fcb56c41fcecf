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

/** Returns who gave and who got how much. */
export function shareOut(columns: FrontColumns, offer: Offer): Shares {
  const { frontX, middle, fromLeft } = columns;
  const { halfWidth, weight } = offer;
  const room = Float64Array.from(offer.room);
  const takers = fromLeft.filter((t) => weight[t] > 0 && room[t] > 0);
  const places = Float64Array.from(takers, (t) => middle[t]);
  const rest = Float64Array.from(offer.amount);
  const first = Int32Array.from(frontX, (x) => countBelow(places, x - halfWidth));
  const wanted = new Float64Array(weight.length);
  const perWeight = new Float64Array(rest.length);
  const given = new Float64Array(rest.length);
  const added = new Float64Array(weight.length);
  const least = NOTHING * rest.reduce((most, own) => Math.max(most, own), 0);
  const visit = (k: number, each: (t: number) => void): void => {
    const end = frontX[k] + halfWidth;
    for (let i = first[k]; i < places.length && places[i] <= end; i++)
      if (room[takers[i]] > 0) each(takers[i]);
  };
  for (let round = 0; round < ROUNDS; round++) {
    wanted.fill(0);
    let isOpen = false;
    for (let k = 0; k < rest.length; k++) {
      perWeight[k] = 0;
      if (rest[k] <= least) continue;
      let total = 0;
      visit(k, (t) => {
        total += weight[t];
      });
      if (!(total > 0)) continue;
      perWeight[k] = rest[k] / total;
      isOpen = true;
      visit(k, (t) => {
        wanted[t] += perWeight[k] * weight[t];
      });
    }
    if (!isOpen) break;
    for (let k = 0; k < rest.length; k++) {
      if (perWeight[k] === 0) continue;
      let share = 0;
      visit(k, (t) => {
        share += perWeight[k] * weight[t] * Math.min(1, room[t] / wanted[t]);
      });
      given[k] += share;
      rest[k] -= share;
    }
    for (const t of takers) {
      const taken = Math.min(room[t], wanted[t]);
      added[t] += taken;
      room[t] -= taken;
    }
  }
  return { given, added };
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
