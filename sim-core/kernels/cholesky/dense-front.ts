/**
 * Dense kernels of one front. Sums run in tiles that just fit 16 registers of doubles: 2 x 4 in a panel, 3 x 3 in
 * an update; 4 x 4 spills and is a fifth slower. A panel has `height` rows and `width` columns, stored by
 * columns from `at` in `panels`. A factored panel holds the reciprocals 1/L_kk on its diagonal.
 */
import type { Numbers } from "./precision.ts";

/** Where a panel lies: its first entry and its shape. */
export interface Panel {
  at: number;
  width: number;
  height: number;
}

/**
 * Replaces a panel by its columns of L, in place; `least[k]` is what the pivot of column k has to exceed.
 * Returns -1, or the first column whose pivot is not positive to working precision or not finite; that pivot is
 * then left on the panel's diagonal.
 */
export function factorPanel(panels: Numbers, panel: Panel, least: Numbers): number {
  const { at, width, height } = panel;
  let j = 0;
  for (; j + 4 <= width; j += 4) {
    if (j > 0) subtractTiles(panels, at, height, j);
    const failed = eliminateBlock(panels, panel, j, least);
    if (failed >= 0) return failed;
  }
  if (j + 2 <= width) {
    subtractColumn(panels, panel, j, j);
    subtractColumn(panels, panel, j, j + 1);
    const failed = eliminatePair(panels, panel, j, least);
    if (failed >= 0) return failed;
    j += 2;
  }
  if (j === width) return -1;
  subtractColumn(panels, panel, j, j);
  const top = at + j * height;
  const pivot = panels[top + j];
  if (!(pivot > least[j])) return j;
  const reciprocal = 1 / Math.sqrt(pivot);
  panels[top + j] = reciprocal;
  for (let i = top + j + 1; i < top + height; i++) panels[i] *= reciprocal;
  return -1;
}

/** Finishes the columns j..j+3, from which all columns before have been subtracted; returns as factorPanel does. */
function eliminateBlock(panels: Numbers, panel: Panel, j: number, least: Numbers): number {
  const at = panel.at + j * (panel.height + 1);
  const at1 = at + panel.height;
  const at2 = at1 + panel.height;
  const at3 = at2 + panel.height;
  const d0 = panels[at];
  if (!(d0 > least[j])) return j;
  const r0 = 1 / Math.sqrt(d0);
  const l10 = panels[at + 1] * r0;
  const l20 = panels[at + 2] * r0;
  const l30 = panels[at + 3] * r0;
  const d1 = panels[at1 + 1] - l10 * l10;
  panels[at1 + 1] = d1;
  if (!(d1 > least[j + 1])) return j + 1;
  const r1 = 1 / Math.sqrt(d1);
  const l21 = (panels[at1 + 2] - l20 * l10) * r1;
  const l31 = (panels[at1 + 3] - l30 * l10) * r1;
  const d2 = panels[at2 + 2] - l20 * l20 - l21 * l21;
  panels[at2 + 2] = d2;
  if (!(d2 > least[j + 2])) return j + 2;
  const r2 = 1 / Math.sqrt(d2);
  const l32 = (panels[at2 + 3] - l30 * l20 - l31 * l21) * r2;
  const d3 = panels[at3 + 3] - l30 * l30 - l31 * l31 - l32 * l32;
  panels[at3 + 3] = d3;
  if (!(d3 > least[j + 3])) return j + 3;
  const r3 = 1 / Math.sqrt(d3);
  panels[at] = r0;
  panels[at + 1] = l10;
  panels[at + 2] = l20;
  panels[at + 3] = l30;
  panels[at1 + 1] = r1;
  panels[at1 + 2] = l21;
  panels[at1 + 3] = l31;
  panels[at2 + 2] = r2;
  panels[at2 + 3] = l32;
  panels[at3 + 3] = r3;
  const rest = panel.height - j;
  for (let i = 4; i < rest; i++) {
    const x0 = panels[at + i] * r0;
    const x1 = (panels[at1 + i] - x0 * l10) * r1;
    const x2 = (panels[at2 + i] - x0 * l20 - x1 * l21) * r2;
    panels[at + i] = x0;
    panels[at1 + i] = x1;
    panels[at2 + i] = x2;
    panels[at3 + i] = (panels[at3 + i] - x0 * l30 - x1 * l31 - x2 * l32) * r3;
  }
  return -1;
}

/** Finishes the columns j and j+1, as eliminateBlock. */
function eliminatePair(panels: Numbers, panel: Panel, j: number, least: Numbers): number {
  const at = panel.at + j * (panel.height + 1);
  const at1 = at + panel.height;
  const d0 = panels[at];
  if (!(d0 > least[j])) return j;
  const r0 = 1 / Math.sqrt(d0);
  const l10 = panels[at + 1] * r0;
  const d1 = panels[at1 + 1] - l10 * l10;
  panels[at1 + 1] = d1;
  if (!(d1 > least[j + 1])) return j + 1;
  const r1 = 1 / Math.sqrt(d1);
  panels[at] = r0;
  panels[at + 1] = l10;
  panels[at1 + 1] = r1;
  const rest = panel.height - j;
  for (let i = 2; i < rest; i++) {
    const x0 = panels[at + i] * r0;
    panels[at + i] = x0;
    panels[at1 + i] = (panels[at1 + i] - x0 * l10) * r1;
  }
  return -1;
}

/** Subtracts the columns before column `first`, times their row `column`, from that column, from row `first` down. */
function subtractColumn(panels: Numbers, panel: Panel, first: number, column: number): void {
  const { at, height } = panel;
  const end = at + first * height;
  const to = at + column * height;
  for (let i = first; i < height; i++) {
    let sum = 0;
    for (let k = at; k < end; k += height) sum += panels[k + i] * panels[k + column];
    panels[to + i] -= sum;
  }
}

/** Subtracts the columns 0..j-1 times their rows j..j+3 from the columns j..j+3, from row j down. */
function subtractTiles(panels: Numbers, at: number, height: number, j: number): void {
  const to0 = at + j * height;
  const to1 = to0 + height;
  const to2 = to1 + height;
  const to3 = to2 + height;
  // When the number of rows is odd, the one above the diagonal makes it even: nobody reads what is there.
  for (let i = (height - j) & 1 ? j - 1 : j; i < height; i += 2) {
    let s00 = 0;
    let s10 = 0;
    let s01 = 0;
    let s11 = 0;
    let s02 = 0;
    let s12 = 0;
    let s03 = 0;
    let s13 = 0;
    for (let k = at; k < to0; k += height) {
      const a0 = panels[k + i];
      const a1 = panels[k + i + 1];
      const b0 = panels[k + j];
      s00 += a0 * b0;
      s10 += a1 * b0;
      const b1 = panels[k + j + 1];
      s01 += a0 * b1;
      s11 += a1 * b1;
      const b2 = panels[k + j + 2];
      s02 += a0 * b2;
      s12 += a1 * b2;
      const b3 = panels[k + j + 3];
      s03 += a0 * b3;
      s13 += a1 * b3;
    }
    panels[to0 + i] -= s00;
    panels[to0 + i + 1] -= s10;
    panels[to1 + i] -= s01;
    panels[to1 + i + 1] -= s11;
    panels[to2 + i] -= s02;
    panels[to2 + i + 1] -= s12;
    panels[to3 + i] -= s03;
    panels[to3 + i + 1] -= s13;
  }
}

/**
 * Writes the update -L21 L21' of a factored panel to `stack` from `to`, by columns of height - width entries. The
 * lower triangle counts; tiles reach over it. The last tiles overlap those before, so that all are whole.
 */
export function formUpdate(panels: Numbers, panel: Panel, stack: Numbers, to: number): void {
  const { at, width, height } = panel;
  const n = height - width;
  if (n < 3) {
    formSmallUpdate(panels, panel, stack, to);
    return;
  }
  const first = at + width;
  const end = first + width * height;
  for (let jt = 0; jt < n; jt += 3) {
    const j = Math.min(jt, n - 3);
    for (let it = j; it < n; it += 3) {
      const i = Math.min(it, n - 3);
      let s00 = 0;
      let s10 = 0;
      let s20 = 0;
      let s01 = 0;
      let s11 = 0;
      let s21 = 0;
      let s02 = 0;
      let s12 = 0;
      let s22 = 0;
      for (let k = first; k < end; k += height) {
        const a0 = panels[k + i];
        const a1 = panels[k + i + 1];
        const a2 = panels[k + i + 2];
        const b0 = panels[k + j];
        s00 -= a0 * b0;
        s10 -= a1 * b0;
        s20 -= a2 * b0;
        const b1 = panels[k + j + 1];
        s01 -= a0 * b1;
        s11 -= a1 * b1;
        s21 -= a2 * b1;
        const b2 = panels[k + j + 2];
        s02 -= a0 * b2;
        s12 -= a1 * b2;
        s22 -= a2 * b2;
      }
      const c0 = to + j * n + i;
      const c1 = c0 + n;
      const c2 = c1 + n;
      stack[c0] = s00;
      stack[c0 + 1] = s10;
      stack[c0 + 2] = s20;
      stack[c1] = s01;
      stack[c1 + 1] = s11;
      stack[c1 + 2] = s21;
      stack[c2] = s02;
      stack[c2 + 1] = s12;
      stack[c2 + 2] = s22;
    }
  }
}

function formSmallUpdate(panels: Numbers, panel: Panel, stack: Numbers, to: number): void {
  const { at, width, height } = panel;
  const n = height - width;
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = 0;
      for (let k = at + width; k < at + width + width * height; k += height)
        sum -= panels[k + i] * panels[k + j];
      stack[to + j * n + i] = sum;
    }
  }
}
