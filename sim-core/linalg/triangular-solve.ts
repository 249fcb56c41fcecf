/**
 * Forward and backward substitution with one supernode of L, four columns at a time. The vector is in elimination
 * order; panels hold reciprocals on their diagonals.
 */
import type { CholeskySymbolic } from "./symbolic.ts";

/** A factor and the vector that is being solved for, in elimination order. */
export interface Substitution {
  readonly symbolic: CholeskySymbolic;
  readonly panels: Float64Array;
  readonly work: Float64Array /* [size] */;
}

/**
 * Eliminates the columns of supernode s: w1 = L11^-1 w1, w2 -= L21 w1.
 * Starts at column `from` of the supernode; the vector is zero in those before.
 */
export function solveForward(substitution: Substitution, s: number, from: number): void {
  const { symbolic, panels, work } = substitution;
  const { rows } = symbolic;
  const first = symbolic.columnStart[s]!;
  const width = symbolic.columnStart[s + 1]! - first;
  const rowStart = symbolic.rowStart[s]! - width;
  const height = symbolic.rowStart[s + 1]! - rowStart;
  let top = symbolic.panelStart[s]! + from * height;
  let j = from;
  for (; j + 4 <= width; j += 4, top += 4 * height) {
    const l1 = top + height;
    const l2 = l1 + height;
    const l3 = l2 + height;
    const k = first + j;
    const x0 = work[k]! * panels[top + j]!;
    const x1 = (work[k + 1]! - panels[top + j + 1]! * x0) * panels[l1 + j + 1]!;
    const x2 = (work[k + 2]! - panels[top + j + 2]! * x0 - panels[l1 + j + 2]! * x1) * panels[l2 + j + 2]!;
    const x3 =
      (work[k + 3]! - panels[top + j + 3]! * x0 - panels[l1 + j + 3]! * x1 - panels[l2 + j + 3]! * x2) *
      panels[l3 + j + 3]!;
    work[k] = x0;
    work[k + 1] = x1;
    work[k + 2] = x2;
    work[k + 3] = x3;
    for (let i = j + 4; i < width; i++) {
      work[first + i]! -=
        panels[top + i]! * x0 + panels[l1 + i]! * x1 + (panels[l2 + i]! * x2 + panels[l3 + i]! * x3);
    }
    for (let i = width; i < height; i++) {
      work[rows[rowStart + i]!]! -=
        panels[top + i]! * x0 + panels[l1 + i]! * x1 + (panels[l2 + i]! * x2 + panels[l3 + i]! * x3);
    }
  }
  for (; j < width; j++, top += height) {
    const x = work[first + j]! * panels[top + j]!;
    work[first + j] = x;
    for (let i = j + 1; i < width; i++) work[first + i]! -= panels[top + i]! * x;
    for (let i = width; i < height; i++) work[rows[rowStart + i]!]! -= panels[top + i]! * x;
  }
}

/**
 * Finds the unknowns of supernode s from those above it: w1 = L11^-T (w1 - L21' w2).
 * Stops at column `from` of the supernode.
 */
export function solveBackward(substitution: Substitution, s: number, from: number): void {
  const { symbolic, panels, work } = substitution;
  const { rows } = symbolic;
  const first = symbolic.columnStart[s]!;
  const width = symbolic.columnStart[s + 1]! - first;
  const rowStart = symbolic.rowStart[s]! - width;
  const height = symbolic.rowStart[s + 1]! - rowStart;
  const at = symbolic.panelStart[s]!;
  let j = width;
  while ((j - from) & 3) {
    j--;
    const top = at + j * height;
    let sum = work[first + j]!;
    for (let i = j + 1; i < width; i++) sum -= panels[top + i]! * work[first + i]!;
    for (let i = width; i < height; i++) sum -= panels[top + i]! * work[rows[rowStart + i]!]!;
    work[first + j] = sum * panels[top + j]!;
  }
  while (j > from) {
    j -= 4;
    const l0 = at + j * height;
    const l1 = l0 + height;
    const l2 = l1 + height;
    const l3 = l2 + height;
    const k = first + j;
    let s0 = work[k]!;
    let s1 = work[k + 1]!;
    let s2 = work[k + 2]!;
    let s3 = work[k + 3]!;
    for (let i = j + 4; i < height; i++) {
      const x = work[i < width ? first + i : rows[rowStart + i]!]!;
      s0 -= panels[l0 + i]! * x;
      s1 -= panels[l1 + i]! * x;
      s2 -= panels[l2 + i]! * x;
      s3 -= panels[l3 + i]! * x;
    }
    s3 *= panels[l3 + j + 3]!;
    s2 = (s2 - panels[l2 + j + 3]! * s3) * panels[l2 + j + 2]!;
    s1 = (s1 - panels[l1 + j + 3]! * s3 - panels[l1 + j + 2]! * s2) * panels[l1 + j + 1]!;
    s0 =
      (s0 - panels[l0 + j + 3]! * s3 - panels[l0 + j + 2]! * s2 - panels[l0 + j + 1]! * s1) * panels[l0 + j]!;
    work[k] = s0;
    work[k + 1] = s1;
    work[k + 2] = s2;
    work[k + 3] = s3;
  }
}
