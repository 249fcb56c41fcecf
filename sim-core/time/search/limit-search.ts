/**
 * Finds the length of a step at which a limit is met. What the past predicts of the voltage leads to within a few
 * millivolts without a solve; from there on trials on the same starting state, by interpolation between them.
 */
import { log, pow } from "../../base/elementary.ts";
import type { Model } from "../../cell/model.ts";
import type { CellState } from "../../cell/state.ts";
import type { BoundaryPotentials } from "../../potentials/interface-kinetics.ts";
import type { Limit, ProtocolStep } from "../../scenario/record/scenario.ts";
import { excessOf, imposedBy, type LimitState } from "../protocol/protocol.ts";
import { stateOfCharge } from "../protocol/state-of-charge.ts";
import type { StepOutcome, Stepper, StepRequest } from "../step/step.ts";
import { beginEffort, countSolve, effortOf, type GatheredEffort, type StepEffort } from "./step-effort.ts";

export type Advanced =
  /** `limit`: the protocol step is over; "at once" when its limit was passed before any time had. */
  | {
      readonly kind: "stepped";
      readonly state: CellState;
      readonly limit: boolean;
      readonly solves: number;
      readonly effort: StepEffort;
    }
  | { readonly kind: "at once" }
  | { readonly kind: "failed"; readonly reason: string };

/** The step that is sought: from `state`, under `step`; counts the solves that it takes. */
export interface EventSearch {
  readonly stepper: Stepper;
  readonly state: CellState;
  readonly step: ProtocolStep;
  solves: number;
  /** What it took so far. */
  readonly effort: GatheredEffort;
}

/** A step that was solved: counted, and noted where it was sought for a limit. */
function count(search: EventSearch, outcome: Extract<StepOutcome, { ok: true }>): void {
  search.solves += outcome.solves;
  search.effort.trials += 1;
  countSolve(search.effort, outcome);
}

/** Rates are no part of what is sought: over ever shorter steps they are quotients of ever smaller differences. */
export function createEventSearch(stepper: Stepper, state: CellState, step: ProtocolStep): EventSearch {
  const until = step.until.filter((limit) => !isRate(limit));
  return { stepper, state, step: { ...step, until }, solves: 0, effort: beginEffort() };
}

function isRate({ kind }: Limit): boolean {
  return kind === "voltageRate" || kind === "currentRate";
}

/** A trial: its length, how far it stands beyond its limit, and what was solved there. */
interface Trial {
  readonly length: number;
  readonly excess: number;
  readonly solved?: BoundaryPotentials;
}

/** s: a limit that is met sooner is met at once. */
const SHORTEST_SEARCH = 1e-4;
const LONGEST_SEARCH = 60;
/** Beyond so many bands a trial says no more than on which side of the limit it is. */
const FAR = 1e4;
const LONGEST_AIM = 12;
const LARGEST_AIMS = 4;

/** How far beyond its first limit a state stands; see excessOf. */
export function judge(model: Model, step: ProtocolStep, state: CellState): number {
  return excessOf(step, describeLimits(model, state));
}

/**
 * What limits are judged by, with the state's voltage or another one; rates are unknown, and so never small enough, before
 * a step has a step before it.
 */
export function describeLimits(
  model: Model,
  state: CellState,
  voltage = state.potentials.voltage,
): LimitState {
  const { width } = model.section;
  return {
    voltage,
    currentDensity: Math.abs(state.current) / width,
    voltageRate: rateAtEnd(state, ({ potentials }) => potentials.voltage),
    currentRate: rateAtEnd(state, ({ current }) => current) / width,
    elapsed: state.cursor.elapsed,
    passed: state.cursor.passed,
    get middleVoltage() {
      const { stoichiometryCharged, stoichiometryDischarged, openCircuitPotential } = model.scenario.ncm;
      return openCircuitPotential.evaluate(0.5 * (stoichiometryCharged + stoichiometryDischarged));
    },
    discharging: state.current < 0,
    get stateOfCharge() {
      return stateOfCharge(model, state.particles);
    },
  };
}

/**
 * How fast a quantity changes at the end of the last step, per s. Means over steps fall exponentially from middle to
 * middle: over the steps of a rest, each longer than the one before, the mean itself lags far behind.
 */
function rateAtEnd({ past }: CellState, of: (entry: CellState["past"][number]) => number): number {
  const [last, former, first] = past;
  if (last === undefined || former === undefined) return Number.POSITIVE_INFINITY;
  const rate = Math.abs(of(last) - of(former)) / last.timeStep;
  if (first === undefined) return rate;
  const before = Math.abs(of(former) - of(first)) / former.timeStep;
  if (!(rate > 0 && rate < before)) return rate;
  return rate * pow(rate / before, last.timeStep / (last.timeStep + former.timeStep));
}

/**
 * Length at which a rate has come down to its limit, of a step of `length` (s) from `state` to `end`; undefined where it
 * has not, or where the whole step may stand for it.
 */
export function lengthToRate(
  model: Model,
  step: ProtocolStep,
  { state, end, length }: { readonly state: CellState; readonly end: CellState; readonly length: number },
): number | undefined {
  const [before, after] = [describeLimits(model, state), describeLimits(model, end)];
  const lengths = step.until.filter(isRate).map(({ kind, value }) => {
    const [from, to] =
      kind === "voltageRate"
        ? [before.voltageRate, after.voltageRate]
        : [before.currentRate, after.currentRate];
    if (to >= value || to === 0 || !Number.isFinite(from) || from <= value) return length;
    return (length * log(from / value)) / log(from / to);
  });
  const shortest = Math.min(...lengths, length);
  return shortest < 0.95 * length ? Math.max(0.05 * length, shortest) : undefined;
}

/** Whether a rate ends the step: then slopes count, which small errors change a lot. */
export function endsAtRate(step: ProtocolStep): boolean {
  return step.until.some(isRate);
}

/** How far a step is predicted to go beyond a voltage limit; undefined where nothing is predicted. */
function predictExcess({ stepper, state, step }: EventSearch, request: StepRequest): number | undefined {
  const predicted = stepper.predict(state, request);
  if (predicted === undefined) return undefined;
  const until = step.until.filter(({ kind }) => kind === "voltage");
  return excessOf({ ...step, until }, describeLimits(stepper.model, state, predicted.voltage));
}

/**
 * Takes the step that hits the limit where the one requested is predicted to go beyond it; undefined where it is not.
 * What a trial found corrects what is predicted for the next one.
 */
export function aimAtLimit(search: EventSearch, request: StepRequest): Advanced | undefined {
  const { stepper, state, step } = search;
  const known = judge(stepper.model, step, state);
  if (known >= -1) return undefined;
  let below: Trial | undefined;
  let beyond: Trial | undefined;
  let seen = request;
  for (let k = 0; k < LARGEST_AIMS; k++) {
    const end = predictExcess(search, seen);
    if (end === undefined || end <= 1) break;
    const aimed = aim(search, seen, { low: known, high: end });
    const outcome = stepper.step(state, aimed);
    if (!outcome.ok) break;
    count(search, outcome);
    const excess = judge(stepper.model, step, outcome.state);
    if (Math.abs(excess) <= 1) return atLimit(search, outcome);
    const solved = outcome.state.potentials;
    const trial = { length: aimed.dt, excess, solved };
    if (excess < 0) below = trial;
    else if (beyond === undefined || trial.length < beyond.length) beyond = trial;
    seen = { ...request, near: { dt: aimed.dt, potentials: solved } };
  }
  if (beyond === undefined) return undefined;
  return findLimit(search, beyond, below !== undefined && below.length < beyond.length ? below : undefined);
}

function atLimit(search: EventSearch, outcome: Extract<StepOutcome, { ok: true }>): Advanced {
  const effort = effortOf(search.effort, outcome);
  return { kind: "stepped", state: outcome.state, limit: true, solves: search.solves, effort };
}

/** The request with the length at which what is predicted hits the limit, or comes near enough: Illinois method. */
function aim(
  search: EventSearch,
  request: StepRequest,
  excess: { readonly low: number; readonly high: number },
): StepRequest {
  let low = { length: 0, excess: Math.max(-FAR, excess.low) };
  let high = { length: request.dt, excess: Math.min(FAR, excess.high) };
  let aimed = request;
  let side = 0;
  for (let k = 0; k < LONGEST_AIM; k++) {
    const share = -low.excess / (high.excess - low.excess);
    aimed = { ...request, dt: low.length + share * (high.length - low.length) };
    const at = Math.min(FAR, Math.max(-FAR, predictExcess(search, aimed) ?? 0));
    if (Math.abs(at) <= 1) return aimed;
    if (at > 0) {
      high = { length: aimed.dt, excess: at };
      if (side > 0) low = { ...low, excess: 0.5 * low.excess };
    } else {
      low = { length: aimed.dt, excess: at };
      if (side < 0) high = { ...high, excess: 0.5 * high.excess };
    }
    side = Math.sign(at);
  }
  return aimed;
}

/** Repeats the step shorter than `beyond` until its limit is hit within its band; `below` it, if known, it is not. */
export function findLimit(search: EventSearch, beyond: Trial, below?: Trial): Advanced {
  const { stepper, state, step } = search;
  const { model } = stepper;
  const control = imposedBy(model, step, state.cursor);
  // Under the same imposed current the state itself lies below the limit; after a jump nothing is known of it.
  const known = state.past.length > 0 ? judge(model, step, state) : Number.NEGATIVE_INFINITY;
  let low: Trial = below ?? { length: 0, excess: Math.max(-0.1 * FAR, known) };
  let high: Trial = { ...beyond, excess: Math.min(FAR, beyond.excess) };
  let third: Trial | undefined;
  for (let k = 0; k < LONGEST_SEARCH && high.length > SHORTEST_SEARCH; k++) {
    const length = placeTrial(low, high, third, k);
    const nearer = length - low.length < high.length - length && low.solved ? low : high;
    const near = nearer.solved && { dt: nearer.length, potentials: nearer.solved };
    const outcome = stepper.step(state, { dt: length, control, ...(near ? { near } : {}) });
    if (!outcome.ok) return { kind: "failed", reason: outcome.reason };
    count(search, outcome);
    const excess = judge(model, step, outcome.state);
    if (Math.abs(excess) <= 1) return atLimit(search, outcome);
    const trial = { length, excess, solved: outcome.state.potentials };
    if (excess > 0) {
      third = high;
      high = trial;
    } else {
      third = low;
      low = trial;
    }
  }
  if (high.length <= SHORTEST_SEARCH) return { kind: "at once" };
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
