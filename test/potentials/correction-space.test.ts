import { describe, expect, it } from "vitest";
import { createInterfaceVectors } from "../../sim-core/kernels/interface-vectors.ts";
import { countSpaceNumbers, createCorrectionSpace } from "../../sim-core/potentials/correction-space.ts";
import { createRandomVector } from "../linalg/matrices.ts";

const SIZE = 12;
const DIAGONAL = Float64Array.from({ length: SIZE }, (_, k) => 1 + k);

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, k) => sum + value * b[k]!, 0);
}

/** A positive definite product: a diagonal and a matrix of rank one. */
function apply(v: Float64Array, out: Float64Array): void {
  let sum = 0;
  for (const value of v) sum += value;
  for (let k = 0; k < SIZE; k++) out[k] = DIAGONAL[k]! * v[k]! + 0.1 * sum;
}

function open(most: number, kept: readonly Float64Array[]) {
  const shape = { most, x: SIZE, kx: SIZE };
  // This form takes vectors that are not its own.
  const form = { kernels: "typescript" } as const;
  const { kernel, vectors } = createInterfaceVectors([0], { space: countSpaceNumbers(shape) }, form);
  const space = createCorrectionSpace(kernel, vectors.space, shape);
  for (const x of kept) space.keep({ x, kx: x.map((value) => 2 * value) });
  return {
    space,
    project(right: Float64Array) {
      const found = { x: new Float64Array(SIZE), kx: new Float64Array(SIZE) };
      space.project(right, found, (v, _, out) => apply(v, out));
      return found;
    },
  };
}

/** A combination of vectors and the right-hand side that it solves. */
function combine(parts: readonly Float64Array[], weights: readonly number[]) {
  const exact = new Float64Array(SIZE);
  parts.forEach((part, i) => {
    for (let k = 0; k < SIZE; k++) exact[k]! += weights[i]! * part[k]!;
  });
  const right = new Float64Array(SIZE);
  apply(exact, right);
  return { exact, right };
}

const three = [3, 5, 7].map((seed) => createRandomVector(SIZE, seed));

describe("the space of the last corrections", () => {
  it("finds a correction that lies in it, and leaves nothing of its right-hand side", () => {
    const { exact, right } = combine(three, [0.3, -2, 1e-3]);
    const { x, kx } = open(4, three).project(right);
    exact.forEach((value, k) => {
      expect(x[k]!).toBeCloseTo(value, 12);
      expect(kx[k]!).toBeCloseTo(2 * value, 12);
      expect(right[k]!).toBeCloseTo(0, 11);
    });
  });

  it("leaves a residual that is perpendicular to it", () => {
    const right = createRandomVector(SIZE, 11);
    open(4, three).project(right);
    for (const own of three) expect(dot(own, right)).toBeCloseTo(0, 12);
  });

  it("passes over what depends on the others", () => {
    const [a, b] = three as [Float64Array, Float64Array];
    const sum = a.map((value, k) => value + b[k]!);
    const { exact, right } = combine([a, b], [1, 1]);
    const { x } = open(4, [a, b, sum]).project(right);
    exact.forEach((value, k) => {
      expect(x[k]!).toBeCloseTo(value, 10);
    });
  });

  it("gives up the oldest for the newest", () => {
    const { right } = combine([three[0]!], [1]);
    const before = dot(right, right);
    open(2, three).project(right);
    expect(dot(right, right)).toBeGreaterThan(1e-3 * before);
    const { right: newest } = combine([three[2]!], [1]);
    open(2, three).project(newest);
    expect(dot(newest, newest)).toBeLessThan(1e-20);
  });

  it("is empty once it was cleared, and takes no correction that is none", () => {
    const { space, project } = open(4, three);
    space.clear();
    space.keep({ x: new Float64Array(SIZE), kx: new Float64Array(SIZE) });
    space.keep({ x: new Float64Array(SIZE).fill(Number.NaN), kx: new Float64Array(SIZE) });
    const right = createRandomVector(SIZE, 13);
    const given = Array.from(right);
    expect(Array.from(project(right).x)).toEqual(new Array(SIZE).fill(0));
    expect(Array.from(right)).toEqual(given);
  });

  it("takes particles out that take no part", () => {
    const { space, project } = open(4, three);
    space.silence(SIZE - 2, [0, 1]);
    const { x } = project(createRandomVector(SIZE, 13));
    expect(x[SIZE - 2]).toBe(0);
    expect(x[SIZE - 1]).not.toBe(0);
  });
});
