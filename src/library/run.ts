/** A run as a library shows it: the core's, with its state as plain data and without what is inside. */
import {
  type Advance,
  type AdvanceRequest,
  continueCheckpoint,
  createRun as createCoreRun,
  type DepthProfilePoint,
  type DepthProfileRequest,
  type Frame,
  type FrameMesh,
  type FrameRequest,
  type GeometryCache,
  type ImpedanceRequest,
  type ImpedanceSpectrum,
  type InputProblem,
  type LithiumLedger,
  measureDepthProfile,
  measureImpedance,
  type ResumableRun,
  type RunStatus,
  resumeCheckpoint,
  type Scenario,
  type ScenarioChange,
  type ScenarioEvent,
  type TomographyRequest,
  type TomographySlice,
  takeCheckpoint,
  takeSlice,
} from "../../sim-core/index.ts";
import type { RunState } from "./state.ts";

/** One cell that is being cycled. Not asking is pausing: nothing is computed but within `advance`. */
export interface Run {
  /** With the live parameters of the present time step, and with every event that has been added. SI units. */
  readonly scenario: Scenario;
  /** The scenario from which a new run would be the same as this one: as it began, with every event. SI units. */
  readonly origin: Scenario;
  /** Of the present frame; another record, with a higher `version`, once the cell has been meshed anew. Lengths in um. */
  readonly mesh: FrameMesh;
  /** What of scenario and geometry is possible but hardly meant; empty where there is nothing. */
  readonly warnings: readonly InputProblem[];
  /** s since the cell was built: what was asked for, which may lie between two time steps. */
  readonly time: number;
  /** "running" until the run has come to an end, and then why. */
  readonly status: RunStatus;
  /** Where the lithium is at `time`, mol per m2 of cell area; `residual` is relative and stays at round-off. */
  readonly ledger: LithiumLedger;
  /**
   * The run as plain data, from which {@link resumeRun} goes on with the same bits, here or elsewhere. It stands at the end
   * of the last computed time step, which may lie beyond `time`. Its arrays are the run's own: not to be written to.
   */
  readonly state: RunState;
  /**
   * Steps on until `untilTime` (s since the cell was built), for `maximumSteps` time steps, to the end of the present cycle
   * if `stopAtCycleEnd`, or to the end of the run, whichever comes first. Returns what happened on the way, oldest first.
   * What is computed does not depend on how the time is cut up. Never throws for physics: a step that cannot be made ends
   * the run with the status "failed".
   */
  advance(request?: AdvanceRequest): Advance;
  /** Returns the cell at `time` as fresh single-precision arrays that may be transferred; with stress where asked for. */
  frame(request?: FrameRequest): Frame;
  /**
   * Returns the electrochemical impedance of the cell as `state` has it, between its collectors, in ohm cm2; about the current
   * that flows, or with `stateOfCharge` as if it had been brought there and rested. Without a request 1 MHz to 1 mHz with ten
   * points a decade. Nothing of the run is changed. Throws {@link InputError} where the request is wrong, the cell has
   * shorted or no particle takes part.
   */
  impedance(request?: ImpedanceRequest): ImpedanceSpectrum;
  /**
   * Returns the share of an X-ray photoelectron signal that comes from products of the reaction of lithium and electrolyte,
   * mean over the lithium front of `state`, after 0, 40, 80, 120 and 160 nm of etching or the depths that are asked for.
   */
  depthProfile(request?: DepthProfileRequest): readonly DepthProfilePoint[];
  /**
   * Returns the slice of `state` that X-ray tomography would show, of 1.3 um voxels: the cell is one plane, so it is the only
   * one. Throws {@link InputError} with all that is wrong with the request.
   */
  tomography(request?: TomographyRequest): TomographySlice;
  /**
   * Changes a live parameter at `time`, as if the event had stood in the scenario: `path` as in {@link PARAMETERS}, `value`
   * in SI units; or lets `particles` (indices from 0) go by hand, with `contact` "detached", and brings them back with
   * "attached"; or paints a `patch` of poor conductor, or draws a `bump` of lithium. Returns the event as it acts. Like all
   * events it becomes part of `origin`. Throws {@link InputError} for particles that the cell does not have, a patch over none of
   * its electrolyte, and a bump for which there is no room or no lithium.
   */
  change(event: ScenarioChange): ScenarioEvent;
  /**
   * Changes at once every live parameter in which `scenario` differs, and returns the events. Throws {@link InputError} with
   * every difference that would need a new cell.
   */
  revise(scenario: Scenario): readonly ScenarioEvent[];
}

/** What a run may have in common with others. */
export interface RunOptions {
  /** Of {@link createGeometryCache}: runs of one geometry that are given the same one build its mesh and matrices once. */
  readonly shared?: GeometryCache;
}

/**
 * Builds the cell of `scenario` and returns its run at time 0. Throws {@link InputError} where the geometry cannot be built
 * or the memory planned for it exceeds `solver.memoryLimit`.
 */
export function createRun(scenario: Scenario, { shared }: RunOptions = {}): Run {
  return show(createCoreRun(scenario, undefined, shared));
}

/**
 * Returns the run of a stored state, which goes on as the one that was stored, to the bit. Throws {@link InputError} where
 * the data are no state, do not fit together, or are of a program that makes another model of the scenario.
 */
export function resumeRun(state: RunState): Run {
  return show(resumeCheckpoint(state));
}

/**
 * Returns a run of `scenario` that begins with the cell of a stored state: lithium, contacts, films, mesh, age and
 * throughput go on, protocol and counts begin anew. Throws {@link InputError} with all parameters in which the two cells
 * differ, and where the cell has shorted.
 */
export function continueRun(state: RunState, scenario: Scenario): Run {
  return show(continueCheckpoint(state, scenario));
}

function show(run: ResumableRun): Run {
  return {
    get scenario() {
      return run.scenario;
    },
    get origin() {
      return run.origin;
    },
    get mesh() {
      return run.mesh;
    },
    get warnings() {
      return run.warnings;
    },
    get time() {
      return run.time;
    },
    get status() {
      return run.status;
    },
    get ledger() {
      return run.ledger;
    },
    get state() {
      return takeCheckpoint(run) as RunState;
    },
    advance: (request = {}) => run.advance(request),
    frame: (request) => run.frame(request),
    impedance: (request) => measureImpedance(run.model, run.state, request),
    depthProfile: (request) => measureDepthProfile(run.model, run.state, request),
    tomography: (request) => takeSlice(run.model, run.state, request),
    change: (event) => run.change(event),
    revise: (scenario) => run.revise(scenario),
  };
}
