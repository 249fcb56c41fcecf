/** What a cycle, its capacities, retention, efficiency and the ending of a run are, whatever the protocol. */
import { describe, expect, it } from "vitest";
import { FARADAY, MILLIAMPERE_HOURS } from "../../sim-core/base/constants.ts";
import type { CycleSummary, StepSample, StepSummary } from "../../sim-core/cell/frame.ts";
import type { Limit, Protocol, ProtocolStep, Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { createRun } from "../../sim-core/time/run/run.ts";
import type { RunStatus } from "../../sim-core/time/run/run-types.ts";
import { type Overrides, smallScenario } from "../cell/small-cell.ts";
import { repeatSteps } from "../scenario/repeat-steps.ts";

const volt = (value: number): Limit => ({ kind: "voltage", value });
const seconds = (value: number): Limit => ({ kind: "duration", value });
const charge = (...until: Limit[]): ProtocolStep => ({
  kind: "charge",
  rate: { kind: "cRate", value: 1 },
  until,
});
const discharge = (...until: Limit[]): ProtocolStep => ({
  kind: "discharge",
  rate: { kind: "cRate", value: 1 },
  until,
});
const rest = (duration: number): ProtocolStep => ({ kind: "rest", until: [seconds(duration)] });
const hold = (voltage: number, ...until: Limit[]): ProtocolStep => ({ kind: "hold", voltage, until });

interface Outcome {
  readonly status: RunStatus;
  readonly samples: readonly StepSample[];
  readonly steps: readonly StepSummary[];
  readonly cycles: readonly CycleSummary[];
  readonly notices: readonly string[];
  /** Lithium that left the cathode since the start, mAh/cm2. */
  readonly given: number;
}

function follow(protocol: Protocol, overrides: Overrides = {}): Outcome {
  const scenario: Scenario = { ...smallScenario(overrides), protocol };
  const run = createRun(scenario);
  const cathode = (): number => {
    const { cathodeActive, cathodeIsolated } = run.frame().ledger;
    return cathodeActive + cathodeIsolated;
  };
  const before = cathode();
  const { samples, steps, cycles, notices, status } = run.advance({});
  const given = ((before - cathode()) * FARADAY) / MILLIAMPERE_HOURS;
  return { status, samples, steps, cycles, notices, given };
}

describe("charge", () => {
  const protocols: readonly (readonly [string, Protocol])[] = [
    [
      "CC-CV with rests",
      repeatSteps([charge(volt(4.2)), hold(4.2, seconds(3600)), rest(600), discharge(volt(3))], 2),
    ],
    [
      "holds that climb",
      repeatSteps([hold(3.8, seconds(1200)), rest(60), hold(4, seconds(1200)), rest(60)], 1),
    ],
    ["pulses", repeatSteps([charge(seconds(300)), rest(30), discharge(seconds(60))], 4)],
  ];
  it.each(protocols)("that is reported is the lithium that moved: %s", (_, protocol) => {
    const { samples, steps, cycles, given } = follow(protocol);
    const last = samples.at(-1)!;
    const scale = last.charged + last.discharged;
    expect(Math.abs(last.charged - last.discharged - given) / scale).toBeLessThan(1e-9);
    const net = (sums: Pick<CycleSummary, "chargeCapacity_mAh_cm2" | "dischargeCapacity_mAh_cm2">): number =>
      sums.chargeCapacity_mAh_cm2 - sums.dischargeCapacity_mAh_cm2;
    expect(Math.abs(cycles.reduce((sum, cycle) => sum + net(cycle), 0) - given) / scale).toBeLessThan(1e-9);
    expect(Math.abs(steps.reduce((sum, step) => sum + net(step), 0) - given) / scale).toBeLessThan(1e-9);
  });

  it("limits a hold by what has passed in it", () => {
    const capacity: Limit = { kind: "capacity", value: 0.1 * MILLIAMPERE_HOURS };
    const { steps } = follow(repeatSteps([charge(volt(4)), hold(4.1, capacity, seconds(7200))], 1));
    expect(steps[1]!.chargeCapacity_mAh_cm2 / 0.1).toBeCloseTo(1, 5);
  });
});

describe("a rest", () => {
  const still = repeatSteps([rest(3600)], 3);

  it("passes exactly nothing", () => {
    const { samples, cycles } = follow(
      repeatSteps([charge(volt(4)), rest(1800), discharge(volt(3)), rest(1800)], 1),
    );
    const rests = samples.filter(({ phase }) => phase === "rest");
    expect(rests.length).toBeGreaterThan(4);
    for (const { currentDensity } of rests) expect(currentDensity).toBe(0);
    const [first] = rests;
    for (const { charged } of rests.slice(0, 3)) expect(charged).toBe(first!.charged);
    expect(cycles[0]!.anodeCurrentCoV).toBeLessThan(1);
  });

  it("completes a protocol of rests alone, in which there is nothing to compare", () => {
    const { status, cycles } = follow(still);
    expect(status).toEqual({ kind: "completed", message: "completed 3 cycles" });
    for (const cycle of cycles) {
      expect(cycle.chargeCapacity_mAh_cm2 + cycle.dischargeCapacity_mAh_cm2).toBe(0);
      expect([cycle.retention, cycle.coulombicEfficiency, cycle.anodeCurrentCoV]).toEqual([null, null, null]);
    }
  });

  it("tells the voltage at its end, after a charge and after a discharge", () => {
    const { cycles, samples } = follow(
      repeatSteps([charge(volt(4.1)), rest(900), discharge(volt(3.2)), rest(900)], 1),
    );
    const ends = samples.filter((one, k) => one.stepCount !== samples[k + 1]?.stepCount);
    expect(cycles[0]!.restVoltageCharged_V).toBe(ends[1]!.voltage);
    expect(cycles[0]!.restVoltageDischarged_V).toBe(ends[3]!.voltage);
  });

  it("can end when the voltage has come to stand", () => {
    const slow: Limit = { kind: "voltageRate", value: 2e-6 };
    // Small steps: with those of the default a step of the rest is as long as what it follows takes.
    const rest = { kind: "rest", until: [slow] } as const;
    const after = { kind: "rest", until: [seconds(10)] } as const;
    const { steps } = follow(repeatSteps([charge(volt(4.1)), rest, after], 1), {
      "solver.stepTolerance": "0.001 mV",
    });
    expect(steps[1]!.duration_s).toBeGreaterThan(60);
    const { startVoltage_V: from, endVoltage_V: to } = steps[2]!;
    expect(Math.abs(to - from) / 10 / 2e-6).toBeCloseTo(1, 1);
  });

  it("ends so at about the same time with the default steps as with small ones", () => {
    const slow: Limit = { kind: "voltageRate", value: 2e-6 };
    const protocol = repeatSteps([charge(volt(4.1)), { kind: "rest", until: [slow] }], 1);
    const rested = follow(protocol).steps[1]!;
    const exact = follow(protocol, { "solver.stepTolerance": "0.01 mV" }).steps[1]!;
    expect(rested.endedBy).toBe("dV/dt < 7.2 mV/h");
    expect(Math.abs(rested.duration_s / exact.duration_s - 1)).toBeLessThan(0.02);
  });
});

describe("retention and efficiency", () => {
  it("compare a discharge with the charge before it where a cycle begins with the discharge", () => {
    const { cycles } = follow(repeatSteps([discharge(volt(3)), charge(volt(4.1))], 3));
    expect(cycles[0]!.retention).toBeNull();
    expect(cycles[0]!.coulombicEfficiency).toBeNull();
    expect(cycles[1]!.retention).toBe(1);
    const efficiency = cycles[1]!.dischargeCapacity_mAh_cm2 / cycles[0]!.chargeCapacity_mAh_cm2;
    expect(cycles[1]!.coulombicEfficiency).toBeCloseTo(efficiency, 12);
    expect(cycles[2]!.retention).toBeCloseTo(
      cycles[2]!.dischargeCapacity_mAh_cm2 / cycles[1]!.dischargeCapacity_mAh_cm2,
      12,
    );
  });

  it("do not mistake pulses within a charge for discharges of their own", () => {
    const pulses = [charge(seconds(600)), discharge(seconds(10)), charge(seconds(600)), discharge(volt(3))];
    const [cycle] = follow(repeatSteps(pulses, 1)).cycles;
    expect(cycle!.coulombicEfficiency).toBeCloseTo(
      cycle!.dischargeCapacity_mAh_cm2 / cycle!.chargeCapacity_mAh_cm2,
      12,
    );
  });

  it("pair what a cycle charges after its discharge with the next cycle's", () => {
    const { cycles } = follow(repeatSteps([charge(volt(4.1)), discharge(volt(3)), charge(seconds(600))], 2));
    const half = cycles[0]!.chargeCapacity_mAh_cm2;
    const later = cycles[1]!;
    expect(later.coulombicEfficiency).toBeGreaterThan(0.9);
    expect(later.coulombicEfficiency).toBeLessThanOrEqual(1.001);
    expect(half).toBeGreaterThan(0);
  });

  it("take the reference cycle that is named", () => {
    const protocol = { ...repeatSteps([charge(volt(4.1)), discharge(volt(3))], 3), referenceCycle: 2 };
    const { cycles } = follow(protocol);
    expect(cycles.map(({ retention }) => retention === null)).toEqual([true, false, false]);
    expect(cycles[1]!.retention).toBe(1);
  });
});

describe("an ending", () => {
  it("is empty for pulses that have emptied the cell", () => {
    const { status } = follow(repeatSteps([discharge(seconds(300), volt(3.4)), rest(60)], 60), {
      "ncm.stoichiometryInitial": 0.6,
    });
    expect(status.kind).toBe("empty");
    expect(status.message).toContain("empty");
  });

  it("is none where single pulses are small or the protocol goes on with a charge", () => {
    const pulses = follow(repeatSteps([discharge(seconds(1)), rest(1)], 3), {
      "ncm.stoichiometryInitial": 0.6,
    });
    expect(pulses.status.kind).toBe("completed");
    const blocks = [
      { name: "empty", repeat: 2, steps: [discharge(volt(3))] },
      { name: "fill", repeat: 1, steps: [charge(volt(4))] },
    ];
    const two = follow({ blocks, repeat: 1, end: [], referenceCycle: 0 });
    expect(two.status).toEqual({ kind: "completed", message: "completed 3 cycles" });
    expect(two.cycles.map(({ block }) => block)).toEqual(["empty", "empty", "fill"]);
  });

  it("is an end condition of the protocol: voltage, time, cycles, retention", () => {
    const cycling = repeatSteps([charge(volt(4.1)), discharge(volt(3))], 9);
    const end = (kind: Protocol["end"][number]["kind"], value: number) =>
      follow({ ...cycling, end: [{ kind, value }] });
    const voltage = end("voltageAbove", 4);
    expect(voltage.status.kind).toBe("end-condition");
    expect(voltage.samples.at(-1)!.voltage).toBeCloseTo(4, 3);
    expect(voltage.cycles).toHaveLength(1);
    const time = end("timeReached", 2000);
    expect(time.samples.at(-1)!.time).toBeCloseTo(2000, 8);
    expect(time.status).toEqual({
      kind: "end-condition",
      message: "ended as the protocol asks: 2000 s have passed",
    });
    expect(end("timeReached", 1800).status.message).toContain("30 min have passed");
    expect(end("cyclesReached", 2).cycles).toHaveLength(2);
    const capacity = end("capacityBelow", 100 * MILLIAMPERE_HOURS);
    expect(capacity.cycles).toHaveLength(1);
    expect(end("retentionBelow", 0.1).status.kind).toBe("completed");
  });

  it("is worn out where no particle is left, or none that takes charge at this rate", () => {
    const { status } = follow(repeatSteps([charge(volt(4.3)), discharge(volt(2.6))], 50), {
      "contactLoss.medianLife": 0.5,
      "contactLoss.lifeSpread": 0,
    });
    expect(status.kind).toBe("worn-out");
  });
});

describe("a protocol", () => {
  it("runs its blocks, and a check after every so many passes, each a cycle of its name", () => {
    const short = [charge(seconds(60)), discharge(seconds(30))];
    const check = { every: 2, name: "check", steps: [charge(seconds(30))] };
    const blocks = [
      { name: "formation", repeat: 1, steps: short },
      { name: "ageing", repeat: 4, steps: short, check },
    ];
    const { cycles, steps } = follow({ blocks, repeat: 2, end: [], referenceCycle: 0 });
    const round = ["formation", "ageing", "ageing", "check", "ageing", "ageing", "check"];
    expect(cycles.map(({ block }) => block)).toEqual([...round, ...round]);
    expect(cycles.map(({ cycle }) => cycle)).toEqual(cycles.map((_, k) => k + 1));
    expect(steps.map(({ stepCount }) => stepCount)).toEqual(steps.map((_, k) => k + 1));
  });

  it("says once of a step that it was skipped, and counts it", () => {
    const { notices, steps } = follow(
      repeatSteps([charge(volt(4)), charge(volt(3.9)), discharge(volt(3))], 2),
    );
    expect(notices.filter((line) => line.includes("was skipped"))).toHaveLength(1);
    expect(steps.map(({ endedBy }) => endedBy === "skipped")).toEqual([
      false,
      true,
      false,
      false,
      true,
      false,
    ]);
    expect(steps[1]!.duration_s).toBe(0);
  });

  it("begins the record at its start and tells neighbouring steps of one phase apart", () => {
    const taper = [charge(volt(4.1)), { ...charge(volt(4.1)), rate: { kind: "cRate", value: 0.3 } as const }];
    const { samples } = follow(repeatSteps([...taper, rest(60), rest(120)], 1));
    expect(samples[0]).toMatchObject({ time: 0, stepTime: 0, currentDensity: 0, charged: 0, stepCount: 1 });
    expect([...new Set(samples.map(({ stepCount }) => stepCount))]).toEqual([1, 2, 3, 4]);
    for (const sample of samples) expect(sample.stepTime).toBeLessThanOrEqual(sample.time);
  });

  it("imposes a power", () => {
    const rate = { kind: "powerDensity", value: 40 } as const;
    const { samples } = follow(repeatSteps([{ kind: "charge", rate, until: [seconds(300)] }], 1));
    for (const { voltage, currentDensity } of samples.slice(1)) {
      expect((voltage * currentDensity) / 40).toBeCloseTo(1, 8);
    }
  });

  it("follows a profile of currents, repeated, between its voltages", () => {
    const profile = { name: "test", time: [0, 60, 90, 150], currentDensity: [12, 0, -6] };
    const step: ProtocolStep = { kind: "profile", profile, repeat: 3, until: [volt(4.25)] };
    const { samples, steps, given } = follow(repeatSteps([step], 1));
    expect(steps[0]).toMatchObject({ endedBy: "end of the profile" });
    expect(steps[0]!.duration_s).toBeCloseTo(450, 8);
    expect(given * MILLIAMPERE_HOURS).toBeCloseTo(3 * (12 * 60 - 6 * 60), 5);
    const at = (time: number): number => samples.find((one) => one.time > time)!.currentDensity;
    expect(at(60.5)).toBe(0);
    expect([at(0) / 12, at(95) / -6, at(151) / 12].map((ratio) => Math.abs(ratio - 1) < 1e-12)).toEqual([
      true,
      true,
      true,
    ]);
  });

  it("heats the cell step by step, at once or along a ramp, and keeps it so", () => {
    const ramp = {
      temperature: { value: 323.15, duration: 600 },
      stackPressure: { value: 20e6, duration: 0 },
    };
    const steps: ProtocolStep[] = [{ ...rest(60) }, { ...rest(1200), ambient: ramp }, charge(seconds(60))];
    const { samples } = follow(repeatSteps(steps, 1));
    const warm = (time: number): number => samples.findLast((one) => one.time <= time)!.temperature;
    expect(warm(60)).toBeCloseTo(303.15, 9);
    expect(samples.at(-1)!.temperature).toBe(323.15);
    expect(samples.at(-1)!.stackPressure).toBe(20e6);
    for (const { time, temperature } of samples) {
      if (time < 60 || time > 660) continue;
      expect(Math.abs(temperature - (303.15 + ((time - 60) / 600) * 20))).toBeLessThanOrEqual(1 + 1e-9);
    }
  });

  it("ends a step at a state of charge", () => {
    const until: Limit[] = [{ kind: "stateOfCharge", value: 0.5 }];
    const { given } = follow(repeatSteps([charge(...until)], 1));
    const full = follow(repeatSteps([charge({ kind: "stateOfCharge", value: 1 }, volt(5))], 1));
    expect(given).toBeGreaterThan(0);
    expect(full.status.kind).toBe("completed");
  });
});
