/**
 * Dense kernels of one front, operation for operation those of ../../dense-front.ts, so that both give the same
 * bytes. Columns of the panel are `stride` bytes apart.
 */
import { subtractTiles } from "./tile";

const PIVOT_TOLERANCE: f64 = 1.0 / 70368744177664.0; // 2^-46, as in the twin

/**
 * Replaces a panel by its columns of L, in place; `diagonal` holds the matrix's own diagonal entries.
 * Returns -1, or the first column whose pivot is not positive, which is left on the panel's diagonal.
 */
export function factorPanel(panel: usize, width: usize, height: usize, diagonal: usize): i32 {
  const stride = height << 3;
  let j: usize = 0;
  for (; j + 4 <= width; j += 4) {
    const row = panel + (j << 3);
    const corner = row + j * stride;
    if (j > 0) {
      // An odd number of rows takes one above the diagonal, where nobody reads.
      const odd = (height - j) & 1;
      const up = odd << 3;
      subtractTiles(row - up, row, corner - up, height - j + odd, j, stride, stride, -1);
    }
    const failed = eliminateBlock(corner, stride, corner + stride - (j << 3), diagonal + (j << 3));
    if (failed >= 0) return (j as i32) + failed;
  }
  for (; j < width; j++) {
    const row = panel + (j << 3);
    const corner = row + j * stride;
    const end = panel + (j + 1) * stride;
    if (j > 0) subtractColumns(row, corner, end, j, stride);
    const pivot = load<f64>(corner);
    if (!isPositive(pivot, load<f64>(diagonal + (j << 3)))) return j as i32;
    const reciprocal = 1 / sqrt<f64>(pivot);
    store<f64>(corner, reciprocal);
    scaleColumn(corner + 8, end, reciprocal);
  }
  return -1;
}

function isPositive(pivot: f64, own: f64): bool {
  return pivot > PIVOT_TOLERANCE * own;
}

function scaleColumn(at: usize, end: usize, factor: f64): void {
  const pair = f64x2.splat(factor);
  for (; at + 16 <= end; at += 16) v128.store(at, f64x2.mul(v128.load(at), pair));
  if (at < end) store<f64>(at, load<f64>(at) * factor);
}

/** Subtracts `count` columns, which start at `from`, times their first rows from the column at `to`. */
function subtractColumns(from: usize, to: usize, end: usize, count: usize, stride: usize): void {
  for (; count >= 4; count -= 4) {
    subtractFour(from, to, end, stride);
    from += stride << 2;
  }
  for (; count > 0; count--) {
    subtractOne(from, to, end);
    from += stride;
  }
}

function subtractFour(from: usize, to: usize, end: usize, stride: usize): void {
  let l0 = from;
  let l1 = l0 + stride;
  let l2 = l1 + stride;
  let l3 = l2 + stride;
  const x0 = load<f64>(l0);
  const x1 = load<f64>(l1);
  const x2 = load<f64>(l2);
  const x3 = load<f64>(l3);
  const f0 = f64x2.splat(x0);
  const f1 = f64x2.splat(x1);
  const f2 = f64x2.splat(x2);
  const f3 = f64x2.splat(x3);
  for (; to + 16 <= end; to += 16) {
    const head = f64x2.add(f64x2.mul(f0, v128.load(l0)), f64x2.mul(f1, v128.load(l1)));
    const tail = f64x2.add(f64x2.mul(f2, v128.load(l2)), f64x2.mul(f3, v128.load(l3)));
    v128.store(to, f64x2.sub(v128.load(to), f64x2.add(head, tail)));
    l0 += 16;
    l1 += 16;
    l2 += 16;
    l3 += 16;
  }
  if (to < end) {
    const sum = x0 * load<f64>(l0) + x1 * load<f64>(l1) + (x2 * load<f64>(l2) + x3 * load<f64>(l3));
    store<f64>(to, load<f64>(to) - sum);
  }
}

function subtractOne(from: usize, to: usize, end: usize): void {
  const x = load<f64>(from);
  const factor = f64x2.splat(x);
  for (; to + 16 <= end; to += 16) {
    v128.store(to, f64x2.sub(v128.load(to), f64x2.mul(factor, v128.load(from))));
    from += 16;
  }
  if (to < end) store<f64>(to, load<f64>(to) - x * load<f64>(from));
}

/** Finishes four columns from their diagonal block at `at`, where the first ends at `end`; as factorPanel. */
function eliminateBlock(at: usize, stride: usize, end: usize, diagonal: usize): i32 {
  const at1 = at + stride;
  const at2 = at1 + stride;
  const at3 = at2 + stride;
  const d0 = load<f64>(at);
  if (!isPositive(d0, load<f64>(diagonal))) return 0;
  const r0 = 1 / sqrt<f64>(d0);
  const l10 = load<f64>(at, 8) * r0;
  const l20 = load<f64>(at, 16) * r0;
  const l30 = load<f64>(at, 24) * r0;
  const d1 = load<f64>(at1, 8) - l10 * l10;
  store<f64>(at1, d1, 8);
  if (!isPositive(d1, load<f64>(diagonal, 8))) return 1;
  const r1 = 1 / sqrt<f64>(d1);
  const l21 = (load<f64>(at1, 16) - l20 * l10) * r1;
  const l31 = (load<f64>(at1, 24) - l30 * l10) * r1;
  const d2 = load<f64>(at2, 16) - l20 * l20 - l21 * l21;
  store<f64>(at2, d2, 16);
  if (!isPositive(d2, load<f64>(diagonal, 16))) return 2;
  const r2 = 1 / sqrt<f64>(d2);
  const l32 = (load<f64>(at2, 24) - l30 * l20 - l31 * l21) * r2;
  const d3 = load<f64>(at3, 24) - l30 * l30 - l31 * l31 - l32 * l32;
  store<f64>(at3, d3, 24);
  if (!isPositive(d3, load<f64>(diagonal, 24))) return 3;
  store<f64>(at, r0);
  store<f64>(at, l10, 8);
  store<f64>(at, l20, 16);
  store<f64>(at, l30, 24);
  store<f64>(at1, r1, 8);
  store<f64>(at1, l21, 16);
  store<f64>(at1, l31, 24);
  store<f64>(at2, r2, 16);
  store<f64>(at2, l32, 24);
  store<f64>(at3, 1 / sqrt<f64>(d3), 24);
  eliminateRows(at, stride, end);
  return -1;
}

/** Solves the rows below the finished diagonal block at `at`. */
function eliminateRows(at: usize, stride: usize, end: usize): void {
  let c0 = at;
  let c1 = c0 + stride;
  let c2 = c1 + stride;
  let c3 = c2 + stride;
  const r0 = v128.load64_splat(c0);
  const l10 = v128.load64_splat(c0, 8);
  const l20 = v128.load64_splat(c0, 16);
  const l30 = v128.load64_splat(c0, 24);
  const r1 = v128.load64_splat(c1, 8);
  const l21 = v128.load64_splat(c1, 16);
  const l31 = v128.load64_splat(c1, 24);
  const r2 = v128.load64_splat(c2, 16);
  const l32 = v128.load64_splat(c2, 24);
  const r3 = v128.load64_splat(c3, 24);
  c0 += 32;
  c1 += 32;
  c2 += 32;
  c3 += 32;
  for (; c0 + 16 <= end; c0 += 16) {
    const x0 = f64x2.mul(v128.load(c0), r0);
    const x1 = f64x2.mul(f64x2.sub(v128.load(c1), f64x2.mul(x0, l10)), r1);
    const y2 = f64x2.sub(f64x2.sub(v128.load(c2), f64x2.mul(x0, l20)), f64x2.mul(x1, l21));
    const x2 = f64x2.mul(y2, r2);
    const y3 = f64x2.sub(f64x2.sub(v128.load(c3), f64x2.mul(x0, l30)), f64x2.mul(x1, l31));
    v128.store(c0, x0);
    v128.store(c1, x1);
    v128.store(c2, x2);
    v128.store(c3, f64x2.mul(f64x2.sub(y3, f64x2.mul(x2, l32)), r3));
    c1 += 16;
    c2 += 16;
    c3 += 16;
  }
  if (c0 < end) {
    const x0 = f64x2.mul(v128.load64_splat(c0), r0);
    const x1 = f64x2.mul(f64x2.sub(v128.load64_splat(c1), f64x2.mul(x0, l10)), r1);
    const y2 = f64x2.sub(f64x2.sub(v128.load64_splat(c2), f64x2.mul(x0, l20)), f64x2.mul(x1, l21));
    const x2 = f64x2.mul(y2, r2);
    const y3 = f64x2.sub(f64x2.sub(v128.load64_splat(c3), f64x2.mul(x0, l30)), f64x2.mul(x1, l31));
    const x3 = f64x2.mul(f64x2.sub(y3, f64x2.mul(x2, l32)), r3);
    store<f64>(c0, f64x2.extract_lane(x0, 0));
    store<f64>(c1, f64x2.extract_lane(x1, 0));
    store<f64>(c2, f64x2.extract_lane(x2, 0));
    store<f64>(c3, f64x2.extract_lane(x3, 0));
  }
}

/** Writes the update -L21 L21' of a factored panel to `to`, by columns of height - width; lower triangle counts. */
export function formUpdate(panel: usize, width: usize, height: usize, to: usize): void {
  const n = height - width;
  const first = panel + (width << 3);
  const stride = height << 3;
  if (n < 4) {
    formSmallUpdate(first, width, stride, n, to);
    return;
  }
  for (let tile: usize = 0; tile < n; tile += 4) {
    const j = min(tile, n - 4);
    const row = first + (j << 3);
    subtractTiles(row, row, to + ((j * n + j) << 3), n - j, width, stride, n << 3, 0);
  }
}

function formSmallUpdate(first: usize, width: usize, stride: usize, n: usize, to: usize): void {
  const end = first + width * stride;
  for (let j: usize = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum: f64 = 0;
      for (let k = first; k < end; k += stride) sum -= load<f64>(k + (i << 3)) * load<f64>(k + (j << 3));
      store<f64>(to + ((j * n + i) << 3), sum);
    }
  }
}
