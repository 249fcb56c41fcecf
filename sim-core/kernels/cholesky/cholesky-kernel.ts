/** What a numeric kernel of the Cholesky factorisation offers; there is one in TypeScript and one in WebAssembly. */
import type { Numbers } from "./precision.ts";

/** The part of the supernode tree that some nodes reach: they, their parents, and so on to the roots. */
export interface Reach {
  /** Position of each node in elimination order. */
  readonly positions: Int32Array /* [nNode] */;
  /** Supernodes that are reached, ascending. */
  readonly supernodes: Int32Array /* [nReached] */;
  /** First column of each of them that is reached. */
  readonly from: Int32Array /* [nReached] */;
}

/** Owner of the numbers of one factorisation. The panels of L carry reciprocals on the diagonal. */
export interface CholeskyKernel {
  readonly panels: Numbers;
  /** The vector that is being solved for, in elimination order; free between calls. */
  readonly work: Numbers /* [size] */;
  /**
   * Factors the matrix with these values. Returns -1, or the position of the first column whose pivot is not
   * positive to working precision or not finite; that pivot is then left on the panel's diagonal.
   */
  factor(values: ArrayLike<number> /* [nEntry] */): number;
  /** Fills the work vector from original order, or with one number per node and zero in the rest of their reach. */
  put(rhs: ArrayLike<number> /* [size or nNode] */, reach?: Reach): void;
  /** Copies the work vector to original order, or its number at each node. */
  take(out: Float64Array /* [size or nNode] */, reach?: Reach): void;
  /** work = L^-1 work, with the whole of L or with the part that is reached; only this is read and written. */
  solveForward(reach?: Reach): void;
  /** work = L^-T work, with the whole of L or as far down as the part that is reached. */
  solveBackward(reach?: Reach): void;
  /** Writes the solutions of A x = rhs for `count` right-hand sides, one behind the other, to `out` (may be `rhs`). */
  solveMany(
    rhs: ArrayLike<number> /* [count*size] */,
    out: Float64Array /* [count*size] */,
    count: number,
  ): void;
}
