import { describe, expect, it } from "vitest";
import { FARADAY, GAS_CONSTANT } from "../../sim-core/base/constants.ts";
import { createInterfaceReactions } from "../../sim-core/kernels/interface-reactions.ts";
import { openMemory } from "../../sim-core/kernels/wasm/memory.ts";
import { solveInterface } from "../../sim-core/kinetics/butler-volmer.ts";
import { createRandomVector } from "../linalg/matrices.ts";

const FORMS = ["typescript", "wasm"] as const;
/** Rings of odd, no and even length, and a front. */
const STARTS = [0, 3, 3, 7, 12];
const NODES = 17;
const RINGS = STARTS.length - 1;

const TEMPERATURE = 303.15;
const THERMAL = (2 * GAS_CONSTANT * TEMPERATURE) / FARADAY;

/** Interfaces of all kinds, a fifth of them without a film, and what passes them. */
function draw(count: number) {
  const random = createRandomVector(4 * count, 23).map(Math.tanh);
  return Array.from({ length: count }, (_, k) => {
    const drive = random[4 * k]! * 10 ** (2 * random[4 * k + 1]! - 2);
    const exchange = 10 ** (4 * random[4 * k + 2]!);
    const resistance = k % 5 === 0 ? 0 : 10 ** (3 * random[4 * k + 3]! - 3);
    const found = new Float64Array(2);
    solveInterface(drive, exchange, resistance, TEMPERATURE, found);
    return { drive, exchange, resistance, current: found[0]!, slope: found[1]!, random: random[k]! };
  });
}

describe("reactions on rings and a front", () => {
  it("drive and balance rings of odd and even length in WebAssembly as in TypeScript", () => {
    const results = FORMS.map((kernels) => {
      const lengths = createRandomVector(STARTS[RINGS]!, 11);
      const reactions = createInterfaceReactions({ start: STARTS, count: NODES }, lengths, { kernels });
      const { driving, ringExchange, ringResistance, potential, density, gain, injection } = reactions;
      for (const [k, array] of [driving, ringExchange, ringResistance].entries())
        array.set(createRandomVector(RINGS, 3 + 2 * k));
      for (const [k, array] of [potential, density, gain, injection].entries())
        array.set(createRandomVector(NODES, 9 + 4 * k));
      reactions.driveRings();
      const norm = reactions.balanceRings();
      const { drive, exchange, resistance, slope, residual, crossing } = reactions;
      const exact = [drive, exchange, resistance, slope, residual].map((array) => Array.from(array));
      return { exact, close: [norm, ...crossing] };
    });
    expect(results[1]!.exact).toEqual(results[0]!.exact);
    results[1]!.close.forEach((value, k) => {
      expect(value).toBeCloseTo(results[0]!.close[k]!, 12);
    });
    // The front's nodes and the rings' entries are left to others.
    expect(results[0]!.exact[0]!.slice(12)).toEqual([0, 0, 0, 0, 0]);
    expect(results[0]!.exact[4]!.slice(12)).toEqual(new Array(5 + RINGS).fill(0));
  });

  it.each(FORMS)("pass what the law says in %s, from any last current", (kernels) => {
    const expected = draw(401);
    for (const off of [0.1, 3, 1e6]) {
      const reactions = createInterfaceReactions({ start: [0], count: expected.length }, [], { kernels });
      expected.forEach(({ drive, exchange, resistance, current, random }, k) => {
        reactions.drive[k] = drive;
        reactions.exchange[k] = exchange;
        reactions.resistance[k] = resistance;
        reactions.density[k] = current * (1 + off * random);
      });
      reactions.react(TEMPERATURE, 1e-15);
      expected.forEach(({ current, slope }, k) => {
        expect(Math.abs(reactions.density[k]! / current - 1)).toBeLessThan(2e-13);
        expect(Math.abs(reactions.gain[k]! / slope - 1)).toBeLessThan(2e-13);
      });
    }
  });

  it.each(FORMS)("pass nothing through blocked interfaces in %s", (kernels) => {
    const reactions = createInterfaceReactions({ start: [0], count: 3 }, [], { kernels });
    reactions.drive.fill(0.1);
    reactions.resistance.fill(1e-3);
    reactions.density.fill(5);
    reactions.gain.fill(7);
    reactions.react(TEMPERATURE, 1e-15);
    expect(Array.from(reactions.density)).toEqual([0, 0, 0]);
    expect(Array.from(reactions.gain)).toEqual([0, 0, 0]);
  });
});

describe("charge transfer in pairs of nodes", () => {
  /** Solves from guesses that are `off` by a factor; returns the worst relative differences. */
  function compare(count: number, off: number): { current: number; slope: number; missed: number } {
    const expected = draw(count);
    const names = {
      drive: count,
      exchange: count,
      resistance: count,
      last: count,
      current: count,
      slope: count,
    };
    const { kernels, arrays } = openMemory(names, {}, { kernels: "wasm" })!;
    expected.forEach(({ drive, exchange, resistance, current, random }, k) => {
      arrays.drive[k] = drive;
      arrays.exchange[k] = exchange;
      arrays.resistance[k] = resistance;
      arrays.current[k] = current * (1 + off * random);
    });
    const at = (array: Float64Array): number => array.byteOffset;
    const { drive, exchange, resistance, last, current, slope } = arrays;
    const given = [at(drive), at(exchange), at(resistance)] as const;
    const found = [at(last), at(current), at(slope)] as const;
    const missed = kernels.solveInterfaces(...given, count, THERMAL, 1e-5, ...found);
    const worst = { current: 0, slope: 0, missed };
    expected.forEach((exact, k) => {
      if (slope[k]! < 0) return;
      worst.current = Math.max(worst.current, Math.abs(current[k]! / exact.current - 1));
      worst.slope = Math.max(worst.slope, Math.abs(slope[k]! / exact.slope - 1));
    });
    return worst;
  }

  it("agrees with the twin to round-off from good guesses", () => {
    const worst = compare(400, 0.1);
    expect(worst.missed).toBe(0);
    expect(worst.current).toBeLessThan(2e-13);
    expect(worst.slope).toBeLessThan(2e-13);
  });

  it("marks what it does not reach from poor guesses, and is right about the rest", () => {
    const worst = compare(401, 3);
    expect(worst.missed).toBeGreaterThan(0);
    expect(worst.current).toBeLessThan(2e-13);
  });
});
