import { describe, expect, it } from "vitest";
import { bandOf, correlate } from "../../src/validity/statistics.ts";

describe("a band", () => {
  it("has median, 10 and 90 %, mean and deviation", () => {
    const band = bandOf([11, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(band).toEqual({ count: 11, median: 6, low: 2, high: 10, mean: 6, deviation: Math.sqrt(11) });
  });

  it("lies between two values where it falls between them", () => {
    expect(bandOf([0, 10])).toMatchObject({ median: 5, low: 1, high: 9 });
  });

  it("leaves out what is not told, and is none without values", () => {
    expect(bandOf([Number.NaN, 3])).toEqual({ count: 1, median: 3, low: 3, high: 3, mean: 3, deviation: 0 });
    expect(bandOf([Number.NaN])).toBeUndefined();
  });
});

describe("a correlation", () => {
  it("is 1, -1 and 0 where it has to be", () => {
    expect(correlate([1, 2, 3], [2, 4, 6], [1, 1, 1])).toBeCloseTo(1, 14);
    expect(correlate([1, 2, 3], [3, 2, 1], [1, 1, 1])).toBeCloseTo(-1, 14);
    expect(correlate([1, 2, 3], [1, 0, 1], [1, 1, 1])).toBeCloseTo(0, 14);
  });

  it("counts by weights", () => {
    // The last two points carry nothing, so the first two decide.
    expect(correlate([0, 1, 5, 9], [0, 1, -7, 3], [1, 1, 0, 0])).toBeCloseTo(1, 14);
  });

  it("is not told where one list is even to round-off", () => {
    expect(correlate([1, 1 + 1e-12, 1], [1, 2, 3], [1, 1, 1])).toBeNaN();
  });
});
