import { describe, expect, it } from "vitest";
import type { CycleSummary, RunEvent, StepSample } from "../../../sim-core/index.ts";
import type { Brought } from "../../../src/app/engine/messages.ts";
import { alignCurves, sampleRows } from "../../../src/app/streams/chart-data.ts";
import { cycleCurves, cycleQuantities } from "../../../src/app/streams/cycle-quantities.ts";
import { type CellHistory, emptyHistory, recordAdvance } from "../../../src/app/streams/history.ts";
import {
  curvesOfCycles,
  cyclesWithCurves,
  menuOfCycles,
  momentAt,
  placeOfMoment,
  voltageMarks,
} from "../../../src/app/streams/voltage-curves.ts";
import { cycleWith } from "../../io/samples.ts";

function halfCycle(cycle: number, phase: StepSample["phase"], count: number, spacing = 0.01): StepSample[] {
  return Array.from({ length: count }, (_, k) => ({
    time: k,
    cycle,
    phase,
    voltage: 3 + k * spacing,
    currentDensity: 1,
    capacity: k * spacing,
    stepCount: 1,
    stepTime: k,
    charged: k * spacing,
    discharged: 0,
    temperature: 298,
    stackPressure: 0,
  }));
}

/** Four cycles of a charge of two hours each. */
function lived(): CellHistory {
  const samples = [1, 2, 3, 4].flatMap((cycle) =>
    halfCycle(cycle, "charge", 3).map((sample, k) => ({ ...sample, time: 3600 * (2 * (cycle - 1) + k) })),
  );
  return recordAdvance(emptyHistory, brought(samples, []));
}

/** The same charge with falling voltage. */
function fall(sample: StepSample): StepSample {
  return { ...sample, voltage: 3.4 - (sample.voltage - 3) };
}

function brought(
  samples: StepSample[],
  cycles: CycleSummary[],
  events: RunEvent[] = [],
): Omit<Brought, "notices"> {
  return { samples, cycles, events };
}

function event(kind: RunEvent["kind"], cycle: number, phase: RunEvent["phase"] = "charge"): RunEvent {
  return { kind, cycle, phase, time: 100 * cycle, voltage: 3.5, capacity: 0.7, message: `${kind}.` };
}

function summary(cycle: number, retention: number): CycleSummary {
  return { cycle, jumped: false, retention, dischargeCapacity_mAh_cm2: 2 * retention } as CycleSummary;
}

describe("history of a cell", () => {
  it("makes one curve per half-cycle and leaves rests out", () => {
    const samples = [
      ...halfCycle(1, "charge", 3),
      ...halfCycle(1, "rest", 3),
      ...halfCycle(1, "discharge", 4),
    ];
    const { halfCycles } = recordAdvance(emptyHistory, brought(samples, []));
    expect(halfCycles.map((curve) => [curve.phase, curve.capacity.length])).toEqual([
      ["charge", 3],
      ["discharge", 4],
    ]);
  });

  it("keeps this cycle and the one before, however long it runs", () => {
    let history: CellHistory = emptyHistory;
    for (let cycle = 1; cycle <= 9; cycle++) {
      history = recordAdvance(history, brought(halfCycle(cycle, "charge", 5), [summary(cycle, 1)]));
      history = recordAdvance(history, brought(halfCycle(cycle, "discharge", 5), []));
    }
    expect(history.halfCycles.map((curve) => curve.cycle)).toEqual([8, 8, 9, 9]);
    expect(history.earlier.map((curve) => curve.cycle)).toEqual([1, 2, 3, 4, 5, 6, 7].flatMap((k) => [k, k]));
    expect(history.cycles).toHaveLength(9);
  });

  it("thins dense samples but keeps first, last and shape", () => {
    const dense = halfCycle(1, "charge", 20_001, 1e-4);
    const { halfCycles } = recordAdvance(emptyHistory, brought(dense, []));
    const { capacity, voltage } = halfCycles[0]!;
    expect(capacity.length).toBeLessThan(1200);
    expect(capacity[0]).toBe(0);
    expect(capacity.at(-1)).toBe(dense.at(-1)!.capacity);
    for (let k = 1; k < capacity.length; k++) {
      expect(capacity[k]!).toBeGreaterThan(capacity[k - 1]!);
      expect(voltage[k]! - voltage[k - 1]!).toBeLessThan(0.0025);
    }
  });

  it("keeps earlier cycles thinned, with both ends, and of very many the first one and the last ones", () => {
    const long = recordAdvance(
      emptyHistory,
      brought(
        [1, 2, 3].flatMap((cycle) => halfCycle(cycle, "charge", 1000)),
        [],
      ),
    );
    const [first] = long.earlier;
    expect(first!.capacity).toHaveLength(240);
    expect([first!.time[0], first!.time.at(-1)]).toEqual([0, 999]);
    let many: CellHistory = emptyHistory;
    for (let cycle = 1; cycle <= 2100; cycle++)
      many = recordAdvance(many, brought(halfCycle(cycle, "charge", 2), []));
    expect(many.earlier).toHaveLength(2000);
    expect([many.earlier[0]!.cycle, many.earlier[1]!.cycle, many.earlier.at(-1)!.cycle]).toEqual([
      1, 100, 2098,
    ]);
  });

  it("does not change what it was given", () => {
    const first = recordAdvance(emptyHistory, brought(halfCycle(1, "charge", 3), []));
    const copy = structuredClone(first);
    recordAdvance(first, brought(halfCycle(1, "charge", 6), [summary(1, 1)]));
    expect(first).toEqual(copy);
  });
});

describe("columns of a chart", () => {
  it("hold every point of every curve and nothing else", () => {
    const curves = [
      { x: [0, 1, 3], y: [5, 6, 7] },
      { x: [], y: [] },
      { x: [1, 2], y: [8, 9] },
    ];
    expect(alignCurves(curves)).toEqual({
      x: [0, 1, 2, 3],
      columns: [
        [5, 6, null, 7],
        [null, null, null, null],
        [null, 8, 9, null],
      ],
      hollow: curves.map(() => [false, false, false, false]),
    });
  });

  it("are hollow where a cycle was jumped, in its own curve alone", () => {
    const jumped = recordAdvance(
      emptyHistory,
      brought([], [cycleWith({ cycle: 1 }), cycleWith({ cycle: 2, jumped: true })]),
    );
    const solved = recordAdvance(emptyHistory, brought([], [cycleWith({ cycle: 2 })]));
    const { x, hollow } = alignCurves(cycleCurves([jumped, solved], cycleQuantities.retention));
    expect(x).toEqual([1, 2]);
    expect(hollow).toEqual([
      [false, true],
      [false, false],
    ]);
  });

  it("have previous charge and discharge before the present ones, cell after cell", () => {
    const samples = [
      ...halfCycle(1, "charge", 2),
      ...halfCycle(1, "discharge", 3),
      ...halfCycle(2, "charge", 4),
    ];
    const history = recordAdvance(emptyHistory, brought(samples, []));
    const lengths = curvesOfCycles([history, emptyHistory], "capacity", undefined).map(
      (curve) => curve.x.length,
    );
    expect(lengths).toEqual([2, 3, 4, 0, 0, 0, 0, 0]);
  });

  it("give retention in percent", () => {
    const history = recordAdvance(emptyHistory, brought([], [summary(1, 1), summary(2, 0.97)]));
    expect(cycleCurves([history], cycleQuantities.retention)).toEqual([
      { x: [1, 2], y: [100, 97], hollow: [false, false] },
    ]);
  });

  it("give no retention of a cycle that only charged, and none of its charge after a short", () => {
    const charged = { ...summary(1, 0), dischargeCapacity_mAh_cm2: 0, retention: null };
    const shorted = { ...charged, cycle: 2, retention: 0, shorted: true, coulombicEfficiency: Number.NaN };
    const history = recordAdvance(emptyHistory, brought([], [charged, shorted]));
    expect(cycleCurves([history], cycleQuantities.retention)).toEqual([
      { x: [1, 2], y: [null, 0], hollow: [false, false] },
    ]);
    expect(cycleCurves([history], cycleQuantities.unevenness)[0]!.x).toEqual([1, 2]);
    // Not a number would blank the chart.
    const efficiency = cycleCurves([{ ...history, cycles: [shorted] }], cycleQuantities.efficiency);
    expect(efficiency).toEqual([{ x: [2], y: [null], hollow: [false] }]);
  });

  it("give lithium in the electrolyte, metal and products, and its lost part, cell after cell", () => {
    const held = { intergranularLithium_mol_m2: 0.03, deadLithium_mol_m2: 0.01, reactedLithium_mol_m2: 0.02 };
    const cycle = { ...summary(1, 1), ...held };
    const history = recordAdvance(emptyHistory, brought([], [cycle]));
    const values = cycleCurves([history, emptyHistory], cycleQuantities.intergranular).map(({ y }) => y);
    expect(values).toEqual([[50], [30], [], []]);
  });

  it("mark events of the half-cycles that are shown, and only those", () => {
    const samples = [2, 3].flatMap((cycle) => [
      ...halfCycle(cycle, "charge", 2),
      ...halfCycle(cycle, "discharge", 2),
    ]);
    const events = [event("crack", 1), event("detachment", 2, "rest"), event("short", 3, "discharge")];
    const history = recordAdvance(emptyHistory, brought(samples, [], events));
    expect(voltageMarks([emptyHistory, history], "capacity", undefined)).toEqual([
      { x: 0.7, y: 3.5, cell: 1, label: "first contact lost" },
      { x: 0.7, y: 3.5, cell: 1, label: "short circuit" },
    ]);
  });

  it("follow a chosen cycle, over capacity, time or time in the cycle", () => {
    const history = lived();
    const xOf = (chart: "capacity" | "time" | "cycle", cycle?: number) =>
      curvesOfCycles([history], chart, cycle).map(({ x }) => x.map((value) => Number(value.toFixed(6))));
    expect(xOf("capacity", 2)[2]).toEqual([0, 0.01, 0.02]);
    expect(xOf("time", 2)[2]).toEqual([2, 3, 4]);
    expect(xOf("cycle", 2)).toEqual([[0, 1, 2], [], [0, 1, 2], []]);
    expect(xOf("time")[2]).toEqual([6, 7, 8]);
    expect(curvesOfCycles([history], "time", 7).every(({ x }) => x.length === 0)).toBe(true);
    expect(cyclesWithCurves([history, emptyHistory])).toEqual([1, 2, 3, 4]);
  });

  it("offer few of many cycles", () => {
    const cycles = Array.from({ length: 100 }, (_, k) => k + 1);
    expect(menuOfCycles(cycles, 33)).toEqual([1, 2, 5, 10, 20, 33, 50, ...cycles.slice(90)]);
    expect(menuOfCycles([1, 2, 7], undefined)).toEqual([1, 2, 7]);
  });

  it("give the charge per voltage of a straight line as its slope, below zero for a discharge", () => {
    const samples = [...halfCycle(1, "charge", 41), ...halfCycle(1, "discharge", 41).map(fall)];
    const history = recordAdvance(emptyHistory, brought(samples, []));
    const [, , charge, discharge] = curvesOfCycles([history], "dqdv", undefined);
    expect(charge!.x).toHaveLength(40);
    charge!.y.forEach((value) => {
      expect(value).toBeCloseTo(1, 9);
    });
    discharge!.y.forEach((value) => {
      expect(value).toBeCloseTo(-1, 9);
    });
  });

  it("tell what was at a moment, between points, and where that is on a chart", () => {
    const history = lived();
    const time = 2.5 * 3600;
    expect(momentAt(history, time)).toMatchObject({ cycle: 2, phase: "charge", sinceCycle: 0.5 * 3600 });
    expect(momentAt(history, time)!.voltage).toBeCloseTo(3.005, 9);
    expect(momentAt(history, 1e9)).toBeUndefined();
    expect(placeOfMoment(history, { chart: "time", chosen: 2, time })!.x).toBeCloseTo(2.5, 9);
    expect(placeOfMoment(history, { chart: "cycle", chosen: 3, time })!.x).toBeCloseTo(0.5, 9);
    expect(placeOfMoment(history, { chart: "capacity", chosen: 2, time })!.x).toBeCloseTo(0.005, 9);
    expect(placeOfMoment(history, { chart: "capacity", chosen: undefined, time })).toBeUndefined();
  });

  it("sample rows with both ends", () => {
    expect(sampleRows(3, 10)).toEqual([0, 1, 2]);
    const rows = sampleRows(1001, 5);
    expect(rows).toEqual([0, 250, 500, 750, 1000]);
  });
});
