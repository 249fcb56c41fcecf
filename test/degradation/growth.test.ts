/** Laws that grow with time: cracks, film, interphase. */
import { describe, expect, test } from "vitest";
import { evenOut } from "../../sim-core/anode/even-out.ts";
import { LITHIUM_VOLUME_PER_CHARGE } from "../../sim-core/base/constants.ts";
import { crackedDiffusivityFactor, growParticleCracks } from "../../sim-core/degradation/cracking.ts";
import { swingFatigue } from "../../sim-core/degradation/fatigue.ts";
import { growFilm } from "../../sim-core/degradation/film.ts";
import {
  consumedShare,
  growInterphase,
  type Interphase,
  type InterphaseParameters,
  interphaseResistance,
  interphaseThickness,
} from "../../sim-core/degradation/interphase.ts";
import { arrhenius } from "../../sim-core/kinetics/arrhenius.ts";

describe("cracking", () => {
  const law = { exponent: 6, rateExponent: 1, referenceRate: 0.5 };
  const grow = (cycles: number, to: number, rate: number, growth = 0.0035) => {
    let crack = new Float64Array(1);
    const fatigue = [swingFatigue(0, to, rate, law)];
    for (let k = 0; k < cycles; k++)
      crack = growParticleCracks({ crack, fatigue }, growth) as Float64Array<ArrayBuffer>;
    return crack[0]!;
  };

  test("bare and coated particles reach 0.3 and 0.05 in 100 cycles (physics.md 6.5)", () => {
    expect(grow(100, 0.07, 0.5)).toBeCloseTo(1 - Math.exp(-0.35), 13);
    expect(grow(100, 0.07, 0.5)).toBeCloseTo(0.3, 1);
    expect(grow(100, 0.07, 0.5, 0.0005)).toBeCloseTo(0.05, 2);
  });

  test("the logarithm of what is whole scales with rate, swing^6 and cycles", () => {
    const whole = (...given: [number, number, number]) => -Math.log(1 - grow(...given));
    expect(whole(10, 0.07, 1) / whole(10, 0.07, 0.5)).toBeCloseTo(2, 10);
    expect(whole(10, 0.035, 0.5) / whole(10, 0.07, 0.5)).toBeCloseTo(1 / 64, 10);
    expect(whole(40, 0.07, 0.5) / whole(10, 0.07, 0.5)).toBeCloseTo(4, 10);
  });

  test("nothing cracks at rest, and nothing cracks beyond the whole", () => {
    const none = swingFatigue(0, 0, 0, { ...law, exponent: 0 });
    expect([...growParticleCracks({ crack: [0.2], fatigue: [none] }, 0.0035)]).toEqual([0.2]);
    expect(grow(5, 0.2, 50)).toBeLessThanOrEqual(1);
    expect(crackedDiffusivityFactor(0)).toBe(1);
    expect(crackedDiffusivityFactor(1)).toBe(0);
    expect(crackedDiffusivityFactor(0.3)).toBeCloseTo(0.7 ** 1.5, 15);
  });
});

describe("film", () => {
  const parameters = { growth: 4.1667e-6, activation: 60000, onset: 2.6 };
  const k = (temperature: number) => parameters.growth * arrhenius(60000, temperature);
  const grow = (gained: number, duration: number, potential = 4, temperature = 303.15) =>
    growFilm({ gained: [gained], potential: [potential], temperature, duration }, parameters)[0]!;

  test("2.5 ohm cm2 per root hour gain 25 ohm cm2 in 100 hours at 25 C", () => {
    expect(grow(0, 360000, 4, 298.15)).toBeCloseTo(25e-4, 7);
  });

  test("any division of the time gives k sqrt(t)", () => {
    let gained = 0;
    let total = 0;
    for (const duration of [1e-3, 5, 700, 3, 20000, 0, 411]) {
      gained = grow(gained, duration);
      total += duration;
    }
    expect(gained / (k(303.15) * Math.sqrt(total))).toBeCloseTo(1, 13);
  });

  test("time below the onset does not count", () => {
    let gained = grow(0, 1000);
    expect(grow(gained, 5000, 2.6)).toBe(gained);
    gained = grow(grow(gained, 5000, 2.5), 3000);
    expect(gained / (k(303.15) * Math.sqrt(4000))).toBeCloseTo(1, 13);
  });

  test("a change of temperature adds the squares", () => {
    const gained = grow(grow(0, 1000, 4, 298.15), 1000, 4, 333.15);
    expect(gained / (Math.hypot(k(298.15), k(333.15)) * Math.sqrt(1000))).toBeCloseTo(1, 13);
  });
});

describe("interphase", () => {
  const parameters: InterphaseParameters = {
    law: "throughput",
    ...{ chemicalRate: 1.8, chemicalActivation: 50000, freshSurface: 1e5 },
    ...{ currentShare: 0.002, currentScale: 10 },
  };
  const none = {
    chemical: new Float64Array(2),
    driven: new Float64Array(2),
    surface: new Float64Array(2).fill(1),
  };
  const rest = {
    ...{ currentDensity: [0, 0], evened: [0, 0], length: [1e-6, 1e-6] },
    ...{ hasLithium: [1, 0], temperature: 298.15, duration: 3600 },
  };

  test("chemical growth is 3.0 uAh/cm2 in an hour and follows sqrt(t) for any steps", () => {
    expect(growInterphase(none, rest, parameters).chemical[0]! / 36).toBeCloseTo(3, 12);
    let state: Interphase = none;
    for (const duration of [1, 0.5, 100, 86400, 7])
      state = growInterphase(state, { ...rest, duration }, parameters);
    expect(state.chemical[0]! / (1.8 * Math.sqrt(86508.5))).toBeCloseTo(1, 13);
    expect([...state.driven]).toEqual([0, 0]);
  });

  test("a week makes about 350 nm at 25 C, which resist by their thickness", () => {
    const week = growInterphase(none, { ...rest, duration: 7 * 86400 }, parameters).chemical[0]!;
    const thickness = interphaseThickness(week, 9.1e-9 / 36);
    expect(thickness).toBeCloseTo(354e-9, 9);
    expect(interphaseResistance(250e-9, 2.5e-4) * 1e4).toBeCloseTo(10, 12);
  });

  test("where no lithium is left nothing reacts with it", () => {
    expect(growInterphase(none, rest, parameters).chemical[1]).toBe(0);
  });

  test("plating is consumed by gamma, more than in proportion; stripping is not", () => {
    const grown = (current: number) =>
      growInterphase(none, { ...rest, currentDensity: [current, -current] }, parameters).driven;
    expect(grown(1e-9)[0]! / (1e-9 * 3600)).toBeCloseTo(0.002, 9);
    expect(grown(10)[0]).toBeCloseTo(2 * 0.002 * 10 * 3600, 10);
    expect(grown(40)[0]).toBeCloseTo(9 * 0.002 * 40 * 3600, 9);
    expect(grown(40)[1]).toBe(0);
  });

  test("uneven plating costs more than even plating of the same charge", () => {
    const even = growInterphase(none, { ...rest, currentDensity: [20, 20] }, parameters).driven;
    const uneven = growInterphase(none, { ...rest, currentDensity: [35, 5] }, parameters).driven;
    expect(uneven[0]! + uneven[1]!).toBeGreaterThan(even[0]! + even[1]!);
  });

  test("no more than the whole current is consumed", () => {
    expect(consumedShare(0, parameters)).toBe(0.002);
    expect(consumedShare(1e5, parameters)).toBe(1);
  });

  test("inputs are left as they were", () => {
    growInterphase(none, { ...rest, currentDensity: [10, 10] }, parameters);
    expect([...none.chemical, ...none.driven]).toEqual([0, 0, 0, 0]);
  });
});

describe("interphase on fresh surface", () => {
  const parameters: InterphaseParameters = {
    law: "fresh-surface",
    ...{ chemicalRate: 1.8, chemicalActivation: 50000, freshSurface: 1e5 },
    ...{ currentShare: 0.002, currentScale: 10 },
  };
  const start = (count: number, surface = 1): Interphase => ({
    chemical: new Float64Array(count),
    driven: new Float64Array(count),
    surface: new Float64Array(count).fill(surface),
  });
  const front = {
    ...{ currentDensity: [15, 5, 10], evened: [15, 5, 10], length: [2e-6, 2e-6, 1e-6] },
    ...{ hasLithium: [1, 1, 1], temperature: 298.15, duration: 3600 },
  };
  const total = (own: Interphase, k: number): number => own.chemical[k]! + own.driven[k]!;

  test("an even flux makes k sqrt(t) and nothing more, however large it is", () => {
    const even = growInterphase(start(3), { ...front, evened: [40, 40, 40] }, parameters);
    expect(even.chemical[0]! / 36).toBeCloseTo(3, 12);
    expect([...even.surface]).toEqual([1, 1, 1]);
    for (const own of even.driven) expect(Math.abs(own)).toBeLessThan(1e-13);
  });

  test("what is plated above the mean makes surface, and all of it reacts as (q^2)' = (A k)^2", () => {
    const grown = growInterphase(start(3), front, parameters);
    const surface = 1 + 1e5 * LITHIUM_VOLUME_PER_CHARGE * 5 * 3600;
    expect(grown.surface[0]).toBeCloseTo(surface, 14);
    expect([...grown.surface.slice(1)]).toEqual([1, 1]);
    const square = 1.8 ** 2 * 3600 * ((1 + surface + surface ** 2) / 3);
    expect(total(grown, 0) / Math.sqrt(square)).toBeCloseTo(1, 14);
    expect(total(grown, 1) / (1.8 * 60)).toBeCloseTo(1, 14);
  });

  test("any division into steps makes the same", () => {
    let state = start(3);
    for (const duration of [1, 0.5, 1000, 98.5, 2500])
      state = growInterphase(state, { ...front, duration }, parameters);
    const whole = growInterphase(start(3), front, parameters);
    for (let k = 0; k < 3; k++) expect(total(state, k) / total(whole, k)).toBeCloseTo(1, 13);
    expect(state.surface[0]! / whole.surface[0]!).toBeCloseTo(1, 14);
  });

  test("a surface of A from the start takes A times as much", () => {
    const { chemical, driven } = growInterphase(start(3, 4), { ...front, evened: [0, 0, 0] }, parameters);
    expect((chemical[0]! + driven[0]!) / (4 * 1.8 * 60)).toBeCloseTo(1, 14);
    expect(chemical[0]! / (1.8 * 60)).toBeCloseTo(1, 14);
  });

  test("stripping makes no surface, and bumps that creep evens make less", () => {
    const stripped = growInterphase(start(3), { ...front, evened: [-15, -5, -10] }, parameters);
    expect([...stripped.surface]).toEqual([1, 1, 1]);
    const crept = growInterphase(
      start(3),
      { ...front, evened: evenOut(front.currentDensity, front.length, 1e-3) },
      parameters,
    );
    expect(crept.surface[0]! - 1).toBeLessThan(
      1e-4 * (growInterphase(start(3), front, parameters).surface[0]! - 1),
    );
  });

  test("where no lithium is left nothing reacts", () => {
    const { chemical, driven } = growInterphase(start(3), { ...front, hasLithium: [0, 1, 1] }, parameters);
    expect([chemical[0], driven[0]]).toEqual([0, 0]);
  });
});
