/**
 * Elimination within a block of four, two or one columns of a panel, from which all columns before have been subtracted:
 * first its diagonal block, then the rows below. Where P is an integer type, the rows are written to a packed copy as
 * well (see packed-tile.ts), at `pack` for byte 0 of the block's first column; `byte` is that of the first row below.
 */
import { STRIP } from "./packed-tile";

/**
 * Replaces the diagonal block at `at` of `count` columns by that of L, with reciprocals; `least` holds what each pivot
 * has to exceed. Returns -1, or the first column whose pivot does not, which is left on the panel's diagonal.
 */
export function eliminateCorner<T>(at: usize, stride: usize, least: usize, count: usize): i32 {
  if (count === 4) return eliminateFour<T>(at, stride, least);
  if (count === 2) return eliminateTwo<T>(at, stride, least);
  const pivot = load<T>(at);
  if (!(pivot > load<T>(least))) return 0;
  store<T>(at, <T>1 / sqrt<T>(pivot));
  return -1;
}

/** Solves the rows below the finished diagonal block of `count` columns at `at`, of which the first ends at `end`. */
export function eliminateRows<T, P>(
  at: usize,
  stride: usize,
  end: usize,
  count: usize,
  byte: usize,
  pack: usize,
  strip: usize,
): void {
  if (count === 4) solveFour<T, P>(at, stride, end, byte, pack, strip);
  else if (count === 2) solveTwo<T, P>(at, stride, end, byte, pack, strip);
  else solveOne<T, P>(at, end, byte, pack, strip);
}

function eliminateFour<T>(at: usize, stride: usize, least: usize): i32 {
  const at1 = at + stride;
  const at2 = at1 + stride;
  const at3 = at2 + stride;
  const d0 = load<T>(at);
  if (!(d0 > load<T>(least))) return 0;
  const r0 = <T>1 / sqrt<T>(d0);
  const l10 = load<T>(at, sizeof<T>()) * r0;
  const l20 = load<T>(at, 2 * sizeof<T>()) * r0;
  const l30 = load<T>(at, 3 * sizeof<T>()) * r0;
  const d1 = load<T>(at1, sizeof<T>()) - l10 * l10;
  store<T>(at1, d1, sizeof<T>());
  if (!(d1 > load<T>(least, sizeof<T>()))) return 1;
  const r1 = <T>1 / sqrt<T>(d1);
  const l21 = (load<T>(at1, 2 * sizeof<T>()) - l20 * l10) * r1;
  const l31 = (load<T>(at1, 3 * sizeof<T>()) - l30 * l10) * r1;
  const d2 = load<T>(at2, 2 * sizeof<T>()) - l20 * l20 - l21 * l21;
  store<T>(at2, d2, 2 * sizeof<T>());
  if (!(d2 > load<T>(least, 2 * sizeof<T>()))) return 2;
  const r2 = <T>1 / sqrt<T>(d2);
  const l32 = (load<T>(at2, 3 * sizeof<T>()) - l30 * l20 - l31 * l21) * r2;
  const d3 = load<T>(at3, 3 * sizeof<T>()) - l30 * l30 - l31 * l31 - l32 * l32;
  store<T>(at3, d3, 3 * sizeof<T>());
  if (!(d3 > load<T>(least, 3 * sizeof<T>()))) return 3;
  store<T>(at, r0);
  store<T>(at, l10, sizeof<T>());
  store<T>(at, l20, 2 * sizeof<T>());
  store<T>(at, l30, 3 * sizeof<T>());
  store<T>(at1, r1, sizeof<T>());
  store<T>(at1, l21, 2 * sizeof<T>());
  store<T>(at1, l31, 3 * sizeof<T>());
  store<T>(at2, r2, 2 * sizeof<T>());
  store<T>(at2, l32, 3 * sizeof<T>());
  store<T>(at3, <T>1 / sqrt<T>(d3), 3 * sizeof<T>());
  return -1;
}

function eliminateTwo<T>(at: usize, stride: usize, least: usize): i32 {
  const at1 = at + stride;
  const d0 = load<T>(at);
  if (!(d0 > load<T>(least))) return 0;
  const r0 = <T>1 / sqrt<T>(d0);
  const l10 = load<T>(at, sizeof<T>()) * r0;
  const d1 = load<T>(at1, sizeof<T>()) - l10 * l10;
  store<T>(at1, d1, sizeof<T>());
  if (!(d1 > load<T>(least, sizeof<T>()))) return 1;
  store<T>(at, r0);
  store<T>(at, l10, sizeof<T>());
  store<T>(at1, <T>1 / sqrt<T>(d1), sizeof<T>());
  return -1;
}

function solveFour<T, P>(at: usize, stride: usize, end: usize, byte: usize, pack: usize, strip: usize): void {
  let c0 = at;
  let c1 = c0 + stride;
  let c2 = c1 + stride;
  let c3 = c2 + stride;
  const r0 = v128.load_splat<T>(c0);
  const l10 = v128.load_splat<T>(c0, sizeof<T>());
  const l20 = v128.load_splat<T>(c0, 2 * sizeof<T>());
  const l30 = v128.load_splat<T>(c0, 3 * sizeof<T>());
  const r1 = v128.load_splat<T>(c1, sizeof<T>());
  const l21 = v128.load_splat<T>(c1, 2 * sizeof<T>());
  const l31 = v128.load_splat<T>(c1, 3 * sizeof<T>());
  const r2 = v128.load_splat<T>(c2, 2 * sizeof<T>());
  const l32 = v128.load_splat<T>(c2, 3 * sizeof<T>());
  const r3 = v128.load_splat<T>(c3, 3 * sizeof<T>());
  c0 += 4 * sizeof<T>();
  c1 += 4 * sizeof<T>();
  c2 += 4 * sizeof<T>();
  c3 += 4 * sizeof<T>();
  for (; c0 + 16 <= end; c0 += 16) {
    const x0 = v128.mul<T>(v128.load(c0), r0);
    const x1 = v128.mul<T>(v128.sub<T>(v128.load(c1), v128.mul<T>(x0, l10)), r1);
    const y2 = v128.sub<T>(v128.sub<T>(v128.load(c2), v128.mul<T>(x0, l20)), v128.mul<T>(x1, l21));
    const x2 = v128.mul<T>(y2, r2);
    const y3 = v128.sub<T>(v128.sub<T>(v128.load(c3), v128.mul<T>(x0, l30)), v128.mul<T>(x1, l31));
    const x3 = v128.mul<T>(v128.sub<T>(y3, v128.mul<T>(x2, l32)), r3);
    v128.store(c0, x0);
    v128.store(c1, x1);
    v128.store(c2, x2);
    v128.store(c3, x3);
    if (isInteger<P>()) {
      const to = placeOf(byte, pack, strip);
      v128.store(to, x0);
      v128.store(to, x1, STRIP);
      v128.store(to, x2, 2 * STRIP);
      v128.store(to, x3, 3 * STRIP);
      byte += 16;
    }
    c1 += 16;
    c2 += 16;
    c3 += 16;
  }
  for (; c0 < end; c0 += sizeof<T>()) {
    const x0 = v128.mul<T>(v128.load_splat<T>(c0), r0);
    const x1 = v128.mul<T>(v128.sub<T>(v128.load_splat<T>(c1), v128.mul<T>(x0, l10)), r1);
    const y2 = v128.sub<T>(v128.sub<T>(v128.load_splat<T>(c2), v128.mul<T>(x0, l20)), v128.mul<T>(x1, l21));
    const x2 = v128.mul<T>(y2, r2);
    const y3 = v128.sub<T>(v128.sub<T>(v128.load_splat<T>(c3), v128.mul<T>(x0, l30)), v128.mul<T>(x1, l31));
    const x3 = v128.mul<T>(v128.sub<T>(y3, v128.mul<T>(x2, l32)), r3);
    store<T>(c0, v128.extract_lane<T>(x0, 0));
    store<T>(c1, v128.extract_lane<T>(x1, 0));
    store<T>(c2, v128.extract_lane<T>(x2, 0));
    store<T>(c3, v128.extract_lane<T>(x3, 0));
    if (isInteger<P>()) {
      const to = placeOf(byte, pack, strip);
      store<T>(to, load<T>(c0));
      store<T>(to, load<T>(c1), STRIP);
      store<T>(to, load<T>(c2), 2 * STRIP);
      store<T>(to, load<T>(c3), 3 * STRIP);
      byte += sizeof<T>();
    }
    c1 += sizeof<T>();
    c2 += sizeof<T>();
    c3 += sizeof<T>();
  }
}

function solveTwo<T, P>(at: usize, stride: usize, end: usize, byte: usize, pack: usize, strip: usize): void {
  const x = load<T>(at);
  const l = load<T>(at, sizeof<T>());
  const y = load<T>(at + stride, sizeof<T>());
  const r0 = v128.splat<T>(x);
  const l10 = v128.splat<T>(l);
  const r1 = v128.splat<T>(y);
  let c0 = at + 2 * sizeof<T>();
  let c1 = c0 + stride;
  while (c0 < end) {
    // Vectors of the packed copy may not reach over a strip.
    if (c0 + 16 <= end && (!isInteger<P>() || (byte & 15) === 0)) {
      const x0 = v128.mul<T>(v128.load(c0), r0);
      const x1 = v128.mul<T>(v128.sub<T>(v128.load(c1), v128.mul<T>(x0, l10)), r1);
      v128.store(c0, x0);
      v128.store(c1, x1);
      if (isInteger<P>()) {
        const to = placeOf(byte, pack, strip);
        v128.store(to, x0);
        v128.store(to, x1, STRIP);
        byte += 16;
      }
      c0 += 16;
      c1 += 16;
      continue;
    }
    const x0 = load<T>(c0) * x;
    const x1 = (load<T>(c1) - x0 * l) * y;
    store<T>(c0, x0);
    store<T>(c1, x1);
    if (isInteger<P>()) {
      const to = placeOf(byte, pack, strip);
      store<T>(to, x0);
      store<T>(to, x1, STRIP);
      byte += sizeof<T>();
    }
    c0 += sizeof<T>();
    c1 += sizeof<T>();
  }
}

function solveOne<T, P>(at: usize, end: usize, byte: usize, pack: usize, strip: usize): void {
  const x = load<T>(at);
  const r0 = v128.splat<T>(x);
  at += sizeof<T>();
  while (at < end) {
    if (at + 16 <= end && (!isInteger<P>() || (byte & 15) === 0)) {
      const x0 = v128.mul<T>(v128.load(at), r0);
      v128.store(at, x0);
      if (isInteger<P>()) {
        v128.store(placeOf(byte, pack, strip), x0);
        byte += 16;
      }
      at += 16;
      continue;
    }
    const x0 = load<T>(at) * x;
    store<T>(at, x0);
    if (isInteger<P>()) {
      store<T>(placeOf(byte, pack, strip), x0);
      byte += sizeof<T>();
    }
    at += sizeof<T>();
  }
}

/** Where byte `byte` of a column lies in a packed panel whose strips are `strip` bytes apart. */
function placeOf(byte: usize, pack: usize, strip: usize): usize {
  return pack + (byte >> 5) * strip + (byte & 31);
}
