/** What the solver did for one time step: for people who watch it; nothing that is computed goes by it. */
import type { Phase } from "../../cell/frame.ts";
import type { StepOutcome } from "../step/step.ts";

/** A length that was tried and not taken, s, and why. */
export interface RejectedStep {
  readonly timeStep: number;
  readonly reason: string;
}

/** What an accepted step took, all that was tried for it included. */
export interface StepEffort {
  /** Of the time scheme. */
  readonly order: number;
  /** V, estimated. */
  readonly localError: number;
  /** Of the potentials at the end, relative to the current. */
  readonly residual: number;
  /** Newton corrections. */
  readonly corrections: number;
  readonly solves: number;
  readonly factorisations: number;
  /** Lengths that were solved to meet a limit of the protocol. */
  readonly trials: number;
  readonly rejected: readonly RejectedStep[];
}

/** One accepted time step as a line of the solver's log. */
export interface SolverStep extends StepEffort {
  /** At its end, s. */
  readonly time: number;
  /** s */
  readonly timeStep: number;
  readonly cycle: number;
  readonly phase: Phase;
}

/** While a step is sought. */
export interface GatheredEffort {
  corrections: number;
  solves: number;
  factorisations: number;
  trials: number;
  readonly rejected: RejectedStep[];
}

type Solved = Extract<StepOutcome, { ok: true }>;

export function beginEffort(): GatheredEffort {
  return { corrections: 0, solves: 0, factorisations: 0, trials: 0, rejected: [] };
}

export function countSolve(effort: GatheredEffort, { corrections, solves, factorisations }: Solved): void {
  effort.corrections += corrections;
  effort.solves += solves;
  effort.factorisations += factorisations;
}

export function reject(effort: GatheredEffort, timeStep: number, reason: string): void {
  effort.rejected.push({ timeStep, reason });
}

/** Returns what it took to come to the step that is taken. */
export function effortOf(effort: GatheredEffort, { order, error, residual }: Solved): StepEffort {
  return { order, localError: error, residual, ...effort };
}
