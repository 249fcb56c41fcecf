/**
 * The factor of a stiffness matrix: of double precision, or a quick one of single precision, whose solves are refined
 * with the matrix itself. Each refinement gains four to five digits, as many as single precision leaves of a body whose
 * condition is some hundreds of thousands. Where single precision cannot factor or a refinement does not converge,
 * double precision does it. Source: Higham, Accuracy and Stability of Numerical Algorithms (2002), chapter 12.
 */
import { type Cholesky, createCholesky, type FactorOutcome, planMemory } from "../factorisation/cholesky.ts";
import { multiplySymmetric, type SymmetricPattern } from "../linalg/sparse.ts";
import type { StiffnessStructure } from "./stiffness-structure.ts";

export interface StiffnessFactor {
  /** Factors the matrix of these values, which stay what they are until the next; one that cannot be is a value. */
  factor(values: Float64Array /* [nEntry] */): FactorOutcome;
  /**
   * Writes K^-1 of `force` to `out`, which may be the same, both [unknownCount], to `REFINED` of the force; not numbers
   * where the matrix could not be factored.
   */
  solve(force: ArrayLike<number>, out: Float64Array): void;
  /** The same as exactly as the factor is. */
  correct(force: ArrayLike<number>, out: Float64Array): void;
}

/** Largest remainder of the forces over the forces. */
const REFINED = 1e-8;
/** Largest share of a remainder that a refinement may leave, and how many there may be. */
const SLOWEST = 0.01;
const REFINEMENTS = 6;

/** Returns the bytes that a factor takes at most: a quick one has an exact one beside it where it does not converge. */
export function planFactorMemory(
  { symbolic }: Pick<StiffnessStructure, "symbolic">,
  wanted: "quick" | "exact",
): number {
  return planMemory(symbolic) + (wanted === "quick" ? planMemory(symbolic, "single") : 0);
}

/** Returns a factor that has yet to be given its matrix. */
export function createStiffnessFactor(
  { symbolic, pattern }: Pick<StiffnessStructure, "symbolic" | "pattern">,
  wanted: "quick" | "exact",
): StiffnessFactor {
  const quick = wanted === "quick" ? createCholesky(symbolic, { precision: "single" }) : undefined;
  let exact: Cholesky | undefined;
  /** What came of factoring the present matrix in each precision; undefined where that has not been tried. */
  let quickly: FactorOutcome | undefined;
  let exactly: FactorOutcome | undefined;
  let matrix: Float64Array = new Float64Array(0);
  const refine = createRefinement(pattern);

  const factorExactly = (): FactorOutcome => {
    exact ??= createCholesky(symbolic);
    exactly ??= exact.factor(matrix);
    return exactly;
  };
  const solveExactly = (force: ArrayLike<number>, out: Float64Array): void => {
    if (factorExactly().ok) exact?.solve(force, out);
    else out.fill(Number.NaN);
  };
  return {
    factor(values) {
      matrix = values;
      exactly = undefined;
      quickly = quick?.factor(values);
      return quickly?.ok === true ? quickly : factorExactly();
    },
    solve(force, out) {
      if (quick !== undefined && quickly?.ok === true) {
        if (!refine(quick, matrix, { force, out })) solveExactly(force, out);
      } else solveExactly(force, out);
    },
    correct(force, out) {
      if (quick !== undefined && quickly?.ok === true) quick.solve(force, out);
      else solveExactly(force, out);
    },
  };
}

/** Returns what writes a refined solution into `out`, unless it does not converge: then it returns false. */
function createRefinement(pattern: SymmetricPattern) {
  const remainder = new Float64Array(pattern.size);
  const correction = new Float64Array(pattern.size);
  const sum = new Float64Array(pattern.size);
  return (
    own: Cholesky,
    matrix: Float64Array,
    { force, out }: { readonly force: ArrayLike<number>; readonly out: Float64Array },
  ): boolean => {
    sum.fill(0);
    remainder.set(force);
    const whole = measure(remainder);
    for (let k = 0, left = whole; k < REFINEMENTS; k++) {
      own.solve(remainder, correction);
      add(correction, sum);
      multiplySymmetric(pattern, matrix, sum, remainder);
      for (let i = 0; i < sum.length; i++) remainder[i] = force[i] - remainder[i];
      const before = left;
      left = measure(remainder);
      if (left <= REFINED * whole) {
        out.set(sum);
        return true;
      }
      if (!(left < SLOWEST * before)) return false;
      // The next correction leaves of this remainder what this one has left of the last.
      if (left * left > REFINED * whole * before) continue;
      own.solve(remainder, correction);
      add(correction, sum);
      out.set(sum);
      return true;
    }
    return false;
  };
}

function add(more: Float64Array, to: Float64Array): void {
  for (let k = 0; k < to.length; k++) to[k] += more[k];
}

function measure(vector: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < vector.length; k++) sum += vector[k] * vector[k];
  return Math.sqrt(sum);
}
