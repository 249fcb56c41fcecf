/**
 * GMRES for complex vectors without restarts: an orthonormal basis of what an operator makes of a right-hand side, and the
 * combination of it with the least residual (Saad and Schultz 1986), kept triangular by Givens rotations.
 */
import {
  addComplex,
  type Complex,
  divideComplex,
  multiplyComplex,
  scaleComplex,
  subtractComplex,
} from "../../base/complex.ts";
import { type ComplexArray, createComplexArray } from "./small-signal.ts";

export interface KrylovBasis {
  /** How often it was extended. */
  readonly size: number;
  /** Least residual within the basis, relative to the right-hand side; 0 where that is zero. */
  readonly residual: number;
  /** The newest vector, to which the operator is to be applied next. */
  last(): ComplexArray;
  /** Takes the operator's product with the newest vector, which is overwritten. */
  extend(product: ComplexArray): void;
  /** Returns the combination of the basis with the least residual. */
  combine(): ComplexArray;
}

interface Rotation {
  readonly cosine: number;
  readonly sine: Complex;
}

const conjugate = ({ re, im }: Complex): Complex => ({ re, im: -im });

/** Returns the basis of `right` alone; `most` is how often it may be extended. */
export function createKrylovBasis(right: ComplexArray, most: number): KrylovBasis {
  const norm = normOf(right);
  const vectors: ComplexArray[] = [];
  const columns: Complex[][] = [];
  const rotations: Rotation[] = [];
  const target: Complex[] = [{ re: 1, im: 0 }];
  const keep = (vector: ComplexArray, size: number): void => {
    vectors.push({ re: vector.re.map((own) => own / size), im: vector.im.map((own) => own / size) });
  };
  if (norm > 0) keep(right, norm);

  return {
    get size() {
      return columns.length;
    },
    get residual() {
      const { re, im } = target[columns.length];
      return norm > 0 ? Math.sqrt(re * re + im * im) : 0;
    },
    last: () => vectors[columns.length],
    extend(product) {
      const column = vectors.map((vector) => removeAlong(product, vector));
      const size = normOf(product);
      for (const [k, rotation] of rotations.entries()) {
        [column[k], column[k + 1]] = rotate(rotation, column[k], column[k + 1]);
      }
      const k = columns.length;
      const rotation = annihilate(column[k], size);
      [column[k]] = rotate(rotation, column[k], { re: size, im: 0 });
      [target[k], target[k + 1]] = rotate(rotation, target[k], { re: 0, im: 0 });
      rotations.push(rotation);
      columns.push(column);
      if (columns.length < most && size > 0) keep(product, size);
    },
    combine: () => combine(vectors, solveTriangular(columns, target), { length: right.re.length, norm }),
  };
}

/** Sum of the vectors with their weights, times `norm`. */
function combine(
  vectors: readonly ComplexArray[],
  weights: readonly Complex[],
  { length, norm }: { readonly length: number; readonly norm: number },
): ComplexArray {
  const out = createComplexArray(length);
  weights.forEach((weight, j) => {
    const vector = vectors[j];
    for (let k = 0; k < length; k++) {
      out.re[k] += norm * (weight.re * vector.re[k] - weight.im * vector.im[k]);
      out.im[k] += norm * (weight.re * vector.im[k] + weight.im * vector.re[k]);
    }
  });
  return out;
}

function solveTriangular(columns: readonly Complex[][], target: readonly Complex[]): Complex[] {
  const weights = target.slice(0, columns.length);
  for (let k = columns.length - 1; k >= 0; k--) {
    weights[k] = divideComplex(weights[k], columns[k][k]);
    for (let j = 0; j < k; j++) {
      weights[j] = subtractComplex(weights[j], multiplyComplex(columns[k][j], weights[k]));
    }
  }
  return weights;
}

/** Takes the part along a unit `vector` out of `product` and returns its factor. */
function removeAlong(product: ComplexArray, vector: ComplexArray): Complex {
  let re = 0;
  let im = 0;
  for (let k = 0; k < vector.re.length; k++) {
    re += vector.re[k] * product.re[k] + vector.im[k] * product.im[k];
    im += vector.re[k] * product.im[k] - vector.im[k] * product.re[k];
  }
  for (let k = 0; k < vector.re.length; k++) {
    product.re[k] -= re * vector.re[k] - im * vector.im[k];
    product.im[k] -= re * vector.im[k] + im * vector.re[k];
  }
  return { re, im };
}

/** The rotation that makes (upper, lower) become (r, 0), lower real and 0 or more. */
function annihilate(upper: Complex, lower: number): Rotation {
  const square = upper.re * upper.re + upper.im * upper.im;
  if (square === 0) return { cosine: 0, sine: { re: 1, im: 0 } };
  const whole = Math.sqrt(square + lower * lower);
  const size = Math.sqrt(square);
  return { cosine: size / whole, sine: scaleComplex(lower / (whole * size), upper) };
}

function rotate({ cosine, sine }: Rotation, upper: Complex, lower: Complex): [Complex, Complex] {
  return [
    addComplex(scaleComplex(cosine, upper), multiplyComplex(sine, lower)),
    subtractComplex(scaleComplex(cosine, lower), multiplyComplex(conjugate(sine), upper)),
  ];
}

function normOf({ re, im }: ComplexArray): number {
  let square = 0;
  for (let k = 0; k < re.length; k++) square += re[k] * re[k] + im[k] * im[k];
  return Math.sqrt(square);
}
