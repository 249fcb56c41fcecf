/**
 * Chooses the length of a step and finds where a limit is met. A trial whose error is too large, or which fails,
 * is repeated shorter; a trial that goes beyond a limit is repeated with the length at which the limit is hit,
 * found by false position (Illinois) on the same starting state.
 */
import type { Model } from "../cell/model.ts";
import type { CellState } from "../cell/state.ts";
import type { ProtocolStep } from "../scenario/scenario.ts";
import { controlOf, excessOf, type LimitState, longestStep } from "./protocol.ts";
import type { StepOutcome, Stepper } from "./step.ts";

export type Advanced =
  /** `limit`: the protocol step is over; "at once" when its limit was passed before any time had. */
  | { readonly kind: "stepped"; readonly state: CellState; readonly limit: boolean; readonly solves: number }
  | { readonly kind: "at once" }
  | { readonly kind: "failed"; readonly reason: string };

/** s: below this a step is not worth taking, and a failure is final. */
const SHORTEST_STEP = 1e-4;
/** s at 1C: first step after a jump. */
const FIRST_STEP = 2;
const GROWTH = 2;
const UNTESTED_GROWTH = 1.6;
const LONGEST_SEARCH = 40;

type Success = Extract<StepOutcome, { ok: true }>;

/** Advances by one accepted step, not beyond `span` seconds. */
export function takeStep(stepper: Stepper, state: CellState, step: ProtocolStep, span: number): Advanced {
  const { model } = stepper;
  const { solver } = model.scenario;
  const control = controlOf(model, step);
  const density = control.kind === "current" ? Math.abs(control.current) / model.section.width : 0;
  const reach = Math.min(span, longestStep(step, state.cursor, density));
  let dt = firstGuess(model, state);
  let solves = 0;
  for (;;) {
    const length = divide(reach, Math.min(dt, solver.maximumStep));
    const outcome = stepper.step(state, { dt: length, control });
    if (outcome.ok) solves += outcome.solves;
    const acceptable = outcome.ok && outcome.error <= 1.5 * solver.stepTolerance;
    if (!acceptable && length > SHORTEST_STEP) {
      dt = outcome.ok ? length * shrink(outcome, solver.stepTolerance) : 0.4 * length;
      continue;
    }
    if (!outcome.ok) return { kind: "failed", reason: outcome.reason };
    if (!acceptable && length < reach) {
      return { kind: "failed", reason: `the voltage cannot be followed in steps of ${SHORTEST_STEP} s` };
    }
    const excess = judge(model, step, outcome.state);
    if (excess > 1) return findLimit(stepper, state, step, { length, excess, solves });
    const next = { ...outcome.state, proposedStep: propose(outcome, length, solver.stepTolerance) };
    return { kind: "stepped", state: next, limit: excess >= -1, solves };
  }
}

function firstGuess(model: Model, state: CellState): number {
  if (state.proposedStep > 0) return state.proposedStep;
  return FIRST_STEP / Math.max(0.05, model.scenario.cell.cRate);
}

/** Equal parts of `reach` no longer than `dt`, so that no tiny rest remains. */
function divide(reach: number, dt: number): number {
  return Number.isFinite(reach) && dt < reach
    ? Math.min(dt, reach / Math.ceil(reach / dt - 1e-9))
    : Math.min(reach, dt);
}

function shrink(outcome: Success, tolerance: number): number {
  return Math.max(0.2, 0.9 * (tolerance / outcome.error) ** (1 / (outcome.order + 1)));
}

function propose(outcome: Success, length: number, tolerance: number): number {
  if (outcome.error === 0) return UNTESTED_GROWTH * length;
  const wish = 0.9 * (tolerance / outcome.error) ** (1 / (outcome.order + 1));
  return length * Math.min(GROWTH, Math.max(0.3, wish));
}

function judge(model: Model, step: ProtocolStep, state: CellState): number {
  return excessOf(step, describeLimits(model, state));
}

function describeLimits(model: Model, state: CellState): LimitState {
  return {
    voltage: state.potentials.voltage,
    currentDensity: Math.abs(state.current) / model.section.width,
    elapsed: state.cursor.elapsed,
    passed: state.cursor.passed,
  };
}

/** Repeats the step shorter until its limit is hit within its band. */
function findLimit(
  stepper: Stepper,
  state: CellState,
  step: ProtocolStep,
  beyond: { readonly length: number; readonly excess: number; readonly solves: number },
): Advanced {
  const { model } = stepper;
  const control = controlOf(model, step);
  // Under the same imposed current the state itself lies below the limit; after a jump nothing is known of it.
  const known = state.past.length > 0 ? judge(model, step, state) : Number.NEGATIVE_INFINITY;
  let low = { length: 0, excess: Math.max(-1e3, known) };
  let high = { length: beyond.length, excess: Math.min(1e3, beyond.excess) };
  let solves = beyond.solves;
  for (let k = 0; k < LONGEST_SEARCH && high.length > SHORTEST_STEP; k++) {
    const share = -low.excess / (high.excess - low.excess);
    const length = low.length + Math.min(0.95, Math.max(0.05, share)) * (high.length - low.length);
    const outcome = stepper.step(state, { dt: length, control });
    if (!outcome.ok) return { kind: "failed", reason: outcome.reason };
    solves += outcome.solves;
    const excess = judge(model, step, outcome.state);
    if (Math.abs(excess) <= 1) return { kind: "stepped", state: outcome.state, limit: true, solves };
    if (excess > 0) {
      high = { length, excess };
      low = { ...low, excess: 0.5 * low.excess };
    } else {
      low = { length, excess };
      high = { ...high, excess: 0.5 * high.excess };
    }
  }
  if (high.length <= SHORTEST_STEP) return { kind: "at once" };
  return { kind: "failed", reason: "the end of the protocol step could not be located" };
}
