import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../sim-core/base/random.ts";
import {
  type Cholesky,
  type CholeskyOptions,
  createCholesky,
} from "../../sim-core/factorisation/cholesky.ts";
import { orderMinimumDegree } from "../../sim-core/linalg/ordering/minimum-degree.ts";
import { analyzeCholesky } from "../../sim-core/linalg/ordering/symbolic.ts";
import { multiplySymmetric } from "../../sim-core/linalg/sparse.ts";
import { createRandomSpd, createRandomVector, findNorm, type TestMatrix } from "../linalg/matrices.ts";
import { createRefinedSolver } from "./refined-solve.ts";

const KERNELS = (["typescript", "wasm"] as const).flatMap((kernels) =>
  (["double", "single"] as const).map((precision) => ({ kernels, precision })),
);

const RUNS = { numRuns: 60, seed: 5 };

/** A random matrix of any size from 1, in one part or many. */
const matrices = fc
  .record({
    size: fc.integer({ min: 1, max: 90 }),
    perRow: fc.constantFrom(0, 0.4, 1, 3),
    seed: fc.integer({ min: 0, max: 1e6 }),
  })
  .map(({ size, perRow, seed }) => createRandomSpd(size, perRow, seed));

function prepare({ pattern }: TestMatrix, options: CholeskyOptions): Cholesky {
  return createCholesky(analyzeCholesky(pattern, orderMinimumDegree(pattern)), options);
}

function findResidual({ pattern, values }: TestMatrix, x: Float64Array, rhs: Float64Array): number {
  const product = new Float64Array(rhs.length);
  multiplySymmetric(pattern, values, x, product);
  return findNorm(product.map((value, i) => value - rhs[i]!)) / findNorm(rhs);
}

/** S A S with a diagonal S. */
function scale({ pattern, values }: TestMatrix, factors: ArrayLike<number>): TestMatrix {
  const scaled = values.slice();
  for (let j = 0; j < pattern.size; j++) {
    for (let k = pattern.columnStart[j]!; k < pattern.columnStart[j + 1]!; k++) {
      scaled[k]! *= factors[j]! * factors[pattern.rows[k]!]!;
    }
  }
  return { pattern, values: scaled };
}

/** The network's conductances vary by `contrast` at random, and only the first node is held, by `hold`. */
function createNetwork(
  shape: TestMatrix,
  seed: number,
  { contrast, hold }: { contrast: number; hold: number },
) {
  const { pattern } = shape;
  const random = createRandom(seed, "contrast");
  const values = new Float64Array(pattern.rows.length);
  for (let j = 0; j < pattern.size; j++) {
    values[pattern.columnStart[j]!]! += j === 0 ? hold : hold * 1e-3;
    for (let k = pattern.columnStart[j]! + 1; k < pattern.columnStart[j + 1]!; k++) {
      const conductance = contrast ** random.uniform();
      values[k] = -conductance;
      values[pattern.columnStart[j]!]! += conductance;
      values[pattern.columnStart[pattern.rows[k]!]!]! += conductance;
    }
  }
  return { pattern, values };
}

/** Solves to the tolerance or says why not; nothing else may come out. */
function solveOrRefuse(
  matrix: TestMatrix,
  options: CholeskyOptions,
  tolerance: number,
): "solved" | "refused" {
  const cholesky = prepare(matrix, options);
  const { size } = matrix.pattern;
  const factored = cholesky.factor(matrix.values);
  if (!factored.ok) {
    expect(factored.column).toBeGreaterThanOrEqual(0);
    expect(factored.column).toBeLessThan(size);
    expect(cholesky.factored).toBe(false);
    return "refused";
  }
  const rhs = createRandomVector(size, 3);
  const out = new Float64Array(size);
  const outcome = createRefinedSolver(
    matrix.pattern,
    cholesky,
  )({ values: matrix.values, rhs, out, tolerance });
  if (!outcome.ok) {
    expect(outcome.reason).toMatch(/residual stays|not positive definite/);
    return "refused";
  }
  expect(findResidual(matrix, out, rhs)).toBeLessThanOrEqual(1.01 * tolerance);
  return "solved";
}

describe.each(KERNELS)("$kernels in $precision precision", (options) => {
  const digits = options.precision === "double" ? 1e-12 : 1e-4;

  test("solves what is well conditioned, with any number of right-hand sides", () => {
    fc.assert(
      fc.property(matrices, fc.integer({ min: 1, max: 19 }), (matrix, count) => {
        const { size } = matrix.pattern;
        const cholesky = prepare(matrix, options);
        expect(cholesky.factor(matrix.values)).toEqual({ ok: true });
        const rhs = createRandomVector(count * size, 4);
        const out = new Float64Array(count * size);
        cholesky.solveMany(rhs, out, count);
        for (let k = 0; k < count; k++) {
          const [b, x] = [rhs, out].map((all) => all.slice(k * size, (k + 1) * size));
          expect(findResidual(matrix, x!, b!)).toBeLessThan(digits);
          cholesky.solve(b!, b!);
          expect(findNorm(b!.map((value, i) => value - x![i]!))).toBeLessThan(digits * findNorm(b!));
        }
        expect(solveOrRefuse(matrix, options, 1e-12)).toBe("solved");
      }),
      RUNS,
    );
  });

  test("solves or refuses what is scaled badly", () => {
    let solved = 0;
    fc.assert(
      fc.property(matrices, fc.integer({ min: 0, max: 1e6 }), (matrix, seed) => {
        const random = createRandom(seed, "scale");
        const factors = Float64Array.from(
          { length: matrix.pattern.size },
          () => 10 ** (6.5 * (2 * random.uniform() - 1)),
        );
        const scaled = scale(matrix, factors);
        // Scaling alone does not change which pivots are sound.
        const cholesky = prepare(scaled, options);
        expect(cholesky.factor(scaled.values)).toEqual({ ok: true });
        // A backward stable solve is judged in its own scale.
        const rhs = createRandomVector(matrix.pattern.size, 6);
        const x = rhs.map((value, i) => value * factors[i]!);
        cholesky.solve(x, x);
        expect(
          findResidual(
            matrix,
            x.map((value, i) => value * factors[i]!),
            rhs,
          ),
        ).toBeLessThan(digits);
        if (solveOrRefuse(scaled, options, 1e-3) === "solved") solved++;
      }),
      RUNS,
    );
    expect(solved).toBeGreaterThan(0);
  });

  test("solves or refuses conductivities a million apart, and solves all of them in double precision", () => {
    fc.assert(
      fc.property(matrices, fc.integer({ min: 0, max: 1e6 }), (shape, seed) => {
        const network = createNetwork(shape, seed, { contrast: 1e6, hold: 1e4 });
        const outcome = solveOrRefuse(network, options, 1e-9);
        if (options.precision === "double") expect(outcome).toBe("solved");
      }),
      RUNS,
    );
  });

  test("solves or refuses what is nearly singular", () => {
    let refused = 0;
    fc.assert(
      fc.property(
        matrices,
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 0, max: 20 }),
        (shape, seed, power) => {
          const network = createNetwork(shape, seed, { contrast: 10, hold: 10 ** -power });
          if (solveOrRefuse(network, options, 1e-6) === "refused") refused++;
        },
      ),
      RUNS,
    );
    expect(refused).toBeGreaterThan(0);
  });

  test("refuses what has a negative direction, and what is not finite", () => {
    fc.assert(
      fc.property(
        matrices,
        fc.nat(),
        fc.constantFrom(-1, 0, Number.NaN, Infinity, -Infinity, 1e300),
        (matrix, at, bad) => {
          const { pattern, values } = matrix;
          const wrong = values.slice();
          const column = at % pattern.size;
          wrong[pattern.columnStart[column]!]! *= bad;
          const outcome = prepare(matrix, options).factor(wrong);
          // 1e300 is a number in double precision only.
          expect(outcome.ok).toBe(bad === 1e300 && options.precision === "double");
          if (!outcome.ok) expect(outcome.column).toBeLessThan(pattern.size);
        },
      ),
      RUNS,
    );
  });

  test("says so when a right-hand side is not finite, and solves for zero", () => {
    const matrix = createRandomSpd(30, 2, 1);
    const cholesky = prepare(matrix, options);
    cholesky.factor(matrix.values);
    const solve = createRefinedSolver(matrix.pattern, cholesky);
    const out = new Float64Array(30).fill(5);
    const rhs = new Float64Array(30);
    const request = { values: matrix.values, rhs, out, tolerance: 1e-9 };
    expect(solve(request)).toEqual({ ok: true, residual: 0, iterations: 0 });
    expect(findNorm(out)).toBe(0);
    rhs[7] = Number.NaN;
    expect(solve(request)).toEqual({ ok: false, reason: "the right-hand side is not finite" });
  });
});
