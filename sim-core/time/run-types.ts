/** The door through which shells drive the core: ask for time, get what happened. */
import type { InputProblem } from "../base/errors.ts";
import type { CycleSummary, Frame, FrameMesh, RunEvent, StepSample } from "../cell/frame.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** How a run stands. All but "running" are final; the sentence says why. "shorted": lithium or a crack has crossed. */
export interface RunStatus {
  readonly kind: "running" | "finished" | "failed" | "shorted";
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
  /** First occurrences since the last call, oldest first. */
  readonly events: readonly RunEvent[];
  /** The run cannot go on before the mesh has come that it ordered elsewhere; what it asked for is done up to there. */
  readonly waiting: boolean;
}

/** What a frame is to hold beyond what is always at hand. */
export interface FrameRequest {
  /** Stress and displacement of the electrolyte, which take one elastic solution. */
  readonly stress?: boolean;
}

export interface Run {
  readonly scenario: Scenario;
  /** Of the present frame; another one, with a higher version, when the cell has been meshed anew. */
  readonly mesh: FrameMesh;
  /** What of scenario and geometry is possible but hardly meant. */
  readonly warnings: readonly InputProblem[];
  readonly time: number;
  readonly status: RunStatus;
  /** Steps until `untilTime` (s, hit exactly), `maximumSteps`, a completed cycle if asked, or the end. */
  advance(request: { untilTime?: number; maximumSteps?: number; stopAtCycleEnd?: boolean }): Advance;
  /** The present state as a picture; every call returns fresh arrays, so that they can be transferred. */
  frame(request?: FrameRequest): Frame;
  /** Acts at once on the parameters marked live in the table; throws InputError for any other change. */
  revise(scenario: Scenario): void;
}
