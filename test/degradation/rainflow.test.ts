import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { swingFatigue } from "../../sim-core/degradation/fatigue.ts";
import {
  followSwings,
  OPEN_POINTS,
  type OpenSwings,
  restartSwings,
  STRAIN_RESOLUTION,
  startSwings,
} from "../../sim-core/degradation/rainflow.ts";

/** A strain and the time that it took to get there. */
type Point = readonly [strain: number, duration: number];

interface Count {
  swings: OpenSwings;
  /** Sums of the m-th powers of ranges, each weighed with its rate, for m = 1, 2, 4. */
  sums: number[];
  largest: number;
}

const EXPONENTS = [1, 2, 4];
const contraction = (mean: number, surface: number): number => (mean + surface) / 2;

function begin(strain: number): Count {
  return { swings: startSwings([strain], [strain]), sums: EXPONENTS.map(() => 0), largest: 0 };
}

/** Follows `points`, one after the other a step; the first of them is where `count` stands. */
function follow(count: Count, points: readonly Point[]): Count {
  let { swings, largest } = count;
  const sums = [...count.sums];
  let before = swings.headMean[0]!;
  for (const [strain, flowed] of points) {
    const follower = followSwings(swings, {
      contraction,
      grow: (_, from, to, rate) => {
        EXPONENTS.forEach((m, k) => {
          sums[k]! += rate * (to ** m - from ** m);
        });
        largest = Math.max(largest, to);
      },
    });
    follower.advance(0, strain, strain, Math.abs(strain - before), flowed);
    before = strain;
    swings = follower.swings;
  }
  return { swings, sums, largest };
}

/** Each swing at the same rate of 1, whatever its range. */
const evenly = (strains: readonly number[]): Point[] =>
  strains.map((strain, k) => [strain, Math.abs(strain - (strains[k - 1] ?? strain))]);
const countOf = (strains: readonly number[]): Count => follow(begin(strains[0]!), evenly(strains).slice(1));
const sumsOf = (ranges: readonly number[]): number[] =>
  EXPONENTS.map((m) => ranges.reduce((sum, range) => sum + range ** m, 0));

/** Turning points by the standard's own rules, all at once: ranges of contracting halves and of closed cycles. */
function referenceRanges(strains: readonly number[]): number[] {
  const turning = strains.filter((own, k) => {
    if (k === 0 || k === strains.length - 1) return true;
    return (own - strains[k - 1]!) * (strains[k + 1]! - own) < 0;
  });
  const ranges: number[] = [];
  const half = (from: number, to: number) => to > from && ranges.push(to - from);
  const open: number[] = [];
  for (const point of turning) {
    open.push(point);
    while (open.length >= 3) {
      const [a, b, c] = open.slice(-3) as [number, number, number];
      if (Math.abs(c - b) < Math.abs(b - a)) break;
      if (open.length === 3) {
        half(a, b);
        open.shift();
      } else {
        ranges.push(Math.abs(b - a));
        open.splice(-3, 2);
      }
    }
  }
  for (let k = 1; k < open.length; k++) half(open[k - 1]!, open[k]!);
  return ranges;
}

function expectSums(actual: readonly number[], expected: readonly number[], digits = 12) {
  actual.forEach((sum, k) => {
    expect(sum / (1 + expected[k]!)).toBeCloseTo(expected[k]! / (1 + expected[k]!), digits);
  });
}

describe("the worked example of ASTM E1049", () => {
  // Half cycles of 3, 4, 8, 9, 8 and 6 in turn, and a closed cycle of 4.
  const load = [-2, 1, -3, 5, -1, 3, -4, 4, -2];
  const ASTM = new Map([
    [3, 0.5],
    [4, 1.5],
    [6, 0.5],
    [8, 1],
    [9, 0.5],
  ]);

  test("contractions, as written and upside down", () => {
    expectSums(countOf(load).sums, sumsOf([3, 8, 4, 8]));
    expectSums(countOf(load.map((own) => -own)).sums, sumsOf([4, 9, 4, 6]));
    expect(countOf(load).largest).toBe(8);
  });

  test("contractions and expansions together are twice the published counts", () => {
    const upright = countOf(load).sums;
    const inverted = countOf(load.map((own) => -own)).sums;
    const published = EXPONENTS.map((m) => [...ASTM].reduce((sum, [range, n]) => sum + n * range ** m, 0));
    upright.forEach((sum, k) => {
      expect((sum + inverted[k]!) / 2).toBeCloseTo(published[k]!, 10);
    });
  });
});

const strains = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 30 });
const shares = fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 4 });

describe("any history", () => {
  test("counts what the standard's rules find when they see it all at once", () => {
    fc.assert(
      fc.property(strains, (drawn) => {
        const history = drawn.filter((own, k) => own !== drawn[k - 1]).map((own) => own / 1000);
        if (history.length < 2) return;
        expectSums(countOf(history).sums, sumsOf(referenceRanges(history)));
      }),
    );
  });

  const legs = fc.array(fc.tuple(fc.integer({ min: 0, max: 1000 }), shares), { minLength: 2, maxLength: 20 });

  /** Legs as drawn, and cut at the shares (percent) of each; `paceOf` the k-th is its strain per time. */
  const layOut = (
    drawn: readonly (readonly [number, readonly number[]])[],
    paceOf: (k: number) => number,
  ) => {
    const whole: Point[] = [];
    const cut: Point[] = [];
    let before = 0;
    drawn.forEach(([thousandths, cuts], k) => {
      const to = thousandths / 1000;
      const duration = Math.abs(to - before) / paceOf(k);
      whole.push([to, duration]);
      let share = 0;
      for (const own of [...cuts, 100].sort((a, b) => a - b)) {
        cut.push([before + ((to - before) * own) / 100, (duration * (own - share)) / 100]);
        share = own;
      }
      before = to;
    });
    return { whole, cut };
  };

  test("is the same however its swings are cut", () => {
    fc.assert(
      fc.property(legs, fc.integer({ min: 1, max: 50 }), (drawn, pace) => {
        const { whole, cut } = layOut(drawn, () => pace);
        expectSums(follow(begin(0), cut).sums, follow(begin(0), whole).sums, 11);
      }),
    );
  });

  test("is the same in the limit where rates differ, and the steps err at second order", () => {
    const even = (pieces: number) => Array.from({ length: pieces - 1 }, (_, k) => (100 * (k + 1)) / pieces);
    const turns = [300, 700, 500, 600, 400, 950, 100, 800];
    const sumAt = (pieces: number): number => {
      const drawn = turns.map((own) => [own, even(pieces)] as const);
      return follow(begin(0), layOut(drawn, (k) => 1 + (k % 3)).cut).sums[2]!;
    };
    const [coarse, middle, fine] = [sumAt(16), sumAt(32), sumAt(64)] as const;
    expect(Math.abs(middle - fine) / fine).toBeLessThan(1e-4);
    expect(Math.log2((coarse - middle) / (middle - fine))).toBeGreaterThan(1.8);
  });

  test("goes on from a stored state as if it had not been stored", () => {
    fc.assert(
      fc.property(strains, fc.nat(29), (drawn, at) => {
        const points = evenly(drawn.map((own) => own / 1000)).slice(1);
        const start = begin(drawn[0]! / 1000);
        const half = follow(start, points.slice(0, at));
        expect(follow(structuredClone(half), points.slice(at))).toEqual(follow(start, points));
      }),
    );
  });
});

describe("what is no swing", () => {
  test("rests: time in which no current flows, and nothing moves", () => {
    const smooth: Point[] = [
      [0.06, 3600],
      [0.01, 3600],
      [0.05, 1800],
    ];
    const rested = smooth.flatMap((point) => [point, [point[0], 0] as const, [point[0], 0] as const]);
    expect(follow(begin(0), rested).sums).toEqual(follow(begin(0), smooth).sums);
  });

  test("a reversal below the resolution: neither a turning point, nor lost to the swing that it belongs to", () => {
    const step = STRAIN_RESOLUTION / 3;
    const wiggled = countOf([0, 0.02, 0.02 - step, 0.02 - 2 * step, 0.02 - step, 0.05]);
    expect(countOf([0, 0.02, 0.02 - 2 * step]).swings.kept[0]).toBe(1);
    expect(countOf([0, 0.02, 0.02 - 4 * step]).swings.kept[0]).toBe(2);
    expect(wiggled.sums[2]! / 0.05 ** 4).toBeCloseTo(1, 4);
    const crept = countOf([0.02, ...Array.from({ length: 30 }, (_, k) => 0.02 - (k + 1) * step), 0.03]);
    expect(crept.sums[2]).toBeCloseTo((0.01 + 30 * step) ** 4, 14);
    expect(crept.swings.kept[0]).toBe(1);
  });

  test("pulses back in a contraction add what they are, and no more", () => {
    const pulses = Array.from({ length: 49 }, (_, k) => [0.001 * (k + 1), 0.001 * (k + 1) - 1e-4]).flat();
    const pulsed = countOf([0, ...pulses, 0.05]);
    expectSums(pulsed.sums, sumsOf([0.05, ...new Array<number>(49).fill(1e-4)]));
    const fatigue = pulsed.sums[2]! / 0.05 ** 4 - 1;
    expect(fatigue).toBeGreaterThan(0);
    expect(fatigue).toBeLessThan(1e-9);
  });
});

test("a swing's rate is its own: an interruption takes its time and charge with it", () => {
  const rates: number[] = [];
  let swings = startSwings([0], [0]);
  const go = (mean: number, moved: number, flowed: number) => {
    const follower = followSwings(swings, {
      contraction,
      grow: (_p, _from, _to, rate) => rates.push(rate),
    });
    follower.advance(0, mean, mean, moved, flowed);
    swings = follower.swings;
  };
  go(0.04, 0.04, 40);
  go(0.03, 0.01, 1);
  // Five times as fast up to where it was interrupted, on from there at the first rate: 0.005 / s crosses in 2 s.
  go(0.035, 0.005, 1);
  go(0.04, 0.005, 1);
  go(0.05, 0.01, 10);
  expect(rates.map((rate) => Math.round(rate * 1e9) / 1e9)).toEqual([0.001, 0.005, 0.005, 0.001]);
});

describe("memory", () => {
  test("is bounded in a fading cell, whose every cycle lies within the last, and each still counts in full", () => {
    const cycles = Array.from({ length: 300 }, (_, k) => [0.06 - 5e-5 * k, 5e-5 * k]).flat();
    const faded = countOf([0, ...cycles]);
    const ranges = Array.from({ length: 300 }, (_, k) => 0.06 - 5e-5 * k - (k > 0 ? 5e-5 * (k - 1) : 0));
    expectSums(faded.sums, sumsOf(ranges), 12);
    expect(faded.swings.kept[0]).toBeGreaterThan(OPEN_POINTS - 4);
    expect(faded.swings.kept[0]).toBeLessThanOrEqual(OPEN_POINTS);
    expect(faded.swings.mean.length).toBe(OPEN_POINTS);
  });

  test("a later, larger swing then errs by no more than the pairs forgotten, and not at all in its range", () => {
    const cycles = Array.from({ length: 100 }, (_, k) => [0.06 - 1e-4 * k, 1e-4 * k]).flat();
    const history = [0, ...cycles, 0.07];
    const { sums, largest } = countOf(history);
    expect(largest).toBeCloseTo(0.07, 15);
    expect(sums[2]! / sumsOf(referenceRanges(history))[2]!).toBeCloseTo(1, 2);
  });
});

test("a contact that forms anew starts from where it is; the others go on", () => {
  const start = startSwings([0, 0], [0, 0]);
  const ranges: number[][] = [[], []];
  const go = (from: OpenSwings, strain: number): OpenSwings => {
    const follower = followSwings(from, {
      contraction,
      grow: (p, _, to) => {
        ranges[p]!.push(Math.round(1e6 * to));
      },
    });
    for (const p of [0, 1]) follower.advance(p, strain, strain, 0.03, 1);
    return follower.swings;
  };
  const before = [0.05, 0.02, 0.04].reduce(go, start);
  for (const own of ranges) own.length = 0;
  const after = [0.06].reduce(go, restartSwings(before, [1, 0]));
  expect(ranges).toEqual([[20000], [30000, 60000]]);
  expect([...after.kept]).toEqual([1, 1]);
  expect([...before.kept]).toEqual([3, 3]);
  expect(start).toEqual(startSwings([0, 0], [0, 0]));
});

test("other parameters of the lattice are no swing", () => {
  const history = countOf([0, 0.04, 0.01, 0.03]);
  const follower = followSwings(history.swings, {
    contraction: (mean) => 2 * mean,
    grow: (_, from, to) => {
      throw new Error(`grew from ${from} to ${to}`);
    },
  });
  follower.advance(0, 0.03, 0.03, 0, 0);
  expect(follower.swings).toEqual(history.swings);
});

describe("fatigue", () => {
  const law = { exponent: 4, rateExponent: 1, referenceRate: 0.5 };

  test("of a whole contraction is the law of one cycle, and its parts sum to it", () => {
    const whole = swingFatigue(0, 0.06, 1, law);
    expect(whole).toBeCloseTo(2 * (0.06 / 0.07) ** 4, 14);
    const parts = swingFatigue(0, 0.02, 1, law) + swingFatigue(0.02, 0.06, 1, law);
    expect(parts).toBeCloseTo(whole, 14);
  });

  test("at exponent 0 counts contractions, whatever their range", () => {
    const flat = { ...law, exponent: 0, rateExponent: 0 };
    expect(swingFatigue(0, 1e-5, 0, flat)).toBe(1);
    expect(swingFatigue(1e-5, 0.06, 0, flat)).toBe(0);
  });
});
