/**
 * The local error of a step, as a voltage: its share of the distance between the step's end and what the past
 * foretold. What the scheme integrates is lithium, so its error is that of the particles' surfaces; the voltage
 * follows from them by the open circuit's curve, whose own bends are no error, but shall not be stepped over.
 */
import type { PastStep } from "../cell/state.ts";
import { extrapolateSurface } from "./extrapolate.ts";

/** Weight of the surface stoichiometry, V: a typical slope of the open-circuit potential. */
const SURFACE_WEIGHT = 1;
/** Weight of the voltage: a curve is drawn of the accepted steps. */
const VOLTAGE_WEIGHT = 0.2;
/** Change of voltage in a step from which on its distance counts relative to the change, V: at the knees of the
 * open circuit the voltage runs through volts while hardly any charge passes. */
const STEEP_CHANGE = 0.05;

/** Where a step ends, or is expected to. */
export interface StepEnd {
  readonly surface: ArrayLike<number> /* [nParticle] */;
  readonly conducts: ArrayLike<number> /* [nParticle] */;
  readonly voltage: number;
}

/** Returns the estimate in V for a step `dt` after `past`, whose weights at its end are given; 0 where it is too short. */
export function estimateError(
  past: readonly PastStep[],
  weights: readonly number[],
  { dt, order }: { readonly dt: number; readonly order: 1 | 2 },
  end: StepEnd,
): number {
  const share = localErrorShare(past, dt, order);
  return share > 0 ? share * measureDistance(past, weights, end) : 0;
}

function measureDistance(past: readonly PastStep[], weights: readonly number[], end: StepEnd): number {
  const { conducts, surface } = end;
  const foretold = extrapolateSurface(past, weights);
  let voltage = end.voltage;
  past.forEach((entry, i) => {
    voltage -= weights[i]! * entry.potentials.voltage;
  });
  let square = 0;
  let active = 0;
  for (let p = 0; p < foretold.length; p++) {
    if (conducts[p] === 0) continue;
    square += (surface[p]! - foretold[p]!) ** 2;
    active++;
  }
  const change = Math.abs(end.voltage - past[0]!.potentials.voltage);
  const ofVoltage = Math.abs(voltage) / (1 + change / STEEP_CHANGE);
  return Math.max(VOLTAGE_WEIGHT * ofVoltage, SURFACE_WEIGHT * Math.sqrt(square / Math.max(1, active)));
}

/**
 * Share of the distance that is the scheme's own local error: for BDF2 over three past states
 * h (h+h1) / ((2h+h1)(h+h1+h2)), for implicit Euler over two h / (h+h1); 0 when the past is too short to tell.
 */
function localErrorShare(past: readonly PastStep[], dt: number, order: 1 | 2): number {
  if (past.length < 2) return 0;
  const h1 = past[0]!.timeStep;
  if (past.length === 2 || order === 1) {
    const ratio = dt / (dt + h1);
    return ratio / (1 + ratio);
  }
  const h2 = past[1]!.timeStep;
  const ratio = (dt * (dt + h1)) / ((2 * dt + h1) * (dt + h1 + h2));
  return ratio / (1 + ratio);
}
