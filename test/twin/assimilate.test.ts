/** What an ensemble tells: the known answer of a plane with normal errors, and intervals that hold as often as they say. */
import { Matrix } from "ml-matrix";
import { expect, test } from "vitest";
import { createRandom } from "../../sim-core/index.ts";
import { NINETY_FIVE_PERCENT } from "../../src/calibration/parameter-space.ts";
import { assimilate, fewestMembers } from "../../src/twin/assimilate.ts";
import { createPrior, drawMembers, type Gaussian, invert, meanOf, widen } from "../../src/twin/design.ts";
import { valueFrom } from "../../src/twin/latent.ts";
import { allowForMisfit } from "../../src/twin/misfit.ts";
import { runToy, runToys, TOY_NOISE, TOY_PARAMETERS } from "./toy.ts";

test("members have the wished mean and covariance exactly, and the same seed draws the same ones", () => {
  const wished: Gaussian = {
    mean: [1, -2],
    covariance: [
      [2, 0.5],
      [0.5, 1],
    ],
  };
  const points = drawMembers(wished, 12, 5, "some");
  meanOf(points).forEach((own, i) => {
    expect(own).toBeCloseTo(wished.mean[i]!, 12);
  });
  const about = new Matrix(points.map((row) => row.map((own, i) => own - wished.mean[i]!)));
  const covariance = about.transpose().mmul(about).div(11).to2DArray();
  covariance.flat().forEach((own, k) => {
    expect(own).toBeCloseTo(wished.covariance.flat()[k]!, 10);
  });
  expect(drawMembers(wished, 12, 5, "some")).toEqual(points);
  expect(drawMembers(wished, 12, 6, "some")).not.toEqual(points);
});

test("a wider design stays within what was expected beforehand", () => {
  const wide = widen(
    {
      mean: [0, 0],
      covariance: [
        [0.01, 0],
        [0, 1],
      ],
    },
    1.5,
  );
  expect(Math.sqrt(wide.covariance[0]![0]!)).toBeCloseTo(0.15, 2);
  expect(wide.covariance[1]![1]).toBeCloseTo(1, 12);
});

test("the middle of a range is as likely to be exceeded as not, and no value leaves it", () => {
  const parameter = {
    path: "a.b",
    unit: "",
    range: [1, 100],
    scale: "log",
    start: 10,
    scenarios: [],
  } as const;
  expect(valueFrom(parameter, 0)).toBe(10);
  expect(valueFrom(parameter, -40)).toBe(1);
  expect(valueFrom(parameter, 40)).toBe(100);
  expect(valueFrom(parameter, 1.6448536)).toBeCloseTo(100 ** 0.95, 2);
});

test("many members of a plane with normal errors give Bayes' answer", () => {
  const slopes = [
    [1, 0.5],
    [0.2, -1],
    [0.7, 0.7],
  ];
  const random = createRandom(3, "plane");
  const points = drawMembers(createPrior(2), 4000, 3, "plane");
  const common = 0.3;
  const scatter = (): number[] => {
    const shared = common * random.normal();
    return slopes.map(() => shared + 0.2 * random.normal());
  };
  const outputs = points.map((point) => {
    const off = scatter();
    return slopes.map((row, k) => 5 + row[0]! * point[0]! + row[1]! * point[1]! + off[k]!);
  });
  const data = [5.8, 4.1, 5.9];
  const variance = [0.01, 0.02, 0.03];
  const error = invert(
    slopes.map((_, i) => slopes.map((_, j) => common ** 2 + (i === j ? 0.04 + variance[i]! : 0))),
  );
  const gain = new Matrix(slopes).transpose().mmul(new Matrix(error));
  const covariance = invert(gain.mmul(new Matrix(slopes)).add(Matrix.eye(2)).to2DArray());
  const mean = new Matrix(covariance).mmul(gain).mmul(Matrix.columnVector(data.map((own) => own - 5)));
  const found = assimilate({ points, outputs }, { data, variance });
  found.mean.forEach((own, i) => {
    expect(Math.abs(own - mean.get(i, 0))).toBeLessThan(0.02);
  });
  found.covariance.flat().forEach((own, k) => {
    expect(Math.abs(own - covariance.flat()[k]!)).toBeLessThan(0.01);
  });
});

test("what says nothing of a parameter leaves it as it was", () => {
  const points = drawMembers(createPrior(2), 40, 1, "nothing");
  const random = createRandom(1, "noise");
  const outputs = points.map((point) => Array.from({ length: 30 }, () => point[0]! + 0.1 * random.normal()));
  const { covariance } = assimilate(
    { points, outputs },
    { data: outputs[0]!, variance: outputs[0]!.map(() => 0.01) },
  );
  expect(Math.sqrt(covariance[0]![0]!)).toBeLessThan(0.2);
  expect(Math.sqrt(covariance[1]![1]!)).toBeGreaterThan(0.8);
});

test("intervals of 90 % hold the true value in 85 to 95 % of 60 cases of a curved model with unknown microstructure", () => {
  const cases = 60;
  let inside = 0;
  for (let own = 1; own <= cases; own++) {
    const random = createRandom(own, "case");
    const truth = Array.from({ length: TOY_PARAMETERS }, () => random.normal());
    const data = runToy(truth, random).map((value) => value + TOY_NOISE * random.normal());
    const variance = data.map(() => TOY_NOISE ** 2);
    let known = createPrior(TOY_PARAMETERS);
    for (let round = 1; round <= 3; round++) {
      const design = round === 1 ? known : widen(known, 1.5);
      known = assimilate(runToys(design, 48, 100 * own + round), { data, variance });
    }
    truth.forEach((value, i) => {
      const reach = NINETY_FIVE_PERCENT * Math.sqrt(known.covariance[i]![i]!);
      if (Math.abs(value - known.mean[i]!) <= reach) inside++;
    });
  }
  const share = inside / (cases * TOY_PARAMETERS);
  expect(share).toBeGreaterThan(0.85);
  expect(share).toBeLessThan(0.95);
});

test("data that no member can give are said to be so, and widen what is known", () => {
  const members = runToys(createPrior(TOY_PARAMETERS), 48, 7);
  const random = createRandom(8, "case");
  const clean = runToy([0, 0, 0, 0, 0], random);
  const variance = clean.map(() => TOY_NOISE ** 2);
  const observables = clean.map((_, k) =>
    k < 12
      ? ({ kind: "capacity", cycle: k + 1 } as const)
      : ({ kind: "voltage", cycle: 1, phase: "charge", node: 0 } as const),
  );
  const honest = allowForMisfit(members, { observables, data: clean, variance });
  expect(honest.misfit.stretch).toBe(1);
  const bent = clean.map((own, k) => (k < 12 ? own : own + 0.05 * (k % 2)));
  const told = allowForMisfit(members, { observables, data: bent, variance });
  expect(told.misfit.stretch).toBe(told.misfit.voltage);
  expect(told.misfit.voltage).toBeGreaterThan(1.25 * told.misfit.most.voltage);
  expect(told.posterior.covariance[3]![3]).toBeGreaterThan(1.5 * honest.posterior.covariance[3]![3]!);
  expect(fewestMembers(5)).toBeLessThanOrEqual(48);
});
