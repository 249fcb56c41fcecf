/** What is kept of a run on the way when not everything can be. */

export interface Dated {
  /** Simulated, s. */
  readonly time: number;
}

/** How much a gap at an age (s before the newest) matters, per s of it; `span` (s) is from the oldest to the newest. */
export type GapWeight = (age: number, span: number) => number;

/** The farther back the sparser: as many in the last hour as in the last day. */
export const byAge: GapWeight = (age) => 1 / Math.max(1e-9, age);

/** Half of them as by age, half of them evenly. */
export const byAgeAndEvenly: GapWeight = (age, span) => byAge(age, span) + byAge(span, span);

/** Returns which of `kept`, oldest first, would be missed least: none of both ends, unless there are but two. */
export function leastMissed(kept: readonly Dated[], weight: GapWeight): number {
  const newest = kept.at(-1)?.time ?? 0;
  const span = newest - (kept[0]?.time ?? 0);
  let least = 0;
  let leastGap = Number.POSITIVE_INFINITY;
  for (let k = 1; k < kept.length - 1; k++) {
    const gap = (kept[k + 1]!.time - kept[k - 1]!.time) * weight(newest - kept[k]!.time, span);
    if (gap >= leastGap) continue;
    least = k;
    leastGap = gap;
  }
  return least;
}

/** Returns at most `most` of the states, oldest first: the newest ones, and the farther back the sparser. */
export function thinKept<T extends Dated>(kept: readonly T[], most: number): readonly T[] {
  let left = kept;
  while (left.length > most) left = left.toSpliced(leastMissed(left, byAge), 1);
  return left;
}
