import { describe, expect, test } from "vitest";
import { createRandom } from "../../sim-core/base/random.ts";
import { respondToFlux } from "../../sim-core/cathode/diffusion.ts";
import { type GeometryMode, geometryFactors } from "../../sim-core/cathode/geometry-factors.ts";
import { averageShells, createRadialGrid, type RadialGrid } from "../../sim-core/cathode/radial-grid.ts";
import { besselJ0, fitOrder } from "./exact.ts";

const R = 5e-6;
const D = 4e-15;
/** First positive zero of J1: the slowest mode of a disc without surface flux. */
const ALPHA = 3.8317059702075125;
/** First positive solution of tan(b) = b: the same of a sphere. */
const BETA = 4.493409457909064;

interface Particle {
  readonly grid: RadialGrid;
  readonly diffusivity: Float64Array;
}

function particle(shells: number, diffusivity = D, mode: GeometryMode = "cylinder"): Particle {
  return { grid: createRadialGrid(mode, shells), diffusivity: new Float64Array(shells).fill(diffusivity) };
}

/** One implicit step; returns the new concentrations and the surface value. */
function step(of: Particle, base: Float64Array, timeScale: number, flux: number) {
  const { grid, diffusivity } = of;
  const { shells } = grid;
  const free = new Float64Array(shells);
  const response = new Float64Array(shells);
  const problem = { grid, base, offset: 0, radius: R, timeScale, diffusivity, diffusivityOffset: 0 };
  const surface = respondToFlux(problem, free, response);
  const next = free.map((value, k) => value - flux * response[k]!);
  return {
    next,
    free,
    response,
    surface: surface.free - flux * surface.response,
    response0: surface.response,
  };
}

/** Lag mean - surface once the profile moves at a steady rate under the unit flux. */
function steadyLag(of: Particle): number {
  let state = new Float64Array(of.grid.shells);
  let surface = 0;
  for (let k = 0; k < 40; k++) ({ next: state, surface } = step(of, state, R ** 2 / D, 1));
  return averageShells(of.grid, state, 0) - surface;
}

describe("steady rate", () => {
  test("the surface lags the mean by cdot R^2 / 8 D on any number of shells", () => {
    const exact = ((2 / R) * R ** 2) / (8 * D);
    for (const shells of [1, 2, 3, 12, 40]) expect(steadyLag(particle(shells)) / exact).toBeCloseTo(1, 9);
  });

  test("a sphere lags by cdot R^2 / 15 D, and its factors are those of equal volumetric rate", () => {
    const factors = geometryFactors("sphere-equivalent");
    const sphereRate = 3 / R;
    const perDisc = (sphereRate * R) / 2;
    expect(perDisc).toBeCloseTo(factors.exchange, 12);
    expect(1 / perDisc).toBeCloseTo(factors.film, 12);
    for (const shells of [1, 2, 3, 16, 40]) {
      const lag = steadyLag(particle(shells, D, "sphere-equivalent")) * perDisc;
      expect(lag / ((sphereRate * R ** 2) / (15 * D))).toBeCloseTo(1, 9);
    }
  });

  test("a diffusivity that varies along the radius keeps second order", () => {
    // J r/R = -D(r) c'(r) with D = D0 (1 + (r/R)^2): c = -(J R / 2 D0) ln(1 + (r/R)^2)
    const vary = (shells: number): Particle => {
      const grid = createRadialGrid("cylinder", shells);
      const width = 1 - grid.face[shells - 1]!;
      const at = (k: number): number => (k < shells - 1 ? grid.face[k + 1]! : 1 - 0.25 * width);
      return { grid, diffusivity: Float64Array.from({ length: shells }, (_, k) => D * (1 + at(k) ** 2)) };
    };
    // mean of ln(1 + r^2) over the disc is 2 ln 2 - 1
    const exact = (R / (2 * D)) * (Math.LN2 - (2 * Math.LN2 - 1));
    const counts = [8, 16, 32, 64];
    const errors = counts.map((shells) => Math.abs(steadyLag(vary(shells)) / exact - 1));
    expect(
      fitOrder(
        counts.map((n) => 1 / n),
        errors,
      ),
    ).toBeGreaterThan(1.9);
    expect(errors[1]).toBeLessThan(1e-3);
  });
});

describe("transients", () => {
  /** Mean of J0(ALPHA r/R), or of sin(BETA r/R)/(r/R) in a sphere, over each shell, by quadrature. */
  function mode({ shells, face }: RadialGrid, sphere = false): Float64Array {
    return Float64Array.from({ length: shells }, (_, k) => {
      let sum = 0;
      let weight = 0;
      for (let q = 0; q < 64; q++) {
        const r = face[k]! + ((q + 0.5) / 64) * (face[k + 1]! - face[k]!);
        sum += sphere ? r * Math.sin(BETA * r) : r * besselJ0(ALPHA * r);
        weight += sphere ? r * r : r;
      }
      return sum / weight;
    });
  }

  function decay(shells: number, sphere = false): number {
    const rate = ((sphere ? BETA : ALPHA) ** 2 * D) / R ** 2;
    const steps = 3000;
    const dt = 1 / rate / steps;
    const of = particle(shells, D, sphere ? "sphere-equivalent" : "cylinder");
    const shape = mode(of.grid, sphere);
    let before: Float64Array = shape.map((value) => value * Math.exp(rate * dt));
    let state: Float64Array = shape;
    for (let k = 0; k < steps; k++) {
      const past = state.map((value, i) => (4 * value - before[i]!) / 3);
      before = state;
      state = step(of, past, (2 / 3) * dt, 0).next;
    }
    let worst = 0;
    for (let k = 0; k < shells; k++) worst = Math.max(worst, Math.abs(state[k]! - shape[k]! / Math.E));
    return worst;
  }

  test.each([
    ["Bessel mode of a disc", false],
    ["mode of a sphere", true],
  ])("the slowest %s decays as exp(-alpha^2 D t / R^2), second order in the shells", (_, sphere) => {
    const counts = [12, 24, 48, 96];
    const errors = counts.map((shells) => decay(shells, sphere));
    expect(
      Math.abs(
        fitOrder(
          counts.map((n) => 1 / n),
          errors,
        ) - 2,
      ),
    ).toBeLessThan(0.1);
  });

  /** -(c_s - c_0) D / (J R) at tau = D t / R^2 after a step of flux: zeros of J1, and of tan b = b for the sphere. */
  const risen = (tau: number, sphere: boolean): number => {
    const zeros = sphere
      ? [4.4934094579, 7.7252518369, 10.9041216594, 14.0661939128, 17.2207552719, 20.371302959]
      : [3.8317059702, 7.0155866698, 10.1734681351, 13.3236919363, 16.4706300509, 19.6158585105];
    const modes = zeros.reduce((sum, alpha) => sum + Math.exp(-alpha * alpha * tau) / alpha ** 2, 0);
    // J through the disc is 3/2 of that through the sphere, whose own is 3 tau + 1/5 - 2 sum.
    return sphere ? (2 / 3) * (3 * tau + 1 / 5 - 2 * modes) : 2 * tau + 1 / 4 - 2 * modes;
  };

  test.each([
    ["disc", false],
    ["sphere", true],
  ])(
    "the surface of a %s after a step of flux follows the exact series, second order in the shells",
    (_, sphere) => {
      const tau = 0.06;
      const exact = -(R / D) * risen(tau, sphere);
      const error = (shells: number): number => {
        const steps = 1500;
        const dt = (tau * R ** 2) / D / steps;
        const of = particle(shells, D, sphere ? "sphere-equivalent" : "cylinder");
        let before: Float64Array = new Float64Array(shells);
        let { next: state, surface } = step(of, before, dt, 1);
        for (let k = 1; k < steps; k++) {
          const past = state.map((value, i) => (4 * value - before[i]!) / 3);
          before = state;
          ({ next: state, surface } = step(of, past, (2 / 3) * dt, 1));
        }
        return Math.abs(surface / exact - 1);
      };
      const counts = [12, 18, 27, 40];
      const errors = counts.map(error);
      expect(
        Math.abs(
          fitOrder(
            counts.map((n) => 1 / n),
            errors,
          ) - 2,
        ),
      ).toBeLessThan(0.1);
      expect(errors[0]).toBeLessThan(2e-3);
    },
  );

  test("implicit Euler is first, BDF2 of unequal steps second order in time", () => {
    // The discrete mode of 12 shells decays exactly as exp(-rate t): only the time scheme errs.
    const of = particle(12);
    let shape = mode(of.grid);
    let gain = 1;
    for (let k = 0; k < 60; k++) {
      const { next } = step(of, shape, R ** 2 / D, 0);
      const mean = averageShells(of.grid, next, 0);
      gain = (next[0]! - mean) / shape[0]!;
      shape = next.map((value) => (value - mean) / (next[0]! - mean));
    }
    const rate = ((1 / gain - 1) * D) / R ** 2;
    const error = (count: number, scheme: "euler" | "bdf2"): number => {
      const pair = 1 / rate / (count / 2);
      let dt = 0.6 * pair;
      let before: Float64Array = shape.map((value) => value * Math.exp(rate * dt));
      let state: Float64Array = shape;
      for (let k = 0; k < count; k++) {
        const last = dt;
        dt = pair - dt;
        const r = scheme === "euler" ? 0 : dt / last;
        const base = state.map((value, i) => ((1 + r) ** 2 * value - r * r * before[i]!) / (1 + 2 * r));
        before = state;
        state = step(of, base, (dt * (1 + r)) / (1 + 2 * r), 0).next;
      }
      return Math.abs(state[0]! - 1 / Math.E);
    };
    const counts = [16, 32, 64, 128];
    const order = (scheme: "euler" | "bdf2") =>
      fitOrder(
        counts.map((n) => 1 / n),
        counts.map((n) => error(n, scheme)),
      );
    expect(Math.abs(order("euler") - 1)).toBeLessThan(0.1);
    expect(Math.abs(order("bdf2") - 2)).toBeLessThan(0.1);
  });
});

describe("conservation", () => {
  const random = createRandom(3, "diffusion");
  const shells = 12;
  const grid = createRadialGrid("cylinder", shells);
  const cases = [1e-3, 1, 60, 1e5, 1e9].map((timeScale) => ({
    timeScale,
    base: Float64Array.from({ length: shells }, () => 12000 + 33000 * random.uniform()),
    diffusivity: Float64Array.from({ length: shells }, () => 10 ** (-15 + 2 * random.uniform())),
  }));

  test("the mean changes by exactly -2 J timeScale / R, whatever the profile, the step and D", () => {
    for (const { timeScale, base, diffusivity } of cases) {
      const mean = averageShells(grid, base, 0);
      const flux = (0.1 * mean * R) / (2 * timeScale);
      const { next, free, response } = step({ grid, diffusivity }, base, timeScale, flux);
      expect(Math.abs(averageShells(grid, free, 0) / mean - 1)).toBeLessThan(1e-14);
      expect(Math.abs((averageShells(grid, response, 0) * R) / (2 * timeScale) - 1)).toBeLessThan(1e-14);
      expect(Math.abs(averageShells(grid, next, 0) / (0.9 * mean) - 1)).toBeLessThan(1e-14);
    }
  });

  test("the solution satisfies the discrete equation", () => {
    for (const { timeScale, base, diffusivity } of cases.slice(0, 3)) {
      const { next } = step({ grid, diffusivity }, base, timeScale, 1e-6);
      // Over a parabola the mean of r^2 in a shell is that of the squares of its faces.
      const square = (k: number): number => 0.5 * (grid.face[k]! ** 2 + grid.face[k + 1]! ** 2);
      const slope = (k: number): number =>
        (next[k - 1]! - next[k]!) / (((square(k) - square(k - 1)) / (2 * grid.face[k]!)) * R);
      for (let k = 0; k < shells; k++) {
        const inward = k > 0 ? grid.face[k]! * diffusivity[k - 1]! * slope(k) : 0;
        const outward = k < shells - 1 ? grid.face[k + 1]! * diffusivity[k]! * slope(k + 1) : 1e-6;
        const rate = (2 * (inward - outward)) / ((grid.face[k + 1]! ** 2 - grid.face[k]! ** 2) * R);
        expect(Math.abs(next[k]! - base[k]! - timeScale * rate)).toBeLessThan(1e-9);
      }
    }
  });

  test("without flux no new extreme appears, and the response falls from the surface to the centre", () => {
    for (const { timeScale, base, diffusivity } of cases) {
      const { free, response, response0 } = step({ grid, diffusivity }, base, timeScale, 0);
      expect(Math.min(...free)).toBeGreaterThanOrEqual(Math.min(...base) * (1 - 1e-12));
      expect(Math.max(...free)).toBeLessThanOrEqual(Math.max(...base) * (1 + 1e-12));
      for (let k = 1; k < shells; k++) expect(response[k]!).toBeGreaterThanOrEqual(response[k - 1]!);
      expect(response0).toBeGreaterThan(response[shells - 1]!);
    }
  });

  test("particles in one flat array do not touch each other", () => {
    const { base, diffusivity, timeScale } = cases[2]!;
    const free = new Float64Array(3 * shells).fill(-7);
    const response = new Float64Array(3 * shells).fill(-7);
    const other = base.map((value) => 0.5 * value);
    const flat = Float64Array.from([...other, ...base, ...other]);
    const problem = {
      grid,
      base: flat,
      offset: shells,
      radius: R,
      timeScale,
      diffusivity,
      diffusivityOffset: 0,
    };
    respondToFlux(problem, free, response);
    const alone = step({ grid, diffusivity }, base, timeScale, 0);
    expect(free.slice(shells, 2 * shells)).toEqual(alone.free);
    expect(response.slice(shells, 2 * shells)).toEqual(alone.response);
    for (const k of [0, shells - 1, 2 * shells, 3 * shells - 1])
      expect([free[k], response[k]]).toEqual([-7, -7]);
  });
});
