/**
 * Impedance of cells against what their own time steps do: the answer to a step of the current is the inverse Laplace
 * transform of Z(s)/s. And what of a cell a spectrum shows: contacts, films, the interphase.
 */
import { describe, expect, it } from "vitest";
import { InputError } from "../../sim-core/base/errors.ts";
import { PARTICLE_DETACHED, type StepSample } from "../../sim-core/cell/frame.ts";
import type { Model } from "../../sim-core/cell/model.ts";
import type { CellState } from "../../sim-core/cell/state.ts";
import {
  createImpedance,
  type ImpedancePoint,
  type ImpedanceRequest,
  listFrequencies,
  measureImpedance,
} from "../../sim-core/instruments/impedance/impedance.ts";
import type { Limit, ProtocolStep } from "../../sim-core/scenario/record/scenario.ts";
import { createRun } from "../../sim-core/time/run/run.ts";
import { type Overrides, smallScenario } from "../cell/small-cell.ts";
import { repeatSteps } from "../scenario/repeat-steps.ts";

/** Nothing ages, and steps are small. */
const STILL: Overrides = {
  "interface.filmGrowth": "0 ohm cm2/h^0.5",
  "interphase.chemicalRate": "0 uAh/(cm2 h^0.5)",
  "interphase.currentShare": 0,
  "mechanics.mode": "off",
  "voids.active": false,
  "intergranular.level": "none",
  "fracture.active": false,
  "solver.shells": 60,
  "solver.stepTolerance": "0.002 mV",
};

const hours = (value: number): Limit => ({ kind: "duration", value: 3600 * value });
/** Negative rates discharge. */
const pass = (cRate: number, until: Limit): ProtocolStep => ({
  kind: cRate > 0 ? "charge" : "discharge",
  rate: { kind: "cRate", value: Math.abs(cRate) },
  until: [until],
});
const REST: ProtocolStep = { kind: "rest", until: [hours(24)] };
const HALF: Limit = { kind: "stateOfCharge", value: 0.5 };

/** Returns the small cell after the steps, with what is told of the last of them. */
function runThrough(steps: readonly ProtocolStep[], overrides: Overrides = {}) {
  const scenario = { ...smallScenario({ ...STILL, ...overrides }), protocol: repeatSteps(steps, 1) };
  const run = createRun(scenario);
  const { samples } = run.advance({});
  return { run, samples: samples.filter(({ stepCount }) => stepCount === steps.length) };
}

/** Value at t (s) of what has the Laplace transform `transform`, on the real axis (Stehfest 1970). */
function invertLaplace(transform: (s: number) => number, t: number, terms = 12): number {
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  const half = terms / 2;
  let sum = 0;
  for (let i = 1; i <= terms; i++) {
    let weight = 0;
    for (let k = Math.floor((i + 1) / 2); k <= Math.min(i, half); k++) {
      const below =
        factorial(half - k) * factorial(k) * factorial(k - 1) * factorial(i - k) * factorial(2 * k - i);
      weight += (k ** half * factorial(2 * k)) / below;
    }
    sum += (-1) ** (half + i) * weight * transform((i * Math.LN2) / t);
  }
  return (Math.LN2 / t) * sum;
}

/** ohm m2, t seconds after a step of the current. */
function stepResistance(model: Model, state: CellState, t: number): number {
  const at = createImpedance(model, state);
  return invertLaplace((s) => {
    const outcome = at({ re: s, im: 0 });
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.impedance.re / s;
  }, t);
}

/** V at t (s) after the step began, on the parabola through the three nearest samples in the root of time. */
function voltageAt(samples: readonly StepSample[], t: number): number {
  const next = samples.findIndex(({ stepTime }) => stepTime >= t);
  const near = samples.slice(next - 1, next + 2);
  return near.reduce((sum, { voltage, stepTime }, i) => {
    const weight = near.reduce((product, other, j) => {
      const root = Math.sqrt(other.stepTime);
      return j === i ? product : (product * (Math.sqrt(t) - root)) / (Math.sqrt(stepTime) - root);
    }, 1);
    return sum + weight * voltage;
  }, 0);
}

/** ohm m2 that two currents about `rate` make, and the spectrum of the state before them: by the times asked for. */
function compareStep(
  start: readonly ProtocolStep[],
  rates: readonly [number, number],
  times: readonly number[],
) {
  const { run } = runThrough(start);
  const [low, high] = rates.map((rate) => runThrough([...start, pass(rate, hours(1))]).samples);
  const density = high!.at(-1)!.currentDensity - low!.at(-1)!.currentDensity;
  return times.map((t) => {
    const seen = (voltageAt(high!, t) - voltageAt(low!, t)) / density;
    return stepResistance(run.model, run.state, t) / seen;
  });
}

describe("the answer to a step of the current", () => {
  it("is that of a rested cell", () => {
    const ratios = compareStep([pass(0.1, HALF), REST], [-0.02, 0.02], [10, 60, 300, 1200, 3000]);
    for (const ratio of ratios) expect(Math.abs(ratio - 1)).toBeLessThan(1e-3);
  });

  it("is that of a cell through which current flows, as long as the cell stays where it is", () => {
    const [second, tenSeconds, minute] = compareStep([pass(1, HALF)], [0.9, 1.1], [1, 10, 60]);
    expect(Math.abs(second! - 1)).toBeLessThan(2e-4);
    expect(Math.abs(tenSeconds! - 1)).toBeLessThan(3e-3);
    expect(Math.abs(minute! - 1)).toBeLessThan(2e-2);
  });
});

/** Points of a spectrum with few frequencies. */
function measure(model: Model, state: CellState, request: ImpedanceRequest = {}): readonly ImpedancePoint[] {
  const spectrum = measureImpedance(model, state, { pointsPerDecade: 1, stateOfCharge: 0.5, ...request });
  if (!spectrum.ok) throw new Error(spectrum.reason);
  return spectrum.points;
}

/** Real part at a frequency, ohm cm2. */
const realAt = (points: readonly ImpedancePoint[], frequency: number): number =>
  points.find(({ frequency_Hz }) => Math.abs(frequency_Hz / frequency - 1) < 1e-9)!.real_ohm_cm2;

describe("the spectrum of a cell", () => {
  const { model, state } = createRun(smallScenario());

  it("has the frequencies that are asked for, both ends included", () => {
    const points = measure(model, state, { from: 1e4, to: 10, pointsPerDecade: 2 });
    expect(points.map(({ frequency_Hz }) => Math.round(10 * frequency_Hz) / 10)).toEqual([
      10000, 3162.3, 1000, 316.2, 100, 31.6, 10,
    ]);
    expect(listFrequencies({})).toHaveLength(91);
    expect(listFrequencies({ from: 1, to: 5, pointsPerDecade: 1 })).toEqual([1, 5]);
    expect(listFrequencies({ from: 7, to: 7 })).toEqual([7]);
  });

  it("is capacitive, passive and falls with the frequency", () => {
    const points = measure(model, state);
    for (const { real_ohm_cm2, imaginary_ohm_cm2, magnitude_ohm_cm2, phase_deg } of points) {
      expect(imaginary_ohm_cm2).toBeLessThan(0);
      expect(phase_deg).toBeGreaterThan(-90);
      expect(phase_deg).toBeLessThan(0);
      expect(magnitude_ohm_cm2).toBeCloseTo(Math.hypot(real_ohm_cm2, imaginary_ohm_cm2), 10);
    }
    const real = points.map(({ real_ohm_cm2 }) => real_ohm_cm2);
    expect(real).toEqual([...real].sort((a, b) => a - b));
  });

  it("is at a state of charge what it is when the cell has been brought there and rested", () => {
    const { run } = runThrough([pass(0.1, HALF), REST]);
    const there = measure(run.model, run.state, { stateOfCharge: undefined });
    const fresh = createRun(smallScenario(STILL));
    measure(fresh.model, fresh.state).forEach((own, k) => {
      expect(own.magnitude_ohm_cm2 / there[k]!.magnitude_ohm_cm2).toBeCloseTo(1, 3);
    });
  });

  it("leaves the state as it was", () => {
    const before = structuredClone({ ...state, memory: undefined });
    measure(model, state);
    expect({ ...state, memory: undefined }).toEqual(before);
  });

  it("shows lost contacts in the arc of the charge transfer, not in the film of the lithium", () => {
    const half = state.particles.status.map((_, p) => (p % 2 === 0 ? PARTICLE_DETACHED : 0));
    const worn = { ...state, particles: { ...state.particles, status: half } };
    const [fresh, old] = [measure(model, state), measure(model, worn)];
    const arc = (points: readonly ImpedancePoint[]): number => realAt(points, 1) - realAt(points, 1000);
    expect(arc(old) / arc(fresh)).toBeGreaterThan(1.9);
    expect(arc(old) / arc(fresh)).toBeLessThan(2.1);
    expect(realAt(old, 1e6) / realAt(fresh, 1e6)).toBeLessThan(1.3);
  });

  it("shows the interphase as thickness over conductivity, at the frequency of its material", () => {
    const thickness = 500e-9;
    const { interphase } = model.scenario;
    const charge = new Float64Array(state.front.plated.length).fill(
      thickness / interphase.thicknessPerCharge,
    );
    const grown = { ...state, front: { ...state.front, interphaseChemical: charge } };
    const [fresh, old] = [measure(model, state, { from: 1e12 }), measure(model, grown, { from: 1e12 })];
    const resistance = (1e4 * thickness) / interphase.conductivity;
    expect(realAt(old, 1e-3) - realAt(fresh, 1e-3)).toBeCloseTo(resistance, 6);
    expect(realAt(old, 1e12) - realAt(fresh, 1e12)).toBeCloseTo(0, 6);
    const relaxation = interphase.conductivity / (2 * Math.PI * 8.8541878128e-12 * 10);
    const at = { from: relaxation, to: relaxation };
    const [thin, thick] = [measure(model, state, at), measure(model, grown, at)];
    expect(thin[0]!.imaginary_ohm_cm2 - thick[0]!.imaginary_ohm_cm2).toBeCloseTo(resistance / 2, 1);
  });

  it("grows over the cycles", () => {
    const run = createRun(smallScenario({ "cell.stackPressure": "0 MPa", "protocol.repeat": 3 }));
    const fresh = measure(run.model, run.state);
    run.advance({});
    const old = measure(run.model, run.state);
    expect(realAt(old, 1)).toBeGreaterThan(1.05 * realAt(fresh, 1));
  });

  it("is refused with all that is wrong", () => {
    const attempt = () => measure(model, state, { from: 0, to: -1, pointsPerDecade: 0, stateOfCharge: 2 });
    expect(attempt).toThrow(InputError);
    expect(problemsOf(attempt)).toEqual(["from", "to", "pointsPerDecade", "stateOfCharge"]);
    const shorted = { ...state, electrolyte: { ...state.electrolyte, shortCircuit: Int32Array.of(1) } };
    expect(problemsOf(() => measure(model, shorted))).toEqual(["state"]);
    const status = new Uint8Array(state.particles.status.length).fill(PARTICLE_DETACHED);
    const dead = { ...state, particles: { ...state.particles, status } };
    expect(problemsOf(() => measure(model, dead))).toEqual(["state"]);
  });
});

function problemsOf(attempt: () => unknown): string[] {
  try {
    attempt();
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.problems.map(({ where }) => where);
    throw error;
  }
}
