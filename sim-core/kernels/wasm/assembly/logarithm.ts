/**
 * ln(1 + y) for y >= 0, two at a time, to round-off: 1 + y = 2^k m with m in [1/sqrt 2, sqrt 2), ln m =
 * 2 atanh((m - 1) / (m + 1)) by its power series. For k = 0, m - 1 is y itself, so that small y keep their digits.
 */

/** ln 2 in two parts, of which the first has so few bits that k times it is exact. */
const LN2_HIGH: f64 = 2977044471.0 / 4294967296.0;
const LN2_LOW: f64 = 1.9082149292705877e-10;

export function logOnePlus(y: v128): v128 {
  const one = f64x2.splat(1);
  const two = f64x2.splat(2);
  const t = f64x2.add(one, y);
  // What rounding took from 1 + y.
  const lost = f64x2.sub(y, f64x2.sub(t, one));
  // The exponent of t sqrt 2, rounded down, is that of the nearest power of two.
  const shifted = i64x2.sub(t, i64x2.splat(reinterpret<i64>(<f64>Math.SQRT1_2)));
  const k = i64x2.shr_s(shifted, 52);
  const m = i64x2.sub(t, i64x2.shl(k, 52));
  const scale = i64x2.sub(one, i64x2.shl(k, 52));
  const near = i64x2.eq(k, i64x2.splat(0));
  const f = v128.bitselect(y, f64x2.add(f64x2.sub(m, one), f64x2.mul(lost, scale)), near);
  const s = f64x2.div(f, f64x2.add(two, f));
  const z = f64x2.mul(s, s);
  // 2/3 + 2/5 z + ... in two halves, whose sums are independent.
  const zz = f64x2.mul(z, z);
  let even = f64x2.splat(2.0 / 23.0);
  even = f64x2.add(f64x2.mul(even, zz), f64x2.splat(2.0 / 19.0));
  even = f64x2.add(f64x2.mul(even, zz), f64x2.splat(2.0 / 15.0));
  even = f64x2.add(f64x2.mul(even, zz), f64x2.splat(2.0 / 11.0));
  even = f64x2.add(f64x2.mul(even, zz), f64x2.splat(2.0 / 7.0));
  even = f64x2.add(f64x2.mul(even, zz), f64x2.splat(2.0 / 3.0));
  let odd = f64x2.splat(2.0 / 21.0);
  odd = f64x2.add(f64x2.mul(odd, zz), f64x2.splat(2.0 / 17.0));
  odd = f64x2.add(f64x2.mul(odd, zz), f64x2.splat(2.0 / 13.0));
  odd = f64x2.add(f64x2.mul(odd, zz), f64x2.splat(2.0 / 9.0));
  odd = f64x2.add(f64x2.mul(odd, zz), f64x2.splat(2.0 / 5.0));
  const series = f64x2.add(even, f64x2.mul(odd, z));
  // The integer k as a double: added to the bits of 2^52 + 2^51, whose last place counts ones.
  const magic: f64 = 6755399441055744.0;
  const whole = f64x2.sub(i64x2.add(k, f64x2.splat(magic)), f64x2.splat(magic));
  const small = f64x2.add(f64x2.mul(f64x2.mul(s, z), series), f64x2.mul(whole, f64x2.splat(LN2_LOW)));
  return f64x2.add(f64x2.mul(whole, f64x2.splat(LN2_HIGH)), f64x2.add(f64x2.add(s, s), small));
}
