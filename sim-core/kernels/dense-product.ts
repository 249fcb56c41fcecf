/**
 * A dense square matrix that is multiplied with many vectors. Its entries are kept in single precision, since their
 * way from memory is what takes the time; vectors and sums are double. In WebAssembly where that can be had.
 */
import { type KernelMemory, type KernelOptions, openMemory } from "./wasm/memory.ts";

export interface DenseProduct {
  /** out = matrix vector, both [size]. */
  multiply(vector: Float64Array, out: Float64Array): void;
}

/** Returns the product with `matrix` [size*size], by rows, which is copied. */
export function createDenseProduct(
  matrix: ArrayLike<number>,
  size: number,
  options: KernelOptions = {},
): DenseProduct {
  // Rows and columns that are only there for whole tiles stay zero.
  const rows = 4 * Math.ceil(size / 4);
  const memory = openMemory({ entries: (rows * rows) / 2, vector: rows, out: rows }, {}, options);
  return memory === null
    ? createTypescriptProduct(matrix, size)
    : createWasmProduct(matrix, size, rows, memory);
}

function createWasmProduct(
  matrix: ArrayLike<number>,
  size: number,
  rows: number,
  { kernels, buffer, arrays }: KernelMemory<"entries" | "vector" | "out", never>,
): DenseProduct {
  const entries = new Float32Array(buffer, arrays.entries.byteOffset, rows * rows);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) entries[i * rows + j] = matrix[i * size + j];
  }
  const [matrixAt, vectorAt, outAt] = [entries, arrays.vector, arrays.out].map((array) => array.byteOffset);
  const found = arrays.out.subarray(0, size);
  return {
    multiply(vector, out) {
      arrays.vector.set(vector);
      kernels.multiplyDense(matrixAt, rows, rows, vectorAt, outAt);
      out.set(found);
    },
  };
}

function createTypescriptProduct(matrix: ArrayLike<number>, size: number): DenseProduct {
  const entries = Float32Array.from(matrix);
  return {
    multiply(vector, out) {
      let i = 0;
      for (; i + 4 <= size; i += 4) multiplyFour(entries, i, vector, out);
      for (; i < size; i++) {
        let sum = 0;
        for (let j = 0; j < size; j++) sum += entries[i * size + j] * vector[j];
        out[i] = sum;
      }
    },
  };
}

/** Four rows at a time, so that each entry of the vector is read once for four products. */
function multiplyFour(entries: Float32Array, row: number, vector: Float64Array, out: Float64Array): void {
  const size = vector.length;
  const r0 = row * size;
  const r1 = r0 + size;
  const r2 = r1 + size;
  const r3 = r2 + size;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let j = 0; j < size; j++) {
    const x = vector[j];
    s0 += entries[r0 + j] * x;
    s1 += entries[r1 + j] * x;
    s2 += entries[r2 + j] * x;
    s3 += entries[r3 + j] * x;
  }
  out[row] = s0;
  out[row + 1] = s1;
  out[row + 2] = s2;
  out[row + 3] = s3;
}
