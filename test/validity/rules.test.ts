import { describe, expect, it } from "vitest";
import { type Claim, type Measure, reading } from "../../src/validity/claim.ts";
import { decide, judge, measureOver, readMeasure } from "../../src/validity/rules.ts";
import { inventRun } from "./tiny.ts";

const NONE = new Set<string>();
const MEASURE: Measure = {
  ...{ what: "retention", reading: reading("one", "retention", 70), unit: "%", scale: 100 },
  expects: { above: 60 },
};
const CLAIM: Claim = { where: "1", says: "kept", measures: [MEASURE], because: "" };

const runsOf = (name: string, values: readonly number[], from = 1) =>
  [name, values.map((retention, k) => inventRun(name, k + from, { retention }))] as const;

describe("a verdict", () => {
  const asked = (met: number | undefined) => ({ met, measure: MEASURE });

  it.each([
    [[1, 0.8], "shown"],
    [[1, 0.79], "partly"],
    [[0, 1], "partly"],
    [[0.5], "partly"],
    [[0.2, 0], "contradicted"],
    [[0.21, 0], "partly"],
    [[undefined], "silent"],
    [[undefined, 1], "partly"],
    [[undefined, 0], "contradicted"],
    [[], "silent"],
  ] as const)("of shares %j is %s", (shares, verdict) => {
    expect(decide(shares.map(asked))).toBe(verdict);
  });

  it("takes no notice of what is only shown", () => {
    const { expects: _, ...shown } = MEASURE;
    expect(decide([asked(1), { met: undefined, measure: shown }])).toBe("shown");
  });
});

describe("a claim", () => {
  it("changes its verdict with the runs", () => {
    const verdict = (values: readonly number[]) =>
      judge(CLAIM, new Map([runsOf("one", values)]), NONE).verdict;
    expect(verdict([0.7, 0.65, 0.61, 0.9, 0.5])).toBe("shown");
    expect(verdict([0.7, 0.65, 0.41, 0.9, 0.5])).toBe("partly");
    expect(verdict([0.5, 0.5, 0.5])).toBe("contradicted");
  });

  it("is silent from two seeds, but not from one without chance", () => {
    const runs = new Map([runsOf("one", [0.7, 0.7])]);
    expect(judge(CLAIM, runs, NONE).verdict).toBe("silent");
    expect(judge(CLAIM, runs, new Set(["one"])).verdict).toBe("shown");
    expect(judge(CLAIM, new Map(), NONE)).toMatchObject({
      verdict: "silent",
      measured: [{ band: undefined }],
    });
  });

  it("keeps what is given by hand, numbers and all", () => {
    const judged = judge(
      { ...CLAIM, given: "by construction" },
      new Map([runsOf("one", [0.1, 0.2, 0.3])]),
      NONE,
    );
    expect(judged.verdict).toBe("by construction");
    expect(judged.measured[0]?.band?.median).toBeCloseTo(20, 12);
  });

  it("may ask for the mean alone", () => {
    const mean = { ...MEASURE, expects: { meanWithin: [64, 66] as const } };
    const metBy = (values: readonly number[]) =>
      measureOver(mean, new Map([runsOf("one", values)]), NONE).met;
    expect(metBy([0.5, 0.6, 0.85])).toBe(1);
    expect(metBy([0.65, 0.65, 0.8])).toBe(0);
    expect(metBy([0.65, 0.65, 0.5])).toBe(0);
  });
});

describe("a measure of two ensembles", () => {
  const runs = new Map([runsOf("one", [0.9, 0.8, 0.7]), runsOf("two", [0.6, 0.4], 2)]);

  it("pairs the seeds that both have", () => {
    const difference = { ...MEASURE, minus: reading("two", "retention", 70) };
    expect([...readMeasure(difference, runs)].map(([seed, value]) => [seed, Math.round(value)])).toEqual([
      [2, 20],
      [3, 30],
    ]);
  });

  it("tells nothing of a seed that has twice the same, where that is asked for", () => {
    const equal = new Map([runsOf("one", [0.9, 0.8]), runsOf("two", [0.9, 0.4])]);
    const difference = { ...MEASURE, minus: reading("two", "retention", 70) };
    expect([...readMeasure({ ...difference, silentWhereEqual: true }, equal).keys()]).toEqual([2]);
    expect([...readMeasure(difference, equal).keys()]).toEqual([1, 2]);
  });

  it("may be a ratio", () => {
    const { scale: _, ...ratio } = { ...MEASURE, over: reading("two", "retention", 70) };
    expect(readMeasure(ratio, runs).get(3)).toBeCloseTo(0.7 / 0.4, 12);
  });
});
