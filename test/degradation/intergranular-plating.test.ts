import { describe, expect, test } from "vitest";
import {
  criticalPlatingCurrent,
  divertedShare,
  type IntergranularPlatingParameters,
} from "../../sim-core/degradation/intergranular-plating.ts";

const parameters: IntergranularPlatingParameters = {
  maximumShare: 0.2,
  criticalCurrent: 7.7,
  criticalCurrentGain: 2.3,
  pressureScale: 50e6,
  currentScale: 5,
  capacityThreshold: false,
  capacityScale: 1.8e5,
};

const share = (current: number, altered = parameters, plated = 0): number =>
  divertedShare({ localCurrent: [current], pressure: [7e6], plated: [plated] }, altered)[0]!;

describe("the critical plating current", () => {
  test("is 8.0 A/m2 at 7 MPa and 9.9 at 160 MPa, and only pressure raises it", () => {
    expect(criticalPlatingCurrent(7e6, 0, parameters)).toBeCloseTo(8.0, 1);
    expect(criticalPlatingCurrent(160e6, 0, parameters)).toBeCloseTo(9.9, 1);
    expect(criticalPlatingCurrent(-1e6, 0, parameters)).toBe(7.7);
    expect(criticalPlatingCurrent(1e12, 0, parameters)).toBeCloseTo(10, 12);
  });

  test("does not depend on the plated charge unless asked to; then 5 mAh/cm2 halve it", () => {
    const on = { ...parameters, capacityThreshold: true };
    expect(criticalPlatingCurrent(0, 1.8e5, parameters)).toBe(7.7);
    expect(criticalPlatingCurrent(0, 1.8e5, on)).toBe(3.85);
    expect(criticalPlatingCurrent(0, 0, on)).toBe(7.7);
  });
});

describe("the share that goes into boundaries", () => {
  const critical = criticalPlatingCurrent(7e6, 0, parameters);

  test("is nothing up to the critical current and while stripping", () => {
    expect(share(critical)).toBe(0);
    expect(share(3)).toBe(0);
    expect(share(-50)).toBe(0);
  });

  test("is 0.126 at 5 A/m2 above it and tends to 0.2", () => {
    expect(share(critical + 5)).toBeCloseTo(0.2 * (1 - Math.exp(-1)), 12);
    expect(share(critical + 1e-6) / 1e-6).toBeCloseTo(0.2 / 5, 7);
    expect(share(1e4)).toBe(0.2);
  });

  test("is larger once charge has been plated, where that counts", () => {
    expect(share(10, { ...parameters, capacityThreshold: true }, 3.6e5)).toBeGreaterThan(share(10));
  });
});
