import { describe, expect, it } from "vitest";
import { askedIncrement, createAllowance, createSpeedMeter } from "../../../src/app/streams/pacing.ts";

describe("allowance of a grant", () => {
  it("settles where a grant costs its budget", () => {
    const allowance = createAllowance();
    const secondsPerSimulated = 0.01;
    for (let k = 0; k < 60; k++) {
      const granted = allowance.limit;
      const busySeconds = granted * secondsPerSimulated;
      allowance.learn({ granted, busySeconds, steps: Math.ceil(granted) });
    }
    expect(allowance.limit * secondsPerSimulated).toBeGreaterThan(0.05);
    expect(allowance.limit * secondsPerSimulated).toBeLessThan(0.15);
  });

  it("does not shrink for a single slow step, which less time would not make cheaper", () => {
    const allowance = createAllowance();
    const before = allowance.limit;
    allowance.learn({ granted: 0.1, busySeconds: 3, steps: 1 });
    expect(allowance.limit).toBeGreaterThanOrEqual(before);
  });
});

describe("clock arithmetic", () => {
  it("asks for speed times time, but not for a long gap", () => {
    expect(askedIncrement(600, 0.02)).toBeCloseTo(12, 12);
    expect(askedIncrement(600, 100)).toBe(askedIncrement(600, 0.25));
  });

  it("measures a steady speed exactly and forgets an old one", () => {
    const meter = createSpeedMeter();
    expect(meter.speed).toBeUndefined();
    for (let k = 0; k < 100; k++) meter.add(12, 0.02);
    expect(meter.speed).toBeCloseTo(600, 9);
    for (let k = 0; k < 500; k++) meter.add(2, 0.02);
    expect(meter.speed! / 100).toBeCloseTo(1, 2);
  });
});
