/** What is read off runs, and what is said of a calibration: above all what the targets cannot tell. */
import { describe, expect, test } from "vitest";
import { calibrate } from "../../src/calibration/calibrate.ts";
import { missOf, spreadsOf } from "../../src/calibration/calibration.ts";
import { composeResult } from "../../src/calibration/compose-result.ts";
import { describeResult } from "../../src/calibration/describe-result.ts";
import { composeEnsemble, keyOf, observe, QUANTITIES, unitOf } from "../../src/calibration/observe.ts";
import { coordinateOf, describeChange, roundPoint, valueAt } from "../../src/calibration/parameter-space.ts";
import { cycleWith } from "../io/samples.ts";
import { deviate, parameterWith, targetWith, toyModel } from "./toys.ts";

const at = (quantity: string, cycle: number) => ({ scenario: "toy", quantity, cycle });

describe("a reading", () => {
  const cycles = [1, 2, 3].map((cycle) =>
    cycleWith({ cycle, retention: 1 - 0.1 * cycle, anodeCurrentCoV: 0.01 * cycle, shorted: cycle === 3 }),
  );

  test("is the column at the end of a cycle", () => {
    const run = { status: { kind: "completed" as const }, cycles };
    expect(observe(at("retention", 2), run)).toBe(0.8);
    expect(observe(at("anodeCurrentCoV", 3), run)).toBe(0.03);
    expect(observe(at("retention", 4), run)).toBeNaN();
    expect(observe(at("restVoltageCharged_V", 1), run)).toBeNaN();
  });

  test("after a short is no capacity, and all else as it was", () => {
    const run = { status: { kind: "shorted" as const }, cycles };
    expect(observe(at("retention", 9), run)).toBe(0);
    expect(observe(at("anodeCurrentCoV", 9), run)).toBe(0.03);
    expect(observe(at("shortCycle", 0), run)).toBe(3);
  });

  test("of a run that failed is none behind its end", () => {
    const run = { status: { kind: "failed" as const }, cycles: cycles.slice(0, 2) };
    expect(observe(at("retention", 3), run)).toBeNaN();
    expect(observe(at("shortCycle", 0), run)).toBeNaN();
    expect(observe(at("retention", 2), run)).toBe(0.8);
  });

  test("of no short is one cycle more than there were", () => {
    const run = { status: { kind: "completed" as const }, cycles: cycles.slice(0, 2) };
    expect(observe(at("shortCycle", 0), run)).toBe(3);
  });

  test("has a unit and a name", () => {
    expect(QUANTITIES.map(unitOf)).toContain("mol/m2");
    expect(
      ["retention", "interphaseThickness_nm", "chargeEnergy_mWh_cm2", "heatLost_J_m2"].map(unitOf),
    ).toEqual(["", "nm", "mWh/cm2", "J/m2"]);
    expect([keyOf(at("retention", 70)), keyOf(at("shortCycle", 0))]).toEqual(["retention@70", "shortCycle"]);
  });
});

test("an order is a difference seed by seed", () => {
  const terms = [
    { factor: 1, reading: at("retention", 1) },
    { factor: -1, reading: { ...at("retention", 1), scenario: "other" } },
  ];
  const read = ({ scenario }: { scenario: string }, seed: number): number =>
    (scenario === "toy" ? 0.6 : 0.7) + seed;
  const ensemble = composeEnsemble([targetWith({ terms })], [1, 5], read);
  expect(ensemble.map(([own]) => own!.toFixed(12))).toEqual(["-0.100000000000", "-0.100000000000"]);
  expect(spreadsOf(ensemble)[0]!.standardError).toBeLessThan(1e-15);
});

test("a spread is that of the seeds that tell, half of them at least", () => {
  const [full, part, few] = spreadsOf([
    [1, 2, 3],
    [3, Number.NaN, Number.NaN],
    [5, 4, Number.NaN],
  ]);
  expect(full).toEqual({ mean: 3, deviation: 2, standardError: 2 / Math.sqrt(3), count: 3 });
  expect(part).toMatchObject({ mean: 3, count: 2 });
  expect(few).toMatchObject({ mean: Number.NaN, count: 1 });
});

test("a miss is counted in tolerances, and of an inequality where it is broken", () => {
  const target = targetWith({ aim: 10, tolerance: 2 });
  expect(missOf(target, 7)).toBe(-1.5);
  expect([9, 13].map((own) => missOf({ ...target, demand: "most" }, own))).toEqual([0, 1.5]);
  expect([9, 13].map((own) => missOf({ ...target, demand: "least" }, own))).toEqual([-0.5, 0]);
});

test("values are written to five digits, and points are those of the written values", () => {
  const log = parameterWith({ range: [0.001, 1000], scale: "log" });
  const linear = parameterWith({ range: [300, 340], unit: "K" });
  expect(valueAt(log, 0.123456789)).toBe(2.3462);
  expect(valueAt(linear, 0.123456789)).toBe(322.4691);
  expect([-1.2, -1, 1, 1.3].map((own) => valueAt(log, own))).toEqual([0.001, 0.001, 1000, 1000]);
  const [one, other] = roundPoint([log, linear], [0.123456789, 0.123456789]);
  expect(one).toBe(coordinateOf(log, 2.3462));
  expect(other).toBe(coordinateOf(linear, 322.4691));
  expect([describeChange(log, 0.1), describeChange(linear, -0.1)]).toEqual(["x2", "-2 K"]);
});

test("the report names what targets do not tell: two factors of a product, and one that nothing depends on", async () => {
  const parameters = [
    parameterWith({ path: "cell.rate", range: [1, 100], scale: "log", start: 20 }),
    parameterWith({ path: "cell.life", range: [0.1, 10], scale: "log", start: 2, unit: "h" }),
    parameterWith({ path: "film.idle", range: [0, 10], unit: "nm" }),
  ];
  const targets = [targetWith({ name: "fade", aim: Math.log(12), tolerance: 0.1, source: "made up" })];
  const seeds = [1, 2, 3, 4];
  const calibration = {
    ...{ name: "toy", seeds, rounds: 8, parameters, targets, warnings: [] },
    scenarios: [{ name: "toy", scenario: {} as never, source: {}, readings: [] }],
  };
  const law = ([rate, life]: readonly number[], seed: number) => [
    Math.log(rate! * life!) + 0.01 * deviate(seed, "own"),
  ];
  const { evaluate } = toyModel(calibration, law, seeds);
  const result = composeResult(calibration, await calibrate(calibration, evaluate, { rounds: 8 }));
  const lines = describeResult(result);
  // One standard deviation along the diagonal of two ranges of two decades.
  const factor = Number((100 ** (Math.SQRT1_2 / 1.6448536 / 2)).toPrecision(3));
  const inverse = Number((1 / 100 ** (Math.SQRT1_2 / 1.6448536 / 2)).toPrecision(3));
  const [rate, life, idle] = lines.slice(-3);
  expect(rate).toMatch(
    new RegExp(`^identified: cell.(rate|life) x${factor} with cell.(rate|life) x${factor}: moves`),
  );
  const others = [life, idle].sort().reverse();
  expect(others[0]).toBe(
    "not identified: film.idle +3.04 nm: moves no target by more than 0.01 tolerances: the targets do not tell it",
  );
  expect(others[1]).toMatch(
    new RegExp(
      `^not identified: cell.(rate|life) x(${factor} with .* x${inverse}|${inverse} with .* x${factor}): moves no target by more than 0.01`,
    ),
  );
  expect(lines[0]).toBe("toy has converged (2 rounds, 8 points, 4 seeds each)");
  expect(lines.find((line) => line.startsWith("fade"))).toMatch(/met \([+-]0\.\d\d tolerances\)$/);
  expect(result.overrides.toy!.film!.idle).toMatchObject({
    value: expect.stringMatching(/^\d+(\.\d+)? nm$/),
    source: expect.stringMatching(
      /^fitted to no target \(not identified: 100 % of the range's spread left\); range 0 to 10 nm, 5 to 95 % 0 to 10 nm, 4 seeds \[fitted\]$/,
    ),
  });
  expect(result.overrides.toy!.cell!.rate!.source).toContain("fitted to fade (2.48491 +- 0.1)");
});
