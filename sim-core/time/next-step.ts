/**
 * Chooses the length of a step and finds where a limit is met. A trial whose error is too large, or which fails,
 * is repeated shorter; a trial that goes beyond a limit is repeated with the length at which the limit is hit,
 * found by interpolation on the same starting state.
 */
import type { BoundaryPotentials } from "../cell/interface-kinetics.ts";
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
const LONGEST_SEARCH = 60;

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
    if (excess > 1) {
      const solved = outcome.state.potentials;
      return findLimit(stepper, state, step, { length, excess: Math.min(1e4, excess), solved, solves });
    }
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

/** A trial: its length, how far it stands beyond its limit, and what was solved there. */
interface Trial {
  readonly length: number;
  readonly excess: number;
  readonly solved?: BoundaryPotentials;
}

/** Repeats the step shorter until its limit is hit within its band. */
function findLimit(
  stepper: Stepper,
  state: CellState,
  step: ProtocolStep,
  beyond: Trial & { readonly solves: number },
): Advanced {
  const { model } = stepper;
  const control = controlOf(model, step);
  // Under the same imposed current the state itself lies below the limit; after a jump nothing is known of it.
  const known = state.past.length > 0 ? judge(model, step, state) : Number.NEGATIVE_INFINITY;
  let low: Trial = { length: 0, excess: Math.max(-1e3, known) };
  let high: Trial = beyond;
  let third: Trial | undefined;
  let solves = beyond.solves;
  for (let k = 0; k < LONGEST_SEARCH && high.length > SHORTEST_STEP; k++) {
    const length = placeTrial(low, high, third, k);
    const nearer = length - low.length < high.length - length && low.solved ? low : high;
    const near = nearer.solved && { dt: nearer.length, potentials: nearer.solved };
    const outcome = stepper.step(state, { dt: length, control, ...(near ? { near } : {}) });
    if (!outcome.ok) return { kind: "failed", reason: outcome.reason };
    solves += outcome.solves;
    const excess = judge(model, step, outcome.state);
    if (Math.abs(excess) <= 1) return { kind: "stepped", state: outcome.state, limit: true, solves };
    const trial = { length, excess, solved: outcome.state.potentials };
    if (excess > 0) {
      third = high;
      high = trial;
    } else {
      third = low;
      low = trial;
    }
  }
  if (high.length <= SHORTEST_STEP) return { kind: "at once" };
  return { kind: "failed", reason: "the end of the protocol step could not be located" };
}

/**
 * Where the limit is expected between `low` and `high`: inverse quadratic interpolation through three trials where
 * it stays inside, else the straight line; every fourth trial halves the rest, so that it always shrinks.
 */
function placeTrial(low: Trial, high: Trial, third: Trial | undefined, count: number): number {
  const span = high.length - low.length;
  if (count % 4 === 3) return low.length + 0.5 * span;
  const inside = (share: number): number => low.length + Math.min(0.98, Math.max(0.02, share)) * span;
  const line = -low.excess / (high.excess - low.excess);
  if (third === undefined || third.excess === low.excess || third.excess === high.excess) return inside(line);
  const [a, b, c] = [low, high, third];
  const root =
    (a.length * b.excess * c.excess) / ((a.excess - b.excess) * (a.excess - c.excess)) +
    (b.length * a.excess * c.excess) / ((b.excess - a.excess) * (b.excess - c.excess)) +
    (c.length * a.excess * b.excess) / ((c.excess - a.excess) * (c.excess - b.excess));
  const share = (root - low.length) / span;
  return share > 0 && share < 1 ? inside(share) : inside(line);
}
