/** Spheres against a transient solver of its own kind: nodes on the radius, explicit Euler, nothing shared but D(x). */
import { describe, expect, it } from "vitest";
import { DIFFUSIVITY_ENTRIES, tabulateDiffusivity } from "../../sim-core/cathode/diffusivity.ts";
import { createRadialGrid } from "../../sim-core/cathode/radial-grid.ts";
import { createDiffusionBatch } from "../../sim-core/kernels/particle-diffusion.ts";
import { shippedScenario } from "../cell/small-cell.ts";

const R = 5e-6;
const MAXIMUM = 5e4;
const { ncm, solver } = shippedScenario("ncm");
/** As 200 mA/g of 275 mAh/g. */
const ONE_C = 200 / 275 / 3600;
const FROM = 0.27;
const TO = 0.93;

const diffusivity = (x: number): number => ncm.diffusivity.evaluate(Math.min(1, Math.max(0, x)));
const tabulated = Float64Array.from({ length: 2002 }, (_, k) => diffusivity(k / 2000));

/** The same by a straight line between 2001 values. */
function lookUp(x: number): number {
  const below = Math.floor(2000 * x);
  return tabulated[below]! + (2000 * x - below) * (tabulated[below + 1]! - tabulated[below]!);
}

/** Stoichiometry that a discharge at `rate` (1/s) adds until the surface is at TO; nodes at r = k R / n. */
function referenceCapacity(rate: number, n: number): number {
  const dr = R / n;
  const dt = (0.25 * dr * dr) / 1.6e-14;
  const x = new Float64Array(n + 1).fill(FROM);
  const flow = new Float64Array(n + 1);
  for (let step = 0; ; step++) {
    for (let k = 0; k < n; k++) {
      const r = (k + 0.5) * dr;
      flow[k] = (r * r * lookUp(0.5 * (x[k]! + x[k + 1]!)) * (x[k + 1]! - x[k]!)) / dr;
    }
    flow[n] = (rate * R ** 3) / 3;
    const before = x[n]!;
    for (let k = 0; k <= n; k++) {
      const outer = k < n ? (k + 0.5) * dr : R;
      const inner = k > 0 ? (k - 0.5) * dr : 0;
      const volume = (outer ** 3 - inner ** 3) / 3;
      x[k]! += (dt * (flow[k]! - (k > 0 ? flow[k - 1]! : 0))) / volume;
    }
    if (x[n]! >= TO) return rate * dt * (step + (TO - before) / (x[n]! - before));
  }
}

/** The same by the shells of the product, in equal steps small enough that only the shells err. */
function capacityOfShells(rate: number, shells: number): number {
  const grid = createRadialGrid("sphere-equivalent", shells);
  const batch = createDiffusionBatch({
    radius: [R],
    grid,
    maximumConcentration: MAXIMUM,
    entries: DIFFUSIVITY_ENTRIES,
  });
  const table = tabulateDiffusivity(diffusivity);
  const dt = (TO - FROM) / rate / 2000;
  let before: Float64Array | undefined;
  let now = new Float64Array(shells).fill(FROM * MAXIMUM);
  let surface = FROM;
  batch.factor[0] = 1;
  batch.flux[0] = (-rate * MAXIMUM * R) / 2;
  for (let step = 0; ; step++) {
    for (let k = 0; k < shells; k++) {
      batch.base[k] = before === undefined ? now[k]! : (4 * now[k]! - before[k]!) / 3;
      batch.predicted[k] = before === undefined ? now[k]! : 2 * now[k]! - before[k]!;
    }
    const timeScale = before === undefined ? dt : (2 / 3) * dt;
    batch.respond({ diffusivity: table, timeScale, list: new Uint32Array(1), count: 1, twice: true });
    const next = now.map((_, k) => batch.free[k]! - batch.flux[0]! * batch.response[k]!);
    const end = (batch.surfaceFree[0]! - batch.flux[0]! * batch.surfaceResponse[0]!) / MAXIMUM;
    if (end >= TO) return rate * dt * (step + (TO - surface) / (end - surface));
    [before, now, surface] = [now, next, end];
  }
}

describe("a discharge of a sphere", () => {
  it.each([0.1, 0.5, 1, 2])("at %dC ends within a thousandth of the reference's capacity", (cRate) => {
    const rate = cRate * ONE_C;
    const exact = referenceCapacity(rate, 60);
    expect(Math.abs(referenceCapacity(rate, 30) / exact - 1)).toBeLessThan(5e-4);
    expect(Math.abs(capacityOfShells(rate, solver.shells) / exact - 1)).toBeLessThan(1e-3);
  });
});
