/**
 * C = kept C - A B' for 4 columns of C, summed over the columns of A and B in ascending order, in tiles of 4 and
 * of 2 rows. Eight sums, two pairs of A and one number of B fit the 16 vector registers. Addresses and strides
 * are in bytes. Functions of their own, because V8 replaces WASM code only when a function is called anew.
 */

/** Where the columns of A, B and C lie: A and B have the same stride. */
export function subtractTiles(
  a: usize,
  b: usize,
  c: usize,
  rows: usize,
  steps: usize,
  stride: usize,
  strideC: usize,
  kept: i64,
): void {
  const end = a + (rows << 3);
  while (a + 32 <= end) {
    subtractTile4(a, b, c, steps, stride, strideC, kept);
    a += 32;
    c += 32;
  }
  const rest = end - a;
  if (rest === 0) return;
  // The last tile may reach over rows that are done already, which is right only if nothing of C is kept.
  const back: usize = rest === 24 ? 8 : 16 - rest;
  if (rest === 24) subtractTile4(a - back, b, c - back, steps, stride, strideC, kept);
  else subtractTile2(a - back, b, c - back, steps, stride, strideC, kept);
}

function subtractTile4(
  a: usize,
  b: usize,
  c: usize,
  steps: usize,
  stride: usize,
  strideC: usize,
  kept: i64,
): void {
  let s00 = f64x2.splat(0);
  let s20 = s00;
  let s01 = s00;
  let s21 = s00;
  let s02 = s00;
  let s22 = s00;
  let s03 = s00;
  let s23 = s00;
  for (; steps !== 0; steps--) {
    const a0 = v128.load(a);
    const a2 = v128.load(a, 16);
    const b0 = v128.load64_splat(b);
    s00 = f64x2.add(s00, f64x2.mul(a0, b0));
    s20 = f64x2.add(s20, f64x2.mul(a2, b0));
    const b1 = v128.load64_splat(b, 8);
    s01 = f64x2.add(s01, f64x2.mul(a0, b1));
    s21 = f64x2.add(s21, f64x2.mul(a2, b1));
    const b2 = v128.load64_splat(b, 16);
    s02 = f64x2.add(s02, f64x2.mul(a0, b2));
    s22 = f64x2.add(s22, f64x2.mul(a2, b2));
    const b3 = v128.load64_splat(b, 24);
    s03 = f64x2.add(s03, f64x2.mul(a0, b3));
    s23 = f64x2.add(s23, f64x2.mul(a2, b3));
    a += stride;
    b += stride;
  }
  const mask = i64x2.splat(kept);
  v128.store(c, f64x2.sub(v128.and(v128.load(c), mask), s00));
  v128.store(c, f64x2.sub(v128.and(v128.load(c, 16), mask), s20), 16);
  c += strideC;
  v128.store(c, f64x2.sub(v128.and(v128.load(c), mask), s01));
  v128.store(c, f64x2.sub(v128.and(v128.load(c, 16), mask), s21), 16);
  c += strideC;
  v128.store(c, f64x2.sub(v128.and(v128.load(c), mask), s02));
  v128.store(c, f64x2.sub(v128.and(v128.load(c, 16), mask), s22), 16);
  c += strideC;
  v128.store(c, f64x2.sub(v128.and(v128.load(c), mask), s03));
  v128.store(c, f64x2.sub(v128.and(v128.load(c, 16), mask), s23), 16);
}

function subtractTile2(
  a: usize,
  b: usize,
  c: usize,
  steps: usize,
  stride: usize,
  strideC: usize,
  kept: i64,
): void {
  let s0 = f64x2.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  for (; steps !== 0; steps--) {
    const a0 = v128.load(a);
    s0 = f64x2.add(s0, f64x2.mul(a0, v128.load64_splat(b)));
    s1 = f64x2.add(s1, f64x2.mul(a0, v128.load64_splat(b, 8)));
    s2 = f64x2.add(s2, f64x2.mul(a0, v128.load64_splat(b, 16)));
    s3 = f64x2.add(s3, f64x2.mul(a0, v128.load64_splat(b, 24)));
    a += stride;
    b += stride;
  }
  const mask = i64x2.splat(kept);
  v128.store(c, f64x2.sub(v128.and(v128.load(c), mask), s0));
  c += strideC;
  v128.store(c, f64x2.sub(v128.and(v128.load(c), mask), s1));
  c += strideC;
  v128.store(c, f64x2.sub(v128.and(v128.load(c), mask), s2));
  c += strideC;
  v128.store(c, f64x2.sub(v128.and(v128.load(c), mask), s3));
}
