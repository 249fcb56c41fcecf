/** Cycles, half cycles and residuals of a test whose numbers are known. */
import { describe, expect, test } from "vitest";
import { formatMeasuredCycles, measureCycles } from "../../src/measured/cycle-quantities.ts";
import { chargeMoved, halfCyclesOf } from "../../src/measured/half-cycles.ts";
import { readMeasured } from "../../src/measured/read-measured.ts";
import { type Curve, residualOf, residualPerCycle } from "../../src/measured/residual.ts";
import * as layouts from "./layouts.ts";

const area = 0.75e-4;

describe("cycles", () => {
  test("capacities, efficiency, retention, mean and rest voltages", async () => {
    const { per, cycles } = measureCycles(await readMeasured(layouts.bdf(), "cell.csv", { area }));
    expect(per).toBe("cm2");
    expect(cycles).toHaveLength(2);
    const [first, second] = cycles;
    expect(first).toMatchObject({ cycle: 1, start: 0, restVoltageCharged: 4.1, restVoltageDischarged: 3.2 });
    expect(first!.chargeCapacity).toBeCloseTo(1, 12);
    expect(first!.dischargeCapacity).toBeCloseTo(1, 12);
    expect(first!.meanChargeVoltage).toBeCloseTo(3.85, 3);
    expect(first!.meanDischargeVoltage).toBeCloseTo(3.5, 3);
    expect(first!.dischargeEnergy).toBeCloseTo(3.5, 3);
    expect(second!.retention).toBeCloseTo(1, 12);
    expect(second!.coulombicEfficiency).toBeCloseTo(1, 12);
  });

  test("are of the whole cell where the area is not known, and say so in their labels", async () => {
    const table = formatMeasuredCycles(measureCycles(await readMeasured(layouts.bdf(), "cell.csv")));
    expect(table.split("\n")[0]).toBe(
      "cycle,start_s,duration_s,chargeCapacity_mAh,dischargeCapacity_mAh,chargeEnergy_mWh,dischargeEnergy_mWh," +
        "restVoltageCharged_V,restVoltageDischarged_V,retention,coulombicEfficiency,meanChargeVoltage_V,meanDischargeVoltage_V",
    );
    expect(table.split("\n")[1]).toContain("1,0.0,7200.0,0.75,0.75,");
  });

  test("retention starts at the first cycle that gave back what was put in, or at the one asked for", async () => {
    const text = [
      "Test Time / s,Voltage / V,Current / A,Cycle Count / 1",
      ...["0,3.5,1,1", "3600,4.2,1,1", "3600,4,-1,1", "4500,3,-1,1"],
      ...["4500,3.5,1,2", "8100,4.2,1,2", "8100,4,-1,2", "11340,3,-1,2"],
      ...["11340,3.5,1,3", "14940,4.2,1,3", "14940,4,-1,3", "17532,3,-1,3"],
    ].join("\n");
    const record = await readMeasured(text, "cell.csv");
    const rounded = (value: number | null): number | null => value && Number(value.toFixed(12));
    const { cycles } = measureCycles(record);
    expect(cycles.map(({ retention }) => rounded(retention))).toEqual([null, 1, 0.8]);
    const asked = measureCycles(record, { reference: 1 }).cycles.map(({ retention }) => retention);
    expect(asked[0]).toBe(1);
    expect(asked[1]).toBeCloseTo(3.6, 12);
    expect(cycles.map(({ coulombicEfficiency }) => rounded(coulombicEfficiency))).toEqual([0.25, 0.9, 0.72]);
  });
});

test("half cycles: a rest within a charge ends none, and moves nothing", async () => {
  const text =
    "Test Time / s,Voltage / V,Current / A\n0,3.5,1\n1800,3.6,1\n1800,3.6,0\n9000,3.5,0\n9000,3.6,1\n10800,3.8,1\n10800,3.7,-1\n12600,3.2,-1\n";
  const [charge, discharge, ...more] = halfCyclesOf(await readMeasured(text, "cell.csv"));
  expect(more).toEqual([]);
  expect(charge).toMatchObject({ cycle: 1, phase: "charge" });
  expect(Array.from(charge!.capacity)).toEqual([0, 0.5, 0.5, 1]);
  expect(Array.from(charge!.voltage)).toEqual([3.5, 3.6, 3.6, 3.8]);
  expect(discharge).toMatchObject({ cycle: 1, phase: "discharge" });
  expect(discharge!.capacity.at(-1)).toBe(0.5);
});

test("where a step begins its rows' own current counts, within one the trapezium", async () => {
  const text =
    "Test Time / s,Voltage / V,Current / A,Step Count / 1\n0,3.5,0,1\n100,3.6,1,2\n200,3.7,3,2\n300,3.6,0,3\n400,3.5,-1,4\n";
  const moved = chargeMoved(await readMeasured(text, "cell.csv"));
  expect(Array.from(moved, (own) => own * 36)).toEqual([0, 1, 2, 0, -1]);
});

describe("residuals", () => {
  const curve = (capacity: readonly number[], voltage: (q: number) => number): Curve => ({
    capacity: Float64Array.from(capacity),
    voltage: Float64Array.from(capacity, voltage),
    time: Float64Array.from(capacity, (q) => 3600 * q),
  });
  const line = (q: number): number => 3 + q;
  const even = (count: number, end: number): number[] =>
    Array.from({ length: count }, (_, k) => (end * k) / (count - 1));

  test("a constant offset is its root mean square and its mean, whatever the points are", () => {
    for (const by of ["capacity", "share of capacity", "time"] as const) {
      const { rms, mean, overlap } = residualOf(
        curve([0, 0.01, 0.02, 1], (q) => line(q) - 0.01),
        curve(even(7, 1), line),
        { by },
      );
      expect(rms).toBeCloseTo(0.01, 12);
      expect(mean).toBeCloseTo(-0.01, 12);
      expect(overlap).toBe(1);
    }
  });

  test("dense points count no more than what they stand for", () => {
    const dense = [...even(101, 0.1), 0.4, 0.7, 1];
    const { rms } = residualOf(
      curve(dense, (q) => line(q) + q),
      curve(even(11, 1), line),
    );
    const { rms: plain } = residualOf(
      curve(even(101, 1), (q) => line(q) + q),
      curve(even(11, 1), line),
    );
    expect(plain).toBeCloseTo(Math.sqrt(1 / 3), 3);
    expect(rms).toBeCloseTo(plain, 1);
  });

  test("where the model's curve ends, so does the residual; without any overlap there is none", () => {
    const { overlap, position } = residualOf(curve(even(11, 1), line), curve(even(11, 0.5), line));
    expect(overlap).toBeCloseTo(0.5, 12);
    expect(position.at(-1)).toBeCloseTo(0.5, 12);
    const none = residualOf(curve([2, 3], line), curve(even(3, 1), line));
    expect(none.rms).toBeNaN();
    expect(none.overlap).toBe(0);
  });

  test("capacities of another area are scaled; shares leave a difference in capacity out", () => {
    const measured = curve(even(11, 1), (q) => line(q));
    const model = curve(even(11, 2), (q) => line(q / 2));
    expect(residualOf(measured, model, { scale: 0.5 }).rms).toBeCloseTo(0, 12);
    expect(residualOf(measured, model, { by: "share of capacity" }).rms).toBeCloseTo(0, 12);
    expect(residualOf(measured, model).rms).toBeGreaterThan(0.1);
  });

  test("per cycle: those that both have", async () => {
    const measured = halfCyclesOf(await readMeasured(layouts.bdf(), "cell.csv"));
    const model = measured
      .filter(({ cycle }) => cycle === 2)
      .map((own) => ({ ...own, voltage: own.voltage.map((v) => v + 0.005) }));
    const found = residualPerCycle(measured, model);
    expect(found.map(({ cycle, phase }) => [cycle, phase])).toEqual([
      [2, "charge"],
      [2, "discharge"],
    ]);
    for (const { mean } of found) expect(mean).toBeCloseTo(-0.005, 12);
  });
});
