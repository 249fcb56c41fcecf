/** Isotropic linear elasticity: Lame's constants of each region from Young's modulus and Poisson's ratio. */
import { InputError, type InputProblem } from "../base/errors.ts";

export interface ElasticMaterial {
  /** E, Pa. */
  readonly youngsModulus: number;
  /** nu, above -1 and below 0.5. */
  readonly poissonRatio: number;
}

/** Lame's constants by region, Pa. */
export interface ElasticModuli {
  readonly lambda: Float64Array /* [nRegion] */;
  readonly shear: Float64Array /* [nRegion] */;
}

/** Returns the moduli of the regions in order; throws InputError with every E <= 0 and nu outside (-1, 0.5). */
export function createModuli(materials: readonly ElasticMaterial[], where = "materials"): ElasticModuli {
  const problems: InputProblem[] = [];
  const lambda = new Float64Array(materials.length);
  const shear = new Float64Array(materials.length);
  materials.forEach(({ youngsModulus: e, poissonRatio: nu }, r) => {
    if (!(e > 0 && Number.isFinite(e))) {
      const expected = "a stiffness above 0 Pa";
      problems.push({ where: `${where}[${r}].youngsModulus`, got: String(e), expected });
    }
    if (!(nu > -1 && nu < 0.5)) {
      const expected = "a number above -1 and below 0.5";
      problems.push({ where: `${where}[${r}].poissonRatio`, got: String(nu), expected });
    }
    lambda[r] = (e * nu) / ((1 + nu) * (1 - 2 * nu));
    shear[r] = e / (2 * (1 + nu));
  });
  if (problems.length > 0) throw new InputError(problems);
  return { lambda, shear };
}
