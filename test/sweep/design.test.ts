/** Where the points of a sweep lie, and what they tell. */
import { describe, expect, it } from "vitest";
import { countPoints, layPoints } from "../../src/sweep/design.ts";
import { elementaryEffects, varianceShares } from "../../src/sweep/sensitivity.ts";

describe("a design", () => {
  it("of a grid has every combination, the last parameter first", () => {
    expect(layPoints({ kind: "grid", count: 3, seed: 1 }, 2)).toEqual(
      [-1, 0, 1].flatMap((a) => [-1, 0, 1].map((b) => [a, b])),
    );
    expect(layPoints({ kind: "grid", count: 1, seed: 1 }, 2)).toEqual([[0, 0]]);
  });

  it("of a hypercube has one point in each part of each range, elsewhere with another seed", () => {
    const points = layPoints({ kind: "latin-hypercube", count: 50, seed: 3 }, 4);
    for (let i = 0; i < 4; i++) {
      const parts = points.map((point) => Math.floor((50 * (point[i]! + 1)) / 2));
      expect(parts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, k) => k));
    }
    expect(layPoints({ kind: "latin-hypercube", count: 50, seed: 3 }, 4)).toEqual(points);
    expect(layPoints({ kind: "latin-hypercube", count: 50, seed: 4 }, 4)).not.toEqual(points);
  });

  it("of Morris changes one parameter at a time by two thirds of its range, each once a trajectory", () => {
    const points = layPoints({ kind: "morris", count: 20, seed: 1 }, 3);
    const starts = new Set<string>();
    for (let from = 0; from < points.length; from += 4) {
      const changed = [1, 2, 3].map((k) => {
        const [before, after] = [points[from + k - 1]!, points[from + k]!];
        const moved = after.flatMap((own, i) => (own === before[i] ? [] : [i]));
        expect(moved).toHaveLength(1);
        expect(Math.abs(after[moved[0]!]! - before[moved[0]!]!)).toBeCloseTo(4 / 3, 12);
        expect(after.every((own) => own >= -1 - 1e-12 && own <= 1 + 1e-12)).toBe(true);
        return moved[0];
      });
      expect(changed.toSorted()).toEqual([0, 1, 2]);
      starts.add(String(points[from]));
    }
    expect(starts.size).toBeGreaterThan(10);
  });

  it("has as many points as are counted beforehand", () => {
    for (const kind of ["grid", "latin-hypercube", "morris", "sobol"] as const)
      expect(layPoints({ kind, count: 5, seed: 1 }, 3)).toHaveLength(countPoints({ kind, count: 5 }, 3));
  });
});

describe("the effects of Morris", () => {
  const points = layPoints({ kind: "morris", count: 30, seed: 2 }, 3);

  it("of a plane are its slopes over the range, without a spread", () => {
    const values = points.map(([a, b, c]) => 3 * a! - 0.5 * b! + 0 * c!);
    const [first, second, third] = elementaryEffects(points, values, 3);
    expect(first).toMatchObject({ mean: expect.closeTo(6, 12), meanSize: expect.closeTo(6, 12), count: 30 });
    expect(second!.mean).toBeCloseTo(-1, 12);
    expect(second!.spread).toBeCloseTo(0, 12);
    expect(third).toMatchObject({ mean: 0, meanSize: 0, spread: 0 });
  });

  it("tell what goes both ways by the size of the effect, and what hangs on others by its spread", () => {
    const values = points.map(([a, b, c]) => a! * b! + c!);
    const [first, , third] = elementaryEffects(points, values, 3);
    expect(Math.abs(first!.mean)).toBeLessThan(first!.meanSize);
    expect(first!.spread).toBeGreaterThan(1);
    expect(third!.spread).toBeCloseTo(0, 12);
  });

  it("leave out what a run that does not tell would be needed for", () => {
    const values = points.map(([a]) => a!);
    values[0] = Number.NaN;
    const counts = elementaryEffects(points, values, 3).map(({ count }) => count);
    expect(counts.toSorted()).toEqual([29, 30, 30]);
  });
});

describe("the shares of the variance", () => {
  it("of Ishigami's function are those known in closed form", () => {
    const points = layPoints({ kind: "sobol", count: 20000, seed: 1 }, 3);
    const values = points.map((point) => {
      const [a, b, c] = point.map((own) => own * Math.PI) as [number, number, number];
      return Math.sin(a) + 7 * Math.sin(b) ** 2 + 0.1 * c ** 4 * Math.sin(a);
    });
    const shares = varianceShares(values, 3);
    const exact = [
      [0.3139, 0.5576],
      [0.4424, 0.4424],
      [0, 0.2437],
    ] as const;
    exact.forEach(([alone, total], i) => {
      expect(Math.abs(shares[i]!.alone - alone)).toBeLessThan(0.02);
      expect(Math.abs(shares[i]!.total - total)).toBeLessThan(0.02);
    });
  });

  it("of a plane are those of its slopes, alone and in all; base points that do not tell are left out", () => {
    const points = layPoints({ kind: "sobol", count: 16000, seed: 5 }, 2);
    const values = points.map(([a, b]) => 2 * a! + b!);
    values[7] = Number.NaN;
    const [first, second] = varianceShares(values, 2);
    expect(first!.count).toBe(15999);
    for (const [shares, exact] of [
      [first!, 0.8],
      [second!, 0.2],
    ] as const) {
      expect(Math.abs(shares.alone - exact)).toBeLessThan(0.02);
      expect(Math.abs(shares.total - exact)).toBeLessThan(0.02);
    }
  });
});
