import { describe, expect, it } from "vitest";
import { createDenseProduct } from "../../sim-core/kernels/dense-product.ts";

/** Entries that single precision holds exactly, so that only the sums round. */
const entry = (i: number, j: number): number => Math.fround(Math.sin(1 + 7 * i + 13 * j));

describe.each(["typescript", "wasm"] as const)("a dense product in %s", (kernels) => {
  it.each([1, 2, 3, 4, 5, 8, 39, 160])("of %i rows is the sum over the columns", (size) => {
    const matrix = Float64Array.from({ length: size * size }, (_, k) =>
      entry(Math.floor(k / size), k % size),
    );
    const vector = Float64Array.from({ length: size }, (_, j) => Math.cos(j));
    const product = createDenseProduct(matrix, size, { kernels });
    const out = new Float64Array(size).fill(Number.NaN);
    // Twice, since nothing may stay behind from the first time.
    product.multiply(new Float64Array(size).fill(1e9), out);
    product.multiply(vector, out);
    for (let i = 0; i < size; i++) {
      let expected = 0;
      for (let j = 0; j < size; j++) expected += entry(i, j) * vector[j]!;
      expect(Math.abs(out[i]! - expected)).toBeLessThan(1e-13 * size);
    }
  });

  it("keeps seven digits of an entry", () => {
    const out = new Float64Array(1);
    createDenseProduct([Math.PI], 1, { kernels }).multiply(Float64Array.of(2), out);
    expect(Math.abs(out[0]! / (2 * Math.PI) - 1)).toBeLessThan(6e-8);
  });
});
