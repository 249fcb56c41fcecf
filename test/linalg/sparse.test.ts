import { expect, test } from "vitest";
import {
  createPattern,
  createScatter,
  locateCouplings,
  multiplySymmetric,
} from "../../sim-core/linalg/sparse.ts";
import { createRandomSpd, createRandomVector, expand } from "./matrices.ts";

const TRIANGLES = [0, 1, 2, 2, 1, 3, 3, -1, 2];

test("a pattern holds each coupling once, rows ascending from the diagonal", () => {
  const pattern = createPattern(6, {
    cliques: TRIANGLES,
    nodesPerClique: 3,
    couplings: [5, 0, 0, 5, 4, -1, 3, 3],
  });
  expect(Array.from(pattern.columnStart)).toEqual([0, 4, 7, 9, 10, 11, 12]);
  expect(Array.from(pattern.rows)).toEqual([0, 1, 2, 5, 1, 2, 3, 2, 3, 3, 4, 5]);
});

test("assembly by scatter map sums element matrices, and passes over fixed members", () => {
  const pattern = createPattern(4, { cliques: TRIANGLES, nodesPerClique: 3 });
  const scatter = createScatter(pattern, TRIANGLES, 3);
  const values = new Float64Array(pattern.rows.length);
  const dense = new Float64Array(16);
  let k = 0;
  for (let c = 0; c < 3; c++) {
    for (let a = 0; a < 3; a++) {
      for (let b = 0; b <= a; b++, k++) {
        const [i, j] = [TRIANGLES[3 * c + a]!, TRIANGLES[3 * c + b]!];
        if (scatter[k]! < 0) {
          expect(Math.min(i, j)).toBe(-1);
          continue;
        }
        values[scatter[k]!]! += k + 1;
        dense[i * 4 + j]! += k + 1;
        if (i !== j) dense[j * 4 + i]! += k + 1;
      }
    }
  }
  expect(expand({ pattern, values })).toEqual(dense);
});

test("couplings are found in either order, and missing ones are told", () => {
  const pattern = createPattern(5, { cliques: [], nodesPerClique: 1, couplings: [4, 1, 2, 3] });
  expect(Array.from(locateCouplings(pattern, [1, 4, 4, 1, 3, 2, 0, 0, 0, 1, -1, 2]))).toEqual([
    2, 2, 4, 0, -1, -1,
  ]);
});

test("the product is that of the whole symmetric matrix", () => {
  const matrix = createRandomSpd(30, 3, 1);
  const x = createRandomVector(30, 2);
  const out = new Float64Array(30).fill(7);
  multiplySymmetric(matrix.pattern, matrix.values, x, out);
  const dense = expand(matrix);
  for (let i = 0; i < 30; i++) {
    let sum = 0;
    for (let j = 0; j < 30; j++) sum += dense[i * 30 + j]! * x[j]!;
    expect(out[i]).toBeCloseTo(sum, 12);
  }
});
