/**
 * What passes between the page and a cell's worker. Frames travel as transferred typed arrays; the worker computes
 * only what an `advance` grants (one credit, one frame), so that not asking is pausing.
 */
import type {
  CycleSummary,
  Frame,
  FrameMesh,
  FrameRequest,
  InputProblem,
  ProtocolOutline,
  Provenance,
  RunEvent,
  RunStatus,
  SolverStep,
  StepSample,
} from "../../../sim-core/index.ts";

/** Parameters by path: numbers in display units, switches and choices. */
export type ParameterValues = Readonly<Record<string, number | boolean | string>>;

/** The first message to a worker, with the port that it answers at and the one that brings it meshes. */
export interface ConnectCommand {
  /** Address of a geometry that was built beforehand, where the first cell is likely to have it. */
  readonly geometry: string | undefined;
}

/** What a cell is to be built from; `Source` says what stands for a scenario. */
export interface CellRequest<Source = string> {
  /** In the page the name of a file of scenarios/, without its ending. */
  readonly scenario: Source;
  readonly overrides: ParameterValues;
  /** Changes on the way, such as "7200s:cell.cRate=1", besides those of the scenario. */
  readonly events: readonly string[];
  /** Text of a protocol in the place of the scenario's: sentences, a line each, or JSON. */
  readonly protocol?: string | undefined;
}

/** What the reader of scenarios says of a protocol before anybody begins a run with it. */
export interface ProtocolCheck {
  /** As it was asked about; that of the scenario where nothing was. */
  readonly text: string;
  /** undefined where there is neither a step nor a block. */
  readonly outline: ProtocolOutline | undefined;
  /** All that is wrong; none where a run can begin. */
  readonly problems: readonly InputProblem[];
  /** What is possible but hardly meant. */
  readonly warnings: readonly InputProblem[];
  /** At most; undefined where something is wrong. */
  readonly cycles: number | undefined;
}

/** A checkpoint file that a person has opened. */
export interface CheckpointFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A cell as it stood while its worker was well, for another worker to go on from. */
export interface KeptCell {
  /** As takeCheckpoint gives it. */
  readonly record: unknown;
  /** s; what a cell that came from a file had been through by then is the file's, not the request's. 0 without a file. */
  readonly since: number;
}

/** What a cell is to go on from, where it does not begin. */
export interface CellOrigin {
  readonly file?: CheckpointFile | undefined;
  /** Taken where it can still become the run that is asked for. */
  readonly kept?: KeptCell | undefined;
}

/**
 * `generation` counts restarts; a report of an older one is not for us any more. `revision` names what is answered. An
 * `advance` to a time that has been reached computes nothing and answers with a frame. A `revise` brings all events that the
 * run is to have, of which those that it does not know yet must be to come. An `open` leaves the cell as it is where the file
 * is none, or none of a cell. A `save` is answered with the file of the cell, a `lend` with the cell for an instrument to look
 * at: what is dated now has not acted in it, so that looking changes nothing. A `check` is answered with what the reader of
 * scenarios says of the request's protocol, and changes nothing either. A `watch` says whether reports of advances bring what
 * the solver did.
 */
export type CellCommand<Source = string> =
  | {
      readonly kind: "restart";
      readonly generation: number;
      readonly request: CellRequest<Source>;
      readonly origin?: CellOrigin;
    }
  | {
      readonly kind: "open";
      readonly generation: number;
      /** Which generation the cell of the file is to be, where it can be one. */
      readonly next: number;
      readonly request: CellRequest<Source>;
      readonly file: CheckpointFile;
    }
  | { readonly kind: "save"; readonly generation: number }
  | { readonly kind: "watch"; readonly generation: number; readonly on: boolean }
  | {
      readonly kind: "check";
      readonly generation: number;
      /** Comes back with the answer. */
      readonly ticket: number;
      readonly request: CellRequest<Source>;
    }
  | { readonly kind: "lend"; readonly generation: number }
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

/** A cell that stands at time zero, or where its origin stood. */
export interface CellBuilt {
  readonly kind: "built";
  readonly generation: number;
  readonly title: string;
  readonly mesh: FrameMesh;
  readonly frame: Frame;
  /** One that its origin had ended has ended. */
  readonly status: RunStatus;
  /** Every parameter of the table as it is to begin with, and as the scenario has it without what was set on top. */
  readonly values: ParameterValues;
  readonly own: ParameterValues;
  /** By path: where values of the scenario come from, of which the table says something else. */
  readonly provenance: Readonly<Record<string, Provenance>>;
  /** Changes on the way that stand in the scenario itself. */
  readonly scenarioEvents: readonly string[];
  /** Whether it comes from a file. */
  readonly fromFile: boolean;
}

/** What has happened in a cell since it was reported last. */
export interface Brought {
  readonly samples: readonly StepSample[];
  readonly cycles: readonly CycleSummary[];
  readonly events: readonly RunEvent[];
  readonly notices: readonly string[];
}

/** The answer to one `advance`: the newest frame and all that happened on the way. It may fall short of the time. */
export interface CellAdvanced extends Brought {
  readonly kind: "advanced";
  readonly generation: number;
  /** Only when the cell has been meshed anew since the last report. */
  readonly mesh: FrameMesh | undefined;
  readonly frame: Frame;
  readonly status: RunStatus;
  /** Where they have changed since the last report. */
  readonly values: ParameterValues | undefined;
  /** What the solver did in each time step since it was told last, as far as that is kept; nothing unless it is watched. */
  readonly solver: readonly SolverStep[];
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

/** The cell as it stands, now and then, for the case that its worker is lost. */
export interface CellKept {
  readonly kind: "kept";
  readonly generation: number;
  readonly kept: KeptCell;
}

/**
 * The cell of an older generation as it stood when it was left for another one, and what had happened by then that was not
 * told any more.
 */
export interface CellLeft extends Brought {
  readonly kind: "left";
  readonly generation: number;
  readonly kept: KeptCell;
  /** Simulated, s. */
  readonly time: number;
}

/** The answer to a `save`. */
export interface CellSaved {
  readonly kind: "saved";
  readonly generation: number;
  readonly file: CheckpointFile;
}

/** The answer to a `lend`. */
export interface CellLent {
  readonly kind: "lent";
  readonly generation: number;
  /** A checkpoint file. */
  readonly bytes: Uint8Array;
}

/** The answer to a `check`. */
export interface CellChecked {
  readonly kind: "checked";
  readonly generation: number;
  readonly ticket: number;
  readonly check: ProtocolCheck;
}

/** The file cannot be gone on from, in words; the cell is as it was. */
export interface CellUnopened {
  readonly kind: "unopened";
  readonly generation: number;
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
export type CellReport =
  | CellBuilt
  | CellAdvanced
  | CellRevised
  | CellDeclined
  | CellKept
  | CellLeft
  | CellSaved
  | CellLent
  | CellChecked
  | CellUnopened
  | CellRefused
  | CellBroken;

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
