/** When a run looks after its files, by a clock that may be set back or forth. */

/** Whether `seconds` have passed since a moment; so they have too where the clock now shows an earlier time. */
export function hasPassed(since: number, now: number, seconds: number): boolean {
  return now < since || now - since >= seconds;
}

export interface RunPace {
  /** What is due now, given whether a cycle has just ended; undefined while nothing is. */
  readonly due: (cycleEnded: boolean) => "tables" | "checkpoint" | undefined;
  /** To be called after a save, and whether all that was due is there: what is not is due again after a while. */
  readonly saved: (what: "tables" | "checkpoint", whole: boolean) => void;
}

/** s between two saves of the tables, and between two attempts where a checkpoint could not be saved. */
const SAVE_SECONDS = 30;

/**
 * Returns the pace of a run whose files have just been saved, with a checkpoint every `seconds` of the clock, which gives s;
 * with 0, after every cycle.
 */
export function createPace(clock: () => number, seconds: number): RunPace {
  let last = clock();
  let lastCheckpoint = clock();
  let missed = false;
  return {
    due(cycleEnded) {
      const now = clock();
      const again = hasPassed(last, now, SAVE_SECONDS);
      if (missed) return again ? "checkpoint" : undefined;
      if (seconds === 0 ? cycleEnded : hasPassed(lastCheckpoint, now, seconds)) return "checkpoint";
      return again ? "tables" : undefined;
    },
    saved(what, whole) {
      last = clock();
      if (what === "tables") return;
      missed = !whole;
      lastCheckpoint = last;
    },
  };
}
