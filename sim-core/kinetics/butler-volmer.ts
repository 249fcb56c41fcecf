/**
 * Charge transfer through a film: i = 2 i0 sinh(F (v - i R) / (2 R_g T)), symmetric Butler-Volmer (alpha = 1/2)
 * behind an area resistance R, solved for i at a given drive v. Inverted it reads
 * g(i) = w asinh(i / 2 i0) + i R - v = 0, w = 2 R_g T / F: increasing, concave for i > 0, so one root between
 * known bounds. Halley's iteration from the last solution; bracketed where that fails. Source: physics.md 3.1.
 */

import { FARADAY, GAS_CONSTANT } from "../base/constants.ts";
import { asinh, log1p, sinh } from "../base/elementary.ts";

/** Interfaces solved together: arrays of one length, [n] each. */
export interface Interfaces {
  /** V: electrode minus electrolyte minus equilibrium potential. */
  readonly drive: ArrayLike<number>;
  /** A/m2, times the contact fraction; 0 blocks the interface. */
  readonly exchange: ArrayLike<number>;
  /** ohm m2, 0 or more */
  readonly resistance: ArrayLike<number>;
  /** K */
  readonly temperature: number;
}

/** Halley's error is the cube of its relative step over about 12: a step this small leaves round-off only. */
const LAST_STEP = 1e-5;
/** A/m2; guesses beyond it, whose squares would overflow, are not tried. */
const LARGEST = 1e150;
/** Of asinh(sinh(v / w)) w against v, relative: eight operations of at most 2 ulp each. */
const ROUND_OFF = 4e-15;
const WARM_ITERATIONS = 6;
const COLD_ITERATIONS = 200;

/**
 * Writes the current density (A/m2, sign of `drive`) to `out[0]` and its derivative by the drive (S/m2) to
 * `out[1]`; machine precision from any `guess` (A/m2). Finite for any drive (V) while the `resistance` (ohm m2) is
 * positive, and up to 18 V without one. `exchange` (A/m2) 0 gives zeros. Plain arguments, since it runs once per
 * node and iteration: a record each time would cost more than the arithmetic.
 */
export function solveInterface(
  drive: number,
  exchange: number,
  resistance: number,
  temperature: number,
  out: Float64Array /* [2] */,
  guess = 0,
): void {
  const thermal = (2 * GAS_CONSTANT * temperature) / FARADAY;
  const current = findCurrent(drive, exchange, resistance, thermal, guess);
  out[0] = current;
  out[1] = findSlope(current, exchange, resistance, thermal);
}

/**
 * Solves all `interfaces`: `current` [n] holds the guesses (A/m2) and receives the current densities, `slope` [n]
 * receives the derivatives by the drive (S/m2). As `solveInterface`; allocates nothing.
 */
export function solveInterfaces(interfaces: Interfaces, current: Float64Array, slope: Float64Array): void {
  const { drive, exchange, resistance } = interfaces;
  const thermal = (2 * GAS_CONSTANT * interfaces.temperature) / FARADAY;
  for (let k = 0; k < drive.length; k++) {
    const found = findCurrent(drive[k], exchange[k], resistance[k], thermal, current[k]);
    current[k] = found;
    slope[k] = findSlope(found, exchange[k], resistance[k], thermal);
  }
}

/** 1/g'(i); in series with the film, the charge transfer conducts sqrt(4 i0^2 + i^2) / w. */
function findSlope(current: number, exchange: number, resistance: number, thermal: number): number {
  if (exchange <= 0) return 0;
  const conductance = Math.sqrt(4 * exchange * exchange + current * current) / thermal;
  return conductance / (1 + resistance * conductance);
}

/** The odd symmetry is exact: only magnitudes are iterated. */
function findCurrent(
  drive: number,
  exchange: number,
  resistance: number,
  thermal: number,
  guess: number,
): number {
  if (exchange <= 0 || drive === 0) return 0;
  const magnitude = Math.abs(drive);
  const sign = drive < 0 ? -1 : 1;
  if (resistance <= 0) return sign * 2 * exchange * sinh(magnitude / thermal);
  let found = polish(magnitude, exchange, resistance, thermal, sign * guess);
  if (!(found > 0)) found = bracket(magnitude, exchange, resistance, thermal);
  return sign * found;
}

/**
 * Newton's step, lengthened or shortened by the curvature of g (Halley); Newton's own where that would overshoot.
 * In terms of G = sqrt(i^2 + 4 i0^2) / w: g' = (1 + R G) / G and g'' = -i / (G (i^2 + 4 i0^2)). With u = i / 2 i0,
 * asinh u = ln(1 + u + u^2/(1 + sqrt(1 + u^2))), which keeps its digits at small u.
 */
function step(drive: number, exchange: number, resistance: number, thermal: number, current: number): number {
  const scale = 0.5 / exchange;
  const square = current * current + 4 * exchange * exchange;
  const root = Math.sqrt(square);
  const ratio = current * scale;
  const residual =
    thermal * log1p(ratio + (ratio * ratio) / (1 + root * scale)) + current * resistance - drive;
  const share = thermal / (thermal + resistance * root);
  const newton = (residual * root * share) / thermal;
  const bend = 0.5 * newton * current * share;
  return bend > -0.5 * square ? (-newton * square) / (square + bend) : -newton;
}

/** Returns the root near a good guess, or 0 when it is not reached within a few iterations. */
function polish(drive: number, exchange: number, resistance: number, thermal: number, guess: number): number {
  let current = guess;
  for (let k = 0; k < WARM_ITERATIONS; k++) {
    if (!(current > 0 && current < LARGEST)) return 0;
    const change = step(drive, exchange, resistance, thermal, current);
    current += change;
    if (Math.abs(change) <= LAST_STEP * current) return current;
  }
  return 0;
}

/**
 * Returns the root from bounds that hold everywhere. Above: the film alone and the kinetics alone. Below: the
 * tangent at 0 (g is concave), and what the film passes when the kinetics take their share at the upper bound.
 * A step tells the side of the root by its sign; one that leaves the bounds is replaced by their geometric mean.
 */
function bracket(drive: number, exchange: number, resistance: number, thermal: number): number {
  let high = Math.min(drive / resistance, 2 * exchange * sinh(drive / thermal));
  const linear = drive / (resistance + thermal / (2 * exchange));
  // Without the allowance, rounding alone over a thin film would lift this bound above the root.
  const left = drive * (1 - ROUND_OFF) - thermal * asinh(high / (2 * exchange));
  let low = Math.max(linear, left / resistance);
  let current = low;
  for (let k = 0; k < COLD_ITERATIONS; k++) {
    const change = step(drive, exchange, resistance, thermal, current);
    if (Math.abs(change) <= LAST_STEP * current) return current + change;
    if (change < 0) high = current;
    else low = current;
    const next = current + change;
    current = next > low && next < high ? next : Math.sqrt(low) * Math.sqrt(high);
  }
  return current;
}
