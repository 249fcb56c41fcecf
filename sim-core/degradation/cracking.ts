/**
 * Cracks inside particles: d omega/dN = k_w (c/c_ref) (e/0.07)^n (1 - omega), integrated exactly over the fatigue that
 * contractions of range e at rate c add (fatigue.ts, s = 1); they cut paths of diffusion, D -> D (1 - omega)^1.5
 * (Bruggeman). Example: k_w = 0.0035 bare and 0.0005 coated at c_ref and 7 %: omega = 0.295 and 0.049 after 100 cycles.
 * Source: physics.md 6.5; the rates are assumed, for "noticeable cracks" against "isolated pores" in Zheng et al. 2023.
 */
import { expm1 } from "../base/elementary.ts";

/** [nParticle] each. */
export interface CrackingConditions {
  readonly crack: ArrayLike<number> /* omega, 0..1 */;
  /** Fatigue since cracks last grew: 1 for a contraction of 7 % at c_ref. */
  readonly fatigue: ArrayLike<number>;
}

/** Returns the crack densities [nParticle], below 1 for ever; `rate` is k_w, per cycle. */
export function growParticleCracks({ crack, fatigue }: CrackingConditions, rate: number): Float64Array {
  return Float64Array.from(crack, (own, p) => own - (1 - own) * expm1(-rate * fatigue[p]));
}

/** Returns the factor on the diffusivity of a particle with crack density `crack`. */
export function crackedDiffusivityFactor(crack: number): number {
  return (1 - crack) * Math.sqrt(1 - crack);
}
