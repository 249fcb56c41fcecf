/** The time series: columns of the Battery Data Format, each of one type for every reader. */
import { csvParse } from "d3-dsv";
import { describe, expect, test } from "vitest";
import { formatReal } from "../../src/io/csv.ts";
import { formatTimeSeries } from "../../src/io/time-series.ts";
import { sampleWith } from "./samples.ts";

describe("the time series", () => {
  test("has the required columns first, in the format's words", () => {
    expect(formatTimeSeries([])).toBe(
      "Test Time / s,Voltage / V,Current / A,Cycle Count / 1,Step Count / 1,Step Time / s,Step Capacity / Ah," +
        "Ambient Temperature / degC,Charging Capacity / Ah,Discharging Capacity / Ah,Applied Pressure / Pa\n",
    );
  });

  test("is that of 1 cm2: 10 A/m2 are 1 mA, and an hour of it 1 mAh", () => {
    const hour = { time: 3600, stepTime: 3600, currentDensity: 10, capacity: 1, charged: 1 };
    const [row] = csvParse(formatTimeSeries([sampleWith(hour)]));
    expect(row).toEqual({
      "Test Time / s": "3600.0",
      "Voltage / V": "3.7",
      "Current / A": "0.001",
      "Cycle Count / 1": "1",
      "Step Count / 1": "1",
      "Step Time / s": "3600.0",
      "Step Capacity / Ah": "0.001",
      "Ambient Temperature / degC": "25.0",
      "Charging Capacity / Ah": "0.001",
      "Discharging Capacity / Ah": "0.0",
      "Applied Pressure / Pa": "7000000.0",
    });
  });

  test("keeps the voltage to a microvolt and the time of a long test to a millisecond", () => {
    const [row] = csvParse(formatTimeSeries([sampleWith({ time: 1234567.891, voltage: 4.1234567 })]));
    expect(Math.abs(Number(row!["Test Time / s"]) - 1234567.891)).toBeLessThan(1e-3);
    expect(Math.abs(Number(row!["Voltage / V"]) - 4.1234567)).toBeLessThan(1e-6);
  });
});

test("a real number always has a decimal point, for readers that guess a column's type", () => {
  const cases: readonly (readonly [number, string])[] = [
    [0, "0.0"],
    [-0, "0.0"],
    [4, "4.0"],
    [-3600, "-3600.0"],
    [1 / 3, "0.3333333333"],
    [1e-21, "1.0e-21"],
    [-1.5e-9, "-1.5e-9"],
    [2e21, "2.0e+21"],
  ];
  for (const [value, text] of cases) {
    expect(formatReal(value)).toBe(text);
    expect(Number(text) - value).toBeCloseTo(0, 9);
  }
});
