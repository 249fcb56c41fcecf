/** Complex numbers, as far as linear circuits need them. */

export interface Complex {
  readonly re: number;
  readonly im: number;
}

export const COMPLEX_ONE: Complex = { re: 1, im: 0 };

/** Returns a + b. */
export function addComplex(a: Complex, b: Complex): Complex {
  return { re: a.re + b.re, im: a.im + b.im };
}

/** Returns a - b. */
export function subtractComplex(a: Complex, b: Complex): Complex {
  return { re: a.re - b.re, im: a.im - b.im };
}

/** Returns a b. */
export function multiplyComplex(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}

/** Returns factor a of a real `factor`. */
export function scaleComplex(factor: number, a: Complex): Complex {
  return { re: factor * a.re, im: factor * a.im };
}

/** Returns a/b, of b other than 0; squares of b must stay in the range of a double. */
export function divideComplex(a: Complex, b: Complex): Complex {
  const square = b.re * b.re + b.im * b.im;
  return { re: (a.re * b.re + a.im * b.im) / square, im: (a.im * b.re - a.re * b.im) / square };
}
