/**
 * How the deviator of stress relaxes: q(q_trial) over one step, where q is the von Mises stress and q_trial what
 * elasticity alone would give, q + 3 mu dp = q_trial. Perfect plasticity: q <= sigma_y (radial return). Norton-Hoff:
 * dp = dt rate ((q - sigma_y)/overstress)^n above sigma_y, implicit in q. Source: Simo and Hughes, Computational
 * Inelasticity (1998), chapters 2 and 3; values in physics.md 5.
 */
import { pow } from "../../base/elementary.ts";

export type FlowLaw =
  | { readonly kind: "elastic" }
  | { readonly kind: "plastic"; readonly yieldStress: number }
  | {
      readonly kind: "viscoplastic";
      readonly yieldStress: number;
      /** 1/s, equivalent plastic strain rate at the stated overstress (Pa). */
      readonly rate: number;
      readonly overstress: number;
      readonly exponent: number;
    };

export const ELASTIC: FlowLaw = { kind: "elastic" };

/** What a step leaves of the trial stress, and its derivative to it, 0..1. */
export interface Relaxed {
  stress: number;
  slope: number;
}

/** Writes what is left of `trial` (Pa) after `duration` (s; for viscoplastic flow only) into `out`. */
export function relaxStress(
  law: FlowLaw,
  trial: number,
  step: { readonly shear: number /* mu, Pa */; readonly duration: number },
  out: Relaxed,
): void {
  if (law.kind === "elastic" || trial <= law.yieldStress) {
    out.stress = trial;
    out.slope = 1;
  } else if (law.kind === "plastic") {
    out.stress = law.yieldStress;
    out.slope = 0;
  } else {
    const { overstress, exponent } = law;
    const excess = (trial - law.yieldStress) / overstress;
    const flow = (3 * step.shear * step.duration * law.rate) / overstress;
    // x + flow x^n = excess is convex and rising: from a bound above, Newton comes down to the root.
    let x = flow > 0 ? Math.min(excess, pow(excess / flow, 1 / exponent)) : excess;
    for (let k = 0; k < 50; k++) {
      const change = (x + flow * pow(x, exponent) - excess) / (1 + flow * exponent * pow(x, exponent - 1));
      x -= change;
      if (change <= 1e-15 * x) break;
    }
    out.stress = law.yieldStress + overstress * x;
    out.slope = 1 / (1 + flow * exponent * pow(x, exponent - 1));
  }
}
