import { describe, expect, it } from "vitest";
import { FARADAY, GAS_CONSTANT } from "../../sim-core/base/constants.ts";
import type { VectorKernel } from "../../sim-core/kernels/interface-vectors.ts";
import { solveInterface } from "../../sim-core/kinetics/butler-volmer.ts";
import { createCholesky } from "../../sim-core/linalg/cholesky/cholesky.ts";
import { orderMinimumDegree } from "../../sim-core/linalg/ordering/minimum-degree.ts";
import { analyzeCholesky } from "../../sim-core/linalg/ordering/symbolic.ts";
import { createGridLaplacian, createRandomVector } from "../linalg/matrices.ts";

const { pattern } = createGridLaplacian(3, 3);
const symbolic = analyzeCholesky(pattern, orderMinimumDegree(pattern));
const open = (kernels: "typescript" | "wasm"): VectorKernel =>
  createCholesky(symbolic, { kernels, room: 4000 }).vectors;

const TEMPERATURE = 303.15;
const THERMAL = (2 * GAS_CONSTANT * TEMPERATURE) / FARADAY;

function fill(vectors: VectorKernel, from: ArrayLike<number>): Float64Array {
  const array = vectors.allocate(from.length);
  array.set(from);
  return array;
}

describe("vectors in WebAssembly", () => {
  it.each([1, 2, 3, 4, 7, 64, 65])("do what the twin does on %i numbers", (length) => {
    const results = (["typescript", "wasm"] as const).map((kind) => {
      const vectors = open(kind);
      const x = fill(vectors, createRandomVector(length, 3));
      const y = fill(vectors, createRandomVector(length, 5));
      const p = fill(vectors, createRandomVector(length, 7));
      vectors.addScaled(0.3, x, y);
      vectors.turnDirection(-1.7, x, p);
      const sums = [vectors.dot(x, y), vectors.sumMagnitudes(x)];
      return { sums, y: Array.from(y), p: Array.from(p) };
    });
    expect(results[1]!.y).toEqual(results[0]!.y);
    expect(results[1]!.p).toEqual(results[0]!.p);
    results[1]!.sums.forEach((sum, k) => {
      expect(sum).toBeCloseTo(results[0]!.sums[k]!, 12);
    });
  });

  it("tie rings of odd and even length, and a front, as the twin does", () => {
    const starts = [0, 3, 3, 7, 12];
    const nodes = 17;
    const rings = starts.length - 1;
    const results = (["typescript", "wasm"] as const).map((kind) => {
      const vectors = open(kind);
      const start = vectors.allocateIndices(rings + 1);
      start.set(starts);
      const slope = fill(vectors, createRandomVector(nodes, 11));
      const v = fill(vectors, createRandomVector(nodes + rings, 13));
      const base = fill(vectors, createRandomVector(nodes + rings, 17));
      const out = vectors.allocate(nodes + rings);
      const crossing = vectors.allocate(rings);
      vectors.crossCoupling({ start, slope }, { v, base, out, crossing, sign: -1 });
      return { out: Array.from(out), crossing: Array.from(crossing) };
    });
    expect(results[1]!.out).toEqual(results[0]!.out);
    results[1]!.crossing.forEach((sum, p) => {
      expect(sum).toBeCloseTo(results[0]!.crossing[p]!, 13);
    });
    expect(results[0]!.crossing[1]).toBe(0);
    expect(results[0]!.out.slice(nodes)).toEqual([0, 0, 0, 0]);
  });

  it("drive, balance and close rings of odd and even length as the twin does", () => {
    const starts = [0, 3, 3, 7, 12];
    const nodes = 17;
    const rings = starts.length - 1;
    const results = (["typescript", "wasm"] as const).map((kind) => {
      const vectors = open(kind);
      const start = vectors.allocateIndices(rings + 1);
      start.set(starts);
      const some = (length: number, seed: number): Float64Array =>
        fill(vectors, createRandomVector(length, seed));
      const [level, exchange, resistance, potential] = [
        some(rings, 3),
        some(rings, 5),
        some(rings, 7),
        some(nodes, 9),
      ];
      const empty = (): Float64Array => vectors.allocate(nodes);
      const driven = { drive: empty(), exchange: empty(), resistance: empty() };
      vectors.driveRings(start, { level, exchange, resistance }, potential, driven);
      const nodal = {
        arcLength: some(nodes, 11),
        density: some(nodes, 13),
        gain: some(nodes, 15),
        injection: some(nodes, 17),
      };
      const balanced = { slope: empty(), residual: empty(), crossing: vectors.allocate(rings) };
      const norm = vectors.balanceRings(start, nodal, balanced);
      const conductance = fill(vectors, [0.5, 0, 2, 3]);
      const closed = vectors.allocate(rings);
      const along = vectors.closeRings(level, conductance, fill(vectors, [1, 2, 3, 4]), closed);
      const { drive, exchange: i0, resistance: film } = driven;
      const exact = [drive, i0, film, balanced.slope, balanced.residual, closed].map((a) => Array.from(a));
      return { exact, close: [norm, along, ...balanced.crossing], level };
    });
    expect(results[1]!.exact).toEqual(results[0]!.exact);
    results[1]!.close.forEach((value, k) => {
      expect(value).toBeCloseTo(results[0]!.close[k]!, 12);
    });
    const [drive, , , , , closed] = results[0]!.exact;
    expect(drive!.slice(12)).toEqual([0, 0, 0, 0, 0]);
    expect(closed![1]).toBe(results[0]!.level[1]);
  });

  it("refuse more room than was asked for", () => {
    expect(() => open("wasm").allocate(4001)).toThrow("the room that was asked for");
  });
});

describe("charge transfer in WebAssembly", () => {
  /** Solves with both from guesses that are `off` by a factor; returns the worst relative differences. */
  function compare(count: number, off: number): { current: number; slope: number; missed: number } {
    const random = createRandomVector(4 * count, 23).map(Math.tanh);
    const vectors = open("wasm");
    const drive = vectors.allocate(count);
    const exchange = vectors.allocate(count);
    const resistance = vectors.allocate(count);
    const current = vectors.allocate(count);
    const slope = vectors.allocate(count);
    const last = vectors.allocate(count);
    const expected = Array.from({ length: count }, (_, k) => {
      drive[k] = random[4 * k]! * 10 ** (2 * random[4 * k + 1]! - 2);
      exchange[k] = 10 ** (4 * random[4 * k + 2]!);
      resistance[k] = k % 5 === 0 ? 0 : 10 ** (3 * random[4 * k + 3]! - 3);
      const pair = new Float64Array(2);
      solveInterface(drive[k]!, exchange[k]!, resistance[k]!, TEMPERATURE, pair);
      current[k] = pair[0]! * (1 + off * random[k]!);
      return pair;
    });
    const address = [drive, exchange, resistance].map((a) => a.byteOffset) as [number, number, number];
    const state = [last, current, slope].map((a) => a.byteOffset) as [number, number, number];
    const missed = vectors.wasm!.solveInterfaces(...address, count, THERMAL, 1e-5, ...state);
    const worst = { current: 0, slope: 0, missed };
    expected.forEach(([i, g], k) => {
      if (slope[k]! < 0) return;
      worst.current = Math.max(worst.current, Math.abs(current[k]! / i! - 1));
      worst.slope = Math.max(worst.slope, Math.abs(slope[k]! / g! - 1));
    });
    return worst;
  }

  it("agrees with the twin to round-off from good guesses", () => {
    const worst = compare(400, 0.1);
    expect(worst.missed).toBe(0);
    expect(worst.current).toBeLessThan(2e-13);
    expect(worst.slope).toBeLessThan(2e-13);
  });

  it("marks what it does not reach from poor guesses, and is right about the rest", () => {
    const worst = compare(401, 3);
    expect(worst.missed).toBeGreaterThan(0);
    expect(worst.current).toBeLessThan(2e-13);
  });

  it("passes nothing through blocked interfaces", () => {
    const vectors = open("wasm");
    const [drive, exchange, resistance, last, current, slope] = [0.1, 0, 1e-3, 0.1, 5, 7].map((value) =>
      fill(vectors, [value, value]),
    );
    const address = (vector?: Float64Array): number => vector!.byteOffset;
    const inputs = [address(drive), address(exchange), address(resistance)] as const;
    expect(
      vectors.wasm!.solveInterfaces(
        ...inputs,
        2,
        THERMAL,
        1e-5,
        address(last),
        address(current),
        address(slope),
      ),
    ).toBe(0);
    expect(Array.from(current!)).toEqual([0, 0]);
    expect(Array.from(slope!)).toEqual([0, 0]);
  });
});
