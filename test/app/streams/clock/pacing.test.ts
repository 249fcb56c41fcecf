import { describe, expect, it } from "vitest";
import {
  askedIncrement,
  createAllowance,
  createSpeedMeter,
  timeOfChange,
} from "../../../../src/app/streams/clock/pacing.ts";

describe("allowance of a grant", () => {
  /** s of computing that grants come to cost where each is followed by so many s of showing it. */
  function settle(idleSeconds: number): number {
    const allowance = createAllowance();
    const secondsPerSimulated = 0.01;
    let most = 0;
    for (let k = 0; k < 60; k++) {
      const granted = allowance.limit;
      const busySeconds = granted * secondsPerSimulated;
      allowance.learn({ granted, busySeconds, idleSeconds, steps: Math.ceil(granted) });
      if (k > 40) most = Math.max(most, allowance.limit * secondsPerSimulated);
    }
    return most;
  }

  it("settles where a grant costs its budget", () => {
    expect(settle(0.01)).toBeGreaterThan(0.08);
    expect(settle(0.01)).toBeLessThan(0.08 * 1.61);
  });

  it("is as long as showing it takes, where that is slow, up to a fifth of a second", () => {
    expect(settle(0.15)).toBeGreaterThan(0.15);
    expect(settle(0.15)).toBeLessThan(0.15 * 1.61);
    expect(settle(3)).toBeGreaterThan(0.2);
    expect(settle(3)).toBeLessThan(0.2 * 1.61);
  });

  it("does not shrink for a single slow step, which less time would not make cheaper", () => {
    const allowance = createAllowance();
    const before = allowance.limit;
    allowance.learn({ granted: 0.1, busySeconds: 3, idleSeconds: 0, steps: 1 });
    expect(allowance.limit).toBeGreaterThanOrEqual(before);
  });
});

describe("clock arithmetic", () => {
  it("asks for speed times time, but not for a long gap", () => {
    expect(askedIncrement(600, 0.02)).toBeCloseTo(12, 12);
    expect(askedIncrement(600, 100)).toBe(askedIncrement(600, 0.25));
  });

  it("dates a change at a round time, at most a quarter of a second of playing ahead", () => {
    expect(timeOfChange(7201.5, 600)).toBe(7300);
    expect(timeOfChange(7300, 600)).toBe(7300);
    expect(timeOfChange(7201.5, 20_000)).toBe(10_000);
    expect(timeOfChange(0.301, 1)).toBe(0.4);
    expect(timeOfChange(12.3456, 0)).toBe(12.346);
    for (const speed of [1, 7, 33, 600, 99_999]) {
      const ahead = timeOfChange(1234.567, speed) - 1234.567;
      expect(ahead).toBeGreaterThanOrEqual(0);
      expect(ahead).toBeLessThanOrEqual(0.25 * speed);
    }
  });

  it("measures nothing by a clock that jumps", () => {
    const meter = createSpeedMeter();
    for (let k = 0; k < 100; k++) meter.add(12, 0.02);
    for (const elapsed of [-3600, 0, 7200, Number.NaN]) meter.add(12, elapsed);
    expect(meter.speed).toBeCloseTo(600, 9);
  });

  it("never allows so little that times could not be told apart", () => {
    const allowance = createAllowance();
    for (let k = 0; k < 40; k++)
      allowance.learn({
        granted: allowance.limit,
        busySeconds: Number.POSITIVE_INFINITY,
        idleSeconds: 0,
        steps: 9,
      });
    expect(allowance.limit).toBe(0.002);
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
