import { describe, expect, test } from "vitest";
import { createRandom } from "../../sim-core/base/random.ts";
import { type Cholesky, createCholesky } from "../../sim-core/factorisation/cholesky.ts";
import { orderMinimumDegree } from "../../sim-core/linalg/ordering/minimum-degree.ts";
import { analyzeCholesky } from "../../sim-core/linalg/ordering/symbolic.ts";
import { createPattern, multiplySymmetric } from "../../sim-core/linalg/sparse.ts";
import {
  createGridLaplacian,
  createRandomSpd,
  createRandomVector,
  expand,
  findNorm,
  solveDense,
  type TestMatrix,
} from "../linalg/matrices.ts";

function findResidual(matrix: TestMatrix, x: Float64Array, rhs: Float64Array): number {
  const product = new Float64Array(rhs.length);
  multiplySymmetric(matrix.pattern, matrix.values, x, product);
  return findNorm(product.map((value, i) => value - rhs[i]!)) / findNorm(rhs);
}

/** L with true diagonal as a dense matrix in elimination order. */
function expandFactor({ symbolic, panels }: Cholesky): Float64Array {
  const n = symbolic.size;
  const factor = new Float64Array(n * n);
  for (let s = 0; s < symbolic.nSupernode; s++) {
    const first = symbolic.columnStart[s]!;
    const width = symbolic.columnStart[s + 1]! - first;
    const rows = symbolic.rows.subarray(symbolic.rowStart[s]!, symbolic.rowStart[s + 1]!);
    for (let c = 0; c < width; c++) {
      const at = symbolic.panelStart[s]! + c * (width + rows.length);
      factor[(first + c) * n + first + c] = 1 / panels[at + c]!;
      for (let i = c + 1; i < width; i++) factor[(first + i) * n + first + c] = panels[at + i]!;
      rows.forEach((row, i) => {
        factor[row * n + first + c] = panels[at + width + i]!;
      });
    }
  }
  return factor;
}

describe.each(["typescript", "wasm"] as const)("the %s kernel", (kernels) => {
  function prepare({ pattern }: TestMatrix): Cholesky {
    return createCholesky(analyzeCholesky(pattern, orderMinimumDegree(pattern)), { kernels });
  }

  function solve(matrix: TestMatrix, rhs: Float64Array): Float64Array {
    const cholesky = prepare(matrix);
    expect(cholesky.factor(matrix.values)).toEqual({ ok: true });
    const x = new Float64Array(rhs.length);
    cholesky.solve(rhs, x);
    return x;
  }

  describe("a positive definite system", () => {
    test.each(Array.from({ length: 60 }, (_, k) => k + 1))(
      "of %i random unknowns matches dense Cholesky",
      (size) => {
        for (const perRow of [0, 0.5, 1, 3, 10]) {
          const matrix = createRandomSpd(size, perRow, size);
          const rhs = createRandomVector(size, size + 1);
          const exact = solveDense(expand(matrix), rhs);
          const x = solve(matrix, rhs);
          expect(findNorm(x.map((value, i) => value - exact[i]!))).toBeLessThan(1e-12 * findNorm(exact));
        }
      },
    );

    test.each([
      [1, 1],
      [2, 3],
      [7, 7],
      [40, 25],
      [70, 70],
      [1, 500],
    ])("on a %i x %i grid leaves no residual", (nx, ny) => {
      for (const pin of [undefined, 1e-3]) {
        const matrix = createGridLaplacian(nx, ny, pin);
        const rhs = createRandomVector(nx * ny, 3);
        expect(findResidual(matrix, solve(matrix, rhs), rhs)).toBeLessThan(1e-12);
      }
    });

    test("of separate parts and lone unknowns is solved", () => {
      const couplings = [0, 2, 2, 4, 9, 7, 7, 8, 8, 9];
      const pattern = createPattern(12, { cliques: [], nodesPerClique: 1, couplings });
      const values = new Float64Array(pattern.rows.length).fill(-1);
      for (let i = 0; i < 12; i++) values[pattern.columnStart[i]!] = 3 + i;
      const rhs = createRandomVector(12, 5);
      expect(findResidual({ pattern, values }, solve({ pattern, values }, rhs), rhs)).toBeLessThan(1e-14);
    });

    test("that is diagonal divides", () => {
      const pattern = createPattern(5, { cliques: [], nodesPerClique: 1 });
      const x = solve(
        { pattern, values: Float64Array.of(1, 4, 16, 0.25, 1e-20) },
        Float64Array.of(1, 2, 4, 8, 1e-20),
      );
      expect(Array.from(x)).toEqual([1, 0.5, 0.25, 32, 1].map((value) => expect.closeTo(value, 12)));
    });

    test("may be solved in place and again with other values", () => {
      const matrix = createRandomSpd(40, 2, 9);
      const cholesky = prepare(matrix);
      const rhs = createRandomVector(40, 10);
      for (const scale of [1, 2, 0.5]) {
        const values = matrix.values.map((value) => scale * value);
        cholesky.factor(values);
        const x = rhs.slice();
        cholesky.solve(x, x);
        expect(findResidual({ pattern: matrix.pattern, values }, x, rhs)).toBeLessThan(1e-12);
      }
    });

    test("gives the same bytes every time", () => {
      const matrix = createGridLaplacian(30, 20);
      const rhs = createRandomVector(600, 11);
      expect(solve(matrix, rhs)).toEqual(solve(matrix, rhs));
    });
  });

  test("the factor times its transpose is the permuted matrix", () => {
    for (const matrix of [createGridLaplacian(9, 8), createRandomSpd(50, 2, 21)]) {
      const cholesky = prepare(matrix);
      cholesky.factor(matrix.values);
      const n = matrix.pattern.size;
      const dense = expand(matrix);
      const factor = expandFactor(cholesky);
      const { permutation } = cholesky.symbolic;
      for (let i = 0; i < n; i++) {
        for (let j = 0; j <= i; j++) {
          let sum = 0;
          for (let k = 0; k <= j; k++) sum += factor[i * n + k]! * factor[j * n + k]!;
          expect(sum).toBeCloseTo(dense[permutation[i]! * n + permutation[j]!]!, 12);
        }
      }
    }
  });

  describe("a matrix that is not positive definite", () => {
    test("is reported with the column and pivot where that shows", () => {
      const pattern = createPattern(6, { cliques: [], nodesPerClique: 1 });
      const outcome = prepare({ pattern, values: new Float64Array(6) }).factor(
        Float64Array.of(1, 2, 3, -4, 5, 6),
      );
      expect(outcome).toEqual({ ok: false, column: 3, pivot: -4 });
    });

    test("because of one indefinite pair is reported at either of the two", () => {
      const matrix = createGridLaplacian(12, 12);
      const values = matrix.values.slice();
      const pair = matrix.pattern.columnStart[50]! + 1;
      values[pair] = 40;
      const outcome = prepare(matrix).factor(values);
      expect(outcome.ok).toBe(false);
      if (outcome.ok) return;
      expect([50, matrix.pattern.rows[pair]]).toContain(outcome.column);
      expect(outcome.pivot).toBeLessThan(0);
    });

    test("because nothing holds a network is reported, though rounding leaves some pivots just positive", () => {
      for (let seed = 0; seed < 20; seed++) {
        const { pattern } = createGridLaplacian(9 + seed, 8);
        const random = createRandom(seed, "conductance");
        const values = new Float64Array(pattern.rows.length);
        for (let j = 0; j < pattern.size; j++) {
          for (let k = pattern.columnStart[j]! + 1; k < pattern.columnStart[j + 1]!; k++) {
            const conductance = 0.1 + random.uniform();
            values[k] = -conductance;
            values[pattern.columnStart[j]!]! += conductance;
            values[pattern.columnStart[pattern.rows[k]!]!]! += conductance;
          }
        }
        expect(prepare({ pattern, values }).factor(values).ok).toBe(false);
      }
    });

    test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
      "because any one entry is %d is reported",
      (bad) => {
        const matrix = createRandomSpd(14, 1.5, 31);
        const cholesky = prepare(matrix);
        for (let k = 0; k < matrix.values.length; k++) {
          const values = matrix.values.slice();
          values[k] = bad;
          expect(cholesky.factor(values).ok).toBe(false);
        }
      },
    );

    test("leaves nothing to solve with, until the next factorisation", () => {
      const matrix = createRandomSpd(20, 2, 41);
      const cholesky = prepare(matrix);
      expect(() => cholesky.solve(new Float64Array(20), new Float64Array(20))).toThrow("broken invariant");
      cholesky.factor(matrix.values);
      cholesky.factor(matrix.values.map((value) => -value));
      expect(() => cholesky.solve(new Float64Array(20), new Float64Array(20))).toThrow("broken invariant");
      const rhs = createRandomVector(20, 1);
      const x = new Float64Array(20);
      expect(cholesky.factor(matrix.values)).toEqual({ ok: true });
      cholesky.solve(rhs, x);
      expect(findResidual(matrix, x, rhs)).toBeLessThan(1e-12);
    });
  });
});
