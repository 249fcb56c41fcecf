/**
 * How the deviator of stress relaxes: q(q_trial) over one step, where q is the von Mises stress and q_trial what
 * elasticity alone would give, q + 3 mu dp = q_trial. Perfect plasticity: q <= sigma_y (radial return). Norton-Hoff:
 * dp = dt rate ((q - sigma_y)/overstress)^n above sigma_y, implicit in q. Source: Simo and Hughes, Computational
 * Inelasticity (1998), chapters 2 and 3; values in physics.md 5.
 */
import { pow } from "../../base/elementary.ts";
import { InputError, type InputProblem } from "../../base/errors.ts";

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
/** Bulk lithium passes pressure on and little else; 0.8 MPa (Masias 2019, range 0.4-1.3 MPa in bulk). */
export const BULK_LITHIUM: FlowLaw = { kind: "plastic", yieldStress: 0.8e6 };
/** Norton-Hoff flow of the electrolyte; yield from a hardness of 1.9 GPa, rate, overstress and exponent assumed. */
export const VISCOPLASTIC_ELECTROLYTE: FlowLaw = {
  kind: "viscoplastic",
  yieldStress: 0.65e9,
  rate: 1e-5,
  overstress: 100e6,
  exponent: 5,
};

/** What a step leaves of the trial stress, and its derivative to it, 0..1. */
export interface Relaxed {
  stress: number;
  slope: number;
}

/** Throws InputError with everything that is wrong with the laws of the regions. */
export function checkFlowLaws(laws: readonly FlowLaw[], where = "flow"): void {
  const problems: InputProblem[] = [];
  laws.forEach((law, r) => {
    if (law.kind === "elastic") return;
    const check = (name: string, value: number, expected: string): void => {
      if (!(value > 0 && Number.isFinite(value)))
        problems.push({ where: `${where}[${r}].${name}`, got: String(value), expected });
    };
    check("yieldStress", law.yieldStress, "a stress above 0 Pa");
    if (law.kind === "plastic") return;
    check("rate", law.rate, "a strain rate above 0 1/s");
    check("overstress", law.overstress, "a stress above 0 Pa");
    if (!(law.exponent >= 1 && Number.isFinite(law.exponent))) {
      const expected = "a number from 1 on";
      problems.push({ where: `${where}[${r}].exponent`, got: String(law.exponent), expected });
    }
  });
  if (problems.length > 0) throw new InputError(problems);
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
