/**
 * The local error of a step, as a voltage: its share of the distance between the step's end and what the past predicted.
 * What the scheme integrates is lithium, so its error is that of the particles' shells. As lithium is kept, an error of a
 * shell evens out, the sooner the thinner the layer it lies in: what a cut-off meets later is told by the mean over the
 * particle, what the surface does now by the last shell. Voltage, or in a hold the current, is what is drawn and counted;
 * the voltage follows from the surface by the open circuit's curve, whose own bends are no error, but shall not be
 * stepped over.
 */
import type { Model } from "../../cell/model.ts";
import type { CellState } from "../../cell/state.ts";
import type { Imposed } from "../protocol/protocol.ts";
import { extrapolationWeights, lagrangeWeights } from "./extrapolate.ts";

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

/** Returns the estimate in V for a step from `state`. */
export function estimateError(model: Model, state: CellState, step: JudgedStep, end: StepEnd): number {
  const { past } = state;
  const shells = measureShells(model, state, step, end);
  if (past.length < 2) return shells;
  const share = localErrorShare([past[0].timeStep, past[1].timeStep], past.length, step.dt);
  const weights = extrapolationWeights(past, step.dt);
  const distance = (own: number, earlier: (index: number) => number): number =>
    Math.abs(weights.reduce((rest, weight, i) => rest - weight * earlier(i), own));
  if (step.control === "voltage") {
    const ofCurrent = distance(end.current, (i) => past[i].current);
    const scale = Math.max(Math.abs(end.current), SMALL_CURRENT * model.oneC);
    return Math.max(shells, (share * CURRENT_WEIGHT * ofCurrent) / scale);
  }
  const change = Math.abs(end.voltage - past[0].potentials.voltage);
  const ofVoltage = distance(end.voltage, (i) => past[i].potentials.voltage) / (1 + change / STEEP_CHANGE);
  return Math.max(shells, share * VOLTAGE_WEIGHT * ofVoltage);
}

/** The part of the shells. Other than potentials they do not jump, so that the first steps after a jump can be judged. */
function measureShells(
  { radial, scenario }: Model,
  { past, before, particles }: CellState,
  step: JudgedStep,
  { concentration, conducts }: StepEnd,
): number {
  const points = past.map((entry) => entry.concentration);
  if (past.length === 0) points.push(particles.concentration);
  if (past.length === 1 && before !== undefined) points.push(before.concentration);
  const steps = past.map((entry) => entry.timeStep);
  const times = [0, -(steps[0] ?? 0), -(steps[0] ?? 0) - (steps[1] ?? 0)].slice(0, points.length);
  const [u, v = 0, w = 0] = lagrangeWeights(times, step.dt);
  const [a, b = a, c = a] = points;
  const { shells, volume } = radial;
  let ofVolume = 0;
  let ofSurface = 0;
  let active = 0;
  for (let p = 0; p < conducts.length; p++) {
    if (conducts[p] === 0) continue;
    active++;
    let square = 0;
    for (let k = 0, at = p * shells; k < shells; k++, at++) {
      square = (concentration[at] - u * a[at] - v * b[at] - w * c[at]) ** 2;
      ofVolume += volume[k] * square;
    }
    ofSurface += square;
  }
  const scale = scenario.ncm.maximumConcentration * Math.sqrt(Math.max(1, active));
  const share = localErrorShare(steps, points.length, step.dt);
  return (
    (share * Math.max(VOLUME_WEIGHT * Math.sqrt(ofVolume), SURFACE_WEIGHT * Math.sqrt(ofSurface))) / scale
  );
}

/**
 * Share of the distance that is the local error of BDF2, for points of the past after steps h1, h2: from three of them
 * h (h+h1) / ((2h+h1)(h+h1+h2)), h to come. From two, the straight line, the ratio of third to second derivative must be
 * known: after a jump of the flux surfaces move as sqrt(t), which makes it 3/(2t), and the share half of the same.
 */
function localErrorShare([h1 = 0, h2 = 0]: readonly number[], points: number, dt: number): number {
  if (points === 1) return JUMP_SHARE;
  const ratio = (dt * (dt + h1)) / ((2 * dt + h1) * (dt + h1 + h2));
  return ratio / (1 + ratio);
}
