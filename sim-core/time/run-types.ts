/** The door through which shells drive the core: ask for time, get what happened. */
import type { CycleSummary, Frame, FrameMesh, StepSample } from "../cell/frame.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** How a run stands. "failed" and "finished" are final; the sentence says why. */
export interface RunStatus {
  readonly kind: "running" | "finished" | "failed";
  readonly message: string;
}

export interface Advance {
  readonly status: RunStatus;
  /** Accepted steps since the last call, oldest first. */
  readonly samples: readonly StepSample[];
  /** Cycles completed since the last call. */
  readonly cycles: readonly CycleSummary[];
  /** Sentences about how the run is solved since the last call, such as that another model had to take over. */
  readonly notices: readonly string[];
}

export interface Run {
  readonly scenario: Scenario;
  /** Of the present frame; another one, with a higher version, when the cell has been meshed anew. */
  readonly mesh: FrameMesh;
  readonly time: number;
  readonly status: RunStatus;
  /** Steps until `untilTime` (s, hit exactly), `maximumSteps`, a completed cycle if asked, or the end. */
  advance(request: { untilTime?: number; maximumSteps?: number; stopAtCycleEnd?: boolean }): Advance;
  /** The present state as a picture; every call returns fresh arrays, so that they can be transferred. */
  frame(): Frame;
  /** Acts at once on the parameters marked live in the table; throws InputError for any other change. */
  revise(scenario: Scenario): void;
}
