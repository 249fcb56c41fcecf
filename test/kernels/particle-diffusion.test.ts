import { describe, expect, it } from "vitest";
import { createRandom } from "../../sim-core/base/random.ts";
import { tabulateDiffusivity } from "../../sim-core/cathode/diffusivity.ts";
import { averageShells, createRadialGrid } from "../../sim-core/cathode/radial-grid.ts";
import { createDiffusionBatch, type DiffusionBatch } from "../../sim-core/kernels/particle-diffusion.ts";

const MAXIMUM = 5e4;
const ENTRIES = 65;
/** Steep enough that neighbouring shells differ in it. */
const TABLE = tabulateDiffusivity((x) => 1e-15 * Math.exp(3 * x), ENTRIES);

/** `count` particles of several sizes in uneven states, all but every fourth listed, solved by `kernels`. */
function respond(kernels: "typescript" | "wasm", count: number, shells: number, twice: boolean) {
  const random = createRandom(7, "batch").uniform;
  const grid = createRadialGrid("sphere-equivalent", shells);
  const radius = Float64Array.from({ length: count }, () => 1e-6 * (2 + 8 * random()));
  const batch = createDiffusionBatch(
    { radius, grid, maximumConcentration: MAXIMUM, entries: ENTRIES },
    { kernels },
  );
  // Some beyond 0 and 1, where the ends of the table hold.
  for (let k = 0; k < count * shells; k++) batch.base[k] = MAXIMUM * (1.2 * random() - 0.1);
  batch.predicted.set(batch.base);
  for (let p = 0; p < count; p++) {
    batch.factor[p] = 0.5 + random();
    batch.flux[p] = 1e-5 * (random() - 0.5);
  }
  const listed = Array.from({ length: count }, (_, p) => p).filter((p) => p % 4 !== 3);
  const list = new Uint32Array(count);
  list.set(listed);
  batch.respond({ diffusivity: TABLE, timeScale: 300, list, count: listed.length, twice });
  return { batch, grid, listed, radius };
}

function results({ free, response, surfaceFree, surfaceResponse }: DiffusionBatch): number[][] {
  return [free, response, surfaceFree, surfaceResponse].map((array) => Array.from(array));
}

describe("diffusion of many particles at once", () => {
  it.each([
    [1, 12],
    [2, 1],
    [5, 2],
    [6, 12],
    [9, 3],
  ])("gives %i particles of %i shells what the twin gives them, to the last bit", (count, shells) => {
    for (const twice of [false, true]) {
      const expected = results(respond("typescript", count, shells, twice).batch);
      expect(results(respond("wasm", count, shells, twice).batch)).toEqual(expected);
    }
  });

  it("keeps lithium to round-off and leaves the others alone", () => {
    const shells = 12;
    const { batch, grid, listed, radius } = respond("wasm", 6, shells, true);
    for (const p of listed) {
      const before = averageShells(grid, batch.base, p * shells);
      expect(Math.abs(averageShells(grid, batch.free, p * shells) / before - 1)).toBeLessThan(1e-14);
      const fall = averageShells(grid, batch.response, p * shells);
      expect(fall / ((2 * 300) / radius[p]!)).toBeCloseTo(1, 13);
    }
    expect(Array.from(batch.free.subarray(3 * shells, 4 * shells))).toEqual(new Array(shells).fill(0));
    expect(batch.surfaceFree[3]).toBe(0);
  });
});
