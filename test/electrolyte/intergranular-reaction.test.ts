/** What lithium in grain boundaries loses to its reaction with the grains: square root of age, balance, room. */
import { describe, expect, test } from "vitest";
import { FARADAY, LITHIUM_MOLAR_VOLUME } from "../../sim-core/base/constants.ts";
import { addedVolume, productVolume } from "../../sim-core/electrolyte/filled-electrolyte.ts";
import {
  type IntergranularLithium,
  occupiedFraction,
  startIntergranular,
} from "../../sim-core/electrolyte/intergranular-lithium.ts";
import { reactIntergranular } from "../../sim-core/electrolyte/intergranular-reaction.ts";

const AREA = [4e-12];
const reaction = {
  ...{ rate: 2.5, width: 50e-9, productVolume: 1.876, maximumFraction: 0.9 },
  duration: 60,
};
const hold = (connected: number, dead = 0, reacted = 0): IntergranularLithium => ({
  connected: Float64Array.of(connected),
  dead: Float64Array.of(dead),
  reacted: Float64Array.of(reacted),
});
/** A tenth of the triangle, mol/m. */
const TENTH = (0.1 * AREA[0]!) / LITHIUM_MOLAR_VOLUME;

describe("reaction of lithium in boundaries", () => {
  test("takes k sqrt(t) from both faces of its films", () => {
    const after = reactIntergranular(hold(TENTH), AREA, reaction);
    const faces = (2 * TENTH * LITHIUM_MOLAR_VOLUME) / reaction.width;
    expect(after.reacted[0]! / ((faces * 2.5 * Math.sqrt(60)) / FARADAY)).toBeCloseTo(1, 13);
    expect((after.connected[0]! + after.reacted[0]!) / TENTH).toBeCloseTo(1, 14);
  });

  test("is the same for any division into steps", () => {
    let lithium = hold(0.3 * TENTH, 0.7 * TENTH);
    for (const duration of [1, 20, 0.5, 38.5])
      lithium = reactIntergranular(lithium, AREA, { ...reaction, duration });
    const whole = reactIntergranular(hold(0.3 * TENTH, 0.7 * TENTH), AREA, reaction);
    expect(lithium.reacted[0]! / whole.reacted[0]!).toBeCloseTo(1, 13);
    expect(whole.connected[0]! / whole.dead[0]!).toBeCloseTo(3 / 7, 13);
  });

  test("ends when a film is used up: of 50 nm at 30 degC after (F w/(2 V k))^2, an hour and a half", () => {
    const used = ((FARADAY * reaction.width) / (2 * LITHIUM_MOLAR_VOLUME * reaction.rate)) ** 2;
    expect(used / 3600).toBeCloseTo(1.53, 2);
    const before = reactIntergranular(hold(TENTH), AREA, { ...reaction, duration: 0.99 * used });
    expect(before.connected[0]).toBeGreaterThan(0);
    const after = reactIntergranular(hold(TENTH), AREA, { ...reaction, duration: 1.01 * used });
    expect(after.connected[0]).toBe(0);
    expect(after.reacted[0]! / TENTH).toBeCloseTo(1, 14);
  });

  test("stops where products, which take more room than lithium, fill the place", () => {
    const after = reactIntergranular(hold(7 * TENTH), AREA, { ...reaction, duration: 1e9 });
    expect(occupiedFraction(after, AREA, 1.876)[0]).toBeCloseTo(0.9, 12);
    expect(after.connected[0]).toBeGreaterThan(0);
    expect(reactIntergranular(after, AREA, reaction).reacted[0]! / after.reacted[0]!).toBeCloseTo(1, 12);
  });

  test("leaves its input and places without metal as they were", () => {
    const lithium = hold(TENTH, 0, 0.2 * TENTH);
    reactIntergranular(lithium, AREA, reaction);
    expect([lithium.connected[0], lithium.reacted[0]]).toEqual([TENTH, 0.2 * TENTH]);
    expect(reactIntergranular(hold(0, 0, TENTH), AREA, reaction).reacted[0]).toBe(TENTH);
    expect(reactIntergranular(startIntergranular(1), AREA, reaction)).toEqual(startIntergranular(1));
  });

  test("products are 1.88 times as large as their lithium and add 0.59 of it to the electrolyte", () => {
    const products = { thicknessPerCharge: 9.1e-9 / 36, shrinkage: 0.22 };
    expect(productVolume(products)).toBeCloseTo(1.876, 3);
    expect(addedVolume(products)).toBeCloseTo(0.587, 3);
  });
});
