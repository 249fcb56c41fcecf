/**
 * What passes between the page and a cell's worker. Frames travel as transferred typed arrays; the worker computes
 * only what an `advance` grants (one credit, one frame), so that not asking is pausing.
 */
import type {
  CycleSummary,
  Frame,
  FrameMesh,
  FrameRequest,
  RunEvent,
  RunStatus,
  StepSample,
} from "../../../sim-core/index.ts";

/** Parameters by path: numbers in display units, switches and choices. */
export type ParameterValues = Readonly<Record<string, number | boolean | string>>;

/** What a cell is to be built from; `Source` says what stands for a scenario. */
export interface CellRequest<Source = string> {
  /** In the page the name of a file of scenarios/, without its ending. */
  readonly scenario: Source;
  readonly overrides: ParameterValues;
  /** Changes on the way, such as "7200s:cell.cRate=1", besides those of the scenario. */
  readonly events: readonly string[];
}

/**
 * `generation` counts restarts; a report of an older one is not for us any more. `revision` names what is answered. An `advance` to a time that has
 * been reached computes nothing and answers with a frame. A `revise` brings all events that the run is to have, of which
 * those that it does not know yet must be to come.
 */
export type CellCommand<Source = string> =
  | { readonly kind: "restart"; readonly generation: number; readonly request: CellRequest<Source> }
  | {
      readonly kind: "revise";
      readonly generation: number;
      readonly revision: number;
      readonly request: CellRequest<Source>;
    }
  | {
      readonly kind: "advance";
      readonly generation: number;
      readonly untilTime: number;
      readonly frame: FrameRequest;
    };

/** A cell that stands at time zero. */
export interface CellBuilt {
  readonly kind: "built";
  readonly generation: number;
  readonly title: string;
  readonly mesh: FrameMesh;
  readonly frame: Frame;
  /** Every parameter of the table as it is to begin with, and as the scenario has it without what was set on top. */
  readonly values: ParameterValues;
  readonly own: ParameterValues;
  /** Changes on the way that stand in the scenario itself. */
  readonly scenarioEvents: readonly string[];
}

/** The answer to one `advance`: the newest frame and all that happened on the way. It may fall short of the time. */
export interface CellAdvanced {
  readonly kind: "advanced";
  readonly generation: number;
  /** Only when the cell has been meshed anew since the last report. */
  readonly mesh: FrameMesh | undefined;
  readonly frame: Frame;
  readonly samples: readonly StepSample[];
  readonly cycles: readonly CycleSummary[];
  readonly events: readonly RunEvent[];
  readonly notices: readonly string[];
  readonly status: RunStatus;
  /** Where they have changed since the last report. */
  readonly values: ParameterValues | undefined;
  /** Wall time of the computation, s. */
  readonly busySeconds: number;
}

/** The events of a revision act, or will. */
export interface CellRevised {
  readonly kind: "revised";
  readonly generation: number;
  readonly revision: number;
}

/**
 * A revision that the run does not take; it goes on without. `late` when it is beyond an event that is not among those it
 * was sent, or the other way about: then only a new run can have them; otherwise the values contradict each other.
 */
export interface CellDeclined {
  readonly kind: "declined";
  readonly generation: number;
  readonly revision: number;
  readonly late: boolean;
  readonly message: string;
}

/** What was asked for cannot be built; in words. */
export interface CellRefused {
  readonly kind: "refused";
  readonly generation: number;
  readonly message: string;
}

/** The run is gone, by a mistake of ours or for want of memory; in words. */
export interface CellBroken {
  readonly kind: "broken";
  readonly generation: number;
  readonly message: string;
}

/** What a worker answers. */
export type CellReport = CellBuilt | CellAdvanced | CellRevised | CellDeclined | CellRefused | CellBroken;

/** Returns the buffers of every typed array among the members of `record`, and of records in it, each once. */
export function transferables(record: object): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  const collect = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) {
      if (value.buffer instanceof ArrayBuffer) buffers.add(value.buffer);
    } else if (typeof value === "object" && value !== null) Object.values(value).forEach(collect);
  };
  collect(record);
  return [...buffers];
}
