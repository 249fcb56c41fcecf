/**
 * Cracks inside particles: d omega/dN = k_w (c/c_ref) (e/0.07)^n (1 - omega), integrated exactly over a cycle of
 * constant rate and swing; they cut paths of diffusion, D -> D (1 - omega)^1.5 (Bruggeman). Example: k_w = 0.0035
 * bare and 0.0005 coated at c_ref and 7 %: omega = 0.295 and 0.049 after 100 cycles. Source: physics.md 6.5; the
 * rates are assumed, chosen for "noticeable cracks" against "isolated pores" in Zheng et al. 2023.
 */
import { expm1, pow } from "../base/elementary.ts";

/** Swing for which the rate is stated. */
const STATED_SWING = 0.07;

/** [nParticle] each. */
export interface CrackingConditions {
  readonly crack: ArrayLike<number> /* omega, 0..1 */;
  /** Volume swing of the cycle; 0 where nothing moved. */
  readonly swing: ArrayLike<number>;
  /** 1/h: C-rate that the particle itself carried. */
  readonly rate: ArrayLike<number>;
}

export interface CrackingParameters {
  /** k_w, per cycle */
  readonly rate: number;
  readonly exponent: number;
  /** c_ref, 1/h */
  readonly referenceRate: number;
}

/** Returns the crack densities [nParticle] after one more cycle; below 1 for ever. */
export function growCracks(particles: CrackingConditions, parameters: CrackingParameters): Float64Array {
  return Float64Array.from(particles.crack, (crack, p) => {
    const swing = pow(particles.swing[p]! / STATED_SWING, parameters.exponent);
    const growth = particles.swing[p]! > 0 ? parameters.rate * swing * particles.rate[p]! : 0;
    return crack - (1 - crack) * expm1(-growth / parameters.referenceRate);
  });
}

/** Returns the factor on the diffusivity of a particle with crack density `crack`. */
export function crackedDiffusivityFactor(crack: number): number {
  return (1 - crack) * Math.sqrt(1 - crack);
}
