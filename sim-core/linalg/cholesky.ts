/**
 * Numeric multifrontal Cholesky factorisation P A P' = L L' and triangular solves, after one symbolic analysis.
 * Each front takes the updates of its children (extend-add), eliminates its columns and leaves an update for its
 * parent: U = sum of children's U - L21 L21'.
 */
import { assertInvariant } from "../base/errors.ts";
import { factorPanel, formUpdate, type Panel } from "./dense-front.ts";
import type { CholeskySymbolic } from "./symbolic.ts";
import { type Substitution, solveBackward, solveForward } from "./triangular-solve.ts";

/** What came of a factorisation; a matrix that is not positive definite is a value. */
export type FactorOutcome =
  | { readonly ok: true }
  /** `column`: original index whose pivot is not positive to working precision, or not finite. */
  | { readonly ok: false; readonly column: number; readonly pivot: number };

/** The panels of L (see CholeskySymbolic) carry reciprocals on the diagonal; `work` is free between calls. */
export interface Cholesky extends Substitution {
  /** Whether the last factorisation succeeded, so that there is something to solve with. */
  readonly factored: boolean;
  /** Factors the matrix with these values of the analysed pattern. */
  factor(values: ArrayLike<number> /* [nEntry] */): FactorOutcome;
  /** Writes the solution of A x = rhs to `out`, which may be `rhs`; original indices. */
  solve(rhs: ArrayLike<number> /* [size] */, out: Float64Array /* [size] */): void;
}

/** Returns a factorisation that allocates here and never again. */
export function createCholesky(symbolic: CholeskySymbolic): Cholesky {
  const { size, permutation, panelStart, nSupernode, columnStart, entryPlace } = symbolic;
  const panels = new Float64Array(panelStart[nSupernode]!);
  const stack = new Float64Array(symbolic.stackSize);
  const work = new Float64Array(size);
  const front: Front = { panels, stack, diagonal: new Float64Array(size), at: 0, width: 0, height: 0 };
  let factored = false;

  const factor = (values: ArrayLike<number>): FactorOutcome => {
    factored = false;
    panels.fill(0);
    for (let k = 0; k < entryPlace.length; k++) panels[entryPlace[k]!] = values[k]!;
    for (let s = 0; s < nSupernode; s++) {
      const failed = eliminateFront(symbolic, s, front);
      if (failed < 0) continue;
      const pivot = panels[front.at + failed * (front.height + 1)]!;
      return { ok: false, column: permutation[columnStart[s]! + failed]!, pivot };
    }
    factored = true;
    return { ok: true };
  };

  const solve = (rhs: ArrayLike<number>, out: Float64Array): void => {
    assertInvariant(factored, "a solve follows a successful factorisation");
    for (let k = 0; k < size; k++) work[k] = rhs[permutation[k]!]!;
    for (let s = 0; s < nSupernode; s++) solveForward(cholesky, s, 0);
    for (let s = nSupernode - 1; s >= 0; s--) solveBackward(cholesky, s, 0);
    for (let k = 0; k < size; k++) out[permutation[k]!] = work[k]!;
  };

  const cholesky: Cholesky = {
    symbolic,
    panels,
    work,
    factor,
    solve,
    get factored() {
      return factored;
    },
  };
  return cholesky;
}

interface Front extends Panel {
  readonly panels: Float64Array;
  readonly stack: Float64Array;
  /** The matrix's own diagonal entries of the front's columns. */
  readonly diagonal: Float64Array;
}

/** Assembles and eliminates the front of supernode s; returns -1 or the column (of the panel) that failed. */
function eliminateFront(symbolic: CholeskySymbolic, s: number, front: Front): number {
  const { columnStart, rowStart, panelStart, updateStart, childStart, children } = symbolic;
  const { panels, stack, diagonal } = front;
  const at = panelStart[s]!;
  const width = columnStart[s + 1]! - columnStart[s]!;
  const height = width + rowStart[s + 1]! - rowStart[s]!;
  front.at = at;
  front.width = width;
  front.height = height;
  for (let c = 0; c < width; c++) diagonal[c] = panels[at + c * (height + 1)]!;
  const childEnd = childStart[s + 1]!;
  for (let k = childStart[s]!; k < childEnd; k++) addToPanel(symbolic, children[k]!, front);
  const failed = factorPanel(panels, front, diagonal);
  if (failed >= 0) return failed;
  formUpdate(panels, front, stack, updateStart[s]!);
  for (let k = childStart[s]!; k < childEnd; k++) addToUpdate(symbolic, children[k]!, front, updateStart[s]!);
  return -1;
}

/** Adds to the panel those columns of a child's update that the front eliminates. */
function addToPanel(symbolic: CholeskySymbolic, child: number, front: Front): void {
  const { frontRow } = symbolic;
  const { panels, stack, at, width, height } = front;
  const first = symbolic.rowStart[child]!;
  const n = symbolic.rowStart[child + 1]! - first;
  let from = symbolic.updateStart[child]!;
  for (let j = 0; j < n; j++) {
    const column = frontRow[first + j]!;
    if (column >= width) return;
    const to = at + column * height;
    for (let i = j; i < n; i++) panels[to + frontRow[first + i]!]! += stack[from + i]!;
    from += n;
  }
}

/** Adds the other columns of a child's update to the front's own, which lies in the stack from `update`. */
function addToUpdate(symbolic: CholeskySymbolic, child: number, front: Front, update: number): void {
  const { frontRow } = symbolic;
  const { stack, width, height } = front;
  const first = symbolic.rowStart[child]!;
  const n = symbolic.rowStart[child + 1]! - first;
  const from = symbolic.updateStart[child]!;
  let j = 0;
  while (j < n && frontRow[first + j]! < width) j++;
  for (; j < n; j++) {
    const to = update + (frontRow[first + j]! - width) * (height - width) - width;
    const source = from + j * n;
    for (let i = j; i < n; i++) stack[to + frontRow[first + i]!]! += stack[source + i]!;
  }
}
