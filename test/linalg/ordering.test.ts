import { describe, expect, test } from "vitest";
import { orderMinimumDegree } from "../../sim-core/linalg/ordering/minimum-degree.ts";
import { orderNestedDissection } from "../../sim-core/linalg/ordering/nested-dissection.ts";
import { analyzeCholesky } from "../../sim-core/linalg/ordering/symbolic.ts";
import type { SymmetricPattern } from "../../sim-core/linalg/sparse.ts";
import { createPattern } from "../../sim-core/linalg/sparse.ts";
import { createGridLaplacian, createRandomSpd, createRandomVector } from "./matrices.ts";

/** Entries of L (with diagonal) and the operations to find them. */
function countFill(
  pattern: SymmetricPattern,
  permutation: ArrayLike<number>,
): { entries: number; flops: number } {
  const counts = countColumns(pattern, permutation);
  return {
    entries: counts.reduce((sum, count) => sum + count, 0),
    flops: counts.reduce((sum, count) => sum + count ** 2, 0),
  };
}

/** Entries of each column of L, by eliminating on sets of neighbours. */
function countColumns(pattern: SymmetricPattern, permutation: ArrayLike<number>): number[] {
  const n = pattern.size;
  const position = new Int32Array(n);
  for (let k = 0; k < n; k++) position[permutation[k]!] = k;
  const above = Array.from({ length: n }, () => new Set<number>());
  for (let j = 0; j < n; j++) {
    for (let k = pattern.columnStart[j]! + 1; k < pattern.columnStart[j + 1]!; k++) {
      const [a, b] = [position[j]!, position[pattern.rows[k]!]!];
      above[Math.min(a, b)]!.add(Math.max(a, b));
    }
  }
  return above.map((rows) => {
    const next = Math.min(...rows);
    for (const i of rows) if (i !== next) above[next]!.add(i);
    return rows.size + 1;
  });
}

function expectPermutation(order: ArrayLike<number>, size: number): void {
  expect(Array.from(order).sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, i) => i));
}

describe("minimum degree", () => {
  test("orders every index once", () => {
    for (let size = 1; size <= 60; size++) {
      for (const perRow of [0, 1, 2, 5]) {
        const { pattern } = createRandomSpd(size, perRow, 7 * size + perRow);
        expectPermutation(orderMinimumDegree(pattern), size);
      }
    }
    expect(orderMinimumDegree(createPattern(0, { cliques: [], nodesPerClique: 1 })).length).toBe(0);
  });

  test("leaves a tree without fill", () => {
    const couplings: number[] = [];
    for (let i = 1; i < 500; i++) couplings.push(i, (i * 7919) % i);
    const pattern = createPattern(500, { cliques: [], nodesPerClique: 1, couplings });
    expect(countFill(pattern, orderMinimumDegree(pattern)).entries).toBe(pattern.rows.length);
  });

  test("fills a square grid much less than the natural order does", () => {
    const { pattern } = createGridLaplacian(60, 60);
    const natural = countFill(
      pattern,
      Int32Array.from({ length: 3600 }, (_, i) => i),
    );
    // A full band of width 60, but for the first grid row, whose column k has k + 3 entries until it fills.
    expect(natural.entries).toBe(3540 * 61 + (60 * 61) / 2 - (58 * 59) / 2);
    const { entries } = countFill(pattern, orderMinimumDegree(pattern));
    expect(entries).toBeLessThan(0.3 * natural.entries);
    // Pinned: coarser bounds on the degrees, or variables left unmerged, cost more than this.
    expect(entries).toBeLessThan(1.03 * 56974);
  });

  test("puts a hub that many share at the end", () => {
    const couplings: number[] = [];
    for (let i = 1; i < 400; i++) couplings.push(0, i, i, Math.max(1, i - 1));
    const pattern = createPattern(400, { cliques: [], nodesPerClique: 1, couplings });
    const order = orderMinimumDegree(pattern);
    expectPermutation(order, 400);
    expect(order[399]).toBe(0);
  });

  test("eliminates a line of a later stage after what it parts", () => {
    const { pattern } = createGridLaplacian(21, 20);
    const stage = Int32Array.from({ length: 420 }, (_, i) => (i % 21 === 10 ? 1 : 0));
    const late = (order: Int32Array): number =>
      Array.from(order.subarray(380)).filter((i) => stage[i]! === 1).length;
    const order = orderMinimumDegree(pattern, stage);
    expectPermutation(order, 420);
    expect(late(order)).toBe(20);
    expect(late(orderMinimumDegree(pattern))).toBeLessThan(20);
  });

  test("is the same every time", () => {
    const { pattern } = createGridLaplacian(25, 31);
    expect(orderMinimumDegree(pattern)).toEqual(orderMinimumDegree(pattern));
  });
});

/** Every node of an nx x ny grid at its place. */
function placeGrid(nx: number, ny: number): Float64Array {
  return Float64Array.from({ length: 2 * nx * ny }, (_, k) =>
    k % 2 === 0 ? (k >> 1) % nx : Math.floor((k >> 1) / nx),
  );
}

describe("nested dissection", () => {
  test("orders every index once, wherever the nodes are said to be", () => {
    for (const { pattern } of [
      createGridLaplacian(33, 61),
      createRandomSpd(900, 1, 3),
      createRandomSpd(1000, 0.3, 4),
    ]) {
      const random = createRandomVector(2 * pattern.size, 5);
      for (const places of [random, random.map(Math.round), random.fill(0)]) {
        expectPermutation(orderNestedDissection(pattern, places), pattern.size);
      }
    }
    expectPermutation(orderNestedDissection(createGridLaplacian(1, 1).pattern, [0, 0]), 1);
  });

  test("fills a grid less than minimum degree does", () => {
    const { pattern } = createGridLaplacian(100, 100);
    const found = analyzeCholesky(pattern, orderNestedDissection(pattern, placeGrid(100, 100)));
    const reference = analyzeCholesky(pattern, orderMinimumDegree(pattern));
    expect(found.factorEntries).toBeLessThan(0.9 * reference.factorEntries);
    expect(found.factorFlops).toBeLessThan(0.75 * reference.factorFlops);
  });

  test("is the same every time", () => {
    const { pattern } = createGridLaplacian(45, 31);
    const order = orderNestedDissection(pattern, placeGrid(45, 31));
    expect(orderNestedDissection(pattern, placeGrid(45, 31))).toEqual(order);
  });
});

describe("analysis", () => {
  test("counts the entries and operations of the true factor", () => {
    for (const { pattern } of [
      createGridLaplacian(17, 13),
      createRandomSpd(60, 2, 3),
      createRandomSpd(45, 0.6, 4),
    ]) {
      const order = orderMinimumDegree(pattern);
      const symbolic = analyzeCholesky(pattern, order);
      const fill = countFill(pattern, order);
      expect(symbolic.factorEntries).toBe(fill.entries);
      expect(symbolic.factorFlops).toBe(fill.flops);
      expect(countFill(pattern, symbolic.permutation)).toEqual(fill);
      expectPermutation(symbolic.permutation, pattern.size);
    }
  });

  test("merges columns into supernodes within the allowance of zeros", () => {
    const { pattern } = createGridLaplacian(40, 40);
    const symbolic = analyzeCholesky(pattern, orderMinimumDegree(pattern));
    const counts = countColumns(pattern, symbolic.permutation);
    for (let s = 0; s < symbolic.nSupernode; s++) {
      const [begin, end] = [symbolic.columnStart[s]!, symbolic.columnStart[s + 1]!];
      const width = end - begin;
      const stored = (width * (width + 1)) / 2 + width * (symbolic.rowStart[s + 1]! - symbolic.rowStart[s]!);
      const entries = counts.slice(begin, end).reduce((sum, count) => sum + count, 0);
      const allowed = width <= 4 ? 0.5 : width <= 16 ? 0.2 : width <= 48 ? 0.1 : 0.05;
      expect(stored - entries).toBeLessThanOrEqual(allowed * stored);
    }
    expect(symbolic.nSupernode).toBeLessThan(1600 / 3);
  });

  test("numbers parents after children and nests their rows", () => {
    const { pattern } = createGridLaplacian(40, 40);
    const symbolic = analyzeCholesky(pattern, orderMinimumDegree(pattern));
    const { columnStart, rowStart, rows, parent, frontRow } = symbolic;
    for (let s = 0; s < symbolic.nSupernode; s++) {
      const list = rows.subarray(rowStart[s]!, rowStart[s + 1]!);
      for (let k = 1; k < list.length; k++) expect(list[k]).toBeGreaterThan(list[k - 1]!);
      if (list.length === 0) expect(parent[s]).toBe(-1);
      if (list.length === 0) continue;
      const up = parent[s]!;
      expect(up).toBeGreaterThan(s);
      const front = [...rows.subarray(rowStart[up]!, rowStart[up + 1]!)];
      for (let k = columnStart[up + 1]! - 1; k >= columnStart[up]!; k--) front.unshift(k);
      list.forEach((row, k) => {
        expect(front[frontRow[rowStart[s]! + k]!]).toBe(row);
      });
    }
  });
});
