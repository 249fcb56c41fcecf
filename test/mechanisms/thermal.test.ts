/** The cell as one warm body: heat made = heat stored + heat lost, and where the heat comes from. */
import { describe, expect, it } from "vitest";
import {
  type Advance,
  createRun,
  parseScenario,
  resumeCheckpoint,
  takeCheckpoint,
} from "../../sim-core/index.ts";
import { advanceTemperature, heatRates } from "../../sim-core/mechanisms/thermal/heat-balance.ts";
import type { ResumableRun } from "../../sim-core/time/run/run-memory.ts";
import { loadShipped, type Overrides, SMALL_CELL } from "../cell/small-cell.ts";

const small: Overrides = {
  ...SMALL_CELL,
  "protocol.repeat": 1,
  "thermal.active": true,
  "thermal.heatCapacity": 500,
  "cell.cRate": 2,
};

function begin(overrides: Overrides = {}): ResumableRun {
  return createRun(
    parseScenario(loadShipped("ncm"), { load: loadShipped, overrides: { ...small, ...overrides } }),
  );
}

const temperatures = ({ samples }: Pick<Advance, "samples">): number[] =>
  samples.map((row) => row.temperature);
/** What heat a run has made, less what the cell stores and has lost, as a share of what was made. */
function heatImbalance(run: ResumableRun): number {
  const held = heatOf(run);
  const made = held.ohmic! + held.reaction! + held.diffusion! + held.reversible!;
  const stored = run.scenario.thermal.heatCapacity * (held.temperature! - held.start!);
  return Math.abs(made - stored - held.lost!) / (Math.abs(made) + Math.abs(held.lost!));
}

const heatOf = (run: ResumableRun) => run.state.own["lumped temperature"] as Record<string, number>;

describe("the law", () => {
  it("splits what the terminals put in and the particles do not store", () => {
    const rates = heatRates({
      density: 10,
      voltage: 4.2,
      particleDensity: [4, 6],
      surfacePotential: [4.1, 4.05],
      meanPotential: [4, 4],
      ohmic: 0.5,
      temperature: 300,
      entropicCoefficient: -1e-4,
    });
    expect(rates.diffusion).toBeCloseTo(4 * 0.1 + 6 * 0.05, 12);
    expect(rates.reaction).toBeCloseTo(42 - 40 - 0.5 - 0.7, 12);
    expect(rates.reversible).toBeCloseTo(-0.3, 12);
  });

  it("comes to q/h above the surroundings, by an exponential of time C/h", () => {
    const around = { temperature: 300, heatTransferCoefficient: 10, heatCapacity: 500 };
    let temperature = 300;
    for (let k = 0; k < 5000; k++) {
      ({ temperature } = advanceTemperature(temperature, { rate: 20, duration: 0.01 }, around));
    }
    // After one time constant of 50 s; of first order in the step.
    expect(temperature - 300).toBeCloseTo(2 * (1 - Math.exp(-1)), 3);
    expect(advanceTemperature(300, { rate: 20, duration: 1e9 }, around).temperature).toBeCloseTo(302, 6);
  });

  it("balances to round-off whatever the step", () => {
    for (const duration of [1e-3, 7, 1e6]) {
      const around = { temperature: 290, heatTransferCoefficient: 3, heatCapacity: 40 };
      const { temperature, lost } = advanceTemperature(310, { rate: 2, duration }, around);
      const made = 2 * duration;
      expect(Math.abs(made - 40 * (temperature - 310) - lost)).toBeLessThan(
        1e-12 * (made + Math.abs(lost) + 800),
      );
    }
  });
});

describe("a cell that heats itself", () => {
  it("warms, and its heat closes to 1e-9", () => {
    const run = begin({ "thermal.heatTransferCoefficient": 2 });
    const told = run.advance({});
    expect(told.status.kind).toBe("completed");
    const rise = Math.max(...temperatures(told)) - 303.15;
    expect(rise).toBeGreaterThan(0.3);
    expect(rise).toBeLessThan(30);
    expect(heatImbalance(run)).toBeLessThan(1e-9);
    expect(told.cycles[0]!.temperature_K).toBe(temperatures(told).at(-1));
    expect(told.cycles[0]!.heatLost_J_m2).toBe(heatOf(run).lost);
    expect(run.frame().temperature).toBe(temperatures(told).at(-1));
  });

  it("makes the heat of what was put in and not got back", () => {
    const run = begin({ "thermal.heatTransferCoefficient": 0, "thermal.entropicCoefficient": 0 });
    const first = run.frame();
    run.advance({});
    const { ohmic, reaction, diffusion, reversible, lost } = heatOf(run);
    expect(reversible).toBe(0);
    expect(lost).toBe(0);
    const { ncm } = run.scenario;
    // What the particles store: the integral of U over the lithium that left, each at its own mean.
    const { population, section } = run.model;
    let stored = 0;
    run.state.particles.strain.mean.forEach((x, p) => {
      const parts = 4000;
      const begun = first.particleStoichiometry[p]!;
      for (let k = 0; k < parts; k++) {
        const at = begun + ((x - begun) * (k + 0.5)) / parts;
        const charge = (-(x - begun) / parts) * 96485.33212 * ncm.maximumConcentration * population.area[p]!;
        stored += (charge * ncm.openCircuitPotential.evaluate(at)) / section.width;
      }
    });
    const made = ohmic! + reaction! + diffusion!;
    expect(made).toBeGreaterThan(0);
    expect(made / (run.state.energy - stored)).toBeCloseTo(1, 1);
    for (const part of [ohmic, reaction, diffusion]) expect(part).toBeGreaterThan(0);
  });

  it("cools while it is charged and warms while it is discharged by the reversible part alone", () => {
    const change = (entropicCoefficient: number): number[] => {
      const run = begin({
        "thermal.entropicCoefficient": entropicCoefficient,
        "thermal.heatTransferCoefficient": 0,
      });
      const samples = run.advance({}).samples;
      const turn = samples.findLast(({ phase }) => phase === "charge")!;
      return [turn.temperature - 303.15, samples.at(-1)!.temperature - turn.temperature];
    };
    const [none, negative] = [change(0), change(-0.5)];
    expect(negative[0]!).toBeLessThan(none[0]!);
    expect(negative[1]!).toBeGreaterThan(none[1]!);
  });

  it("is the isothermal cell where the surroundings take all heat", () => {
    const cold = begin({ "thermal.heatTransferCoefficient": 1e4, "thermal.heatCapacity": 10 });
    const isothermal = begin({ "thermal.active": false });
    const [one, other] = [cold, isothermal].map((run) => run.advance({}).cycles[0]!);
    expect(one!.dischargeCapacity_mAh_cm2).toBeCloseTo(other!.dischargeCapacity_mAh_cm2, 4);
    expect(isothermal.state.own).toEqual({});
    expect(other).not.toHaveProperty("temperature_K");
  });

  it("follows its surroundings at rest", () => {
    const protocol = ["Rest for 20 hours at 45 °C"];
    const scenario = parseScenario(
      { ...(loadShipped("ncm") as object), protocol: { repeat: 1, steps: protocol } },
      { load: loadShipped, overrides: small },
    );
    const run = createRun(scenario);
    const { samples } = run.advance({});
    expect(samples[1]!.temperature).toBeLessThan(318);
    expect(samples.at(-1)!.temperature).toBeCloseTo(318.15, 2);
  });

  it("conducts and exchanges as its own temperature says", () => {
    const warm = begin({ "thermal.heatTransferCoefficient": 0, "thermal.heatCapacity": 200 });
    const cool = begin({ "thermal.active": false });
    for (const run of [warm, cool]) run.advance({ untilTime: 600 });
    const [one, other] = [warm.frame(), cool.frame()];
    expect(one.temperature).toBeGreaterThan(other.temperature + 1);
    const conductivities = [warm, cool].map((run) => run.state.geometry.conductivity);
    expect(conductivities[0]! / conductivities[1]!).toBeGreaterThan(1.02);
    expect(one.voltage).toBeLessThan(other.voltage);
    // The surroundings are as they were, and so is what the scenario says.
    expect(warm.scenario.cell.temperature).toBe(303.15);
  });

  it("goes on from a checkpoint with the same bits", () => {
    const whole = begin().advance({});
    const run = begin();
    const first = run.advance({ maximumSteps: 25 });
    const again = resumeCheckpoint(structuredClone(takeCheckpoint(run)));
    expect(again.origin.cell.temperature).toBe(303.15);
    const rest = again.advance({});
    expect([...first.samples, ...rest.samples]).toEqual(whole.samples);
    expect(rest.cycles).toEqual(whole.cycles);
  });
});
