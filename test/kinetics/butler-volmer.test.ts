import { expect, test } from "vitest";
import { FARADAY, GAS_CONSTANT } from "../../sim-core/base/constants.ts";
import { createRandom } from "../../sim-core/base/random.ts";
import { solveInterface, solveInterfaces } from "../../sim-core/kinetics/butler-volmer.ts";

const T = 303.15;
const THERMAL = (2 * GAS_CONSTANT * T) / FARADAY;

function solve(drive: number, exchange: number, resistance: number, guess = 0) {
  const out = new Float64Array(2);
  solveInterface(drive, exchange, resistance, T, out, guess);
  return { current: out[0]!, slope: out[1]! };
}

/** Drive that passes `current`: the exact inverse. */
function driveOf(current: number, exchange: number, resistance: number): number {
  return THERMAL * Math.asinh(current / (2 * exchange)) + current * resistance;
}

const drives = [1e-12, 1e-6, 0.001, 0.02, 0.1, 0.5, 1, 2.5, 5];
const exchanges = [1e-6, 0.01, 2, 100, 1e6];
const resistances = [1e-12, 1e-7, 1e-4, 2e-3, 1];
/** Round-off of the drive, carried to the current: d(ln i) = dv / w at most. */
const roundOff = (drive: number): number => 4e-16 * (4 + drive / THERMAL);

test("without a film the current is the exact hyperbolic sine", () => {
  for (const exchange of exchanges)
    for (const drive of drives)
      expect(solve(drive, exchange, 0).current / (2 * exchange * Math.sinh(drive / THERMAL))).toBeCloseTo(
        1,
        14,
      );
});

test("the solution inverts to its drive at every size of drive, exchange and film", () => {
  let worst = 0;
  for (const exchange of exchanges)
    for (const resistance of resistances)
      for (const drive of drives) {
        const { current, slope } = solve(drive, exchange, resistance);
        expect(slope).toBeGreaterThan(0);
        const error = Math.abs(driveOf(current, exchange, resistance) - drive) / drive;
        worst = Math.max(worst, error);
      }
  expect(worst).toBeLessThan(4e-15);
});

test("fast kinetics leave the film's ohmic law", () => {
  for (const drive of drives) {
    const { current, slope } = solve(drive, 1e14, 2e-3);
    expect(current / (drive / 2e-3)).toBeCloseTo(1, 12);
    expect(slope * 2e-3).toBeCloseTo(1, 12);
  }
});

test("small drives see film and charge transfer in series", () => {
  expect(solve(1e-9, 2, 2e-3).current / 1e-9).toBeCloseTo(1 / (2e-3 + THERMAL / 4), 7);
  expect(solve(0, 2, 2e-3)).toEqual({ current: 0, slope: 1 / (2e-3 + THERMAL / 4) });
});

test("the derivative agrees with central differences", () => {
  for (const exchange of [0.01, 2, 100])
    for (const resistance of [0, 1e-4, 2e-3])
      for (const drive of [-0.4, -0.05, 0.003, 0.1, 0.6]) {
        const h = 1e-5;
        const ahead = solve(drive + h, exchange, resistance).current;
        const behind = solve(drive - h, exchange, resistance).current;
        const { slope } = solve(drive, exchange, resistance);
        expect((ahead - behind) / (2 * h) / slope).toBeCloseTo(1, 6);
      }
});

test("reversing the drive reverses the current, bit for bit", () => {
  for (const resistance of [0, 1e-4, 1])
    for (const drive of drives) {
      const forward = solve(drive, 2, resistance, 3);
      const backward = solve(-drive, 2, resistance, -3);
      expect(backward).toEqual({ current: -forward.current, slope: forward.slope });
    }
});

test("any guess leads to the same current", () => {
  const guesses = [-1e300, -5, 0, 1e-300, 1e-3, 1, 1e3, 1e9, 1e300, Number.POSITIVE_INFINITY, Number.NaN];
  for (const exchange of exchanges)
    for (const resistance of resistances)
      for (const drive of drives) {
        const { current } = solve(drive, exchange, resistance);
        for (const guess of guesses) {
          const found = solve(drive, exchange, resistance, guess).current;
          expect(Math.abs(found / current - 1)).toBeLessThan(roundOff(drive));
        }
      }
});

test("a blocked interface passes nothing", () => {
  for (const drive of [-5, 0, 5]) expect(solve(drive, 0, 1e-3, 7)).toEqual({ current: 0, slope: 0 });
});

test("the vector form equals the scalar one", () => {
  const random = createRandom(7, "interfaces");
  const draw = (scale: number) => Float64Array.from({ length: 300 }, () => scale * random.uniform());
  const drive = Float64Array.from({ length: 300 }, () => 0.6 * (random.uniform() - 0.5));
  const interfaces = { drive, exchange: draw(4), resistance: draw(4e-3), temperature: T };
  const current = Float64Array.from({ length: 300 }, () => 50 * random.normal());
  const guess = current.slice();
  const slope = new Float64Array(300);
  solveInterfaces(interfaces, current, slope);
  for (let k = 0; k < 300; k++) {
    const alone = solve(drive[k]!, interfaces.exchange[k]!, interfaces.resistance[k]!, guess[k]!);
    expect({ current: current[k], slope: slope[k] }).toEqual(alone);
  }
});
