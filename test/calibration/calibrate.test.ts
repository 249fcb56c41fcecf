/** The method against answers that are known: a linear model, curved ones, one that cannot be told, noise, inequalities. */
import { describe, expect, test } from "vitest";
import { calibrate, NothingTold } from "../../src/calibration/calibrate.ts";
import { PRIOR_DEVIATION } from "../../src/calibration/parameter-space.ts";
import { derivePosterior } from "../../src/calibration/posterior.ts";
import { deviate, parameterWith, targetWith, toyModel } from "./toys.ts";

/** Solves 2 x 2. */
function solveTwo([[a, b], [c, d]]: number[][], [p, q]: number[]): number[] {
  const det = a! * d! - b! * c!;
  return [(d! * p! - b! * q!) / det, (a! * q! - c! * p!) / det];
}

describe("a linear model", () => {
  const parameters = [parameterWith(), parameterWith({ path: "b", range: [10, 30], start: 14 })];
  const targets = [
    targetWith({ aim: 0.5, tolerance: 0.2 }),
    targetWith({ aim: 1.2, tolerance: 0.5 }),
    targetWith({ aim: -0.3, tolerance: 0.4 }),
  ];
  /** Per coordinate; a is one, b ten. */
  const slopes = [
    [1, 0.5],
    [-0.4, 2],
    [0.7, -0.6],
  ];
  const problem = { parameters, targets };
  const law = ([a, b]: readonly number[]) => slopes.map(([p, q]) => p! * a! + (q! * (b! - 20)) / 10);

  test("gives mean and covariance of the normal posterior", async () => {
    const { evaluate, asked } = toyModel(problem, law);
    const result = await calibrate(problem, evaluate, { rounds: 8 });
    const weight = targets.map(({ tolerance }) => tolerance ** -2);
    const curvature = [0, 1].map((i) =>
      [0, 1].map(
        (j) =>
          slopes.reduce((sum, row, t) => sum + row[i]! * row[j]! * weight[t]!, 0) +
          (i === j ? PRIOR_DEVIATION ** -2 : 0),
      ),
    );
    const pull = [0, 1].map((i) =>
      slopes.reduce((sum, row, t) => sum + row[i]! * weight[t]! * targets[t]!.aim, 0),
    );
    const mean = solveTwo(curvature, pull);
    const columns = [solveTwo(curvature, [1, 0]), solveTwo(curvature, [0, 1])];
    const { covariance, estimates } = derivePosterior(problem, result.model);
    expect(result.converged).toBe(true);
    // Values are rounded to five digits.
    for (const i of [0, 1]) {
      expect(result.model.centre.point[i]).toBeCloseTo(mean[i]!, 4);
      for (const j of [0, 1]) expect(covariance[i]![j]).toBeCloseTo(columns[j]![i]!, 8);
    }
    estimates.forEach(({ best, interval }, i) => {
      const half = i === 0 ? 1 : 10;
      const reach = 1.6448536 * half * Math.sqrt(covariance[i]![i]!);
      expect(best).toBeCloseTo((i === 0 ? 0 : 20) + half * mean[i]!, 3);
      expect(interval[0]).toBeCloseTo(best - reach, 3);
      expect(interval[1]).toBeCloseTo(best + reach, 3);
    });
    // One round to find it, one to be there.
    expect(asked).toEqual({ rounds: 2, points: 6 });
  });

  test("does not leave its ranges, and says where it ends", async () => {
    const far = { parameters, targets: [targetWith({ aim: 50, tolerance: 0.1 })] };
    const { evaluate } = toyModel(far, ([a]) => [a!]);
    const { model } = await calibrate(far, evaluate, { rounds: 8 });
    const [a, b] = derivePosterior(far, model).estimates;
    expect(a).toMatchObject({ best: 1, isAtEnd: true, interval: [expect.any(Number), 1] });
    expect(b).toMatchObject({ best: 20, isAtEnd: false, identified: "not identified", left: 1 });
  });

  test("of a seed's own noise: the wider of tolerance and standard error counts", async () => {
    const seeds = Array.from({ length: 20 }, (_, k) => k + 1);
    const one = { parameters: parameters.slice(0, 1), targets: [targetWith({ aim: 0.3, tolerance: 0.01 })] };
    const noise = (seed: number): number => 0.5 * deviate(seed, "offset");
    const { evaluate } = toyModel(one, ([a], seed) => [a! + noise(seed)], seeds);
    const { model } = await calibrate(one, evaluate, { rounds: 8 });
    const mean = seeds.reduce((sum, seed) => sum + noise(seed), 0) / 20;
    const error = Math.sqrt(seeds.reduce((sum, seed) => sum + (noise(seed) - mean) ** 2, 0) / 19 / 20);
    const { covariance } = derivePosterior(one, model);
    expect(covariance[0]![0]).toBeCloseTo(1 / (1 / (0.01 ** 2 + error ** 2) + PRIOR_DEVIATION ** -2), 10);
  });
});

describe("curved models", () => {
  test("Rosenbrock's valley, to its end", async () => {
    const parameters = [
      parameterWith({ range: [-2, 2], start: -1.2 }),
      parameterWith({ path: "b", range: [-3, 3], start: 1 }),
    ];
    const targets = [targetWith({ aim: 0, tolerance: 1e-3 }), targetWith({ aim: 1, tolerance: 1e-2 })];
    const problem = { parameters, targets };
    const { evaluate } = toyModel(problem, ([a, b]) => [b! - a! ** 2, a!]);
    const { model, converged } = await calibrate(problem, evaluate, { rounds: 30, closest: 1e-3 });
    const [a, b] = derivePosterior(problem, model).estimates;
    expect(converged).toBe(true);
    expect(a!.best).toBeCloseTo(1, 2);
    expect(b!.best).toBeCloseTo(1, 2);
  });

  test("a rate over decades, from two points of a decay", async () => {
    const parameters = [
      parameterWith({ range: [1e-4, 1], scale: "log", start: 0.3 }),
      parameterWith({ path: "b", range: [0.2, 5], scale: "log", start: 1 }),
    ];
    const decay = ([k, n]: readonly number[]) =>
      [10, 30, 60].map((time) => Math.exp(-k! * (time / 10) ** n!));
    const aims = decay([0.05, 1.6]);
    const targets = aims.map((aim) => targetWith({ aim, tolerance: 0.002 }));
    const problem = { parameters, targets };
    const { evaluate } = toyModel(problem, decay);
    const { model, converged } = await calibrate(problem, evaluate, { rounds: 20, closest: 0.005 });
    const { estimates, directions } = derivePosterior(problem, model);
    expect(converged).toBe(true);
    expect(estimates[0]!.best).toBeCloseTo(0.05, 3);
    expect(estimates[1]!.best).toBeCloseTo(1.6, 2);
    for (const { interval, best } of estimates) {
      expect(interval[0]).toBeLessThan(best);
      expect(interval[1]).toBeGreaterThan(best);
    }
    expect(directions.map(({ identified }) => identified)).toEqual(["identified", "identified"]);
  });
});

describe("what cannot be told", () => {
  const parameters = [
    parameterWith({ range: [1, 100], scale: "log", start: 20 }),
    parameterWith({ path: "b", range: [0.1, 10], scale: "log", start: 2 }),
    parameterWith({ path: "c" }),
  ];
  const targets = [targetWith({ aim: 12, tolerance: 0.1 }), targetWith({ aim: 0.25, tolerance: 0.01 })];
  const problem = { parameters, targets };

  test("two factors of a product: their quotient", async () => {
    const { evaluate } = toyModel(problem, ([a, b, c]) => [a! * b!, c!]);
    const { model } = await calibrate(problem, evaluate, { rounds: 20, closest: 0.01 });
    const { directions, estimates } = derivePosterior(problem, model);
    expect(estimates[0]!.best * estimates[1]!.best).toBeCloseTo(12, 0);
    expect(directions.map(({ identified }) => identified)).toEqual([
      ...["identified", "identified", "not identified"],
    ]);
    const { vector, sensitivity, left } = directions[2]!;
    [Math.SQRT1_2, -Math.SQRT1_2, 0].forEach((own, i) => {
      expect(Math.abs(vector[i]! * Math.sign(vector[0]!) - own)).toBeLessThan(0.02);
    });
    expect(sensitivity).toBeLessThan(0.6);
    expect(left).toBeGreaterThan(0.85);
    expect(estimates.map(({ identified }) => identified)).toEqual([
      ...["weakly identified", "weakly identified", "identified"],
    ]);
  });

  test("two products at once: each quotient by itself, whatever mixture the eigenvectors are", async () => {
    const four = ["a", "b", "c", "d"].map((path) =>
      parameterWith({ path, range: [0.1, 10], scale: "log", start: 1 }),
    );
    // Nearly nothing tells one mixture of both quotients apart from another.
    const targets = [0.1, 0.1, 200].map((tolerance) => targetWith({ tolerance }));
    const both = { parameters: four, targets };
    const law = (values: readonly number[]) => {
      const [a, b, c, d] = values.map(Math.log);
      return [a! + b!, c! + d!, a! - b! + 2 * (c! - d!)];
    };
    const { evaluate } = toyModel(both, law);
    const { directions } = derivePosterior(both, (await calibrate(both, evaluate, { rounds: 8 })).model);
    const unknown = directions.filter(({ identified }) => identified === "not identified");
    expect(unknown).toHaveLength(2);
    for (const { vector } of unknown) {
      const sorted = vector.map(Math.abs).sort((one, other) => one - other);
      [0, 0, Math.SQRT1_2, Math.SQRT1_2].forEach((own, i) => {
        expect(sorted[i]).toBeCloseTo(own, 3);
      });
      expect(vector.reduce((sum, own) => sum + own, 0)).toBeCloseTo(0, 3);
    }
    for (const [i, one] of directions.entries())
      for (const other of directions.slice(i + 1))
        expect(one.vector.reduce((sum, own, k) => sum + own * other.vector[k]!, 0)).toBeCloseTo(0, 9);
  });

  test("what only seeds seem to tell: noise is no sensitivity", async () => {
    const one = { parameters: [parameterWith()], targets: [targetWith({ tolerance: 0.01 })] };
    // Six seeds go up and four down: the mean's slope of 0.2 is less than its standard error.
    const seeds = Array.from({ length: 10 }, (_, k) => k + 1);
    const { evaluate } = toyModel(one, ([a], seed) => [seed <= 6 ? a! : -a!], seeds);
    const { model } = await calibrate(one, evaluate, { rounds: 3 });
    const { directions, estimates, covariance } = derivePosterior(one, model);
    const [direction] = directions;
    expect(direction!.sensitivity).toBeCloseTo((0.2 * PRIOR_DEVIATION) / 0.01, 6);
    const deviation = Math.sqrt((6 * 0.8 ** 2 + 4 * 1.2 ** 2) / 9 / 10);
    expect(direction!.noise).toBeCloseTo((deviation * PRIOR_DEVIATION) / 0.01, 6);
    expect([direction!.left, direction!.identified]).toEqual([1, "not identified"]);
    expect(estimates[0]!.left).toBe(1);
    expect(covariance[0]![0]).toBeCloseTo(PRIOR_DEVIATION ** 2, 12);
  });
});

describe("inequalities", () => {
  const parameters = [parameterWith({ start: 0.9 })];
  test("that hold pull nothing", async () => {
    const problem = { parameters, targets: [targetWith({ demand: "most", aim: 0.5, tolerance: 0.01 })] };
    const { evaluate } = toyModel(problem, ([a]) => [a!]);
    const { model } = await calibrate(problem, evaluate, { rounds: 8 });
    // The middle of the range.
    expect(model.centre.point[0]).toBeCloseTo(0, 6);
    expect(derivePosterior(problem, model).estimates[0]).toMatchObject({ left: 1 });
  });

  test("that are broken end at their edge", async () => {
    const problem = { parameters, targets: [targetWith({ demand: "least", aim: 0.5, tolerance: 0.001 })] };
    const { evaluate } = toyModel(problem, ([a]) => [a!]);
    const { model } = await calibrate(problem, evaluate, { rounds: 8 });
    expect(model.centre.point[0]).toBeCloseTo(0.5, 4);
  });
});

describe("noise", () => {
  const parameters = [
    parameterWith({ range: [0.1, 10], scale: "log", start: 5 }),
    parameterWith({ path: "b", range: [-2, 2], start: -1 }),
  ];
  const truth = [2, 0.7];
  const clean = ([a, b]: readonly number[]) => [Math.log(a!) + 0.3 * b!, b! * a!, a! - b! ** 2];
  const targets = clean(truth).map((aim) => targetWith({ aim, tolerance: 0.05 }));
  const problem = { parameters, targets };
  /** Of a seed, and of a seed at a point: the second part does not drop out of differences. */
  const noisy = (block: number) => (values: readonly number[], seed: number) =>
    clean(values).map(
      (own, t) =>
        own +
        0.3 * deviate(seed + 100 * block, `own ${t}`) +
        0.05 * deviate(seed + 100 * block, `${t} at ${values}`),
    );
  const seeds = Array.from({ length: 10 }, (_, k) => k + 1);

  test("leaves the answer within its stated uncertainty, at few points", async () => {
    const scores: number[] = [];
    for (let block = 0; block < 12; block++) {
      const { evaluate, asked } = toyModel(problem, noisy(block), seeds);
      const { model } = await calibrate(problem, evaluate, { rounds: 8 });
      const { estimates } = derivePosterior(problem, model);
      scores.push(
        ...estimates.map(({ interval }, i) => (interval[0] <= truth[i]! && truth[i]! <= interval[1] ? 1 : 0)),
      );
      expect(asked.points).toBeLessThanOrEqual(24);
    }
    // 90 % are expected of 24; fewer than 17 have a chance of 1 in 400.
    expect(scores.reduce((sum, own) => sum + own, 0)).toBeGreaterThanOrEqual(17);
  });

  test("the same seeds give the same answer", async () => {
    const answers = await Promise.all(
      [0, 0].map(async (block) => {
        const { evaluate } = toyModel(problem, noisy(block), seeds);
        return derivePosterior(problem, (await calibrate(problem, evaluate, { rounds: 8 })).model);
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
  });
});

describe("runs that do not tell", () => {
  const problem = {
    parameters: [parameterWith({ start: -0.8 })],
    targets: [targetWith({ aim: 0.4, tolerance: 0.01 })],
  };
  const seeds = [1, 2, 3, 4];

  test("are left out where they are fewer than half", async () => {
    const { evaluate } = toyModel(problem, ([a], seed) => [seed === 3 ? Number.NaN : a!], seeds);
    const { model } = await calibrate(problem, evaluate, { rounds: 8 });
    expect(model.centre.point[0]).toBeCloseTo(0.4, 3);
  });

  test("make a point no candidate where they are more", async () => {
    const { evaluate } = toyModel(problem, ([a], seed) => [a! > 0.2 && seed > 1 ? Number.NaN : a!], seeds);
    const { model } = await calibrate(problem, evaluate, { rounds: 12 });
    expect(model.centre.point[0]).toBeGreaterThan(0.1);
    expect(model.centre.point[0]).toBeLessThanOrEqual(0.2);
  });

  test("at all are an end", async () => {
    const { evaluate } = toyModel(problem, () => [Number.NaN], seeds);
    await expect(calibrate(problem, evaluate, { rounds: 8 })).rejects.toThrow(NothingTold);
  });
});
