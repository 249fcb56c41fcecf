/**
 * Voids between lithium and electrolyte: the contact theta of each front node, i > 0 plating.
 * d theta/dt = -a theta + b (1 - theta), a = <-i - i_cs(p)>/q_v opens them on stripping, b = k_pl <i>/q_v +
 * k_cr (p/MPa)^1.5 closes them by plating and by creep; i_cs = i_0 + i_1 (p/7 MPa)^1.9, at most i_max. Linear in
 * theta, so integrated exactly over a step. Example: 20 A/m2 at 7 MPa: i_cs = 10 A/m2, theta falls towards 0.4.
 * Source: physics.md 7.2; i_cs after Kasemchainan 2019, the rates assumed.
 */
import { expm1, pow } from "../base/elementary.ts";

/** Pressure for which the growth of the critical current is stated, Pa. */
const STATED_PRESSURE = 7e6;
/** Pressure for which the rate of closing is stated, Pa. */
const CREEP_PRESSURE = 1e6;

/** Names and units of the parameter table's group voids. */
export interface VoidParameters {
  /** i_0: critical stripping current without pressure, A/m2 */
  readonly criticalCurrent: number;
  /** i_1: what 7 MPa add to it, A/m2 */
  readonly criticalCurrentGain: number;
  readonly criticalCurrentExponent: number;
  /** i_max, A/m2 */
  readonly criticalCurrentLimit: number;
  /** q_v, C/m2 */
  readonly openingCharge: number;
  /** k_pl: share of the plated charge that fills voids */
  readonly refillShare: number;
  /** k_cr: rate of closing at 1 MPa, 1/s */
  readonly creepRate: number;
  readonly creepExponent: number;
  /** Contact that is never lost, above 0. */
  readonly minimumContact: number;
}

/** Conditions of a step: they hold for all of it; [n] each. */
export interface VoidConditions {
  /** Mean over voids and contact, A/m2, plating > 0 */
  readonly currentDensity: ArrayLike<number>;
  /** Normal pressure on the front, Pa; tension counts as none. */
  readonly pressure: ArrayLike<number>;
  /** s */
  readonly duration: number;
}

/** Returns i_cs, the stripping current (A/m2) above which voids open, at `pressure` (Pa). */
export function criticalStrippingCurrent(pressure: number, parameters: VoidParameters): number {
  const { criticalCurrent, criticalCurrentGain, criticalCurrentExponent, criticalCurrentLimit } = parameters;
  const gain = criticalCurrentGain * pow(Math.max(0, pressure) / STATED_PRESSURE, criticalCurrentExponent);
  return Math.min(criticalCurrentLimit, criticalCurrent + gain);
}

/** Share by which a power may miss, with room. */
const POWER_SLACK = 1e-9;

/**
 * Returns the excess of a stripping current (A/m2, above 0) over i_cs at a pressure (Pa), 0 below. The power is taken only
 * where neither its least nor its largest value tells.
 */
function createOpening(parameters: VoidParameters): (stripping: number, pressure: number) => number {
  const { criticalCurrent, criticalCurrentGain, criticalCurrentExponent, criticalCurrentLimit } = parameters;
  const least = Math.min(criticalCurrentLimit, criticalCurrent);
  const room = Math.max(0, criticalCurrentLimit - criticalCurrent) / criticalCurrentGain;
  const limitPressure = STATED_PRESSURE * pow(room, 1 / criticalCurrentExponent) * (1 + POWER_SLACK);
  let pressure = Number.NaN;
  let critical = 0;
  return (stripping, at) => {
    if (stripping <= least) return 0;
    if (at > limitPressure) return Math.max(0, stripping - criticalCurrentLimit);
    if (at !== pressure) {
      pressure = at;
      critical = criticalStrippingCurrent(at, parameters);
    }
    return Math.max(0, stripping - critical);
  };
}

/**
 * Returns the contact fractions [n] at the end of the step, from the least contact to 1. The solution runs one way,
 * so that cutting it off at the least contact is exact as well, whatever the division into steps.
 */
export function advanceContact(
  contact: ArrayLike<number> /* [n] */,
  front: VoidConditions,
  parameters: VoidParameters,
): Float64Array {
  const { openingCharge, refillShare, creepRate, creepExponent, minimumContact } = parameters;
  const closingAt = (pressure: number): number =>
    creepRate * pow(Math.max(0, pressure) / CREEP_PRESSURE, creepExponent);
  const opens = createOpening(parameters);
  // Neighbours are often under the same pressure, and powers are dear.
  let pressure = Number.NaN;
  let creep = 0;
  const after = new Float64Array(contact.length);
  for (let k = 0; k < after.length; k++) {
    const before = contact[k];
    const current = front.currentDensity[k];
    after[k] = before;
    const opening = current < 0 ? opens(-current, front.pressure[k]) / openingCharge : 0;
    if (before === 1 && opening === 0) continue;
    if (front.pressure[k] !== pressure) {
      pressure = front.pressure[k];
      creep = closingAt(pressure);
    }
    const closing = (refillShare * Math.max(0, current)) / openingCharge + creep;
    const rate = opening + closing;
    if (rate === 0) continue;
    const changed = before + (closing / rate - before) * -expm1(-rate * front.duration);
    after[k] = Math.max(minimumContact, changed);
  }
  return after;
}

/** Returns the current densities (A/m2) on what is left of the contact: i/theta. */
export function localCurrentDensity(
  currentDensity: ArrayLike<number> /* [n] */,
  contact: ArrayLike<number> /* [n], above 0 */,
): Float64Array {
  const local = new Float64Array(currentDensity.length);
  for (let k = 0; k < local.length; k++) local[k] = currentDensity[k] / contact[k];
  return local;
}

/**
 * Returns the area resistance (ohm m2, per whole area) that narrowing to the contact adds in series:
 * l (1 - theta)/(2 kappa sqrt(theta)), l the `patchSize` (m) over which one contact feeds, kappa in S/m.
 */
export function constrictionResistance(contact: number, patchSize: number, conductivity: number): number {
  return (patchSize * (1 - contact)) / (2 * conductivity * Math.sqrt(contact));
}
