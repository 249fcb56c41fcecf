/**
 * What a run is beside the state of its cell: with this record a run that is resumed says and does, byte for byte, what the
 * one would have that went on. `Run.state` carries it, steps drop it. What the solvers remember: potentials/solver-memory.ts.
 */
import type { EventKind, LithiumLedger } from "../../cell/frame.ts";
import type { Model } from "../../cell/model.ts";
import type { CellState } from "../../cell/state.ts";
import type { SolverMemory } from "../../potentials/solver-memory.ts";
import type { SolverStep } from "../search/step-effort.ts";
import { createStepper, type Stepper } from "../step/step.ts";
import type { Run, RunStatus, Told } from "./run-types.ts";

/** A step that has been made and whose mesh is waited for, with what there is to tell of it so far. */
export interface HeldStep {
  readonly told: Told;
  readonly stepper: Stepper;
  readonly state: CellState;
  /** The protocol step is over. */
  readonly limit: boolean;
}

export interface HeldMemory {
  readonly told: Told;
  readonly state: CellState;
  readonly limit: boolean;
  /** Where the step has been through other meshes already: the model of the last one, and its solvers. */
  readonly beyond: { readonly model: Model; readonly solver: SolverMemory } | undefined;
}

/** Of what solves stress: whether it has been made for the present mesh, and whether it has yet to say why it cannot be. */
export interface StressMemory {
  readonly built: boolean;
  readonly refusing: boolean;
}

export interface RunMemory {
  readonly solver: SolverMemory;
  /** Kinds of events that have been told. */
  readonly known: readonly EventKind[];
  /** What is said once: steps that were skipped, tables that were left. */
  readonly said: readonly string[];
  /** Of the time step that led here, while the time that is shown has not come to its end. */
  readonly untold: Told | undefined;
  readonly status: RunStatus;
  readonly stress: StressMemory;
  readonly held: HeldMemory | undefined;
}

/** A state that a run can be resumed from; without a memory it begins with solvers that know nothing. */
export interface RunState extends CellState {
  readonly memory?: RunMemory;
}

/** A run that can be resumed from where it stands. */
export interface ResumableRun extends Run {
  /** Of the present state: with a new mesh it is another one. */
  readonly model: Model;
  /** Where the lithium is at the time that is shown, without a picture of the rest. */
  readonly ledger: LithiumLedger;
  /**
   * At the end of the last time step that was computed, which may lie beyond the time that is shown, with all that a run
   * needs to go on from there with the same bits.
   */
  readonly state: RunState;
  /**
   * Returns what the solver did in the time steps since this was asked last, oldest first: the last ones, as many as are kept.
   * It is no part of the state.
   */
  takeSolverSteps(): SolverStep[];
}

/** Returns what is to be remembered of a held step of the run of `stepper`. */
export function rememberHeld(held: HeldStep, stepper: Stepper): HeldMemory {
  const { state, limit, told } = held;
  const beyond =
    held.stepper === stepper ? undefined : { model: held.stepper.model, solver: held.stepper.remember() };
  return { state, limit, told, beyond };
}

/** Returns the held step again. */
export function recallHeld({ state, limit, told, beyond }: HeldMemory, stepper: Stepper): HeldStep {
  return {
    stepper: beyond === undefined ? stepper : createStepper(beyond.model, beyond.solver),
    state,
    limit,
    told,
  };
}
