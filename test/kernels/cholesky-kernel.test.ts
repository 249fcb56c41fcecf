import { describe, expect, test } from "vitest";
import { type Cholesky, createCholesky, planMemory } from "../../sim-core/factorisation/cholesky.ts";
import { extendPruned, planPruned, solvePruned } from "../../sim-core/factorisation/pruned-solve.ts";
import { layOutMemory } from "../../sim-core/kernels/cholesky/layout.ts";
import { supportsWasm } from "../../sim-core/kernels/wasm/module.ts";
import { orderMinimumDegree } from "../../sim-core/linalg/ordering/minimum-degree.ts";
import { analyzeCholesky, type CholeskySymbolic } from "../../sim-core/linalg/ordering/symbolic.ts";
import { createPattern, multiplySymmetric } from "../../sim-core/linalg/sparse.ts";
import {
  createGridLaplacian,
  createRandomSpd,
  createRandomVector,
  createTwoGroups,
  findNorm,
} from "../linalg/matrices.ts";

const MATRICES = [
  { name: "grid", ...createGridLaplacian(61, 47) },
  { name: "loose grid", ...createGridLaplacian(40, 40, 1e-4) },
  { name: "strip", ...createGridLaplacian(2, 300) },
  ...[1, 2, 3, 5, 8, 13, 34, 89].map((size) => ({
    name: `random ${size}`,
    ...createRandomSpd(size, 2, size),
  })),
  { name: "dense", ...createRandomSpd(75, 40, 3) },
  { name: "scattered", ...createRandomSpd(120, 0.5, 4) },
];

function analyze({ pattern }: (typeof MATRICES)[number]): CholeskySymbolic {
  return analyzeCholesky(pattern, orderMinimumDegree(pattern));
}

/** The entries of L: what is in the panels on and below their diagonals. */
function readFactor({ symbolic, panels }: Cholesky): number[] {
  const { nSupernode, columnStart, rowStart, panelStart } = symbolic;
  const entries: number[] = [];
  for (let s = 0; s < nSupernode; s++) {
    const width = columnStart[s + 1]! - columnStart[s]!;
    const height = width + rowStart[s + 1]! - rowStart[s]!;
    for (let c = 0; c < width; c++) {
      for (let i = c; i < height; i++) entries.push(panels[panelStart[s]! + c * height + i]!);
    }
  }
  return entries;
}

/** Numbers of a tile and of the largest packed panel, whose rows come in fours. */
function countPacked({ nSupernode, columnStart, rowStart }: CholeskySymbolic): number {
  let most = 0;
  for (let s = 0; s < nSupernode; s++) {
    const width = columnStart[s + 1]! - columnStart[s]!;
    const height = width + rowStart[s + 1]! - rowStart[s]!;
    if (width >= 16) most = Math.max(most, 16 + 4 * Math.ceil(height / 4) * width);
  }
  return most;
}

function findDifference(a: Float64Array, b: Float64Array): number {
  return findNorm(a.map((value, i) => value - b[i]!)) / Math.max(findNorm(b), 1e-300);
}

describe.each(MATRICES)("both kernels on the $name matrix", (matrix) => {
  const symbolic = analyze(matrix);
  const twin = createCholesky(symbolic, { kernels: "typescript" });
  const fast = createCholesky(symbolic, { kernels: "wasm" });
  const both = [twin, fast];
  const { size } = matrix.pattern;

  test("write the same factor", () => {
    for (const cholesky of both) expect(cholesky.factor(matrix.values)).toEqual({ ok: true });
    expect(readFactor(fast)).toEqual(readFactor(twin));
  });

  test("solve alike", () => {
    const rhs = createRandomVector(size, 2);
    const nodes = Int32Array.from({ length: Math.ceil(size / 5) }, (_, k) => (5 * k + 2) % size).filter(
      (node, k, all) => all.indexOf(node) === k,
    );
    const plan = planPruned(symbolic, nodes);
    const solutions = both.map((cholesky) => {
      const [full, few, whole] = [
        new Float64Array(size),
        new Float64Array(nodes.length),
        new Float64Array(size),
      ];
      cholesky.solve(rhs, full);
      solvePruned(plan, cholesky, rhs.subarray(0, nodes.length), few);
      extendPruned(plan, cholesky, rhs.subarray(0, nodes.length), whole);
      return [full, few, whole];
    });
    solutions[1]!.forEach((solution, k) => {
      expect(findDifference(solution, solutions[0]![k]!)).toBeLessThan(1e-13);
    });
  });

  test("refuse the same column for the same pivot, wherever it is", () => {
    const stride = Math.ceil(size / 40);
    for (let i = 0; i < size; i += stride) {
      for (const bad of [-1, 0, Number.NaN, Number.POSITIVE_INFINITY]) {
        const values = matrix.values.slice();
        values[matrix.pattern.columnStart[i]!] = bad;
        const outcome = twin.factor(values);
        expect(outcome.ok).toBe(false);
        expect(fast.factor(values)).toEqual(outcome);
      }
    }
  });

  test("give the same bytes again after a failure and in another memory", () => {
    const rhs = createRandomVector(size, 6);
    const solve = (cholesky: Cholesky): Float64Array => {
      cholesky.factor(matrix.values);
      const out = new Float64Array(size);
      cholesky.solve(rhs, out);
      return out;
    };
    const first = solve(fast);
    fast.factor(matrix.values.map((value) => -value));
    expect(solve(fast)).toEqual(first);
    expect(solve(createCholesky(symbolic, { kernels: "wasm" }))).toEqual(first);
  });
});

describe("fronts of any width and height", () => {
  const shapes = Array.from({ length: 12 * 11 }, (_, k) => [12 + (k % 12), Math.floor(k / 12)] as const);

  test("come out with the same bytes in double precision, and solve in single", () => {
    for (const [width, shared] of shapes) {
      const { pattern, values } = createTwoGroups(width, shared);
      const symbolic = analyzeCholesky(pattern, orderMinimumDegree(pattern));
      expect(symbolic.columnStart[1]).toBe(width);
      const twin = createCholesky(symbolic, { kernels: "typescript" });
      const fast = createCholesky(symbolic, { kernels: "wasm" });
      for (const cholesky of [twin, fast]) expect(cholesky.factor(values)).toEqual({ ok: true });
      expect(readFactor(fast)).toEqual(readFactor(twin));
      const single = createCholesky(symbolic, { kernels: "wasm", precision: "single" });
      expect(single.factor(values)).toEqual({ ok: true });
      const rhs = createRandomVector(pattern.size, 3);
      const x = new Float64Array(pattern.size);
      single.solve(rhs, x);
      const product = new Float64Array(pattern.size);
      multiplySymmetric(pattern, values, x, product);
      expect(findDifference(product, rhs)).toBeLessThan(1e-6);
    }
  });
});

describe("the memory of a factorisation", () => {
  const matrix = { name: "grid", ...createGridLaplacian(80, 60) };
  const symbolic = analyze(matrix);

  test("holds all arrays and no more than they need", () => {
    const layout = layOutMemory(symbolic, "double");
    const { panels, work } = createCholesky(symbolic, { kernels: "wasm" });
    expect(panels.buffer).toBe(work.buffer);
    expect(panels.buffer.byteLength).toBe(Math.ceil(layout.bytes / 65536) * 65536);
    const { nSupernode, panelStart, stackSize, entryPlace, rows } = symbolic;
    const numbers =
      panelStart[nSupernode]! +
      stackSize +
      symbolic.size +
      1.5 * entryPlace.length +
      rows.length +
      countPacked(symbolic);
    expect(layout.bytes).toBeGreaterThan(8 * numbers);
    expect(layout.bytes).toBeLessThan(8 * (numbers + 6 * (nSupernode + 1) + 2 * symbolic.size));
  });

  test("is known before, and half as much for the numbers in single precision", () => {
    for (const precision of ["double", "single"] as const) {
      const { panels } = createCholesky(symbolic, { kernels: "wasm", precision });
      expect(panels.buffer.byteLength).toBe(Math.ceil(planMemory(symbolic, precision) / 65536) * 65536);
    }
    const saved = planMemory(symbolic) - planMemory(symbolic, "single");
    const { nSupernode, panelStart, size, entryPlace } = symbolic;
    expect(saved).toBeGreaterThan(4 * (panelStart[nSupernode]! + size + entryPlace.length));
  });

  test("is refused where places would not fit 32 bits", () => {
    // A hub that is eliminated first leaves all others one dense front.
    const size = 46400;
    const couplings = Int32Array.from({ length: 2 * (size - 1) }, (_, k) => (k % 2 === 0 ? 0 : (k + 1) / 2));
    const pattern = createPattern(size, { cliques: [], nodesPerClique: 1, couplings });
    const natural = Int32Array.from({ length: size }, (_, i) => i);
    expect(() => analyzeCholesky(pattern, natural)).toThrow("32 bits");
  });

  test("stays where it is, however often its numbers are replaced", () => {
    const cholesky = createCholesky(symbolic, { kernels: "wasm" });
    const { buffer } = cholesky.panels;
    const bytes = buffer.byteLength;
    const x = new Float64Array(symbolic.size);
    for (let k = 1; k <= 20; k++) {
      cholesky.factor(matrix.values.map((value) => k * value));
      cholesky.solve(x.fill(k), x);
    }
    expect(cholesky.panels.buffer).toBe(buffer);
    expect(buffer.byteLength).toBe(bytes);
  });

  test("is small enough for very many of them", () => {
    const rhs = createRandomVector(symbolic.size, 7);
    const solutions = Array.from({ length: 50 }, () => {
      const cholesky = createCholesky(symbolic, { kernels: "wasm" });
      cholesky.factor(matrix.values);
      const out = new Float64Array(symbolic.size);
      cholesky.solve(rhs, out);
      return { cholesky, out };
    });
    for (const { cholesky, out } of solutions) {
      expect(cholesky.factored).toBe(true);
      expect(out).toEqual(solutions[0]!.out);
    }
  });

  test("must fit 32 bits", () => {
    expect(supportsWasm(2 ** 32)).toBe(true);
    expect(supportsWasm(2 ** 32 + 1)).toBe(false);
  });
});
