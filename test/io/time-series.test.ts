/** The time series: columns of the Battery Data Format and charge that balances. */
import { csvParse } from "d3-dsv";
import { describe, expect, test } from "vitest";
import type { Phase, StepSample } from "../../sim-core/index.ts";
import { formatTimeSeries } from "../../src/io/time-series.ts";

const conditions = { temperature: 298.15, stackPressure: 7e6 };

/** Steps of uneven length; currents in A/m2. */
function record(steps: readonly (readonly [Phase, number, number, number])[]): StepSample[] {
  let time = 0;
  return steps.map(([phase, cycle, seconds, currentDensity]) => {
    time += seconds;
    return { time, cycle, phase, voltage: 3.7, currentDensity, capacity: 0 };
  });
}

describe("the time series", () => {
  test("has the required columns first, in the format's words", () => {
    expect(formatTimeSeries([], conditions)).toBe(
      "Test Time / s,Voltage / V,Current / A,Cycle Count / 1,Step Count / 1,Ambient Temperature / degC," +
        "Charging Capacity / Ah,Discharging Capacity / Ah,Applied Pressure / Pa\n",
    );
  });

  test("is that of 1 cm2: 10 A/m2 are 1 mA, and an hour of it 1 mAh", () => {
    const [row] = csvParse(formatTimeSeries(record([["charge", 1, 3600, 10]]), conditions));
    expect(row).toEqual({
      "Test Time / s": "3600",
      "Voltage / V": "3.7",
      "Current / A": "0.001",
      "Cycle Count / 1": "1",
      "Step Count / 1": "1",
      "Ambient Temperature / degC": "25",
      "Charging Capacity / Ah": "0.001",
      "Discharging Capacity / Ah": "0",
      "Applied Pressure / Pa": "7000000",
    });
  });

  test("counts charge and discharge apart, each growing from the start of the test", () => {
    const samples = record([
      ["charge", 1, 1800, 20],
      ["charge", 1, 3600, 10],
      ["rest", 1, 600, 0],
      ["discharge", 1, 7200, -5],
      ["charge", 2, 3600, 10],
    ]);
    const rows = csvParse(formatTimeSeries(samples, conditions));
    const column = (name: string): number[] => rows.map((row) => Number(row[name]));
    expect(column("Charging Capacity / Ah")).toEqual([0.001, 0.002, 0.002, 0.002, 0.003]);
    expect(column("Discharging Capacity / Ah")).toEqual([0, 0, 0, 0.001, 0.001]);
    expect(column("Step Count / 1")).toEqual([1, 1, 2, 3, 4]);
  });

  test("keeps the voltage to a microvolt and the time of a long test to a millisecond", () => {
    const sample = { ...record([["charge", 1, 1234567.891, 10]])[0]!, voltage: 4.1234567 };
    const [row] = csvParse(formatTimeSeries([sample], conditions));
    expect(Math.abs(Number(row!["Test Time / s"]) - 1234567.891)).toBeLessThan(1e-3);
    expect(Math.abs(Number(row!["Voltage / V"]) - 4.1234567)).toBeLessThan(1e-6);
  });
});
