import { describe, expect, it } from "vitest";
import type { CycleSummary, RunEvent, StepSample } from "../../../sim-core/index.ts";
import { alignCurves, sampleRows, voltageCurves, voltageMarks } from "../../../src/app/streams/chart-data.ts";
import { cycleCurves, cycleQuantities } from "../../../src/app/streams/cycle-quantities.ts";
import {
  type Brought,
  type CellHistory,
  emptyHistory,
  recordAdvance,
} from "../../../src/app/streams/history.ts";
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

function brought(samples: StepSample[], cycles: CycleSummary[], events: RunEvent[] = []): Brought {
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
    const lengths = voltageCurves([history, emptyHistory]).map((curve) => curve.x.length);
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
    expect(voltageMarks([emptyHistory, history])).toEqual([
      { x: 0.7, y: 3.5, cell: 1, label: "first contact lost" },
      { x: 0.7, y: 3.5, cell: 1, label: "short circuit" },
    ]);
  });

  it("sample rows with both ends", () => {
    expect(sampleRows(3, 10)).toEqual([0, 1, 2]);
    const rows = sampleRows(1001, 5);
    expect(rows).toEqual([0, 250, 500, 750, 1000]);
  });
});
