/**
 * Coalitions that need no run of their own: where a cause has left no trace in a run, the run without it would have been
 * the same, step by step.
 */

/** A coalition that has been run, and those of its causes that have left a trace in it. */
export type ActedIn = ReadonlyMap<number, number>;

/** Returns the coalition that was run and is the same as `coalition`; undefined where none is known. */
export function findEqual(coalition: number, runs: ActedIn): number | undefined {
  for (const [run, acted] of runs) {
    const more = run & ~coalition;
    if ((run & coalition) === coalition && (more & acted) === 0) return run;
  }
  return undefined;
}

/**
 * Returns those of the `needed` coalitions that are to be run next: no run is known to be the same, and no other one may
 * still show it. `fickle`: the causes that may leave no trace.
 */
export function listNext(needed: readonly number[], runs: ActedIn, fickle: number): number[] {
  const open = needed.filter((coalition) => findEqual(coalition, runs) === undefined);
  return open.filter(
    (own) => !open.some((other) => other !== own && (other & own) === own && (other & ~own & ~fickle) === 0),
  );
}
