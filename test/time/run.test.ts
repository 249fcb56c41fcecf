import { describe, expect, it } from "vitest";
import { InputError } from "../../sim-core/base/errors.ts";
import type { CycleSummary, Frame, StepSample } from "../../sim-core/cell/frame.ts";
import { createModel } from "../../sim-core/cell/model.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import type { Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { createRun, resumeRun } from "../../sim-core/time/run/run.ts";
import { type Overrides, shippedScenario, smallScenario } from "../cell/small-cell.ts";
import { repeatSteps } from "../scenario/repeat-steps.ts";

function runThrough(scenario: Scenario): {
  samples: StepSample[];
  cycles: CycleSummary[];
  frame: Frame;
  message: string;
} {
  const run = createRun(scenario);
  const { samples, cycles, status } = run.advance({});
  return { samples: [...samples], cycles: [...cycles], frame: run.frame(), message: status.message };
}

/** The last sample of each uninterrupted phase. */
function phaseEnds(samples: readonly StepSample[]): StepSample[] {
  return samples.filter((sample, k) => sample.phase !== samples[k + 1]?.phase);
}

describe("a run", () => {
  const twoCycles = runThrough(smallScenario({ "protocol.repeat": 2 }));

  it("hits the cut-off voltages to 1 mV", () => {
    const ends = phaseEnds(twoCycles.samples);
    expect(ends.map((s) => s.phase)).toEqual(["charge", "discharge", "charge", "discharge"]);
    for (const end of ends) {
      expect(Math.abs(end.voltage - (end.phase === "charge" ? 4.3 : 2.6))).toBeLessThanOrEqual(1e-3);
    }
  });

  it("completes its cycles and keeps lithium and charge", () => {
    expect(twoCycles.message).toBe("completed 2 cycles");
    expect(twoCycles.cycles.map((c) => c.cycle)).toEqual([1, 2]);
    const { ledger } = twoCycles.frame;
    expect(Math.abs(ledger.residual)).toBeLessThan(1e-9);
    const inside = ledger.intergranularConnected + ledger.intergranularDead;
    const metal = ledger.anode + ledger.interphase + inside;
    const total = ledger.cathodeActive + ledger.cathodeIsolated + metal;
    expect(total / ledger.initial).toBeCloseTo(1, 12);
    expect(ledger.interphase).toBeGreaterThan(0);
  });

  it("gives back no more than it took, less what the interphase kept", () => {
    const [, second] = twoCycles.cycles;
    expect(second!.dischargeCapacity_mAh_cm2).toBeLessThan(second!.chargeCapacity_mAh_cm2 * (1 + 1e-6));
    expect(second!.coulombicEfficiency).toBeGreaterThan(0.99);
  });

  it("has a capacity within 0.1 % of that of ever smaller steps and finer shells", () => {
    const tight = runThrough(
      smallScenario({ "protocol.repeat": 2, "solver.stepTolerance": "0.05 mV", "solver.shells": 24 }),
    );
    expect(tight.samples.length).toBeGreaterThan(1.5 * twoCycles.samples.length);
    twoCycles.cycles.forEach((cycle, k) => {
      const limit = tight.cycles[k]!;
      expect(Math.abs(cycle.chargeCapacity_mAh_cm2 / limit.chargeCapacity_mAh_cm2 - 1)).toBeLessThan(1e-3);
      expect(Math.abs(cycle.dischargeCapacity_mAh_cm2 / limit.dischargeCapacity_mAh_cm2 - 1)).toBeLessThan(
        1e-3,
      );
    });
  });

  it("gives the same bytes for a seed, and others for another", () => {
    const life: Overrides = { "protocol.repeat": 4, "contactLoss.medianLife": 2 };
    const one = runThrough(smallScenario(life)).frame;
    const again = runThrough(smallScenario(life)).frame;
    const other = runThrough(smallScenario({ ...life, seed: 2 })).frame;
    expect(Buffer.from(again.potential.buffer).equals(Buffer.from(one.potential.buffer))).toBe(true);
    expect(Array.from(again.particleDamage)).toEqual(Array.from(one.particleDamage));
    expect(Array.from(other.particleDamage)).not.toEqual(Array.from(one.particleDamage));
  });

  it("keeps more active particles with the coating, everything else equal", () => {
    const life: Overrides = { "protocol.repeat": 6, "contactLoss.medianLife": 3 };
    const bare = runThrough(smallScenario(life, "ncm")).cycles.at(-1)!;
    const coated = runThrough(smallScenario(life, "lzp-ncm")).cycles.at(-1)!;
    expect(bare.activeFraction).toBeLessThan(1);
    expect(coated.activeFraction).toBeGreaterThan(bare.activeFraction);
  });

  it("lands on the time it is asked for, whatever the frames", () => {
    const scenario = smallScenario({ "protocol.repeat": 1 });
    const coarse = createRun(scenario);
    coarse.advance({ untilTime: 3000 });
    const fine = createRun(scenario);
    for (let time = 20; time <= 3000; time += 20) fine.advance({ untilTime: time });
    expect(coarse.time).toBeCloseTo(3000, 6);
    expect(fine.time).toBeCloseTo(3000, 6);
    expect(fine.frame().voltage).toBeCloseTo(coarse.frame().voltage, 2.7);
  });

  it("lands on it to the last bit, for whoever asks waits for nothing less", () => {
    const model = createModel(smallScenario({ "protocol.repeat": 1 }));
    const start = createInitialState(model);
    // Times more than double: there a + (b - a) may miss b by a rounding, as it does for some of these.
    for (let k = 180; k < 190; k++) {
      const time = 3 + 0.173 * k;
      const run = resumeRun(model, start);
      for (const untilTime of [time, 3.1 * time]) {
        run.advance({ untilTime });
        expect(run.time).toBe(untilTime);
      }
    }
  });

  it("takes live parameters while it runs and refuses the others", () => {
    const run = createRun(smallScenario());
    run.advance({ untilTime: 1500 });
    const before = run.frame().voltage;
    run.revise(smallScenario({ "cell.cRate": 2 }));
    run.advance({ untilTime: 1530 });
    expect(run.frame().voltage).toBeGreaterThan(before + 0.02);
    run.revise(smallScenario({ "cell.cRate": 2, "electrolyte.conductivity": "0.3 mS/cm" }));
    run.advance({ untilTime: 1560 });
    expect(Math.abs(run.frame().ledger.residual)).toBeLessThan(1e-12);
    expect(run.frame().ledger.chargeImbalance).toBeLessThan(1e-8);
    expect(() => run.revise(smallScenario({ "electrolyte.thickness": "50 um" }))).toThrow(InputError);
  });

  it("holds a voltage, rests, and counts capacity and time", () => {
    const base = smallScenario({ "protocol.repeat": 1 });
    const scenario: Scenario = {
      ...base,
      protocol: repeatSteps(
        [
          { kind: "charge", rate: { kind: "cRate", value: 1 }, until: [{ kind: "voltage", value: 4.2 }] },
          { kind: "hold", voltage: 4.2, until: [{ kind: "currentDensity", value: 2 }] },
          { kind: "rest", until: [{ kind: "duration", value: 900 }] },
          {
            kind: "discharge",
            rate: { kind: "currentDensity", value: 10 },
            until: [
              { kind: "capacity", value: 3600 },
              { kind: "voltage", value: 2.6 },
            ],
          },
        ],
        1,
      ),
    };
    const { samples, message } = runThrough(scenario);
    const [charge, hold, rest, discharge] = phaseEnds(samples);
    expect(message).toBe("completed 1 cycle");
    expect(hold!.voltage).toBeCloseTo(4.2, 9);
    expect(hold!.currentDensity / 2).toBeCloseTo(1, 2.5);
    expect(rest!.time - hold!.time).toBeCloseTo(900, 5);
    expect(rest!.currentDensity).toBeCloseTo(0, 6);
    expect(rest!.voltage).toBeLessThan(4.2);
    expect(discharge!.capacity).toBeCloseTo(0.1, 6);
    expect(charge!.phase).toBe("charge");
  });

  it("ends with a sentence when the cell takes no more charge", () => {
    const { message, cycles } = runThrough(
      smallScenario({ "protocol.repeat": 50, "contactLoss.medianLife": 0.5, "contactLoss.lifeSpread": 0 }),
    );
    expect(message).toMatch(/no particle is left|takes no more charge/);
    expect(cycles.length).toBeLessThan(50);
  });

  it("shows the paper's flat anode: plating is least opposite the inactive third", () => {
    const run = createRun(shippedScenario("paper-flat-anode", { mesh: "draft" }));
    run.advance({ untilTime: 20 });
    const frame = run.frame();
    const at = (x: number): number => {
      let best = 0;
      frame.frontX.forEach((own, k) => {
        if (Math.abs(own - x) < Math.abs(frame.frontX[best]! - x)) best = k;
      });
      return frame.frontCurrent[best]!;
    };
    expect(at(210)).toBeLessThan(0.95 * at(5));
    expect(at(210)).toBeLessThan(0.95 * at(415));
    expect(frame.activeFraction).toBeLessThan(0.7);
  });
});
