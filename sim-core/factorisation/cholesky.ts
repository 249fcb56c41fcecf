/**
 * Numeric multifrontal Cholesky factorisation P A P' = L L' and triangular solves, after one symbolic analysis.
 * The numbers are the kernel's: WebAssembly where it has vector instructions, TypeScript elsewhere.
 */
import { assertInvariant } from "../base/errors.ts";
import type { CholeskyKernel } from "../kernels/cholesky/cholesky-kernel.ts";
import { createCholeskyKernel, planKernelMemory } from "../kernels/cholesky/create-kernel.ts";
import type { Precision } from "../kernels/cholesky/precision.ts";
import type { KernelOptions } from "../kernels/kernel-form.ts";
import type { CholeskySymbolic } from "../linalg/ordering/symbolic.ts";

/** What came of a factorisation; a matrix that is not positive definite is a value. */
export type FactorOutcome =
  | { readonly ok: true }
  /** `column`: original index whose pivot is not positive to working precision, or not finite. */
  | { readonly ok: false; readonly column: number; readonly pivot: number };

export interface CholeskyOptions extends KernelOptions {
  /** Double by default; vectors go in and come out in double either way. */
  readonly precision?: Precision;
}

/** The panels of L (see CholeskySymbolic) and the work vector may be read and written between calls. */
export interface Cholesky extends Omit<CholeskyKernel, "factor"> {
  readonly symbolic: CholeskySymbolic;
  /** Whether the last factorisation succeeded, so that there is something to solve with. */
  readonly factored: boolean;
  /** Factors the matrix with these values of the analysed pattern. */
  factor(values: ArrayLike<number> /* [nEntry] */): FactorOutcome;
  /** Writes the solution of A x = rhs to `out`, which may be `rhs`; original indices. */
  solve(rhs: ArrayLike<number> /* [size] */, out: Float64Array /* [size] */): void;
}

/** Returns the bytes that a factorisation takes beside its analysis, so that too large a one can be refused before. */
export function planMemory(symbolic: CholeskySymbolic, precision: Precision = "double"): number {
  return planKernelMemory(symbolic, precision);
}

/** Returns a factorisation that allocates here and never again; fails only if `kernels` cannot be had. */
export function createCholesky(symbolic: CholeskySymbolic, options: CholeskyOptions = {}): Cholesky {
  const { permutation, supernodeOfColumn, panelStart, columnStart, rowStart } = symbolic;
  const kernel = createCholeskyKernel(symbolic, options.precision ?? "double", options);
  const { panels, work } = kernel;
  let factored = false;

  return {
    symbolic,
    panels,
    work,
    put: kernel.put,
    take: kernel.take,
    solveForward: kernel.solveForward,
    solveBackward: kernel.solveBackward,
    solveMany(rhs, out, count) {
      assertInvariant(factored, "a solve follows a successful factorisation");
      kernel.solveMany(rhs, out, count);
    },
    get factored() {
      return factored;
    },
    factor(values) {
      const failed = kernel.factor(values);
      factored = failed < 0;
      if (factored) return { ok: true };
      const s = supernodeOfColumn[failed];
      const column = failed - columnStart[s];
      const height = columnStart[s + 1] - columnStart[s] + rowStart[s + 1] - rowStart[s];
      const pivot = panels[panelStart[s] + column * (height + 1)];
      return { ok: false, column: permutation[failed], pivot };
    },
    solve(rhs, out) {
      assertInvariant(factored, "a solve follows a successful factorisation");
      kernel.put(rhs);
      kernel.solveForward();
      kernel.solveBackward();
      kernel.take(out);
    },
  };
}
