/**
 * Product of a dense matrix with a vector, four rows at a time. The matrix is stored in single precision, which
 * halves what has to come from memory; products and sums are double.
 */

/** out = matrix vector; `rows` is a multiple of 4, `columns` of 2, rows follow one another without gaps. */
export function multiplyDense(matrix: usize, rows: usize, columns: usize, vector: usize, out: usize): void {
  const stride = columns << 2;
  const end = out + (rows << 3);
  for (; out < end; out += 32) {
    multiplyFour(matrix, stride, vector, out);
    matrix += stride << 2;
  }
}

function multiplyFour(r0: usize, stride: usize, vector: usize, out: usize): void {
  const end = r0 + stride;
  let r1 = end;
  let r2 = r1 + stride;
  let r3 = r2 + stride;
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  for (; r0 < end; r0 += 8) {
    const x = v128.load(vector);
    s0 = f64x2.add(s0, f64x2.mul(x, widen(r0)));
    s1 = f64x2.add(s1, f64x2.mul(x, widen(r1)));
    s2 = f64x2.add(s2, f64x2.mul(x, widen(r2)));
    s3 = f64x2.add(s3, f64x2.mul(x, widen(r3)));
    vector += 16;
    r1 += 8;
    r2 += 8;
    r3 += 8;
  }
  store<f64>(out, f64x2.extract_lane(s0, 0) + f64x2.extract_lane(s0, 1));
  store<f64>(out, f64x2.extract_lane(s1, 0) + f64x2.extract_lane(s1, 1), 8);
  store<f64>(out, f64x2.extract_lane(s2, 0) + f64x2.extract_lane(s2, 1), 16);
  store<f64>(out, f64x2.extract_lane(s3, 0) + f64x2.extract_lane(s3, 1), 24);
}

/** Two singles as doubles. */
function widen(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}
