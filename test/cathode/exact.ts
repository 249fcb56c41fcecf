/** Exact functions and fits that the tests of this folder compare with. */

/** Bessel function of the first kind and order 0, by its power series; |x| < 15. */
export function besselJ0(x: number): number {
  const square = -(x * x) / 4;
  let term = 1;
  let sum = 1;
  for (let k = 1; k < 60; k++) {
    term *= square / (k * k);
    sum += term;
  }
  return sum;
}

/** Least-squares slope of log(error) over log(size). */
export function fitOrder(sizes: readonly number[], errors: readonly number[]): number {
  const x = sizes.map(Math.log);
  const y = errors.map(Math.log);
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const mx = mean(x);
  const my = mean(y);
  let top = 0;
  let bottom = 0;
  x.forEach((value, k) => {
    top += (value - mx) * (y[k]! - my);
    bottom += (value - mx) ** 2;
  });
  return top / bottom;
}
