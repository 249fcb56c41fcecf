/**
 * Elementary functions with the same bits on every engine. ECMAScript leaves the last digits of Math.exp and its
 * kin, of Math.hypot and of `**` to the engine, and engines differ in them and change them between versions; only
 * + - * / and Math.sqrt are exact. @stdlib builds these functions from exact operations alone (FreeBSD's msun and
 * Cephes). So the core calls Math for sqrt, abs, sign, rounding, min and max only, and writes `**` with the
 * exponent 2 only, which every engine multiplies out; test/lint/engine-arithmetic.grit holds it to that.
 *
 * Domains and limits are those of Math's functions of the same name. Errors: exp, log, log1p,
 * expm1, pow, cbrt, asinh, sin, cos, tan and atan below 1 ulp, the others below 2 ulp.
 */
import stdAsinh from "@stdlib/math-base-special-asinh";
import stdAtan from "@stdlib/math-base-special-atan";
import stdAtan2 from "@stdlib/math-base-special-atan2";
import stdAtanh from "@stdlib/math-base-special-atanh";
import stdCbrt from "@stdlib/math-base-special-cbrt";
import stdCos from "@stdlib/math-base-special-cos";
import stdCosh from "@stdlib/math-base-special-cosh";
import stdExp from "@stdlib/math-base-special-exp";
import stdExpm1 from "@stdlib/math-base-special-expm1";
import stdLog from "@stdlib/math-base-special-ln";
import stdLog1p from "@stdlib/math-base-special-log1p";
import stdLog10 from "@stdlib/math-base-special-log10";
import stdPow from "@stdlib/math-base-special-pow";
import stdSin from "@stdlib/math-base-special-sin";
import stdSinh from "@stdlib/math-base-special-sinh";
import stdTan from "@stdlib/math-base-special-tan";
import stdTanh from "@stdlib/math-base-special-tanh";

type OfOne = (x: number) => number;
type OfTwo = (a: number, b: number) => number;

/** e^x. */
export const exp: OfOne = stdExp;
/** e^x - 1, with all digits at small x. */
export const expm1: OfOne = stdExpm1;
/** Natural logarithm. */
export const log: OfOne = stdLog;
/** ln(1 + x), with all digits at small x. */
export const log1p: OfOne = stdLog1p;
export const log10: OfOne = stdLog10;
/** a^b, of a >= 0 or of whole b up to 2^53. */
export const pow: OfTwo = (a, b) => stdPow(a === 0 ? 0 : a, b); // stdPow(-0, 0.1) is 4e-33.
export const cbrt: OfOne = stdCbrt;
/** Angles in rad. */
export const sin: OfOne = stdSin;
export const cos: OfOne = stdCos;
export const tan: OfOne = stdTan;
export const atan: OfOne = stdAtan;
/** The angle (rad, -pi to pi) of the point (x, y), given as (y, x). */
export const atan2: OfTwo = stdAtan2;
export const sinh: OfOne = stdSinh;
export const cosh: OfOne = stdCosh;
export const tanh: OfOne = stdTanh;
export const asinh: OfOne = stdAsinh;
export const atanh: OfOne = stdAtanh;

/** sqrt(x^2 + y^2) within 1 ulp while neither square leaves the range of a double: for x and y of 1e-150 to 1e150. */
export function hypot(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}
