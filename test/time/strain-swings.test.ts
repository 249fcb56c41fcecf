/** Damage by strain swings in a cell that runs: what cuts a swing, interrupts it or rests changes nothing. */
import { describe, expect, test } from "vitest";
import { volumetricStrain } from "../../sim-core/cathode/lattice.ts";
import { PARTICLE_ACTIVE, PARTICLE_DETACHED } from "../../sim-core/cell/frame.ts";
import { latticeWindow } from "../../sim-core/cell/material.ts";
import { createModel, type Model } from "../../sim-core/cell/model.ts";
import { meanStoichiometry } from "../../sim-core/cell/particle-means.ts";
import type { CellState } from "../../sim-core/cell/state.ts";
import { contactStrain } from "../../sim-core/degradation/contact-loss.ts";
import { countDamage, drawReturns } from "../../sim-core/mechanisms/cathode/count-damage.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import { nominalArealCapacity } from "../../sim-core/scenario/capacity.ts";
import type { Limit, ProtocolStep, Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { resumeRun } from "../../sim-core/time/run/run.ts";
import type { RunState } from "../../sim-core/time/run/run-memory.ts";
import { type Overrides, smallScenario } from "../cell/small-cell.ts";
import { repeatSteps } from "../scenario/repeat-steps.ts";

const MILLIAMPERE_HOURS = 3.6e4; /* C/m2 in 1 mAh/cm2 */

/** The small cell without what changes with time alone. */
function cellOf(steps: readonly ProtocolStep[], overrides: Overrides = {}): Scenario {
  const scenario = smallScenario({
    "interface.filmGrowth": 0,
    "interphase.chemicalRate": 0,
    "contactLoss.medianLife": 10,
    "protocol.repeat": 1,
    ...overrides,
  });
  return { ...scenario, protocol: repeatSteps(steps, scenario.protocol.repeat) };
}

const flow = (kind: "charge" | "discharge", cRate: number, limit: Limit): ProtocolStep => ({
  kind,
  rate: { kind: "cRate", value: cRate },
  until: [limit],
});
const capacity = (value: number): Limit => ({ kind: "capacity", value: value * MILLIAMPERE_HOURS });
const duration = (value: number): Limit => ({ kind: "duration", value });
const voltage = (value: number): Limit => ({ kind: "voltage", value });
const rest = (seconds: number): ProtocolStep => ({ kind: "rest", until: [duration(seconds)] });

/** Model and state at the end of a run, resumed at every cycle's end from a copy of its state. */
function runThrough(scenario: Scenario): { model: Model; state: CellState } {
  const model = createModel(scenario);
  const run = resumeRun(model, createInitialState(model));
  run.advance({});
  expect(run.status.message).toMatch(/^completed/);
  return run;
}

const damageOf = (scenario: Scenario): number => sum(runThrough(scenario).state.particles.damage);
const sum = (values: Float64Array): number => values.reduce((total, own) => total + own, 0);

const CHARGE = 0.7; /* mAh/cm2 */
const PULSES = 12;
/** What 1 s at 0.5C takes back, mAh/cm2. */
const TAKEN_BACK = (0.5 * nominalArealCapacity(smallScenario())) / 3600 / MILLIAMPERE_HOURS;

describe("one charge", () => {
  const smooth = damageOf(cellOf([flow("charge", 0.5, capacity(CHARGE))]));
  const piece = flow("charge", 0.5, capacity(CHARGE / PULSES));

  test("does what the law says of its strain and its rate", () => {
    const steps = [flow("charge", 0.5, capacity(CHARGE))];
    const { model, state } = runThrough(
      cellOf(steps, { "contactLoss.thresholdSpread": 0, "contactLoss.lifeSpread": 0 }),
    );
    const { contactLoss, cell } = model.scenario;
    const lattice = latticeWindow(model.scenario);
    const start = model.scenario.ncm.stoichiometryInitial;
    const swingOf = (x: number) => volumetricStrain(start, lattice) - volumetricStrain(x, lattice);
    const threshold = contactLoss.threshold * (1 + cell.stackPressure / contactLoss.pressureScale);
    meanStoichiometry(model, state.particles).forEach((mean, p) => {
      const surface = swingOf(state.particles.surface[p]!);
      const swing = contactStrain(swingOf(mean), surface, contactLoss.surfaceShare);
      const shareOfWhole = (start - mean) * 96485.33 * model.scenario.ncm.maximumConcentration;
      const rate = (shareOfWhole * model.population.area[p]!) / model.population.oneC[p]! / state.time;
      const expected = ((swing / threshold) ** 4 / 10) * (rate / 0.5);
      expect(Math.abs(state.particles.damage[p]! / expected - 1)).toBeLessThan(1e-4);
    });
  });

  test("cut into steps, cycles and rests does the same", () => {
    const cut = damageOf(cellOf(new Array<ProtocolStep>(PULSES).fill(piece)));
    const cycles = damageOf(cellOf([piece], { "protocol.repeat": PULSES }));
    // None in the second half: a rest lets the surface sink, and its peak is lower until that has been made up for.
    const halves = Array.from({ length: PULSES }, (_, k) => (k < PULSES / 2 ? [piece, rest(600)] : [piece]));
    const rested = damageOf(cellOf(halves.flat()));
    expect(Math.abs(cut / smooth - 1)).toBeLessThan(2e-3);
    expect(Math.abs(cycles / smooth - 1)).toBeLessThan(2e-3);
    expect(Math.abs(rested / smooth - 1)).toBeLessThan(2e-3);
  });

  test("interrupted by reversals of a second does the same, once it has come as far", () => {
    const pulses = new Array<ProtocolStep[]>(PULSES - 1)
      .fill([piece, flow("discharge", 0.5, duration(1))])
      .flat();
    const last = flow("charge", 0.5, capacity(CHARGE / PULSES + (PULSES - 1) * TAKEN_BACK));
    expect(Math.abs(damageOf(cellOf([...pulses, last])) / smooth - 1)).toBeLessThan(2e-3);
  });
});

test("a hundred swings of 10 s at 3C do next to nothing", () => {
  const half = flow("charge", 0.5, capacity(CHARGE / 2));
  const swing = [flow("charge", 3, duration(10)), flow("discharge", 3, duration(10))];
  const { state } = runThrough(cellOf([half, ...new Array<ProtocolStep[]>(100).fill(swing).flat()]));
  expect(sum(state.particles.damage) / 12).toBeLessThan(2e-4);
  expect([...state.particles.status]).toEqual(new Array(12).fill(PARTICLE_ACTIVE));
});

test("an hour's rest after each charge and each discharge changes nothing", () => {
  const charge = flow("charge", 0.5, voltage(4.2));
  const discharge = flow("discharge", 0.5, voltage(2.8));
  const cycles = { "protocol.repeat": 4 };
  const without = damageOf(cellOf([charge, discharge], cycles));
  const rested = damageOf(cellOf([charge, rest(3600), discharge, rest(3600)], cycles));
  expect(Math.abs(rested / without - 1)).toBeLessThan(2e-3);
});

describe("detached particles", () => {
  const half = flow("charge", 0.5, capacity(CHARGE / 2));
  const { model, state } = runThrough(
    cellOf([half, flow("discharge", 0.5, duration(600)), flow("charge", 0.5, duration(60))], {
      "contactLoss.recontactProbability": 1,
    }),
  );
  const isLost = (p: number): boolean => p % 3 === 0;
  const lose = <T extends Uint8Array | Int32Array | Float64Array>(values: T, value: number): T =>
    values.map((own, p) => (isLost(p) ? value : own)) as T;
  const { status, damage, contactFraction, detachedIn, strain } = state.particles;
  const { memory: _, ...remembered } = state as RunState;
  const lost: CellState = {
    ...remembered,
    cursor: createInitialState(model).cursor,
    particles: {
      ...state.particles,
      status: lose(status, PARTICLE_DETACHED),
      damage: lose(damage, 1),
      contactFraction: lose(contactFraction, 0),
      detachedIn: lose(detachedIn, 1),
    },
  };

  test("swing no further", () => {
    const run = resumeRun(model, lost);
    run.advance({ maximumSteps: 10 });
    status.forEach((_, p) => {
      expect(run.state.particles.strain.largest[p]! > 0).toBe(!isLost(p));
      const { headMean } = run.state.particles.strain.swings;
      expect(headMean[p] === strain.swings.headMean[p]).toBe(isLost(p));
    });
  });

  test("start anew when they come back", () => {
    const returned = drawReturns(model, { ...lost, cursor: { ...lost.cursor, cycle: 2 } }).particles;
    expect(new Set(returned.status)).toEqual(new Set([PARTICLE_ACTIVE]));
    expect(new Set(strain.swings.kept)).toEqual(new Set([3]));
    expect([...returned.strain.swings.kept]).toEqual(Array.from(status, (_, p) => (isLost(p) ? 1 : 3)));
  });
});

test("counts twice what happened once: no damage", () => {
  const { model, state } = runThrough(cellOf([flow("charge", 0.5, capacity(CHARGE))]));
  expect(countDamage(model, state)).toBe(state);
});

test("goes on from a stored state to the same damage", () => {
  const scenario = cellOf([flow("charge", 0.5, voltage(4.2)), flow("discharge", 0.5, voltage(2.8))], {
    "protocol.repeat": 2,
  });
  const model = createModel(scenario);
  const first = resumeRun(model, createInitialState(model));
  first.advance({ maximumSteps: 30 });
  const [one, other] = [first.state, structuredClone(first.state)].map((state) => {
    const run = resumeRun(model, state);
    run.advance({});
    return run.state.particles;
  });
  expect(other!.strain).toEqual(one!.strain);
  expect(other!.damage).toEqual(one!.damage);
});
