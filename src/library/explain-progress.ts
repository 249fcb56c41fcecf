/** How far an explanation is. */
import { findEqual } from "../attribution/equal-coalitions.ts";

/** How far an explanation is. */
export interface ExplainProgress {
  /** Runs that have ended, and how many there are at most: a run may show that others need not be made. */
  readonly runs: number;
  readonly mostRuns: number;
  /** Cycles likewise; those of runs that go on are counted. */
  readonly cycles: number;
  readonly mostCycles: number;
}

/** What has been made so far. */
export interface Made {
  /** By coalition, the causes that have left a trace; of runs up to the cycle that is explained. */
  readonly actedIn: ReadonlyMap<number, number>;
  /** Runs up to the reference cycle. */
  readonly shortRuns: number;
}

/** Cycles of a run of either kind, the slow one included; `short` is 0 where none are made. */
export interface Lengths {
  readonly long: number;
  readonly short: number;
}

/** Returns the progress, with `underWay` cycles of runs that go on. */
export function measureProgress(
  needed: readonly number[],
  { actedIn, shortRuns }: Made,
  { lengths, underWay }: { readonly lengths: Lengths; readonly underWay: number },
): ExplainProgress {
  const { long, short } = lengths;
  const open = needed.filter((coalition) => findEqual(coalition, actedIn) === undefined).length;
  const shortOpen = short > 0 ? actedIn.size + open - shortRuns : 0;
  const runs = actedIn.size + shortRuns;
  const ended = actedIn.size * long + shortRuns * short;
  return {
    ...{ runs, mostRuns: runs + open + shortOpen },
    ...{ cycles: ended + underWay, mostCycles: ended + open * long + shortOpen * short },
  };
}
