/** The door through which shells drive the core: ask for time, get what happened. */
import type { InputProblem } from "../../base/errors.ts";
import type { CycleSummary, Frame, FrameMesh, RunEvent, StepSample, StepSummary } from "../../cell/frame.ts";
import type { Scenario, ScenarioChange, ScenarioEvent } from "../../scenario/record/scenario.ts";

/**
 * How a run stands. All but "running" are final, and the sentence says why: the protocol is over, or an end condition of it
 * is met; only discharges are left and the cell has nothing to give ("empty"); the cell takes and gives no more charge at
 * this rate ("worn-out"); lithium or a crack has crossed ("shorted"); a step cannot be made ("failed").
 */
export interface RunStatus {
  readonly kind: "running" | "completed" | "end-condition" | "empty" | "worn-out" | "shorted" | "failed";
  readonly message: string;
}

/** What happened, oldest first each. */
export interface Told {
  /** Accepted time steps; the first of a run is its start. */
  readonly samples: readonly StepSample[];
  /** Protocol steps and cycles that were completed. */
  readonly steps: readonly StepSummary[];
  readonly cycles: readonly CycleSummary[];
  /** Sentences about the protocol and about how the run is solved, such as that a step was skipped. */
  readonly notices: readonly string[];
  /** First occurrences. */
  readonly events: readonly RunEvent[];
}

export interface Advance extends Told {
  readonly status: RunStatus;
  /** The run cannot go on before the mesh has come that it ordered elsewhere; what it asked for is done up to there. */
  readonly waiting: boolean;
}

/** What a frame is to hold beyond what is always at hand. */
export interface FrameRequest {
  /** Stress and displacement of the electrolyte, which take one elastic solution. */
  readonly stress?: boolean;
}

/** How far a run is to go; without a limit to its end. */
export interface AdvanceRequest {
  /** s since the cell was built. */
  readonly untilTime?: number;
  /** Time steps. */
  readonly maximumSteps?: number;
  /** Whether to stop where the present cycle ends. */
  readonly stopAtCycleEnd?: boolean;
}

export interface Run {
  /** With the values of now, and with every event that has been added. */
  readonly scenario: Scenario;
  /** As the run began, with every event: what another run would be started from to be the same. */
  readonly origin: Scenario;
  /** Of the present frame; another one, with a higher version, when the cell has been meshed anew. */
  readonly mesh: FrameMesh;
  /** What of scenario and geometry is possible but hardly meant. */
  readonly warnings: readonly InputProblem[];
  /** Where the run is shown: what was asked for, which may lie between two time steps. */
  readonly time: number;
  readonly status: RunStatus;
  /**
   * Steps on the solver's own grid, which what is asked for does not change, until `untilTime` (s), `maximumSteps`, a
   * completed cycle if asked, or the end. What a step brings is told when the time asked for has come to its end.
   */
  advance(request: AdvanceRequest): Advance;
  /**
   * The cell at `time` as a picture, between two time steps by interpolation; every call returns fresh arrays, so that they
   * can be transferred.
   */
  frame(request?: FrameRequest): Frame;
  /** Throws InputError with all events that the cell, as it stands, cannot take: particles, patches or bumps of what it does not have. */
  check(events: readonly ScenarioEvent[]): void;
  /**
   * Changes a live parameter, lets particles go or brings them back, paints a patch or draws a bump, at `time`, as if the event had stood
   * in the scenario; returns the event as it acts. Throws InputError where the cell cannot take it, unless it has been
   * `checked` before: like one of the scenario it is left out then, with a notice.
   */
  change(event: ScenarioChange, checked?: boolean): ScenarioEvent;
  /** Changes at once every live parameter in which `scenario` differs; throws InputError for any other change. */
  revise(scenario: Scenario): readonly ScenarioEvent[];
}
