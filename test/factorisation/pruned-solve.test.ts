import { describe, expect, test } from "vitest";
import { createRandom } from "../../sim-core/base/random.ts";
import { createCholesky } from "../../sim-core/factorisation/cholesky.ts";
import { extendPruned, planPruned, solvePruned } from "../../sim-core/factorisation/pruned-solve.ts";
import { orderMinimumDegree } from "../../sim-core/linalg/ordering/minimum-degree.ts";
import { analyzeCholesky } from "../../sim-core/linalg/ordering/symbolic.ts";
import { createGridLaplacian, createRandomSpd, createRandomVector, findNorm } from "../linalg/matrices.ts";

/** Each index with the given chance, in a shuffled order. */
function pickNodes(size: number, chance: number, seed: number): number[] {
  const random = createRandom(seed, "nodes");
  const keyed = Array.from({ length: size }, (_, i) => ({
    i,
    key: random.uniform(),
    kept: random.uniform() < chance,
  }));
  return keyed
    .filter(({ kept }) => kept)
    .sort((a, b) => a.key - b.key)
    .map(({ i }) => i);
}

const OPTIONS = [
  { kernels: "typescript", precision: "double", tolerance: 1e-13 },
  { kernels: "wasm", precision: "double", tolerance: 1e-13 },
  { kernels: "typescript", precision: "single", tolerance: 1e-5 },
  { kernels: "wasm", precision: "single", tolerance: 1e-5 },
] as const;

const CASES = OPTIONS.flatMap((options) => [
  { ...options, name: "grid", ...createGridLaplacian(33, 27) },
  { ...options, name: "strip", ...createGridLaplacian(3, 200) },
  { ...options, name: "random", ...createRandomSpd(60, 1.2, 5) },
  { ...options, name: "scattered", ...createRandomSpd(60, 0.4, 6) },
]);

describe.each(CASES)(
  "a right-hand side on a few nodes of the $name ($kernels, $precision)",
  ({ pattern, values, kernels, precision, tolerance }) => {
    const symbolic = analyzeCholesky(pattern, orderMinimumDegree(pattern));
    const cholesky = createCholesky(symbolic, { kernels, precision });
    cholesky.factor(values);
    const { size } = pattern;

    test.each([0, 0.01, 0.1, 0.5, 1])("(a share of %d) has the full solve's solution", (chance) => {
      const nodes = pickNodes(size, chance, 8);
      const plan = planPruned(symbolic, nodes);
      const rhs = createRandomVector(nodes.length, 9);
      const full = new Float64Array(size);
      nodes.forEach((node, k) => {
        full[node] = rhs[k]!;
      });
      cholesky.solve(full, full);
      const scale = findNorm(full);
      // What earlier solves left in the work vector must not count.
      cholesky.work.fill(1e30);
      const out = new Float64Array(nodes.length);
      solvePruned(plan, cholesky, rhs, out);
      expect(findNorm(out.map((value, k) => value - full[nodes[k]!]!))).toBeLessThanOrEqual(
        tolerance * scale,
      );
      cholesky.work.fill(1e30);
      const whole = new Float64Array(size).fill(3);
      extendPruned(plan, cholesky, rhs, whole);
      expect(findNorm(whole.map((value, i) => value - full[i]!))).toBeLessThanOrEqual(tolerance * scale);
    });

    test("is solved with one plan after another", () => {
      const fresh = createCholesky(symbolic, { kernels, precision });
      fresh.factor(values);
      const plans = [0.02, 0.3].map((chance) => planPruned(symbolic, pickNodes(size, chance, 18)));
      const solve = (plan: (typeof plans)[number]): Float64Array => {
        const out = new Float64Array(plan.positions.length);
        solvePruned(plan, fresh, createRandomVector(out.length, 19), out);
        return out;
      };
      const first = plans.map(solve);
      expect(plans.map(solve)).toEqual(first);
      expect(plans.reverse().map(solve)).toEqual(first.reverse());
    });

    test("reaches only what lies above them", () => {
      const root = symbolic.permutation[size - 1]!;
      expect(planPruned(symbolic, []).share).toBe(0);
      expect(planPruned(symbolic, [root]).supernodes).toEqual(Int32Array.of(symbolic.nSupernode - 1));
      const all = Int32Array.from({ length: size }, (_, i) => i);
      expect(planPruned(symbolic, all).share).toBe(1);
      expect(planPruned(symbolic, [0]).share).toBeLessThan(1);
    });
  },
);

test("there is no pruned solve without a factor", () => {
  const { pattern } = createGridLaplacian(4, 4);
  const symbolic = analyzeCholesky(pattern, orderMinimumDegree(pattern));
  const out = new Float64Array(1);
  expect(() => solvePruned(planPruned(symbolic, [3]), createCholesky(symbolic), out, out)).toThrow(
    "broken invariant",
  );
});
