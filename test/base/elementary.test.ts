import { describe, expect, test } from "vitest";
import * as elementary from "../../sim-core/base/elementary.ts";
import { createRandom } from "../../sim-core/base/random.ts";

const { pow, hypot } = elementary;
const functions: Readonly<Record<string, (...values: number[]) => number>> = {
  ...(elementary as object),
};
const random = createRandom(1, "elementary");
const between = (low: number, high: number) => (): number => low + (high - low) * random.uniform();
const sized = (smallest: number, largest: number) => (): number => 10 ** between(smallest, largest)();
const signed = (draw: () => number) => (): number => (random.uniform() < 0.5 ? -1 : 1) * draw();

/** Steps between two doubles of one sign. */
function ulps(a: number, b: number): number {
  if (a === b) return 0;
  const [x, y] = new BigInt64Array(Float64Array.of(Math.abs(a), Math.abs(b)).buffer);
  return Math.sign(a) === Math.sign(b) ? Math.abs(Number(x! - y!)) : Number.POSITIVE_INFINITY;
}

/** Largest distance from the engine's own function, which may itself be off by one. */
function farthest(name: keyof typeof elementary, ...draws: (() => number)[]): number {
  let worst = 0;
  const own = functions[name]!;
  for (let k = 0; k < 20_000; k++) {
    const values = draws.map((draw) => draw());
    worst = Math.max(worst, ulps(own(...values), (Math[name] as typeof own)(...values)));
  }
  return worst;
}

describe("agree with the engine's functions within 2 ulp:", () => {
  test.each<[keyof typeof elementary, ...(() => number)[]]>([
    ["exp", between(-700, 709)],
    ["exp", signed(sized(-12, 0))],
    ["expm1", between(-40, 700)],
    ["expm1", signed(sized(-20, 0))],
    ["log", sized(-300, 300)],
    ["log10", sized(-300, 300)],
    ["log1p", sized(-20, 20)],
    ["log1p", between(-0.999, 1)],
    ["cbrt", signed(sized(-300, 300))],
    ["sin", between(-1e4, 1e4)],
    ["cos", between(-1e4, 1e4)],
    ["tan", between(-1e4, 1e4)],
    ["atan", signed(sized(-10, 10))],
    ["sinh", signed(sized(-10, 2.8))],
    ["cosh", signed(sized(-10, 2.8))],
    ["tanh", signed(sized(-10, 2))],
    ["asinh", signed(sized(-10, 100))],
    ["atanh", between(-0.9999, 0.9999)],
    ["atan2", between(-1, 1), between(-1, 1)],
    ["hypot", signed(sized(-9, 0)), signed(sized(-9, 0))],
    ["pow", sized(-10, 10), between(-5, 5)],
    ["pow", between(0.1, 10), between(-100, 100)],
  ])("%s", (name, ...draws) => {
    expect(farthest(name, ...draws)).toBeLessThanOrEqual(2);
  });
});

test("powers of zero and whole powers are exact", () => {
  for (const zero of [0, -0]) {
    for (const exponent of [1e-300, 0.1, 0.5, 1, 2.5, 1e300]) expect(pow(zero, exponent)).toBe(0);
    expect(pow(zero, 0)).toBe(1);
    expect(pow(zero, -1)).toBe(Number.POSITIVE_INFINITY);
  }
  for (let exponent = 0; exponent <= 52; exponent++)
    expect(pow(2, exponent)).toBe(Number(1n << BigInt(exponent)));
  expect(pow(-2, 3)).toBe(-8);
  expect(pow(-2, 0.5)).toBeNaN();
});

test("hypot is exact where its squares are", () => {
  expect(hypot(3, 4)).toBe(5);
  expect(hypot(-5, 12)).toBe(13);
  expect(hypot(0, 0)).toBe(0);
});

test("normal deviates have the moments of the distribution", () => {
  const { normal } = createRandom(7, "normal");
  const draws = Float64Array.from({ length: 200_000 }, normal);
  const moment = (order: number): number => draws.reduce((sum, z) => sum + z ** order, 0) / draws.length;
  // Five standard errors each.
  expect(Math.abs(moment(1))).toBeLessThan(5 * Math.sqrt(1 / draws.length));
  expect(Math.abs(moment(2) - 1)).toBeLessThan(5 * Math.sqrt(2 / draws.length));
  expect(Math.abs(moment(3))).toBeLessThan(5 * Math.sqrt(15 / draws.length));
  expect(Math.abs(moment(4) - 3)).toBeLessThan(5 * Math.sqrt(96 / draws.length));
});
