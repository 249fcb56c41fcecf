import { describe, expect, test } from "vitest";
import { normalProbability, normalQuantile } from "../../sim-core/cathode/normal-quantile.ts";
import { sampleField } from "../../sim-core/cathode/random-field.ts";

describe("normal quantile", () => {
  test("the tabulated quantiles come out to round-off", () => {
    // Percentage points of the normal distribution (Abramowitz and Stegun, table 26.5, and its continuation)
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 13);
    expect(normalQuantile(0.01)).toBeCloseTo(-2.326347874040841, 13);
    expect(normalQuantile(1e-4)).toBeCloseTo(-3.719016485455709, 13);
    expect(normalQuantile(1e-9)).toBeCloseTo(-5.997807015007687, 12);
  });

  test("probability and quantile invert each other, and are odd about the median", () => {
    for (let k = 1; k < 400; k++) {
      const p = k / 400;
      expect(Math.abs(normalProbability(normalQuantile(p)) / p - 1)).toBeLessThan(1e-14);
      expect(normalQuantile(1 - p)).toBeCloseTo(-normalQuantile(p), 12);
    }
  });

  test("series and continued fraction meet where one takes over", () => {
    const jump = normalProbability(-1.5 + 1e-7) - normalProbability(-1.5 - 1e-7);
    expect(jump / (2e-7 * (Math.exp(-1.125) / Math.sqrt(2 * Math.PI)))).toBeCloseTo(1, 7);
  });
});

describe("random field", () => {
  const side = 36;
  const pitch = 0.4;
  const x = Float64Array.from({ length: side * side }, (_, k) => pitch * (k % side));
  const y = Float64Array.from({ length: side * side }, (_, k) => pitch * Math.floor(k / side));
  const draw = (seed: number, name: string, correlationLength = 1) =>
    sampleField({ x, y, correlationLength, seed, name });

  /** Mean product of values `lag` columns or rows apart; they have mean 0 and variance 1. */
  function correlate(field: Float64Array, lag: number): number {
    let sum = 0;
    let count = 0;
    for (let k = 0; k < field.length; k++) {
      const column = k % side;
      if (column + lag < side) {
        sum += field[k]! * field[k + lag]!;
        count++;
      }
      if (k + lag * side < field.length) {
        sum += field[k]! * field[k + lag * side]!;
        count++;
      }
    }
    return sum / count;
  }

  test("every draw holds exactly the normal scores", () => {
    const expected = Float64Array.from(x, (_, k) => normalQuantile((k + 0.5) / x.length));
    for (const length of [0, 1, 50]) expect(draw(4, "threshold", length).sort()).toEqual(expected);
  });

  test("the correlation is exp(-(d/l)^2)", () => {
    const fields = Array.from({ length: 12 }, (_, seed) => draw(seed, "life"));
    for (const lag of [1, 2, 3, 5, 8]) {
      const mean = fields.reduce((sum, field) => sum + correlate(field, lag), 0) / fields.length;
      expect(Math.abs(mean - Math.exp(-((lag * pitch) ** 2)))).toBeLessThan(0.04);
    }
  });

  test("without a correlation length neighbours are independent", () => {
    const field = draw(1, "life", 0);
    for (const lag of [1, 2, 5]) expect(Math.abs(correlate(field, lag))).toBeLessThan(0.06);
  });

  test("a seed and a name give one field, another name an independent one", () => {
    expect(draw(5, "life")).toEqual(draw(5, "life"));
    expect(draw(5, "life")).not.toEqual(draw(6, "life"));
    const products = Array.from({ length: 12 }, (_, seed) => {
      const life = draw(seed, "life");
      const threshold = draw(seed, "threshold");
      return life.reduce((sum, value, k) => sum + value * threshold[k]!, 0) / life.length;
    });
    expect(Math.abs(products.reduce((a, b) => a + b, 0) / products.length)).toBeLessThan(0.06);
  });
});
