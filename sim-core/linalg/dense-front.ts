/**
 * Dense kernels of one front, in register tiles of 4 x 4. A panel has `height` rows and `width` columns, stored by
 * columns from `at` in `panels`. A factored panel holds the reciprocals 1/L_kk on its diagonal.
 */

/** A pivot below this part of the matrix's own diagonal has no correct digit left. */
const PIVOT_TOLERANCE = 2 ** -46;

/** Where a panel lies: its first entry and its shape. */
export interface Panel {
  at: number;
  width: number;
  height: number;
}

/**
 * Replaces a panel by its columns of L, in place; `diagonal[k]` is the matrix's own diagonal entry of column k.
 * Returns -1, or the first column whose pivot is not positive to working precision or not finite; that pivot is
 * then left on the panel's diagonal.
 */
export function factorPanel(panels: Float64Array, panel: Panel, diagonal: Float64Array): number {
  const { at, width, height } = panel;
  for (let j = 0; j < width; j += 4) {
    const end = Math.min(j + 4, width);
    if (j > 0) {
      if (end === j + 4) subtractTiles(panels, at, height, j);
      else for (let c = j; c < end; c++) subtractColumns(panels, at, height, c, j);
    }
    for (let c = j; c < end; c++) {
      const top = at + c * height;
      const pivot = panels[top + c]!;
      if (!(pivot > PIVOT_TOLERANCE * diagonal[c]! && pivot < Infinity)) return c;
      const reciprocal = 1 / Math.sqrt(pivot);
      panels[top + c] = reciprocal;
      for (let i = top + c + 1; i < top + height; i++) panels[i]! *= reciprocal;
      for (let d = c + 1; d < end; d++) {
        const factor = panels[top + d]!;
        const shift = (d - c) * height;
        for (let i = top + d; i < top + height; i++) panels[i + shift]! -= factor * panels[i]!;
      }
    }
  }
  return -1;
}

/** Subtracts the columns 0..j-1 times their row c from column c of the panel, from row c down. */
function subtractColumns(panels: Float64Array, at: number, height: number, c: number, j: number): void {
  const to = at + c * height;
  for (let k = 0; k < j; k++) {
    const from = at + k * height;
    const factor = panels[from + c]!;
    for (let i = c; i < height; i++) panels[to + i]! -= factor * panels[from + i]!;
  }
}

/** Subtracts the columns 0..j-1 times their rows j..j+3 from the columns j..j+3 of the panel, from row j down. */
function subtractTiles(panels: Float64Array, at: number, height: number, j: number): void {
  const to0 = at + j * height;
  const to1 = to0 + height;
  const to2 = to1 + height;
  const to3 = to2 + height;
  let i = j;
  for (; i + 4 <= height; i += 4) {
    let s00 = 0,
      s10 = 0,
      s20 = 0,
      s30 = 0,
      s01 = 0,
      s11 = 0,
      s21 = 0,
      s31 = 0;
    let s02 = 0,
      s12 = 0,
      s22 = 0,
      s32 = 0,
      s03 = 0,
      s13 = 0,
      s23 = 0,
      s33 = 0;
    for (let k = at; k < to0; k += height) {
      const a0 = panels[k + i]!,
        a1 = panels[k + i + 1]!,
        a2 = panels[k + i + 2]!,
        a3 = panels[k + i + 3]!;
      const b0 = panels[k + j]!,
        b1 = panels[k + j + 1]!,
        b2 = panels[k + j + 2]!,
        b3 = panels[k + j + 3]!;
      s00 += a0 * b0;
      s10 += a1 * b0;
      s20 += a2 * b0;
      s30 += a3 * b0;
      s01 += a0 * b1;
      s11 += a1 * b1;
      s21 += a2 * b1;
      s31 += a3 * b1;
      s02 += a0 * b2;
      s12 += a1 * b2;
      s22 += a2 * b2;
      s32 += a3 * b2;
      s03 += a0 * b3;
      s13 += a1 * b3;
      s23 += a2 * b3;
      s33 += a3 * b3;
    }
    panels[to0 + i]! -= s00;
    panels[to0 + i + 1]! -= s10;
    panels[to0 + i + 2]! -= s20;
    panels[to0 + i + 3]! -= s30;
    panels[to1 + i]! -= s01;
    panels[to1 + i + 1]! -= s11;
    panels[to1 + i + 2]! -= s21;
    panels[to1 + i + 3]! -= s31;
    panels[to2 + i]! -= s02;
    panels[to2 + i + 1]! -= s12;
    panels[to2 + i + 2]! -= s22;
    panels[to2 + i + 3]! -= s32;
    panels[to3 + i]! -= s03;
    panels[to3 + i + 1]! -= s13;
    panels[to3 + i + 2]! -= s23;
    panels[to3 + i + 3]! -= s33;
  }
  for (; i < height; i++) {
    let s0 = 0,
      s1 = 0,
      s2 = 0,
      s3 = 0;
    for (let k = at; k < to0; k += height) {
      const a = panels[k + i]!;
      s0 += a * panels[k + j]!;
      s1 += a * panels[k + j + 1]!;
      s2 += a * panels[k + j + 2]!;
      s3 += a * panels[k + j + 3]!;
    }
    panels[to0 + i]! -= s0;
    panels[to1 + i]! -= s1;
    panels[to2 + i]! -= s2;
    panels[to3 + i]! -= s3;
  }
}

/**
 * Writes the update -L21 L21' of a factored panel to `stack` from `to`, by columns of height - width entries. The
 * lower triangle counts; tiles reach over it. The last tiles overlap those before, so that all are whole.
 */
export function formUpdate(panels: Float64Array, panel: Panel, stack: Float64Array, to: number): void {
  const { at, width, height } = panel;
  const n = height - width;
  if (n < 4) {
    formSmallUpdate(panels, panel, stack, to);
    return;
  }
  const first = at + width;
  const end = first + width * height;
  for (let jt = 0; jt < n; jt += 4) {
    const j = jt + 4 <= n ? jt : n - 4;
    for (let it = j; it < n; it += 4) {
      const i = it + 4 <= n ? it : n - 4;
      let s00 = 0,
        s10 = 0,
        s20 = 0,
        s30 = 0,
        s01 = 0,
        s11 = 0,
        s21 = 0,
        s31 = 0;
      let s02 = 0,
        s12 = 0,
        s22 = 0,
        s32 = 0,
        s03 = 0,
        s13 = 0,
        s23 = 0,
        s33 = 0;
      for (let k = first; k < end; k += height) {
        const a0 = panels[k + i]!,
          a1 = panels[k + i + 1]!,
          a2 = panels[k + i + 2]!,
          a3 = panels[k + i + 3]!;
        const b0 = panels[k + j]!,
          b1 = panels[k + j + 1]!,
          b2 = panels[k + j + 2]!,
          b3 = panels[k + j + 3]!;
        s00 -= a0 * b0;
        s10 -= a1 * b0;
        s20 -= a2 * b0;
        s30 -= a3 * b0;
        s01 -= a0 * b1;
        s11 -= a1 * b1;
        s21 -= a2 * b1;
        s31 -= a3 * b1;
        s02 -= a0 * b2;
        s12 -= a1 * b2;
        s22 -= a2 * b2;
        s32 -= a3 * b2;
        s03 -= a0 * b3;
        s13 -= a1 * b3;
        s23 -= a2 * b3;
        s33 -= a3 * b3;
      }
      const c0 = to + j * n + i;
      const c1 = c0 + n;
      const c2 = c1 + n;
      const c3 = c2 + n;
      stack[c0] = s00;
      stack[c0 + 1] = s10;
      stack[c0 + 2] = s20;
      stack[c0 + 3] = s30;
      stack[c1] = s01;
      stack[c1 + 1] = s11;
      stack[c1 + 2] = s21;
      stack[c1 + 3] = s31;
      stack[c2] = s02;
      stack[c2 + 1] = s12;
      stack[c2 + 2] = s22;
      stack[c2 + 3] = s32;
      stack[c3] = s03;
      stack[c3 + 1] = s13;
      stack[c3 + 2] = s23;
      stack[c3 + 3] = s33;
    }
  }
}

function formSmallUpdate(panels: Float64Array, panel: Panel, stack: Float64Array, to: number): void {
  const { at, width, height } = panel;
  const n = height - width;
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = 0;
      for (let k = at + width; k < at + width + width * height; k += height)
        sum -= panels[k + i]! * panels[k + j]!;
      stack[to + j * n + i] = sum;
    }
  }
}
