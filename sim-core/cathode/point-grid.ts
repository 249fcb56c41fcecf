/** Points sorted into square buckets, for all that lie within a distance of one of them in constant time each. */
import { hypot } from "../base/elementary.ts";

export interface PointGrid {
  /** Indices of the points other than `point` whose distance from it is at most `distance` (m), ascending. */
  within(point: number, distance: number): number[];
}

/** Sorts the points x, y [n] (m) into buckets `pitch` (m, positive) wide. */
export function createPointGrid(x: ArrayLike<number>, y: ArrayLike<number>, pitch: number): PointGrid {
  const buckets = new Map<string, number[]>();
  const column = (position: number): number => Math.floor(position / pitch);
  for (let p = 0; p < x.length; p++) {
    const key = `${column(x[p])} ${column(y[p])}`;
    const bucket = buckets.get(key);
    if (bucket) bucket.push(p);
    else buckets.set(key, [p]);
  }
  const within = (point: number, distance: number): number[] => {
    const atX = x[point];
    const atY = y[point];
    const found: number[] = [];
    for (let i = column(atX - distance); i <= column(atX + distance); i++)
      for (let j = column(atY - distance); j <= column(atY + distance); j++)
        for (const q of buckets.get(`${i} ${j}`) ?? [])
          if (q !== point && hypot(x[q] - atX, y[q] - atY) <= distance) found.push(q);
    return found.sort((a, b) => a - b);
  };
  return { within };
}
