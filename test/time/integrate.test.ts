/** The time scheme by itself: what it integrates exactly, and that differences go by the same formula. */
import { describe, expect, it } from "vitest";
import {
  combineStates,
  distancesBack,
  type SchemeOrder,
  schemeCoefficients,
} from "../../sim-core/time/step/integrate.ts";

/** Uneven times since a jump, s, newest last. */
const TIMES = [0.7, 2, 3.1, 7.9];
const END = 9.4;
const history = {
  sinceJump: 7.9,
  earlier: [{ timeStep: 4.8 }, { timeStep: 1.1 }, { timeStep: 1.3 }],
};

/** Value at the end by the scheme for y = t^power, from its exact values and its rate at the end. */
function integrate(order: SchemeOrder, power: number): number {
  const { weights, scale } = schemeCoefficients(END - history.sinceJump, history, order);
  const newestFirst = [...TIMES].reverse();
  const past = weights.reduce((sum, weight, i) => sum + weight * newestFirst[i]! ** power, 0);
  return past + scale * power * END ** (power - 1);
}

describe("the scheme after a jump", () => {
  it.each([
    { order: 2, powers: [0, 0.5, 1] },
    { order: 3, powers: [0, 0.5, 1, 1.5] },
  ] as const)("of order $order is exact for the powers $powers of time", ({ order, powers }) => {
    for (const power of powers) expect(integrate(order, power)).toBeCloseTo(END ** power, 11);
    expect(Math.abs(integrate(order, powers.at(-1)! + 0.5) - END ** (powers.at(-1)! + 0.5))).toBeGreaterThan(
      1e-3,
    );
  });

  it("is exact for charge at a constant current from the second step on, whose first is Euler's", () => {
    const start = { sinceJump: 0, earlier: [] };
    expect(schemeCoefficients(3, start, 3)).toEqual({ order: 1, weights: [1], carried: [], scale: 3 });
    const second = { sinceJump: 3, earlier: [{ timeStep: 3 }] };
    const { order, weights, scale } = schemeCoefficients(4, second, 3);
    expect(order).toBe(2);
    expect(weights[0]! * 3 + scale).toBeCloseTo(7, 12);
  });

  it("is the classical one long after the jump: BDF2 and BDF3 of equal steps", () => {
    const late = { sinceJump: 1e9, earlier: [{ timeStep: 1 }, { timeStep: 1 }, { timeStep: 1 }] };
    const two = schemeCoefficients(1, late, 2);
    const three = schemeCoefficients(1, late, 3);
    for (const [i, weight] of [4 / 3, -1 / 3].entries()) expect(two.weights[i]).toBeCloseTo(weight, 6);
    for (const [i, weight] of [18 / 11, -9 / 11, 2 / 11].entries())
      expect(three.weights[i]).toBeCloseTo(weight, 6);
    expect(two.scale).toBeCloseTo(2 / 3, 6);
    expect(three.scale).toBeCloseTo(6 / 11, 6);
  });

  it("moves differences as it moves values", () => {
    const { weights, carried, scale } = schemeCoefficients(1.5, history, 3);
    const values = [4, 2.5, 7];
    const out = new Float64Array(1);
    combineStates(
      { weights, carried, scale, order: 3 },
      values.map((own) => [own]),
      out,
    );
    const differences = [values[0]! - values[1]!, values[1]! - values[2]!];
    const moved = carried.reduce((sum, weight, i) => sum + weight * differences[i]!, 0);
    expect(values[0]! + moved).toBeCloseTo(out[0]!, 12);
  });

  it("measures how far back states lie without cancellation", () => {
    const [near] = distancesBack(1e-9, { sinceJump: 1e6, earlier: [] }, 1);
    expect(near! / (1e-9 / 2e3)).toBeCloseTo(1, 9);
  });
});
