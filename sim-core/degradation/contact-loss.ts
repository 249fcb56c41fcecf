/**
 * Contact between particle and electrolyte, lost by the contraction of each charge; once per cycle. Swing e = (1 -
 * psi) |d eps_v(mean)| + psi eps_tot against threshold d = eps_d0 xi (1 + p/p_ref) k_coating: e >= d detaches at
 * once, else D += (e/d)^m / N0 (c/c_ref)^s f^-q; D = 1 detaches. Hypotheses, not measured: s, and q, which was
 * added to obtain a cascade. Example: e = 0.06, d = 0.087, N0 = 31.4, c = c_ref, f = 1: D += 0.0072.
 * Source: physics.md 6.2; threshold Zheng et al. 2023 after Bucci 2018, N0 and k_coating fitted, the rest assumed.
 */
import { exp, pow } from "../base/elementary.ts";
import { assertInvariant } from "../base/errors.ts";

/** What the law reads of each particle; [nParticle] each. */
export interface ContactConditions {
  readonly damage: ArrayLike<number> /* D, 0..1 */;
  readonly attached: ArrayLike<number> /* 0 or 1 */;
  /** Volume swing of the mean stoichiometry since the last count; 0 for a particle that carried nothing. */
  readonly bulkSwing: ArrayLike<number>;
  /** 1/h: C-rate that the particle itself carried, mean over the charge. */
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
  readonly surfaceShare: number;
  readonly contactDecline: number;
  /** 1/h */
  readonly referenceRate: number;
  /** 1/h: C-rate of the cell as long as all particles share it. */
  readonly nominalRate: number;
  /** Pa */
  readonly stackPressure: number;
  /** eps_tot: volume change over the full window, which the surface shell passes in every cycle. */
  readonly volumeChange: number;
}

/** State of the contacts after a cycle; [nParticle] each, new arrays. */
export interface ContactState {
  readonly damage: Float64Array;
  readonly attached: Uint8Array;
  /** Share of the initial contact that is left: 1 - a_D D, and 0 when detached. */
  readonly contact: Float64Array;
}

/** Returns xi = 1 + spread z for standard normal deviates z [n]. */
export function spreadThreshold(deviate: ArrayLike<number>, spread: number): Float64Array {
  return Float64Array.from(deviate, (z) => 1 + spread * z);
}

/** Returns lives (cycles), log-normal about `median` with standard deviation `spread` of the logarithm. */
export function spreadLife(deviate: ArrayLike<number>, median: number, spread: number): Float64Array {
  return Float64Array.from(deviate, (z) => median * exp(spread * z));
}

/** Returns e: 0 for a particle whose mean did not move, since its surface did not either. */
export function strainSwing(bulkSwing: number, surfaceShare: number, volumeChange: number): number {
  return bulkSwing > 0 ? (1 - surfaceShare) * bulkSwing + surfaceShare * volumeChange : 0;
}

/** Returns the state after one more cycle. Detached particles keep their damage. */
export function accumulateDamage(
  particles: ContactConditions,
  parameters: ContactLossParameters,
): ContactState {
  const { surfaceShare, volumeChange, pressureScale, stackPressure } = parameters;
  const strength = parameters.threshold * parameters.coatingFactor * (1 + stackPressure / pressureScale);
  const load = parameters.feedback ? 1 : parameters.nominalRate / meanRate(particles);
  const damage = Float64Array.from(particles.damage);
  const attached = Uint8Array.from(particles.attached);
  for (let p = 0; p < damage.length; p++) {
    if (attached[p] === 0) continue;
    const swing = strainSwing(particles.bulkSwing[p]!, surfaceShare, volumeChange);
    if (swing === 0) continue;
    const threshold = strength * particles.thresholdFactor[p]!;
    const added =
      swing >= threshold
        ? 1
        : damageOfCycle(p, { utilisation: swing / threshold, load }, particles, parameters);
    damage[p] = Math.min(1, damage[p]! + added);
    if (damage[p] === 1) attached[p] = 0;
  }
  return { damage, attached, contact: remainingContact(damage, attached, parameters.contactDecline) };
}

/** Of the particles that carried current, 1/h. */
function meanRate(particles: ContactConditions): number {
  let sum = 0;
  let count = 0;
  for (let p = 0; p < particles.rate.length; p++) {
    if (particles.attached[p] === 0 || !(particles.bulkSwing[p]! > 0)) continue;
    sum += particles.rate[p]!;
    count++;
  }
  return sum / count;
}

/**
 * Below the threshold: `utilisation` e/d by fatigue, times what the particle's own rate (scaled by `load`) and its
 * lost neighbours make of it.
 */
function damageOfCycle(
  p: number,
  { utilisation, load }: { utilisation: number; load: number },
  particles: ContactConditions,
  parameters: ContactLossParameters,
): number {
  const share = parameters.feedback ? particles.activeShare[p]! : 1;
  assertInvariant(share > 0, "an attached particle is part of its own neighbourhood");
  const fatigue = pow(utilisation, parameters.exponent) / particles.life[p]!;
  const rate = (load * particles.rate[p]!) / parameters.referenceRate;
  return fatigue * pow(rate, parameters.rateExponent) * pow(share, -parameters.sharingExponent);
}

function remainingContact(damage: Float64Array, attached: Uint8Array, decline: number): Float64Array {
  return damage.map((value, p) => (attached[p] === 0 ? 0 : 1 - decline * value));
}
