/**
 * Contact between particle and electrolyte, lost by contraction. A contraction of range e = (1 - psi) |d eps_v(mean)| +
 * psi |d eps_v(surface)|, as rainflow finds it, against threshold d = eps_d0 xi (1 + p/p_ref) k_coating: e >= d detaches
 * at once, else D += (e/d)^m / N0 (c/c_ref)^s f^-q; D = 1 detaches. c: what it moved over the time in which current
 * flowed. Hypotheses, not measured: s, and q, which was added to obtain a cascade. Example: e = 0.06, d = 0.087, N0 =
 * 31.4, c = c_ref, f = 1: D += 0.0072. Source: physics.md 6.2, there with the full window for the surface; threshold
 * Zheng et al. 2023 after Bucci 2018, N0 and k_coating fitted, the rest assumed.
 */
import { exp, pow } from "../base/elementary.ts";
import { assertInvariant } from "../base/errors.ts";
import { STATED_SWING } from "./fatigue.ts";

/** What the law reads of each particle; [nParticle] each. */
export interface ContactConditions {
  readonly damage: ArrayLike<number> /* D, 0..1 */;
  readonly attached: ArrayLike<number> /* 0 or 1 */;
  /** Range of the largest contraction since the last count, 0 where there was none. */
  readonly swing: ArrayLike<number>;
  /** Fatigue of all of them (fatigue.ts): 1 for a single one of 7 % at c_ref. */
  readonly fatigue: ArrayLike<number>;
  /** 1/h: C-rate that the particle carried, mean over the time in which the cell was charged since the last count. */
  readonly rate: ArrayLike<number>;
  /** f: active share of the neighbourhood, above 0 up to 1. */
  readonly activeShare: ArrayLike<number>;
  /** xi, around 1 */
  readonly thresholdFactor: ArrayLike<number>;
  /** N0, cycles */
  readonly life: ArrayLike<number>;
}

/** Names and units of the parameter table's group contactLoss, and what the cell adds. */
export interface ContactLossParameters {
  readonly threshold: number;
  readonly coatingFactor: number;
  /** Pa */
  readonly pressureScale: number;
  readonly exponent: number;
  /** Off, lost particles do not load the others: rates are scaled to a mean of `nominalRate`, and f = 1. */
  readonly feedback: boolean;
  readonly rateExponent: number;
  readonly sharingExponent: number;
  readonly contactDecline: number;
  /** 1/h: C-rate of the cell as long as all particles share it. */
  readonly nominalRate: number;
  /** Pa */
  readonly stackPressure: number;
}

/** State of the contacts after a count; [nParticle] each, new arrays. */
export interface ContactState {
  readonly damage: Float64Array;
  readonly attached: Uint8Array;
  /** Share of the initial contact that is left: 1 - a_D D, and 0 when detached. */
  readonly contactFraction: Float64Array;
}

/** Returns xi = 1 + spread z for standard normal deviates z [n]. */
export function spreadThreshold(deviate: ArrayLike<number>, spread: number): Float64Array {
  return Float64Array.from(deviate, (z) => 1 + spread * z);
}

/** Returns lives (cycles), log-normal about `median` with standard deviation `spread` of the logarithm. */
export function spreadLife(deviate: ArrayLike<number>, median: number, spread: number): Float64Array {
  return Float64Array.from(deviate, (z) => median * exp(spread * z));
}

/** Returns the strain whose swing is e from those of a particle's mean and of its surface. */
export function contactStrain(mean: number, surface: number, surfaceShare: number): number {
  return (1 - surfaceShare) * mean + surfaceShare * surface;
}

/** Returns the state after the contractions since the last count. Detached particles keep their damage. */
export function accumulateDamage(
  particles: ContactConditions,
  parameters: ContactLossParameters,
): ContactState {
  const { pressureScale, stackPressure } = parameters;
  const strength = parameters.threshold * parameters.coatingFactor * (1 + stackPressure / pressureScale);
  const load = parameters.feedback ? 1 : compareRates(particles, parameters.nominalRate);
  const damage = Float64Array.from(particles.damage);
  const attached = Uint8Array.from(particles.attached);
  for (let p = 0; p < damage.length; p++) {
    if (attached[p] === 0 || particles.swing[p] === 0) continue;
    const threshold = strength * particles.thresholdFactor[p];
    const added =
      particles.swing[p] >= threshold ? 1 : accumulated(p, { threshold, load }, particles, parameters);
    damage[p] = Math.min(1, damage[p] + added);
    if (damage[p] === 1) attached[p] = 0;
  }
  return { damage, attached, contactFraction: remainingContact(damage, attached, parameters.contactDecline) };
}

/** `nominalRate` over the mean of the particles that contracted; 1 where none was charged. */
function compareRates(particles: ContactConditions, nominalRate: number): number {
  let sum = 0;
  let count = 0;
  for (let p = 0; p < particles.rate.length; p++) {
    if (particles.attached[p] === 0 || particles.swing[p] === 0) continue;
    sum += particles.rate[p];
    count++;
  }
  return sum > 0 ? (nominalRate * count) / sum : 1;
}

/** Below the threshold: fatigue over the particle's life, times what its rates' `load` and lost neighbours make of it. */
function accumulated(
  p: number,
  { threshold, load }: { readonly threshold: number; readonly load: number },
  particles: ContactConditions,
  parameters: ContactLossParameters,
): number {
  const share = parameters.feedback ? particles.activeShare[p] : 1;
  assertInvariant(share > 0, "an attached particle is part of its own neighbourhood");
  const damage = pow(STATED_SWING / threshold, parameters.exponent);
  const fatigue = (particles.fatigue[p] * damage) / particles.life[p];
  return fatigue * pow(load, parameters.rateExponent) * pow(share, -parameters.sharingExponent);
}

function remainingContact(damage: Float64Array, attached: Uint8Array, decline: number): Float64Array {
  return damage.map((value, p) => (attached[p] === 0 ? 0 : 1 - decline * value));
}
