import { describe, expect, test } from "vitest";
import {
  advanceContact,
  constrictionResistance,
  criticalStrippingCurrent,
  localCurrentDensity,
  type VoidParameters,
} from "../../sim-core/degradation/voids.ts";

const parameters: VoidParameters = {
  criticalCurrent: 1,
  criticalCurrentGain: 9,
  criticalCurrentExponent: 1.9,
  criticalCurrentLimit: 100,
  openingCharge: 3.6e4,
  refillShare: 0.5,
  creepRate: 1e-5,
  creepExponent: 1.5,
  minimumContact: 0.02,
};

const advance = (contact: number, current: number, pressure: number, duration: number): number =>
  advanceContact([contact], { currentDensity: [current], pressure: [pressure], duration }, parameters)[0]!;

describe("the critical stripping current", () => {
  test("is 1 A/m2 without pressure, 10 at 7 MPa, 0.2 to 0.3 mA/cm2 at 3 MPa, and never above its limit", () => {
    expect(criticalStrippingCurrent(0, parameters)).toBe(1);
    expect(criticalStrippingCurrent(-5e6, parameters)).toBe(1);
    expect(criticalStrippingCurrent(7e6, parameters)).toBeCloseTo(10, 12);
    expect(criticalStrippingCurrent(3e6, parameters)).toBeGreaterThan(2);
    expect(criticalStrippingCurrent(3e6, parameters)).toBeLessThan(3.5);
    expect(criticalStrippingCurrent(160e6, parameters)).toBe(100);
  });
});

describe("contact over voids", () => {
  const creep = 1e-5 * 7 ** 1.5;

  test("falls towards b/(a + b) at 20 A/m2 and 7 MPa and is closed at 160 MPa", () => {
    const opening = 10 / 3.6e4;
    const rest = creep / (opening + creep);
    expect(rest).toBeCloseTo(0.4, 2);
    expect(advance(1, -20, 7e6, 1e6)).toBeCloseTo(rest, 12);
    expect(advance(1, -20, 7e6, 600)).toBeLessThan(0.9);
    expect(advance(0.3, -20, 160e6, 600)).toBeGreaterThan(0.999);
    expect(advance(1, -20, 160e6, 600)).toBe(1);
  });

  test("decays exponentially where nothing closes: half in ln 2 mAh/cm2 beyond the critical current", () => {
    expect(advance(1, -11, 0, (Math.LN2 * 3.6e4) / 10)).toBeCloseTo(0.5, 13);
    expect(advance(0.7, 0, 0, 1e5)).toBe(0.7);
    expect(advance(0.7, -1, 0, 1e5)).toBe(0.7);
  });

  test("is refilled by half of the plated charge", () => {
    expect(advance(0.4, 10, 0, 3600)).toBeCloseTo(1 - 0.6 * Math.exp(-0.5), 13);
    expect(advance(0.4, 0, 7e6, 3600)).toBeCloseTo(1 - 0.6 * Math.exp(-3600 * creep), 13);
  });

  test("follows its differential equation", () => {
    const slope = (advance(0.8, -20, 7e6, 1e-3) - 0.8) / 1e-3;
    expect(slope).toBeCloseTo((-10 / 3.6e4) * 0.8 + 0.2 * creep, 9);
  });

  test.each([
    [-20, 7e6],
    [-50, 0],
    [5, 1e6],
  ])("does not depend on how the time is divided (%d A/m2, %d Pa)", (current, pressure) => {
    let contact = 0.6;
    let total = 0;
    for (const duration of [1, 600, 0, 3.7, 9000, 250]) {
      contact = advance(contact, current, pressure, duration);
      total += duration;
    }
    expect(contact).toBeCloseTo(advance(0.6, current, pressure, total), 13);
  });

  test("grows with pressure at any current and stays between 0.02 and 1", () => {
    for (const current of [-200, -20, -2, 0, 20]) {
      let before = 0;
      for (let pressure = 0; pressure <= 200e6; pressure += 2e6) {
        const contact = advance(0.5, current, pressure, 7200);
        expect(contact).toBeGreaterThanOrEqual(before);
        expect(contact).toBeGreaterThanOrEqual(0.02);
        expect(contact).toBeLessThanOrEqual(1);
        before = contact;
      }
    }
    expect(advance(1, -500, 0, 1e6)).toBe(0.02);
  });
});

describe("what voids do to the current", () => {
  test("it crowds on the contact that is left", () => {
    expect([...localCurrentDensity([-10, 8], [0.5, 1])]).toEqual([-20, 8]);
  });

  test("it pays for narrowing: nothing in full contact, 0.12 ohm cm2 at half of it", () => {
    expect(constrictionResistance(1, 1e-5, 0.3)).toBe(0);
    expect(constrictionResistance(0.5, 1e-5, 0.3) * 1e4).toBeCloseTo(0.1179, 4);
    expect(constrictionResistance(0.02, 1e-5, 0.3)).toBeGreaterThan(constrictionResistance(0.1, 1e-5, 0.3));
  });
});
