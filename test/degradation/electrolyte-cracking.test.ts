import { describe, expect, test } from "vitest";
import { LITHIUM_VOLUME_PER_CHARGE } from "../../sim-core/base/constants.ts";
import {
  crackOpening,
  criticalLength,
  drivingPressure,
  type FractureParameters,
  growElectrolyteCrack,
} from "../../sim-core/degradation/electrolyte-cracking.ts";

/** Returns P_c, the pressure (Pa) at which a flaw of `length` (m) grows. */
function criticalPressure(
  { toughness, shapeFactor }: Pick<FractureParameters, "toughness" | "shapeFactor">,
  length: number,
): number {
  return toughness / (shapeFactor * Math.sqrt(Math.PI * length));
}

/** eta_c, the overpotential (V) that drives a flaw of `length` (m) on. */
function criticalOverpotential(
  flaw: Pick<FractureParameters, "toughness" | "shapeFactor">,
  length: number,
): number {
  return LITHIUM_VOLUME_PER_CHARGE * criticalPressure(flaw, length);
}

const parameters: FractureParameters = {
  toughness: 0.25e6,
  shapeFactor: 1.12,
  speed: 1e-9,
  pressureLimit: 3e9,
  feedLength: 10e-6,
  youngsModulus: 28e9,
  poissonRatio: 0.27,
};

describe("Griffith's flaw", () => {
  test.each([
    [1, 12.4],
    [1.12, 9.9],
    [2 / Math.PI, 30.7],
  ])("of shape %d grows at 40 MPa from %d um", (shapeFactor, length) => {
    const flaw = { toughness: 0.25e6, shapeFactor };
    expect(criticalLength(flaw, 40e6) * 1e6).toBeCloseTo(length, 1);
    expect(criticalPressure(flaw, criticalLength(flaw, 40e6)) / 40e6).toBeCloseTo(1, 13);
  });

  test.each([
    [1, 17],
    [3, 9.8],
    [10, 5.4],
    [30, 3.1],
  ])("of %d um is driven on by %d mV", (length, overpotential) => {
    const digits = overpotential === 17 ? 0 : 1;
    expect(criticalOverpotential(parameters, length * 1e-6) * 1e3).toBeCloseTo(overpotential, digits);
  });
});

describe("the driving pressure", () => {
  const drive = (overpotential: number, elasticPressure: number, stackPressure: number): number =>
    drivingPressure({ overpotential, elasticPressure, stackPressure }, parameters);

  test("is 74 MPa at 10 mV, whatever the sign, less what the stack presses", () => {
    expect(drive(-0.01, Number.POSITIVE_INFINITY, 0) / 1e6).toBeCloseTo(74.2, 1);
    expect(drive(0.01, Number.POSITIVE_INFINITY, 0)).toBe(drive(-0.01, Number.POSITIVE_INFINITY, 0));
    expect(drive(-0.01, 1e9, 160e6)).toBeLessThan(0);
  });

  test("is never more than elasticity or 3 GPa", () => {
    expect(drive(-0.01, 20e6, 7e6)).toBe(13e6);
    expect(drive(-1.08, 8e9, 0)).toBe(3e9);
  });
});

describe("growth of a crack", () => {
  const grow = (length: number, duration: number, fedCurrent = 1e9, pressure = 40e6): number =>
    growElectrolyteCrack(length, { pressure, fedCurrent, duration }, parameters);
  const critical = criticalLength(parameters, 40e6);

  test("opens by 53 nm at 40 MPa and 10 um", () => {
    expect(crackOpening(10e-6, 40e6, parameters) * 1e9).toBeCloseTo(53, 0);
  });

  test("starts beyond the critical length, under pressure, and never goes back", () => {
    expect(grow(critical, 1e6)).toBe(critical);
    expect(grow(5e-6, 1e6)).toBe(5e-6);
    expect(grow(20e-6, 1e6, 10, 0)).toBe(20e-6);
    expect(grow(20e-6, 1e6, 10, -5e6)).toBe(20e-6);
    expect(grow(20e-6, 1000)).toBeGreaterThan(20e-6);
  });

  test("goes at v0 [(K_I/K_Ic)^2 - 1] where lithium abounds", () => {
    const intensity = 1.12 * 40e6 * Math.sqrt(Math.PI * 15e-6);
    const rate = 1e-9 * ((intensity / 0.25e6) ** 2 - 1);
    expect((grow(15e-6, 1) - 15e-6) / rate).toBeCloseTo(1, 3);
  });

  test("goes at chi i V/F h/w where lithium is scarce, and not at all without any", () => {
    const rate = (0.5 * 1.3473e-10 * 10e-6) / crackOpening(50e-6, 40e6, parameters);
    expect(rate).toBeLessThan(1e-9 * (50e-6 / critical - 1));
    expect((grow(50e-6, 1, 0.5) - 50e-6) / rate).toBeCloseTo(1, 3);
    expect(grow(50e-6, 3600, 0)).toBe(50e-6);
  });

  test("is the slower of both rates at any length", () => {
    for (let length = 1.05 * critical; length < 60e-6; length += 2e-6) {
      const fracture = 1e-9 * (length / critical - 1);
      const supply = (0.5 * 1.3473e-10 * 10e-6) / crackOpening(length, 40e6, parameters);
      const rate = (grow(length, 1e-2, 0.5) - length) / 1e-2;
      expect(rate / Math.min(fracture, supply)).toBeCloseTo(1, 3);
    }
  });

  test("does not depend on how the time is divided, across the turn from fracture to supply", () => {
    let length = 10.5e-6;
    let total = 0;
    for (const duration of [100, 2e4, 1, 4e4, 333, 9e4]) {
      length = grow(length, duration, 0.5);
      total += duration;
    }
    expect(length / grow(10.5e-6, total, 0.5)).toBeCloseTo(1, 12);
  });
});
