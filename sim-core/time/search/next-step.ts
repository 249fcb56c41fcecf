/**
 * Chooses the length of a step. A step whose error is predicted or found too large, or which fails, is repeated
 * shorter; one that is predicted or found to go beyond a limit is repeated with the length at which the limit is hit.
 * The next length follows the error and how it changed from step to step: Gustafsson, ACM Trans. Math. Softw. 20
 * (1994) 496.
 */
import { pow } from "../../base/elementary.ts";
import type { Model } from "../../cell/model.ts";
import type { CellState, OrderError, PastStep } from "../../cell/state.ts";
import type { ProtocolStep } from "../../scenario/record/scenario.ts";
import { type Imposed, imposedBy, longestStep } from "../protocol/protocol.ts";
import type { StepOutcome, Stepper, StepRequest } from "../step/step.ts";
import {
  type Advanced,
  aimAtLimit,
  createEventSearch,
  type EventSearch,
  endsAtRate,
  findLimit,
  judge,
  lengthToRate,
} from "./limit-search.ts";
import { countSolve, effortOf, reject } from "./step-effort.ts";

/** s: below this a step is not worth taking, and a failure is final. */
export const SHORTEST_STEP = 1e-6;
/** s at 1C: where the first step after a jump is begun; it is judged like any other. */
const FIRST_STEP = 2;
const GROWTH = 2;
/** Errors up to so many tolerances are let pass. */
const PASSING = 1.5;
const SAFETY = 0.9;
/** V: a voltage that runs away, as at the knee of a discharge, is followed in steps of so much, or not much beyond. */
const LARGEST_CHANGE = 0.3;
/** Share of the tolerance that counts where a rate ends the step. */
const RATE_SHARE = 0.1;

type Success = Extract<StepOutcome, { ok: true }>;

/** Advances by one accepted step, not beyond `span` seconds. */
export function takeStep(stepper: Stepper, state: CellState, step: ProtocolStep, span: number): Advanced {
  const { model } = stepper;
  const { solver } = model.scenario;
  const control = imposedBy(model, step, state.cursor);
  const density = control.kind === "current" ? Math.abs(control.current) / model.section.width : 0;
  const reach = Math.min(span, longestStep(step, state.cursor, density));
  const tolerance = (endsAtRate(step) ? RATE_SHARE : 1) * solver.stepTolerance;
  const search = createEventSearch(stepper, state, step);
  let dt = firstGuess(model, state);
  for (;;) {
    const length = divide(reach, Math.min(dt, solver.maximumStep));
    const request: StepRequest = { dt: length, control };
    const shorter = predictShorter(search, request, tolerance);
    if (shorter !== undefined) {
      reject(search.effort, length, shorter.reason);
      dt = shorter.length;
      continue;
    }
    const aimed = aimAtLimit(search, request);
    if (aimed !== undefined) return aimed;
    const outcome = solve(search, request);
    const acceptable = outcome.ok && outcome.error <= PASSING * tolerance;
    if (!acceptable && length > SHORTEST_STEP) {
      reject(search.effort, length, outcome.ok ? "error found too large" : outcome.reason);
      dt = outcome.ok ? length * shrink(outcome, tolerance) : 0.4 * length;
      continue;
    }
    if (!outcome.ok) {
      return passesLimitAtOnce(search, control)
        ? { kind: "at once" }
        : { kind: "failed", reason: outcome.reason };
    }
    // The first moments after a jump may be steeper than any step.
    if (!acceptable && length < reach && state.past.length > 1) {
      return { kind: "failed", reason: `what happens cannot be followed in steps of ${SHORTEST_STEP} s` };
    }
    const excess = judge(model, search.step, outcome.state);
    if (excess > 1) {
      reject(search.effort, length, "went beyond a limit of the protocol");
      return findLimit(search, { length, excess, solved: outcome.state.potentials });
    }
    const sooner = lengthToRate(model, step, { state, end: outcome.state, length });
    const limit = sooner !== undefined || judge(model, step, outcome.state) >= -1;
    const end = (sooner !== undefined && takeShorter(search, control, sooner)) || outcome;
    const next = propose(end, sooner ?? length, tolerance);
    const effort = effortOf(search.effort, end);
    return { kind: "stepped", state: next, limit, solves: search.solves, effort };
  }
}

/** The first step after a jump is solved again with the diffusivities at its own end, since nothing predicts them. */
function solve(search: EventSearch, request: StepRequest): StepOutcome {
  const { stepper, state } = search;
  let outcome = stepper.step(state, request);
  if (outcome.ok && state.past.length === 0) {
    search.solves += outcome.solves;
    countSolve(search.effort, outcome);
    const { potentials } = outcome.state;
    outcome = stepper.step(state, { ...request, near: { dt: request.dt, potentials } });
  }
  search.solves += outcome.ok ? outcome.solves : 0;
  if (outcome.ok) countSolve(search.effort, outcome);
  return outcome;
}

/**
 * Whether already less than the current that is imposed brings the cell to the voltage at which the protocol step ends, so
 * that none of it can pass: currents beyond all reason have no solution of their own.
 */
function passesLimitAtOnce({ stepper, state, step }: EventSearch, control: Imposed): boolean {
  const limit = step.until.find(({ kind }) => kind === "voltage");
  if (control.kind !== "current" || limit === undefined || state.cursor.elapsed > 0) return false;
  if (step.kind !== "charge" && step.kind !== "discharge") return false;
  const held = { kind: "voltage", voltage: limit.value } as const;
  const outcome = stepper.step(state, { dt: SHORTEST_STEP, control: held });
  if (!outcome.ok) return false;
  const { current } = outcome.state;
  return step.kind === "charge" ? current < control.current : current > control.current;
}

/** The same step in less time; undefined where it cannot be made. */
function takeShorter(search: EventSearch, control: Imposed, length: number): Success | undefined {
  const outcome = solve(search, { dt: length, control });
  return outcome.ok ? outcome : undefined;
}

/** A shorter step where the error is predicted to be too large; what is solved may still say so. */
function predictShorter(
  { stepper, state }: EventSearch,
  request: StepRequest,
  tolerance: number,
): { readonly length: number; readonly reason: string } | undefined {
  if (request.dt <= SHORTEST_STEP) return undefined;
  const predicted = stepper.predict(state, request);
  if (predicted === undefined) return undefined;
  const { error, order } = predicted;
  if (error > PASSING * tolerance) {
    return { length: request.dt * shrink({ error, order }, tolerance), reason: "error predicted too large" };
  }
  const change = Math.abs(predicted.voltage - state.potentials.voltage);
  const isLong = request.dt > shortStep(stepper.model);
  if (!(change > LARGEST_CHANGE && isLong)) return undefined;
  return { length: 0.5 * request.dt, reason: `voltage predicted to change by more than ${LARGEST_CHANGE} V` };
}

function firstGuess(model: Model, state: CellState): number {
  if (state.proposedStep > 0) return state.proposedStep;
  return shortStep(model);
}

function shortStep({ scenario }: Model): number {
  return FIRST_STEP / Math.max(0.05, scenario.cell.cRate);
}

/** Equal parts of `reach` no longer than `dt`, so that no tiny rest remains. */
function divide(reach: number, dt: number): number {
  return Number.isFinite(reach) && dt < reach
    ? Math.min(dt, reach / Math.ceil(reach / dt - 1e-9))
    : Math.min(reach, dt);
}

function shrink({ error, order }: Pick<Success, "error" | "order">, tolerance: number): number {
  return Math.max(0.2, SAFETY * pow(tolerance / error, 1 / (order + 1)));
}

/** The accepted state with its error noted and the next length proposed. */
function propose({ state, errors, order }: Success, length: number, tolerance: number): CellState {
  const [last, ...former] = state.past;
  const shares = errors.map((own) => ({ order: own.order, error: own.error / tolerance }));
  let best = { growth: 0, order };
  for (const own of shares) {
    if (Math.abs(own.order - order) > 1) continue;
    const growth = growthAt(own, length, former[0]);
    if (growth > best.growth) best = { growth, order: own.order };
  }
  return {
    ...state,
    past: [{ ...last, errors: shares }, ...former],
    proposedStep: length * Math.min(GROWTH, Math.max(0.3, best.growth)),
    proposedOrder: Math.max(2, best.order),
  };
}

/** By how much the step may grow with an order, as its error says and how that changed since the step before. */
function growthAt(share: OrderError, length: number, before: PastStep | undefined): number {
  if (share.error === 0) return GROWTH;
  const root = 1 / (share.order + 1);
  const growth = SAFETY * pow(share.error, -root);
  const earlier = before?.errors?.find(({ order }) => order === share.order);
  if (before === undefined || earlier === undefined || earlier.error === 0) return growth;
  return growth * (length / before.timeStep) * pow(earlier.error / share.error, root);
}
