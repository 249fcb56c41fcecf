/**
 * Inverse of the standard normal distribution: Wichura's rational approximation PPND7 (Algorithm AS 241, Applied
 * Statistics 37 (1988) 477), relative error 1e-7, then one step of Halley's method on the distribution itself. That
 * is summed from its power series near the middle and from Laplace's continued fraction in the tails.
 */
import { exp, log } from "../base/elementary.ts";

/** Below it the series, which would cancel further out; above it the continued fraction, converged to round-off. */
const TAIL = 1.5;
const FRACTION_TERMS = 200;

/** Returns z with P(Z < z) = `probability`, which lies strictly between 0 and 1; relative error about 1e-14. */
export function normalQuantile(probability: number): number {
  if (probability > 0.5) return -lowerQuantile(1 - probability);
  return lowerQuantile(probability);
}

/** Returns P(Z < z) for a standard normal Z, to a relative 1e-14 below the mean. */
export function normalProbability(z: number): number {
  return z > 0 ? 1 - lowerProbability(z) : lowerProbability(-z);
}

/** z <= 0 for p <= 1/2. */
function lowerQuantile(probability: number): number {
  const start = approximateQuantile(probability);
  const newton = (lowerProbability(-start) - probability) / density(start);
  return start - newton / (1 + 0.5 * start * newton);
}

function approximateQuantile(probability: number): number {
  const q = probability - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    const top = 3.3871327179 + r * (50.434271938 + r * (159.29113202 + r * 59.10937472));
    return (q * top) / (1 + r * (17.895169469 + r * (78.757757664 + r * 67.1875636)));
  }
  const r = Math.sqrt(-log(probability));
  if (r <= 5) {
    const s = r - 1.6;
    const top = 1.4234372777 + s * (2.75681539 + s * (1.3067284816 + s * 0.17023821103));
    return -top / (1 + s * (0.7370016425 + s * 0.12021132975));
  }
  const s = r - 5;
  const top = 6.657905115 + s * (3.081226386 + s * (0.42868294337 + s * 0.017337203997));
  return -top / (1 + s * (0.24197894225 + s * 0.012258202635));
}

function density(z: number): number {
  return exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

/** P(Z < -z) for z >= 0. */
function lowerProbability(z: number): number {
  if (z > TAIL) {
    let rest = z;
    for (let k = FRACTION_TERMS; k > 0; k--) rest = z + k / rest;
    return density(z) / rest;
  }
  // 1/2 - density (z + z^3/3 + z^5/15 + ...)
  let term = z;
  let sum = z;
  for (let k = 3; Math.abs(term) > 1e-17 * sum; k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return 0.5 - density(z) * sum;
}
