import { describe, expect, test } from "vitest";
import {
  createLeakageSolver,
  electronicConductivity,
  type LeakageOutcome,
} from "../../sim-core/electrolyte/leakage.ts";
import { fitOrder, slabMesh } from "../fem/slab-mesh.ts";
import { boundaryDensity } from "./boundary-density.ts";

const SIZE = { width: 40e-6, height: 100e-6 };
const CLEAN = 1e-7;
const parameters = { exchangeCurrentDensity: 1, nucleationOverpotential: 0.01, temperature: 303.15 };

interface Request {
  readonly rows?: number;
  /** V at the lithium (top), on the electrolyte's side. */
  readonly overpotential: number;
  readonly conductivity?: (x: number, depth: number) => number;
  readonly grain?: number;
  readonly exchange?: number;
  /** Pa */
  readonly pressure?: number;
}

/** Lithium at 0 V on top, 4 V at the bottom; the ionic potential rises by 33 mV from top to bottom. */
function solve({
  rows = 50,
  overpotential,
  conductivity,
  grain = 5e-6,
  exchange = 1,
  pressure = 0,
}: Request) {
  const across = 8;
  const mesh = slabMesh(across, rows, SIZE);
  const nodeCount = mesh.points.length / 2;
  const row = (v: number): number => Math.floor(v / (across + 1));
  const fixed = Uint8Array.from({ length: nodeCount }, (_, v) => (row(v) === 0 || row(v) === rows ? 1 : 0));
  const depth = (v: number): number => SIZE.height - mesh.points[2 * v + 1];
  const middle = (t: number, axis: number): number =>
    [0, 1, 2].reduce((sum, k) => sum + mesh.points[2 * mesh.triangles[3 * t + k] + axis] / 3, 0);
  const outcome = createLeakageSolver(mesh, fixed).solve(
    {
      ionicPotential: Float64Array.from(fixed, (_, v) => overpotential + (0.033 * depth(v)) / SIZE.height),
      fixedPotential: Float64Array.from(fixed, (_, v) => (row(v) === 0 ? 4 : 0)),
      conductivity: Float64Array.from({ length: mesh.triangles.length / 3 }, (_, t) =>
        conductivity ? conductivity(middle(t, 0), SIZE.height - middle(t, 1)) : CLEAN,
      ),
      boundaryDensity: new Float64Array(mesh.triangles.length / 3).fill(boundaryDensity(grain)),
      pressure: new Float64Array(nodeCount).fill(pressure),
    },
    { ...parameters, exchangeCurrentDensity: exchange },
  );
  if (!outcome.ok) throw new Error(outcome.reason);
  return { ...outcome, mesh, row, rows, nodeCount, middle };
}

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);
const density = (current: number): number => current / SIZE.width;
const atCathode = (result: ReturnType<typeof solve>): number =>
  density(sum(result.injection.filter((_, v) => result.row(v) === 0)));
const bound = (CLEAN * 4) / SIZE.height;

describe("electronic conductivity", () => {
  test("stays that of the electrolyte up to 0.16 of lithium and tends to 1e4 S/m", () => {
    expect(electronicConductivity(0.16, CLEAN, 1e4)).toBe(CLEAN);
    expect(electronicConductivity(0.58, CLEAN, 1e4)).toBeCloseTo(2500, 6);
    expect(electronicConductivity(1, CLEAN, 1e4)).toBeCloseTo(1e4, 6);
  });
});

describe("leakage through the electrolyte", () => {
  test("without overpotential is Ohm's law, 0.4 uA/cm2, and plates nothing", () => {
    const result = solve({ overpotential: 0 });
    expect(atCathode(result)).toBeCloseTo(bound, 12);
    expect(bound * 100).toBeCloseTo(0.4, 12);
    expect(sum(result.plating)).toBe(0);
    result.potential.forEach((potential, v) => {
      expect(potential).toBeCloseTo(4 * (1 - result.row(v) / result.rows), 9);
    });
  });

  test.each([0.005, 0.02, 0.05, 0.1])(
    "is bounded by sigma_e 4 V/L at %d V of overpotential",
    (overpotential) => {
      for (const exchange of [1e-5, 1e-2, 1, 1e3]) {
        const result = solve({ overpotential, exchange, rows: 400 });
        expect(atCathode(result)).toBeGreaterThan(0);
        expect(atCathode(result)).toBeLessThanOrEqual(bound * (1 + 1e-9));
        expect(sum(result.plating) > 0).toBe(overpotential > 0.01);
        // The metal itself feeds what plates next to it; beyond, phi_e has risen too far for any.
        const reach = (overpotential * SIZE.height) / (4 - 0.033) + 0.25e-6;
        const beyond = result.plating.filter((_, t) => SIZE.height - result.middle(t, 1) > reach);
        expect(sum(beyond)).toBe(0);
      }
    },
  );

  test("falls below the bound as plating takes electrons, and plates less than it where exchange is slow", () => {
    const slow = solve({ overpotential: 0.1, exchange: 1e-5, rows: 400 });
    expect(density(sum(slow.plating))).toBeGreaterThan(0);
    expect(density(sum(slow.plating))).toBeLessThan(bound);
    const fast = solve({ overpotential: 0.1, exchange: 1, rows: 400 });
    expect(atCathode(fast)).toBeLessThan(atCathode(slow));
  });

  test("balances: what the electrodes take is what plates", () => {
    const { injection, plating } = solve({ overpotential: 0.15 });
    expect(sum(plating)).toBeGreaterThan(0);
    expect(Math.abs(sum(injection) + sum(plating))).toBeLessThan(1e-6 * sum(plating));
  });

  test("plates only beyond nucleation, next to lithium", () => {
    expect(sum(solve({ overpotential: 0.0095 }).plating)).toBe(0);
    const result = solve({ overpotential: 0.15, exchange: 1e-4 });
    const placed = result.plating.map((own, t) => (own > 0 ? SIZE.height - result.middle(t, 1) : 0));
    expect(Math.max(...placed)).toBeGreaterThan(2e-6);
    expect(Math.max(...placed)).toBeLessThan(8e-6);
  });

  test("is held down by pressure: 0.135 mV per MPa", () => {
    const pressed = solve({ overpotential: 0.15, pressure: 160e6 });
    const shifted = solve({ overpotential: 0.15 - (160e6 * 13e-6) / 96485.33212 });
    expect(sum(pressed.plating) / sum(shifted.plating)).toBeCloseTo(1, 9);
    expect(sum(pressed.plating)).toBeLessThan(sum(solve({ overpotential: 0.15 }).plating));
  });

  test("agrees with its equation in one dimension by finite differences", () => {
    const request = { overpotential: 0.3, exchange: 1e-6 };
    const reference = solveLine(4000, request.overpotential, request.exchange);
    const sizes = [100, 200, 400, 800];
    const errors = sizes.map((rows) => 1 - density(sum(solve({ ...request, rows }).plating)) / reference);
    // Half a row of boundaries belongs to the lithium itself, so that the order is the first.
    expect(errors[3]).toBeGreaterThan(0);
    expect(errors[3]).toBeLessThan(0.06);
    const order = fitOrder(
      sizes.map((rows) => 1 / rows),
      errors,
    );
    expect(Math.abs(order - 1)).toBeLessThan(0.1);
  });

  test("is taken over by a strand of lithium, whose tip plates deep inside", () => {
    const strand = (x: number, depth: number): number =>
      electronicConductivity(Math.abs(x - 20e-6) < 5e-6 && depth < 60e-6 ? 0.5 : 0, CLEAN, 1e4);
    const result = solve({ overpotential: 0.02, conductivity: strand });
    const deep = result.plating.filter((_, t) => SIZE.height - result.middle(t, 1) > 30e-6);
    expect(sum(deep)).toBeGreaterThan(0);
    expect(density(sum(result.plating))).toBeGreaterThan(bound);
    result.potential.forEach((potential, v) => {
      const x = result.mesh.points[2 * v];
      const depth = SIZE.height - result.mesh.points[2 * v + 1];
      if (Math.abs(x - 20e-6) < 1e-9 && depth < 55e-6) expect(Math.abs(potential)).toBeLessThan(1e-6);
    });
  });

  test("is symmetric about the middle", () => {
    const { plating, middle } = solve({ overpotential: 0.15 });
    const side = (left: boolean): number => sum(plating.filter((_, t) => middle(t, 0) < 20e-6 === left));
    expect(side(true) / side(false)).toBeCloseTo(1, 8);
  });

  test("says why it cannot be solved", () => {
    const mesh = slabMesh(2, 2, SIZE);
    const none = new Float64Array(9);
    const outcome: LeakageOutcome = createLeakageSolver(mesh, none).solve(
      {
        ionicPotential: none,
        fixedPotential: none,
        conductivity: new Float64Array(8),
        boundaryDensity: new Float64Array(8),
        pressure: none,
      },
      parameters,
    );
    expect(outcome).toEqual({ ok: false, reason: expect.stringContaining("no path") });
  });
});

/** Plated current density (A/m2) of a line of `count` cells, by Newton and the Thomas algorithm. */
function solveLine(count: number, overpotential: number, exchange: number): number {
  const h = SIZE.height / count;
  const f = (0.5 * 96485.33212) / (8.314462618 * 303.15);
  const scale = boundaryDensity(5e-6) * exchange;
  const phi = Float64Array.from({ length: count + 1 }, (_, k) => (4 * k) / count);
  for (let iteration = 0; iteration < 200; iteration++) {
    const upper = new Float64Array(count + 1);
    const right = new Float64Array(count + 1);
    for (let k = 1; k < count; k++) {
      const eta = phi[k] - overpotential - (0.033 * k) / count;
      const share = Math.min(1, Math.max(0, (-0.01 - eta) / 1e-3));
      const drive = Math.expm1(-f * eta);
      const slope = scale * (share * f * (drive + 1) + (share > 0 && share < 1 ? drive / 1e-3 : 0));
      const residual = (CLEAN * (phi[k - 1] - 2 * phi[k] + phi[k + 1])) / (h * h) + scale * share * drive;
      const pivot = (2 * CLEAN) / (h * h) + slope - (CLEAN / (h * h)) * upper[k - 1];
      upper[k] = CLEAN / (h * h) / pivot;
      right[k] = (residual + (CLEAN / (h * h)) * right[k - 1]) / pivot;
    }
    for (let k = count - 1; k > 0; k--) {
      right[k] += upper[k] * right[k + 1];
      phi[k] += right[k];
    }
    if (right.every((own) => Math.abs(own) < 1e-12)) break;
  }
  let plated = 0;
  for (let k = 1; k < count; k++) {
    const eta = phi[k] - overpotential - (0.033 * k) / count;
    plated += scale * Math.min(1, Math.max(0, (-0.01 - eta) / 1e-3)) * Math.expm1(-f * eta) * h;
  }
  return plated;
}
