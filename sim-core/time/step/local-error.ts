/**
 * The local error of a step, as a voltage: its share of the distance between the step's end and what the past predicted.
 * What the scheme integrates is lithium, so its error is that of the particles' shells. As lithium is kept, an error of a
 * shell evens out, the sooner the thinner the layer it lies in: what a cut-off meets later is told by the mean over the
 * particle, what the surface does now by the last shell. Voltage, or in a hold the current, is what is drawn and counted;
 * the voltage follows from the surface by the open circuit's curve, whose own bends are no error, but shall not be
 * stepped over.
 */
import { assertInvariant } from "../../base/errors.ts";
import type { Model } from "../../cell/model.ts";
import type { CellState, OrderError } from "../../cell/state.ts";
import type { Imposed } from "../protocol/protocol.ts";
import { extrapolationWeights } from "./extrapolate.ts";
import { distancesBack, HIGHEST_ORDER, type SchemeOrder, type StepHistory, scaleOf } from "./integrate.ts";

/** V per stoichiometry: of the root mean square over particles and shells, and of the last shells'. Measured: with these
 * capacities at 0.1C to 2C lie within 0.1 % of the limit of small steps at the default tolerance. */
const VOLUME_WEIGHT = 4;
const SURFACE_WEIGHT = 0.3;
/** Weight of the voltage: a curve is drawn of the accepted steps. */
const VOLTAGE_WEIGHT = 0.1;
/** Change of voltage in a step from which on its distance counts relative to the change, V: at the knees of the
 * open circuit the voltage runs through volts while hardly any charge passes. */
const STEEP_CHANGE = 0.05;
/** V: weight of the current in a hold, relative to itself, or to this share of 1C where it is smaller. */
const CURRENT_WEIGHT = 0.05;
const SMALL_CURRENT = 0.01;
/** After a jump of the flux a surface moves by 2/sqrt(pi) where implicit Euler moves it by 1 in its first step. */
const JUMP_SHARE = 2 / Math.sqrt(Math.PI) - 1;

/** The step that is judged. */
export interface JudgedStep {
  readonly dt: number /* s */;
  readonly control: Imposed["kind"];
}

/** Where a step ends, or is expected to. */
export interface StepEnd {
  readonly concentration: ArrayLike<number> /* [nParticle*shells], mol/m3 */;
  readonly conducts: ArrayLike<number> /* [nParticle] */;
  readonly voltage: number;
  /** A/m */
  readonly current: number;
}

/** The order that a step from `state` has: the one proposed, as far as the past can judge it. */
export function orderFor({ past, proposedOrder }: CellState): SchemeOrder {
  if (past.length === 0) return 1;
  return Math.max(2, Math.min(proposedOrder, past.length, HIGHEST_ORDER)) as SchemeOrder;
}

/** Returns the estimates in V for a step from `state`, lowest order first; that of orderFor is among them. */
export function estimateErrors(model: Model, state: CellState, step: JudgedStep, end: StepEnd): OrderError[] {
  const known = state.past.length;
  if (known === 0) return [{ order: 1, error: JUMP_SHARE * measureShells(model, state, 1, step.dt, end) }];
  const highest = Math.max(2, Math.min(known, HIGHEST_ORDER));
  const errors: OrderError[] = [];
  for (let order = 2; order <= highest; order++)
    errors.push({ order, error: estimateError(model, state, order, step, end) });
  return errors;
}

/** The same of one order from 2 on, for which the past suffices. */
export function estimateError(
  model: Model,
  state: CellState,
  order: number,
  step: JudgedStep,
  end: StepEnd,
): number {
  const known = state.past.length;
  const shells = measureShells(model, state, order + 1, step.dt, end);
  const curve = known < 2 ? 0 : measureCurve(model, state, Math.min(order + 1, known), step, end);
  return localErrorShare(state, order, step.dt) * Math.max(shells, curve);
}

/** The error among them that belongs to an order. */
export function errorOf(errors: readonly OrderError[], order: number): number {
  const own = errors.find((one) => one.order === order);
  assertInvariant(own !== undefined, "a step has an order that is judged");
  return own.error;
}

/** Distance of voltage, or in a hold of current, from what the last `count` steps predict, V. */
function measureCurve(
  { oneC }: Model,
  state: CellState,
  count: number,
  { dt, control }: JudgedStep,
  end: StepEnd,
): number {
  const { past } = state;
  const weights = extrapolationWeights(state, count, dt);
  const distance = (own: number, earlier: (index: number) => number): number =>
    Math.abs(weights.reduce((rest, weight, i) => rest - weight * earlier(i), own));
  if (control === "voltage") {
    const scale = Math.max(Math.abs(end.current), SMALL_CURRENT * oneC);
    return (CURRENT_WEIGHT * distance(end.current, (i) => past[i].current)) / scale;
  }
  const change = Math.abs(end.voltage - past[0].potentials.voltage);
  const ofVoltage = distance(end.voltage, (i) => past[i].potentials.voltage) / (1 + change / STEEP_CHANGE);
  return VOLTAGE_WEIGHT * ofVoltage;
}

/**
 * The same of the shells, from the last `count` of their states. Other than potentials they do not jump, so that the
 * first steps after a jump can be judged.
 */
function measureShells(
  { radial, scenario }: Model,
  state: CellState,
  count: number,
  dt: number,
  { concentration, conducts }: StepEnd,
): number {
  const { particles, earlier } = state;
  const points = [particles.concentration, ...earlier.map((own) => own.concentration)].slice(0, count);
  const [u, v = 0, w = 0, x = 0] = extrapolationWeights(state, points.length, dt);
  const [a, b = a, c = a, d = a] = points;
  const { shells, volume } = radial;
  let ofVolume = 0;
  let ofSurface = 0;
  let active = 0;
  for (let p = 0; p < conducts.length; p++) {
    if (conducts[p] === 0) continue;
    active++;
    let square = 0;
    for (let k = 0, at = p * shells; k < shells; k++, at++) {
      const distance = concentration[at] - u * a[at] - v * b[at] - w * c[at] - x * d[at];
      square = distance * distance;
      ofVolume += volume[k] * square;
    }
    ofSurface += square;
  }
  const scale = scenario.ncm.maximumConcentration * Math.sqrt(Math.max(1, active));
  return Math.max(VOLUME_WEIGHT * Math.sqrt(ofVolume), SURFACE_WEIGHT * Math.sqrt(ofSurface)) / scale;
}

/**
 * Share of the distance that is the local error of the scheme of `order`, for a step `dt`: its scale over the distance
 * of the oldest of order + 1 states. Where there is one state less, the ratio of the next derivative to the one that is
 * seen must be known: for what is a sum of powers of the root of time it makes the start that oldest one.
 */
function localErrorShare(history: StepHistory, order: number, dt: number): number {
  const back = distancesBack(dt, history, order + 1);
  const ratio = scaleOf(back.slice(0, order)) / back[order];
  return ratio / (1 + ratio);
}
