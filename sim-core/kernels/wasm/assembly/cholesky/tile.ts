/**
 * C = C - A B' or, where K is no integer type, C = -A B' for 4 columns of C, summed over the columns of A and B in
 * ascending order, in tiles of two vectors of rows and of one. Eight sums, two vectors of A and one number of B fit
 * the 16 vector registers. Addresses and strides are in bytes. Functions of their own, because V8 replaces WASM code
 * only when a function is called anew.
 */

/** Where the columns of A, B and C lie: A and B have the same stride. */
export function subtractTiles<T, K>(
  a: usize,
  b: usize,
  c: usize,
  rows: usize,
  steps: usize,
  stride: usize,
  strideC: usize,
): void {
  const end = a + (rows << alignof<T>());
  const first = a;
  while (a + 32 <= end) {
    subtractTile<T, K>(a, b, c, steps, stride, strideC);
    a += 32;
    c += 32;
  }
  let rest = end - a;
  if (rest === 0) return;
  // The last tile may reach over rows that are done already, which is right only if nothing of C is kept.
  if (sizeof<T>() === 4 && rest > 16 && a === first) {
    subtractSlimTile<T, K>(a, b, c, steps, stride, strideC);
    a += 16;
    c += 16;
    rest -= 16;
  }
  const back: usize = (rest > 16 ? 32 : 16) - rest;
  if (rest > 16) subtractTile<T, K>(a - back, b, c - back, steps, stride, strideC);
  else subtractSlimTile<T, K>(a - back, b, c - back, steps, stride, strideC);
}

function subtractTile<T, K>(a: usize, b: usize, c: usize, steps: usize, stride: usize, strideC: usize): void {
  let s00 = v128.splat<T>(0);
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
    const b0 = v128.load_splat<T>(b);
    s00 = v128.add<T>(s00, v128.mul<T>(a0, b0));
    s20 = v128.add<T>(s20, v128.mul<T>(a2, b0));
    const b1 = v128.load_splat<T>(b, sizeof<T>());
    s01 = v128.add<T>(s01, v128.mul<T>(a0, b1));
    s21 = v128.add<T>(s21, v128.mul<T>(a2, b1));
    const b2 = v128.load_splat<T>(b, 2 * sizeof<T>());
    s02 = v128.add<T>(s02, v128.mul<T>(a0, b2));
    s22 = v128.add<T>(s22, v128.mul<T>(a2, b2));
    const b3 = v128.load_splat<T>(b, 3 * sizeof<T>());
    s03 = v128.add<T>(s03, v128.mul<T>(a0, b3));
    s23 = v128.add<T>(s23, v128.mul<T>(a2, b3));
    a += stride;
    b += stride;
  }
  v128.store(c, v128.sub<T>(kept<T, K>(c), s00));
  v128.store(c, v128.sub<T>(kept<T, K>(c + 16), s20), 16);
  c += strideC;
  v128.store(c, v128.sub<T>(kept<T, K>(c), s01));
  v128.store(c, v128.sub<T>(kept<T, K>(c + 16), s21), 16);
  c += strideC;
  v128.store(c, v128.sub<T>(kept<T, K>(c), s02));
  v128.store(c, v128.sub<T>(kept<T, K>(c + 16), s22), 16);
  c += strideC;
  v128.store(c, v128.sub<T>(kept<T, K>(c), s03));
  v128.store(c, v128.sub<T>(kept<T, K>(c + 16), s23), 16);
}

function subtractSlimTile<T, K>(
  a: usize,
  b: usize,
  c: usize,
  steps: usize,
  stride: usize,
  strideC: usize,
): void {
  let s0 = v128.splat<T>(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  for (; steps !== 0; steps--) {
    const a0 = v128.load(a);
    s0 = v128.add<T>(s0, v128.mul<T>(a0, v128.load_splat<T>(b)));
    s1 = v128.add<T>(s1, v128.mul<T>(a0, v128.load_splat<T>(b, sizeof<T>())));
    s2 = v128.add<T>(s2, v128.mul<T>(a0, v128.load_splat<T>(b, 2 * sizeof<T>())));
    s3 = v128.add<T>(s3, v128.mul<T>(a0, v128.load_splat<T>(b, 3 * sizeof<T>())));
    a += stride;
    b += stride;
  }
  v128.store(c, v128.sub<T>(kept<T, K>(c), s0));
  c += strideC;
  v128.store(c, v128.sub<T>(kept<T, K>(c), s1));
  c += strideC;
  v128.store(c, v128.sub<T>(kept<T, K>(c), s2));
  c += strideC;
  v128.store(c, v128.sub<T>(kept<T, K>(c), s3));
}

/** What is kept of C at `at`: all or nothing. */
export function kept<T, K>(at: usize): v128 {
  return isInteger<K>() ? v128.load(at) : v128.splat<T>(0);
}
