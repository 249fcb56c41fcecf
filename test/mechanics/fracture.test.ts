import { describe, expect, it } from "vitest";
import {
  criticalLength,
  criticalOverpotential,
  criticalPressure,
  supportedPressure,
} from "../../sim-core/mechanics/fracture.ts";

const MOLAR_VOLUME = 13e-6;
const toughness = 0.25e6;

describe("a flaw in the electrolyte", () => {
  it("grows at 40 MPa when it is as long as stated", () => {
    const lengths = [1, 1.12, 2 / Math.PI].map((f) => criticalLength({ toughness, shapeFactor: f }, 40e6));
    [12.4, 9.9, 30.7].forEach((expected, k) => {
      expect(Math.abs((lengths[k] * 1e6) / expected - 1)).toBeLessThan(0.005);
      const flaw = { toughness, shapeFactor: [1, 1.12, 2 / Math.PI][k] };
      expect(criticalPressure(flaw, lengths[k]) / 40e6).toBeCloseTo(1, 12);
    });
  });

  it("is driven on by the stated overpotentials", () => {
    const flaw = { toughness, shapeFactor: 1.12 };
    [
      [1e-6, 17e-3],
      [3e-6, 9.8e-3],
      [10e-6, 5.4e-3],
      [30e-6, 3.1e-3],
    ].forEach(([length, expected]) => {
      expect(Math.abs(criticalOverpotential(flaw, length, MOLAR_VOLUME) / expected - 1)).toBeLessThan(0.02);
    });
    expect(Math.abs(supportedPressure(-10e-3, MOLAR_VOLUME) / 74e6 - 1)).toBeLessThan(0.01);
  });
});
