import { describe, expect, it } from "vitest";
import { createCholesky } from "../../sim-core/factorisation/cholesky.ts";
import { barycentric, recoverFlux } from "../../sim-core/fem/fields.ts";
import { addStiffness, computeStiffness, ENTRIES_PER_TRIANGLE } from "../../sim-core/fem/laplace.ts";
import { orderMinimumDegree } from "../../sim-core/linalg/ordering/minimum-degree.ts";
import { analyzeCholesky } from "../../sim-core/linalg/ordering/symbolic.ts";
import { createPattern, createScatter } from "../../sim-core/linalg/sparse.ts";
import { fitOrder, slabMesh } from "./slab-mesh.ts";

/** Solves -div(k grad u) + u s = f on a slab with natural sides; `boundary(v)` adds to matrix and right side. */
function solveSlab(
  columns: number,
  rows: number,
  size: { width: number; height: number },
  load: (x: number, y: number) => number,
  bottom: (x: number) => number,
  topConductance: number,
) {
  const mesh = slabMesh(columns, rows, size);
  const count = mesh.points.length / 2;
  const pattern = createPattern(count, { cliques: mesh.triangles, nodesPerClique: 3 });
  const scatter = createScatter(pattern, mesh.triangles, 3);
  const stiffness = new Float64Array((mesh.triangles.length / 3) * ENTRIES_PER_TRIANGLE);
  const smallest = computeStiffness(mesh.points, mesh.triangles, stiffness);
  expect(smallest).toBeGreaterThan(0);
  const values = new Float64Array(pattern.rows.length);
  addStiffness(stiffness, scatter, 1, values);
  const right = new Float64Array(count);
  for (let t = 0; t < mesh.triangles.length; t += 3) {
    const area = (size.width * size.height) / (mesh.triangles.length / 3);
    for (let k = 0; k < 3; k++) {
      const v = mesh.triangles[t + k]!;
      right[v]! += (area / 3) * load(mesh.points[2 * v]!, mesh.points[2 * v + 1]!);
    }
  }
  const h = size.width / columns;
  for (let i = 0; i <= columns; i++) {
    const share = i === 0 || i === columns ? h / 2 : h;
    right[i]! += share * bottom(mesh.points[2 * i]!);
    values[pattern.columnStart[rows * (columns + 1) + i]!]! += share * topConductance;
  }
  const factor = createCholesky(analyzeCholesky(pattern, orderMinimumDegree(pattern)));
  expect(factor.factor(values).ok).toBe(true);
  const u = new Float64Array(count);
  factor.solve(right, u);
  return { mesh, u };
}

describe("linear triangles", () => {
  it("converge at second order on a manufactured solution", () => {
    const exact = (x: number, y: number): number => Math.cos(Math.PI * x) * Math.cos((Math.PI / 2) * y);
    const load = (x: number, y: number): number => 1.25 * Math.PI * Math.PI * exact(x, y);
    // u = 0 on top (a very good conductor), natural elsewhere.
    const steps = [8, 16, 32, 64];
    const errors = steps.map((n) => {
      const { mesh, u } = solveSlab(n, n, { width: 1, height: 1 }, load, () => 0, 1e12);
      let square = 0;
      u.forEach((value, v) => {
        square += (value - exact(mesh.points[2 * v]!, mesh.points[2 * v + 1]!)) ** 2;
      });
      return Math.sqrt(square / u.length);
    });
    const order = fitOrder(
      steps.map((n) => 1 / n),
      errors,
    );
    expect(Math.abs(order - 2)).toBeLessThan(0.1);
  });

  it("damp a cosine of flux across a slab as 1/(cosh kL + kappa R k sinh kL)", () => {
    const length = 1;
    const wave = (2 * Math.PI) / 2.5;
    for (const resistance of [0.05, 0.5]) {
      const { mesh, u } = solveSlab(
        40,
        32,
        { width: 2.5, height: length },
        () => 0,
        (x) => Math.cos(wave * x),
        1 / resistance,
      );
      const top = u.length - 41;
      let along = 0;
      let norm = 0;
      for (let i = 0; i <= 40; i++) {
        const x = mesh.points[2 * (top + i)]!;
        const share = i === 0 || i === 40 ? 0.5 : 1;
        along += share * (u[top + i]! / resistance) * Math.cos(wave * x);
        norm += share * Math.cos(wave * x) ** 2;
      }
      const expected = 1 / (Math.cosh(wave * length) + resistance * wave * Math.sinh(wave * length));
      expect(along / norm / expected).toBeCloseTo(1, 2);
    }
  });

  it("recover a constant flux exactly and sample a linear field exactly", () => {
    const mesh = slabMesh(5, 4, { width: 2, height: 1 });
    const values = Float64Array.from(
      { length: mesh.points.length / 2 },
      (_, v) => 3 * mesh.points[2 * v]! - 2 * mesh.points[2 * v + 1]!,
    );
    const flux = new Float64Array(2 * values.length);
    recoverFlux(mesh, values, { coefficient: 0.5 }, flux);
    for (let v = 0; v < values.length; v++) {
      expect(flux[2 * v]).toBeCloseTo(-1.5, 12);
      expect(flux[2 * v + 1]).toBeCloseTo(1, 12);
    }
    const weights = barycentric(mesh, 0, 0.1, 0.05);
    const value = weights.reduce((sum, w, k) => sum + w * values[mesh.triangles[k]!]!, 0);
    expect(value).toBeCloseTo(3 * 0.1 - 2 * 0.05, 12);
  });

  it("have rows that sum to zero: a constant carries no current", () => {
    const mesh = slabMesh(3, 3, { width: 1, height: 1 });
    const stiffness = new Float64Array((mesh.triangles.length / 3) * ENTRIES_PER_TRIANGLE);
    computeStiffness(mesh.points, mesh.triangles, stiffness);
    for (let e = 0; e < stiffness.length; e += ENTRIES_PER_TRIANGLE) {
      expect(stiffness[e]! + stiffness[e + 1]! + stiffness[e + 3]!).toBeCloseTo(0, 14);
      expect(stiffness[e + 3]! + stiffness[e + 4]! + stiffness[e + 5]!).toBeCloseTo(0, 14);
    }
  });
});
