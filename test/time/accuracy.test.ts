/** What the default steps and shells cost in accuracy, against ever smaller steps and finer shells. */
import { describe, expect, it } from "vitest";
import { FARADAY, MILLIAMPERE_HOURS } from "../../sim-core/base/constants.ts";
import { createModel } from "../../sim-core/cell/model.ts";
import type { CellState } from "../../sim-core/cell/state.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import { nominalArealCapacity } from "../../sim-core/scenario/capacity.ts";
import type { ProtocolStep, Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { resumeRun } from "../../sim-core/time/run/run.ts";
import { createStepper } from "../../sim-core/time/step/step.ts";
import { type Overrides, smallScenario } from "../cell/small-cell.ts";
import { repeatSteps } from "../scenario/repeat-steps.ts";

const TIGHT: Overrides = { "solver.stepTolerance": "0.01 mV", "solver.shells": 100 };

interface Followed {
  /** Lithium that the cathode gave in each protocol step, mAh/cm2. */
  readonly moved: number[];
  /** Current densities at the ends of the time steps of each. */
  readonly currents: number[][];
}

function follow(scenario: Scenario): Followed {
  const model = createModel(scenario);
  const run = resumeRun(model, createInitialState(model));
  const held = ({ ledger }: CellState): number =>
    ((ledger.cathodeActive + ledger.cathodeIsolated) * FARADAY) / MILLIAMPERE_HOURS;
  const followed: Followed = { moved: [], currents: [] };
  while (run.status.kind === "running") {
    const { index } = run.state.cursor;
    const before = held(run.state);
    const { samples } = run.advance({ maximumSteps: 1 });
    followed.moved[index] = (followed.moved[index] ?? 0) + before - held(run.state);
    followed.currents[index] ??= [];
    followed.currents[index].push(
      ...samples.filter(({ time }) => time > 0).map((sample) => sample.currentDensity),
    );
  }
  expect(run.status.kind).toBe("completed");
  return followed;
}

function expectClose(rough: Followed, fine: Followed, tolerance: number): void {
  fine.moved.forEach((exact, k) => {
    if (Math.abs(exact) > 1e-6) expect(Math.abs(rough.moved[k]! / exact - 1)).toBeLessThan(tolerance);
  });
}

describe("charge and discharge", () => {
  const cases = ["20 ohm cm2", "60 ohm cm2"].flatMap((film) =>
    [0.1, 0.5, 1, 2].map((rate) => ({ film, rate })),
  );

  it.each(cases)("at $rate C behind a film of $film lie within 0.1 % of their limit", ({ film, rate }) => {
    const overrides = { "protocol.repeat": 1, "cell.cRate": rate, "interface.filmResistance": film };
    expectClose(follow(smallScenario(overrides)), follow(smallScenario({ ...overrides, ...TIGHT })), 1e-3);
  });

  it("of discs, at 1C behind a thick film, do so too", () => {
    const overrides = {
      "protocol.repeat": 1,
      "cell.cRate": 1,
      "interface.filmResistance": "60 ohm cm2",
      "ncm.geometryMode": "cylinder",
    };
    expectClose(follow(smallScenario(overrides)), follow(smallScenario({ ...overrides, ...TIGHT })), 1e-3);
  });
});

/** They give a quarter of their capacity: what is missing is small against the whole, 0.3 % of what they give. */
describe("discs at 2C behind a thick film", () => {
  const overrides = {
    "protocol.repeat": 1,
    "cell.cRate": 2,
    "interface.filmResistance": "60 ohm cm2",
    "ncm.geometryMode": "cylinder",
  };
  const given = (more: Overrides): number => -follow(smallScenario({ ...overrides, ...more })).moved[1]!;
  const exact = given(TIGHT);

  it("lie within 0.1 % of the nominal capacity of their limit", () => {
    const nominal = nominalArealCapacity(smallScenario(overrides)) / MILLIAMPERE_HOURS;
    expect(Math.abs(given({}) - exact) / nominal).toBeLessThan(1e-3);
  });

  it("owe steps and shells about as much, with opposite signs", () => {
    const ofSteps = given({ "solver.shells": 100 }) - exact;
    const ofShells = given({ "solver.stepTolerance": "0.01 mV" }) - exact;
    expect(ofSteps / exact).toBeCloseTo(0.001, 3);
    expect(ofShells / exact).toBeCloseTo(-0.0011, 3);
  });
});

describe("holds from a discharged cell", () => {
  const hold = (voltage: number): ProtocolStep => ({
    kind: "hold",
    voltage,
    until: [{ kind: "currentDensity", value: 0.2 }],
  });
  const rest: ProtocolStep = { kind: "rest", until: [{ kind: "duration", value: 600 }] };
  const staircase = (overrides: Overrides = {}): Scenario => ({
    ...smallScenario(overrides),
    protocol: repeatSteps([hold(3.7), rest, hold(3.9), rest, hold(4.2), rest, hold(3.8)], 1),
  });
  const rough = follow(staircase());

  it("let the current decay without a change of sign or a rise", () => {
    for (const k of [0, 2, 4, 6]) {
      const sizes = rough.currents[k]!.map((current) => (k < 6 ? current : -current));
      expect(sizes.length).toBeGreaterThan(10);
      expect(Math.min(...sizes)).toBeGreaterThan(0);
      sizes.slice(1).forEach((size, i) => {
        expect(size).toBeLessThan(sizes[i]!);
      });
    }
  });

  it("move what they move with far smaller steps, within 0.1 %", () => {
    expectClose(rough, follow(staircase(TIGHT)), 1e-3);
  });
});

describe("the first steps after a jump", () => {
  const stepper = createStepper(createModel(smallScenario()));
  const start = createInitialState(stepper.model);
  const firstError = (dt: number, cRate: number): number => {
    const outcome = stepper.step(start, {
      dt,
      control: { kind: "current", current: cRate * stepper.model.oneC },
    });
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.error;
  };

  it("are judged: in proportion to the current, and one of ten minutes at 1C is none to pass", () => {
    expect(firstError(2, 0.5)).toBeGreaterThan(0);
    expect(firstError(2, 1) / firstError(2, 0.5)).toBeCloseTo(2, 1);
    expect(firstError(600, 1)).toBeGreaterThan(10 * stepper.model.scenario.solver.stepTolerance);
  });

  it("of a hold begin in seconds", () => {
    const control = { kind: "voltage", voltage: 3.7 } as const;
    const outcome = stepper.step(start, { dt: 60, control });
    expect(outcome.ok && outcome.error > 1.5 * stepper.model.scenario.solver.stepTolerance).toBe(true);
  });
});
