import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { convert, parseCRate, parseQuantity } from "../../sim-core/scenario/record/units.ts";
import { betweenDecades } from "../fractions.ts";

describe("quantities in text", () => {
  it.each([
    ["100 um", "um", 100],
    ["100um", "um", 100],
    ["0.1 mm", "um", 100],
    ["100 µm", "um", 100],
    ["3.0 mS/cm", "S/m", 0.3],
    ["3 mS cm^-1", "S/m", 0.3],
    ["3 mS cm-1", "S/m", 0.3],
    ["160 MPa", "Pa", 160e6],
    ["30 degC", "degC", 30],
    ["30 °C", "degC", 30],
    ["303.15 K", "degC", 30],
    ["1 ohm cm^2", "ohm m2", 1e-4],
    ["1 ohm cm2", "ohm m2", 1e-4],
    ["1 Ω·cm²", "ohm m2", 1e-4],
    ["2.5 ohm cm^2/h^0.5", "ohm m2/s^0.5", 2.5e-4 / 60],
    ["3 uAh/(cm^2 h^0.5)", "C/(m2 s^0.5)", 1.8],
    ["1 mA/cm2", "A/m2", 10],
    ["2 mAh/cm^2", "C/m2", 72000],
    ["200 mAh/g", "C/kg", 720000],
    ["10 min", "s", 600],
    ["2 h", "s", 7200],
    ["0.001 1/s", "s^-1", 1e-3],
    ["3.6/h", "s^-1", 1e-3],
    ["100 1/mm", "um^-1", 0.1],
    ["2 1/(m s)", "m^-1 s^-1", 2],
    ["7 %", "", 0.07],
    ["7%", "%", 7],
    ["0.07", "%", 7],
    ["1e-3", "", 1e-3],
    ["-5", "", -5],
  ])("%s in %s is %f", (text, unit, expected) => {
    const value = parseQuantity(text, unit) as number;
    expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected));
  });

  it.each([
    ["30 mA", "um"],
    ["30", "um"],
    ["um", "um"],
    ["", "um"],
    ["5 foo", "um"],
    ["5 m m", "um"],
    ["5 um um", "um"],
    ["1e999 um", "um"],
    ["NaN um", "um"],
    ["0x10 um", "um"],
    ["5 5 um", "um"],
    ["5 um; 1", "um"],
    ["5 um[1]", "um"],
    ["5 constructor", "um"],
    ["5 __proto__", "um"],
    ["5 %", "um"],
    ["5 um", ""],
    ["1 1/2 um", "um"],
    ["3 2/s", "s^-1"],
    ["5 1/1/s", "s^-1"],
    ["3 1/", "s^-1"],
    ["0.5C", ""],
    ["1 S/cm2", "S/m"],
    ["5 toString", "um"],
    [`5 ${"u".repeat(500)}`, "um"],
  ])("%s is no quantity in %s", (text, unit) => {
    expect(parseQuantity(text, unit)).toBeUndefined();
  });

  it("reads a C-rate as a rate and never as a charge", () => {
    const rates: [string, number | undefined][] = [
      ["0.5C", 0.5],
      ["2 C", 2],
      ["C/20", 0.05],
      ["1C/3", 1 / 3],
      ["C", 1],
      [".1C", 0.1],
      ["0.5", undefined],
      ["0.5 c", undefined],
      ["C/0", undefined],
      ["5 mC", undefined],
      ["-1C", undefined],
    ];
    for (const [text, rate] of rates) expect(parseCRate(text), text).toBe(rate);
    for (const [text, rate] of rates) expect(parseQuantity(text, "C"), text).toBe(rate);
    expect(parseQuantity("0.5C", "mAh/cm2")).toBeUndefined();
  });

  it("converts there and back", () => {
    const pairs = [
      ["um", "m"],
      ["mS/cm", "S/m"],
      ["ohm cm2/h^0.5", "ohm m2/s^0.5"],
      ["nm cm2/uAh", "m3/C"],
      ["degC", "K"],
    ] as const;
    fc.assert(
      fc.property(fc.constantFrom(...pairs), betweenDecades(1e-3, 1e3), ([a, b], value) => {
        const back = convert(convert(value, a, b) as number, b, a) as number;
        expect(Math.abs(back - value)).toBeLessThan(1e-12 * Math.max(value, 300));
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it("never throws on any text", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.constantFrom("um", "C", "", "%", "V"), (text, unit) => {
        const value = parseQuantity(text, unit);
        expect(value === undefined || Number.isFinite(value)).toBe(true);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
