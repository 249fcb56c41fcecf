import { describe, expect, it } from "vitest";
import { createInterpolant, monotoneSlopes } from "../../sim-core/scenario/functions/interpolation.ts";
import {
  createMaterialFunction,
  TABLE_TOLERANCE,
} from "../../sim-core/scenario/functions/material-function.ts";
import type { MaterialSource } from "../../sim-core/scenario/parameters/parameter.ts";
import { parseShipped } from "./shipped-scenarios.ts";

const { openCircuitPotential: potential, diffusivity } = parseShipped("ncm").ncm;
const VOLT = { unit: "V", shape: "potential" } as const;
const DIFFUSIVITY = { unit: "m2/s", shape: "positive" } as const;

/** The law of physics.md 4.2, written out once more. */
function exactPotential(x: number): number {
  return (
    4.3585 -
    0.7855 * x -
    0.0532 * Math.tanh(15.4656 * (x - 0.5486)) -
    0.0271 * Math.tanh(30 * (x - 0.4111)) +
    0.0434 * Math.exp(-(x - 0.27) / 0.012) -
    0.95 * Math.exp((x - 0.93) / 0.006)
  );
}

function exactSlope(x: number): number {
  return (
    -0.7855 -
    (0.0532 * 15.4656) / Math.cosh(15.4656 * (x - 0.5486)) ** 2 -
    (0.0271 * 30) / Math.cosh(30 * (x - 0.4111)) ** 2 -
    (0.0434 / 0.012) * Math.exp(-(x - 0.27) / 0.012) -
    (0.95 / 0.006) * Math.exp((x - 0.93) / 0.006)
  );
}

function bisect(evaluate: (x: number) => number, value: number): number {
  let low = 0;
  let high = 1;
  for (let k = 0; k < 60; k++) {
    const middle = (low + high) / 2;
    if (evaluate(middle) > value) low = middle;
    else high = middle;
  }
  return low;
}

describe("open-circuit potential", () => {
  it("has the values printed in physics.md 4.2", () => {
    const x = [0.27, 0.28, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8, 0.85, 0.9, 0.91, 0.92];
    const printed = [
      4.27, 4.238, 4.207, 4.162, 4.105, 4.031, 3.973, 3.898, 3.825, 3.729, 3.65, 3.611, 3.565, 3.53, 3.376,
    ];
    x.forEach((at, k) => {
      expect(Math.abs(potential.evaluate(at) - (printed[k] as number)), `x = ${at}`).toBeLessThan(5.1e-4);
    });
  });

  it("reaches 4.3 V at 0.2644 and 2.6 V at 0.9300", () => {
    expect(bisect(potential.evaluate, 4.3).toFixed(4)).toBe("0.2644");
    expect(bisect(potential.evaluate, 2.6).toFixed(4)).toBe("0.9300");
  });

  it("keeps the tabulated formula to 1e-6 V and its slope to 1e-4 of it", () => {
    expect(TABLE_TOLERANCE).toBe(1e-6);
    let error = 0;
    let slopeError = 0;
    for (let k = 0; k <= 100000; k++) {
      const x = 0.25 + (0.68 * k) / 100000;
      error = Math.max(error, Math.abs(potential.evaluate(x) - exactPotential(x)));
      slopeError = Math.max(slopeError, Math.abs(potential.derivative(x) / exactSlope(x) - 1));
    }
    expect(error).toBeLessThan(1e-6);
    expect(slopeError).toBeLessThan(1e-4);
  });

  it("goes straight on outside 0.25 to 0.93", () => {
    for (const [end, outside] of [
      [0.25, 0.05],
      [0.93, 0.99],
    ] as const) {
      const line = exactPotential(end) + exactSlope(end) * (outside - end);
      expect(potential.evaluate(outside)).toBeCloseTo(line, 5);
      expect(potential.derivative(outside)).toBeCloseTo(exactSlope(end), 4);
    }
  });

  it("falls strictly from 0 to 1, with a slope that is its derivative and has no jump", () => {
    const rises = Array.from({ length: 20000 }, (_, k) => k / 20000).filter(
      (x) => potential.evaluate(x + 1 / 20000) >= potential.evaluate(x),
    );
    expect(rises).toEqual([]);
    for (let k = 1; k < 2000; k++) {
      const x = k / 2000;
      const step = 1e-7;
      const slope = (potential.evaluate(x + step) - potential.evaluate(x - step)) / (2 * step);
      expect(Math.abs(slope - potential.derivative(x))).toBeLessThan(2e-4 * Math.abs(slope));
      const jump = potential.derivative(x + 1e-10) - potential.derivative(x - 1e-10);
      expect(Math.abs(jump)).toBeLessThan(1e-5 * Math.abs(slope));
    }
  });
});

describe("diffusivity", () => {
  it("has the values of physics.md 4.3 and stays constant outside", () => {
    const x = [0.264, 0.3, 0.32, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93];
    const printed = [14.7, 4.3, 2.9, 4.5, 10.2, 6.2, 7.3, 8.5, 6.8, 5.1, 3.9, 3.3, 3.0, 3.1, 3.6, 4.1];
    x.forEach((at, k) => {
      expect(diffusivity.evaluate(at) / ((printed[k] as number) * 1e-15)).toBeCloseTo(1, 12);
    });
    expect(diffusivity.evaluate(0.1) / 14.7e-15).toBeCloseTo(1, 12);
    expect(diffusivity.evaluate(0.99) / 4.1e-15).toBeCloseTo(1, 12);
    expect(diffusivity.derivative(0.99)).toBe(0);
  });

  it("stays between its neighbours, and its slope is its derivative", () => {
    for (let k = 1; k < 665; k++) {
      const x = 0.2645 + k * 1e-3;
      const step = 1e-6;
      const slope = (diffusivity.evaluate(x + step) - diffusivity.evaluate(x - step)) / (2 * step);
      expect(Math.abs(slope - diffusivity.derivative(x))).toBeLessThan(1e-17);
      expect(diffusivity.evaluate(x)).toBeGreaterThanOrEqual(2.9e-15 * (1 - 1e-12));
      expect(diffusivity.evaluate(x)).toBeLessThanOrEqual(14.7e-15);
    }
  });

  it("may be a constant with a unit", () => {
    const constant = createMaterialFunction("4e-11 cm^2/s", DIFFUSIVITY);
    expect(constant.evaluate(0.4)).toBeCloseTo(4e-15, 27);
    expect(constant.derivative(0.4)).toBe(0);
  });
});

describe("material functions", () => {
  it("take a formula in another unit of the same kind", () => {
    const millivolts = createMaterialFunction({ formula: "4300 - 500 x", unit: "mV" }, VOLT);
    expect(millivolts.evaluate(0.5)).toBeCloseTo(4.05, 12);
    expect(millivolts.derivative(0.5)).toBeCloseTo(-0.5, 9);
  });

  it.each<[MaterialSource, RegExp]>([
    ["4 + x", /falls strictly/],
    ["3 V", /falls strictly/],
    ["4 - 1/(x - 0.5)", /finite/],
    ["4 - sqrt(x - 0.5)", /finite/],
    ["4 - x - max(0, 100 (x - 0.5123))", /smoother/],
    [{ formula: "4 - x", unit: "A" }, /unit of the kind of V/],
    [{ formula: "4 - x", from: 0.9, to: 0.1 }, /from < to/],
    [{ x: [0.1, 0.5], value: [4], interpolate: "linear" }, /as many values/],
    [{ x: [0.5, 0.1], value: [4, 3], interpolate: "linear" }, /ascends/],
    [{ x: [0.1, 0.5], value: [3, 4], interpolate: "linear" }, /falls strictly/],
  ])("refuses %j as a potential", (source, words) => {
    expect(() => createMaterialFunction(source, VOLT)).toThrow(words);
  });

  it.each<[MaterialSource, RegExp]>([
    ["-1e-15 m2/s", /above zero/],
    ["1e-15 (0.5 - x)", /above zero|smoother/],
    [{ x: [0.1, 0.5], value: [1e-15, 0], interpolate: "log" }, /positive values/],
  ])("refuses %j as a diffusivity", (source, words) => {
    expect(() => createMaterialFunction(source, DIFFUSIVITY)).toThrow(words);
  });
});

describe("piecewise cubic", () => {
  it("reproduces a cubic exactly on uneven knots", () => {
    const cubic = (t: number): number => 1 - 2 * t + 3 * t ** 2 - 4 * t ** 3;
    const slope = (t: number): number => -2 + 6 * t - 12 * t ** 2;
    const x = [0, 0.1, 0.35, 0.4, 1];
    const table = createInterpolant({
      x,
      value: x.map(cubic),
      slope: x.map(slope),
      even: false,
      outside: "linear",
    });
    for (const t of [0, 0.03, 0.2, 0.37, 0.4, 0.77, 1]) {
      expect(table.evaluate(t)).toBeCloseTo(cubic(t), 13);
      expect(table.derivative(t)).toBeCloseTo(slope(t), 12);
    }
  });

  it("converges with fourth order", () => {
    const error = (n: number): number => {
      const x = Array.from({ length: n + 1 }, (_, k) => k / n);
      const table = createInterpolant({
        x,
        value: x.map(Math.exp),
        slope: x.map(Math.exp),
        even: true,
        outside: "linear",
      });
      return Math.max(
        ...Array.from({ length: 999 }, (_, k) => Math.abs(table.evaluate(k / 999) - Math.exp(k / 999))),
      );
    };
    const order = Math.log2(error(16) / error(32));
    expect(Math.abs(order - 4)).toBeLessThan(0.1);
  });

  it("keeps monotone data monotone", () => {
    const x = [0, 0.1, 0.2, 0.5, 1];
    const value = [0, 0.01, 1, 1.01, 5];
    const table = createInterpolant({
      x,
      value,
      slope: monotoneSlopes(x, value),
      even: false,
      outside: "constant",
    });
    for (let k = 1; k <= 1000; k++) {
      expect(table.evaluate(k / 1000)).toBeGreaterThanOrEqual(table.evaluate((k - 1) / 1000));
    }
  });
});
