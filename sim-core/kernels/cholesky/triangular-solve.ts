/**
 * Forward and backward substitution with one supernode of L, four columns at a time, then two, then one. The
 * vector is in elimination order; panels hold reciprocals on their diagonals.
 */
import type { CholeskySymbolic } from "../../linalg/ordering/symbolic.ts";
import type { Numbers } from "./precision.ts";

/** A factor and the vector that is being solved for, in elimination order. */
export interface Substitution {
  readonly symbolic: CholeskySymbolic;
  readonly panels: Numbers;
  readonly work: Numbers /* [size] */;
}

/**
 * Eliminates the columns of supernode s: w1 = L11^-1 w1, w2 -= L21 w1.
 * Starts at column `from` of the supernode; the vector is zero in those before.
 */
export function solveForward(substitution: Substitution, s: number, from: number): void {
  const { columnStart } = substitution.symbolic;
  const width = columnStart[s + 1] - columnStart[s];
  let j = from;
  for (; j + 4 <= width; j += 4) forwardFour(substitution, s, j);
  if (j + 2 <= width) {
    forwardTwo(substitution, s, j);
    j += 2;
  }
  if (j < width) forwardOne(substitution, s, j);
}

/**
 * Finds the unknowns of supernode s from those above it: w1 = L11^-T (w1 - L21' w2).
 * Stops at column `from` of the supernode.
 */
export function solveBackward(substitution: Substitution, s: number, from: number): void {
  const { columnStart } = substitution.symbolic;
  let j = columnStart[s + 1] - columnStart[s];
  for (; j - 4 >= from; j -= 4) backwardFour(substitution, s, j - 4);
  if (j - 2 >= from) {
    backwardTwo(substitution, s, j - 2);
    j -= 2;
  }
  if (j > from) backwardOne(substitution, s, j - 1);
}

function forwardFour(substitution: Substitution, s: number, j: number): void {
  const { symbolic, panels, work } = substitution;
  const { rows } = symbolic;
  const first = symbolic.columnStart[s];
  const width = symbolic.columnStart[s + 1] - first;
  const rowStart = symbolic.rowStart[s] - width;
  const height = symbolic.rowStart[s + 1] - rowStart;
  const l0 = symbolic.panelStart[s] + j * height;
  const l1 = l0 + height;
  const l2 = l1 + height;
  const l3 = l2 + height;
  const k = first + j;
  const x0 = work[k] * panels[l0 + j];
  const x1 = (work[k + 1] - panels[l0 + j + 1] * x0) * panels[l1 + j + 1];
  const x2 = (work[k + 2] - panels[l0 + j + 2] * x0 - panels[l1 + j + 2] * x1) * panels[l2 + j + 2];
  const x3 =
    (work[k + 3] - panels[l0 + j + 3] * x0 - panels[l1 + j + 3] * x1 - panels[l2 + j + 3] * x2) *
    panels[l3 + j + 3];
  work[k] = x0;
  work[k + 1] = x1;
  work[k + 2] = x2;
  work[k + 3] = x3;
  for (let i = j + 4; i < width; i++) {
    work[first + i] -=
      panels[l0 + i] * x0 + panels[l1 + i] * x1 + (panels[l2 + i] * x2 + panels[l3 + i] * x3);
  }
  for (let i = width; i < height; i++) {
    work[rows[rowStart + i]] -=
      panels[l0 + i] * x0 + panels[l1 + i] * x1 + (panels[l2 + i] * x2 + panels[l3 + i] * x3);
  }
}

function forwardTwo(substitution: Substitution, s: number, j: number): void {
  const { symbolic, panels, work } = substitution;
  const { rows } = symbolic;
  const first = symbolic.columnStart[s];
  const width = symbolic.columnStart[s + 1] - first;
  const rowStart = symbolic.rowStart[s] - width;
  const height = symbolic.rowStart[s + 1] - rowStart;
  const l0 = symbolic.panelStart[s] + j * height;
  const l1 = l0 + height;
  const k = first + j;
  const x0 = work[k] * panels[l0 + j];
  const x1 = (work[k + 1] - panels[l0 + j + 1] * x0) * panels[l1 + j + 1];
  work[k] = x0;
  work[k + 1] = x1;
  for (let i = j + 2; i < width; i++) work[first + i] -= panels[l0 + i] * x0 + panels[l1 + i] * x1;
  for (let i = width; i < height; i++) {
    work[rows[rowStart + i]] -= panels[l0 + i] * x0 + panels[l1 + i] * x1;
  }
}

function forwardOne(substitution: Substitution, s: number, j: number): void {
  const { symbolic, panels, work } = substitution;
  const { rows } = symbolic;
  const first = symbolic.columnStart[s];
  const width = symbolic.columnStart[s + 1] - first;
  const rowStart = symbolic.rowStart[s] - width;
  const height = symbolic.rowStart[s + 1] - rowStart;
  const l0 = symbolic.panelStart[s] + j * height;
  const x = work[first + j] * panels[l0 + j];
  work[first + j] = x;
  for (let i = j + 1; i < width; i++) work[first + i] -= panels[l0 + i] * x;
  for (let i = width; i < height; i++) work[rows[rowStart + i]] -= panels[l0 + i] * x;
}

function backwardFour(substitution: Substitution, s: number, j: number): void {
  const { symbolic, panels, work } = substitution;
  const { rows } = symbolic;
  const first = symbolic.columnStart[s];
  const width = symbolic.columnStart[s + 1] - first;
  const rowStart = symbolic.rowStart[s] - width;
  const height = symbolic.rowStart[s + 1] - rowStart;
  const l0 = symbolic.panelStart[s] + j * height;
  const l1 = l0 + height;
  const l2 = l1 + height;
  const l3 = l2 + height;
  const k = first + j;
  let s0 = work[k];
  let s1 = work[k + 1];
  let s2 = work[k + 2];
  let s3 = work[k + 3];
  for (let i = j + 4; i < width; i++) {
    const x = work[first + i];
    s0 -= panels[l0 + i] * x;
    s1 -= panels[l1 + i] * x;
    s2 -= panels[l2 + i] * x;
    s3 -= panels[l3 + i] * x;
  }
  for (let i = width; i < height; i++) {
    const x = work[rows[rowStart + i]];
    s0 -= panels[l0 + i] * x;
    s1 -= panels[l1 + i] * x;
    s2 -= panels[l2 + i] * x;
    s3 -= panels[l3 + i] * x;
  }
  s3 *= panels[l3 + j + 3];
  s2 = (s2 - panels[l2 + j + 3] * s3) * panels[l2 + j + 2];
  s1 = (s1 - panels[l1 + j + 3] * s3 - panels[l1 + j + 2] * s2) * panels[l1 + j + 1];
  s0 = (s0 - panels[l0 + j + 3] * s3 - panels[l0 + j + 2] * s2 - panels[l0 + j + 1] * s1) * panels[l0 + j];
  work[k] = s0;
  work[k + 1] = s1;
  work[k + 2] = s2;
  work[k + 3] = s3;
}

function backwardTwo(substitution: Substitution, s: number, j: number): void {
  const { symbolic, panels, work } = substitution;
  const { rows } = symbolic;
  const first = symbolic.columnStart[s];
  const width = symbolic.columnStart[s + 1] - first;
  const rowStart = symbolic.rowStart[s] - width;
  const height = symbolic.rowStart[s + 1] - rowStart;
  const l0 = symbolic.panelStart[s] + j * height;
  const l1 = l0 + height;
  const k = first + j;
  let s0 = work[k];
  let s1 = work[k + 1];
  for (let i = j + 2; i < width; i++) {
    const x = work[first + i];
    s0 -= panels[l0 + i] * x;
    s1 -= panels[l1 + i] * x;
  }
  for (let i = width; i < height; i++) {
    const x = work[rows[rowStart + i]];
    s0 -= panels[l0 + i] * x;
    s1 -= panels[l1 + i] * x;
  }
  s1 *= panels[l1 + j + 1];
  work[k] = (s0 - panels[l0 + j + 1] * s1) * panels[l0 + j];
  work[k + 1] = s1;
}

function backwardOne(substitution: Substitution, s: number, j: number): void {
  const { symbolic, panels, work } = substitution;
  const { rows } = symbolic;
  const first = symbolic.columnStart[s];
  const width = symbolic.columnStart[s + 1] - first;
  const rowStart = symbolic.rowStart[s] - width;
  const height = symbolic.rowStart[s + 1] - rowStart;
  const l0 = symbolic.panelStart[s] + j * height;
  let sum = work[first + j];
  for (let i = j + 1; i < width; i++) sum -= panels[l0 + i] * work[first + i];
  for (let i = width; i < height; i++) sum -= panels[l0 + i] * work[rows[rowStart + i]];
  work[first + j] = sum * panels[l0 + j];
}
