import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createRun, type Frame, parseScenario } from "../../../sim-core/index.ts";
import { countTogether } from "../../../src/app/reading/histogram.ts";
import { quantities, weigh } from "../../../src/app/reading/quantities.ts";
import { lengthsAlong, summarise } from "../../../src/app/reading/statistics.ts";
import { frame } from "./cell.ts";

const evenly = (values: number[]) => ({ values, weights: values.map(() => 1) });

describe("statistics", () => {
  it("are number, mean and standard deviation of all values", () => {
    expect(summarise([2, 4, 4, 4, 5, 5, 7, 9], new Array(8).fill(1))).toEqual({
      count: 8,
      mean: 5,
      deviation: 2,
    });
    expect(summarise([3], [1])).toEqual({ count: 1, mean: 3, deviation: 0 });
    expect(summarise([], [])).toBeUndefined();
  });

  it("count a value by its weight", () => {
    expect(summarise([0, 10], [3, 1])).toEqual({ count: 2, mean: 2.5, deviation: Math.sqrt(18.75) });
  });

  it("know the length that a place of a line stands for", () => {
    expect([...lengthsAlong([0, 3, 3], [0, 4, 10])]).toEqual([2.5, 5.5, 3]);
  });
});

describe("histogram", () => {
  it("counts both cells in the same bins at round numbers, which hold every value once", () => {
    const { edges, sums, statistics } = countTogether(
      [evenly([0.1, 0.11, 0.5, 0.9]), evenly([0.3, 1])],
      0.01,
    );
    expect(edges[0]).toBe(0.1);
    // A value on the last round number needs a bin above it.
    expect(edges.at(-1)).toBe(1.05);
    expect(edges).toHaveLength(20);
    expect(sums.map((own) => own.reduce((sum, count) => sum + count))).toEqual([4, 2]);
    expect(sums[0]![0]).toBe(2);
    // The largest value is in the last bin.
    expect(sums[1]!.at(-1)).toBe(1);
    expect(statistics.map((own) => own?.count)).toEqual([4, 2]);
  });

  it("puts a value on an edge into the bin above it", () => {
    const { edges, sums } = countTogether([evenly([0, 5, 20])], 1);
    expect(edges.slice(0, 3)).toEqual([0, 1, 2]);
    expect(sums[0]!.indexOf(1, 1)).toBe(5);
  });

  it("keeps equal values in one bin of at least the least width, and has none of no values", () => {
    const { edges, sums } = countTogether([evenly([0.5, 0.5000001, 0.5])], 0.02);
    expect(edges.at(-1)! - edges[0]!).toBeGreaterThanOrEqual(0.02 - 1e-12);
    expect(Math.max(...sums[0]!)).toBe(3);
    expect(countTogether([evenly([]), evenly([])], 1)).toEqual({
      edges: [],
      sums: [[], []],
      statistics: [undefined, undefined],
    });
    expect(countTogether([evenly([1, 2]), evenly([])], 1).sums[1]!.every((sum) => sum === 0)).toBe(true);
  });
});

describe("quantities", () => {
  it("are those of the frame in the shown unit, one for each particle", () => {
    expect(weigh(quantities.strain, frame)).toEqual({
      values: Float64Array.of(100 * Math.fround(-0.02)),
      weights: Float64Array.of(1),
    });
    expect(weigh(quantities.stress, frame).values).toHaveLength(0);
    expect(weigh(quantities.stress, undefined).values).toHaveLength(0);
  });

  it("have the spread along the front that the solver calls its unevenness", () => {
    const load = (name: string): unknown => JSON.parse(readFileSync(`scenarios/${name}.json`, "utf8"));
    const raw = { schemaVersion: 1, name: "short", extends: "paper-protruded-anode", mesh: "draft" };
    const run = createRun(parseScenario(raw, { load }));
    run.advance({ untilTime: 1 });
    const own = run.frame();
    const { mean, deviation } = countTogether([weigh(quantities.frontCurrent, own)], 0.1).statistics[0]!;
    expect(own.anodeCurrentCoV).toBeGreaterThan(0.01);
    expect(deviation / Math.abs(mean) / own.anodeCurrentCoV).toBeCloseTo(1, 5);
  });

  it("count places of the front by their share of it", () => {
    const bent = {
      ...frame,
      frontX: Float32Array.of(0, 1, 4),
      frontY: Float32Array.of(0, 0, 4),
      frontCurrent: Float32Array.of(1, 2, 4),
    } as Frame;
    const { values, weights } = weigh(quantities.frontCurrent, bent);
    // Segments of 1 and 5 um.
    expect(Array.from(weights, (weight) => weight * 0.06)).toEqual([
      expect.closeTo(0.5, 12),
      expect.closeTo(3, 12),
      expect.closeTo(2.5, 12),
    ]);
    const own = summarise(values, weights)!;
    expect(own.mean).toBeCloseTo((0.5 + 6 + 10) / 6, 12);
  });
});
