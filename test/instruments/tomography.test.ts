/** Tomography: grey values of the paper's regions and of attenuation, blur, noise, regions, and slices of cells. */
import { describe, expect, test } from "vitest";
import { InputError } from "../../sim-core/base/errors.ts";
import type { Model } from "../../sim-core/cell/model.ts";
import type { CellState } from "../../sim-core/cell/state.ts";
import { chooseGreyScale } from "../../sim-core/instruments/tomography/grey-scale.ts";
import { fillVoxels } from "../../sim-core/instruments/tomography/partial-volumes.ts";
import { blur, createPointSpread } from "../../sim-core/instruments/tomography/point-spread.ts";
import { REGIONS, selectRegions } from "../../sim-core/instruments/tomography/regions.ts";
import {
  shade,
  type TomographyRequest,
  takeSlice,
} from "../../sim-core/instruments/tomography/tomography.ts";
import { createVoxelGrid } from "../../sim-core/instruments/tomography/voxel-grid.ts";
import { createRun } from "../../sim-core/time/run/run.ts";
import { shippedScenario, smallScenario } from "../cell/small-cell.ts";
import { mirrorSlice, sampleSlice } from "./sample-slice.ts";

const sumOf = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, own) => sum + own, 0);

describe("grey values", () => {
  test("calibrated: those of the paper at their stoichiometries", () => {
    const bare = chooseGreyScale(shippedScenario("ncm"), "calibrated");
    const coated = chooseGreyScale(shippedScenario("lzp-ncm"), "calibrated");
    expect(bare.particle(0.93)).toBe(22600);
    expect(bare.particle(0.93 - 0.6656)).toBeCloseTo(25000, 9);
    expect(bare.particle(0.486)).toBeCloseTo(24200, -1);
    expect(coated.particle(0.93)).toBe(22300);
    expect(coated.particle(0.597)).toBeCloseTo(23500, -1);
    expect([bare.electrolyte, bare.lithium, bare.empty]).toEqual([22100, 18500, 18500]);
    // 58 % of metal in a voxel of electrolyte: the paper's darkest.
    expect(0.42 * bare.electrolyte + 0.58 * bare.lithium).toBeCloseTo(20012, 6);
  });

  test("physical: attenuation at 25 keV, which follows the volume of the lattice", () => {
    const scenario = smallScenario({ "ncm.stoichiometryDischarged": 0.93, "ncm.stoichiometryCharged": 0.26 });
    const scale = chooseGreyScale(scenario, "physical");
    const attenuation = (grey: number): number => (grey - 1000) / 1000;
    expect(attenuation(scale.particle(0.93))).toBeCloseTo(48.5, 12);
    expect(attenuation(scale.particle(0.26))).toBeCloseTo((48.5 * 0.999) / 0.93, 10);
    expect(attenuation(scale.particle(0.26))).toBeCloseTo(52.1, 1);
    expect(attenuation(scale.electrolyte)).toBeCloseTo(5.57, 12);
    expect(attenuation(scale.lithium)).toBeCloseTo(0.09, 12);
    expect(scale.empty).toBe(1000);
  });

  test("products hold the atoms of the electrolyte and the lithium that they are made of", () => {
    const scenario = smallScenario({ "interphase.shrinkage": 0.22 });
    const { thicknessPerCharge } = scenario.interphase;
    const lithiumVolume = 13.0e-6 / 96485.33212;
    // 1 volume of products takes 1/1.875 of lithium; with it, 1.22 volumes vanish.
    const lithium = lithiumVolume / thicknessPerCharge;
    const scale = chooseGreyScale(scenario, "physical");
    const expected = 5.57 * (1.22 - lithium) + 0.09 * lithium;
    expect((scale.products - 1000) / 1000).toBeCloseTo(expected, 10);
    const calibrated = chooseGreyScale(scenario, "calibrated");
    expect(calibrated.products).toBeCloseTo(18500 + 3600 * (1.22 - lithium), 8);
  });
});

describe("the point spread", () => {
  test("has its width exactly, and two in a row are one", () => {
    for (const width of [0.3, 1, 4, 15, 50]) {
      const kernel = createPointSpread(width);
      const variance = kernel.reduce((sum, own, n) => sum + 2 * n * n * own, 0);
      expect(variance / (width * width)).toBeCloseTo(1 / (8 * Math.log(2)), 11);
      expect(Math.abs(2 * sumOf(kernel) - kernel[0]! - 1)).toBeLessThan(1e-14);
    }
    const size = { columns: 40, rows: 30 };
    const image = Float64Array.from({ length: 1200 }, (_, k) => (k * k) % 17);
    const twice = blur(blur(image, size, createPointSpread(3)), size, createPointSpread(4));
    const once = blur(image, size, createPointSpread(5));
    for (let k = 0; k < image.length; k++) expect(Math.abs(twice[k]! - once[k]!)).toBeLessThan(1e-12);
  });

  test("loses no grey, whatever the width, and none leaves an even picture", () => {
    for (const [columns, rows] of [
      [23, 31],
      [3, 2],
    ] as const) {
      const image = Float64Array.from({ length: columns * rows }, (_, k) => 1000 + ((k * 7919) % 101));
      for (const width of [0, 0.7, 2, 12]) {
        const blurred = blur(image, { columns, rows }, createPointSpread(width));
        expect(Math.abs(sumOf(blurred) / sumOf(image) - 1)).toBeLessThan(1e-14);
        const even = blur(
          new Float64Array(columns * rows).fill(7),
          { columns, rows },
          createPointSpread(width),
        );
        for (const own of even) expect(Math.abs(own - 7)).toBeLessThan(1e-13);
      }
      expect(blur(image, { columns, rows }, createPointSpread(0))).toEqual(image);
    }
  });
});

test("grey is the sum of what a slice holds, before and after the blur", () => {
  const [slice, scale] = [sampleSlice(), chooseGreyScale(smallScenario(), "physical")];
  const grid = createVoxelGrid(slice.width, slice.height, 0.5);
  const voxels = fillVoxels(grid, slice, scale);
  const image = shade(voxels, scale);
  const { shares } = voxels;
  const expected =
    sumOf(voxels.particleGrey) +
    scale.electrolyte * sumOf(shares.electrolyte) +
    scale.products * sumOf(shares.products) +
    scale.lithium * (sumOf(shares.metal) + sumOf(shares.lithium)) +
    scale.empty * (sumOf(shares.empty) + sumOf(shares.outside));
  expect(Math.abs(sumOf(image) / expected - 1)).toBeLessThan(1e-13);
  const blurred = blur(image, grid, createPointSpread(2));
  expect(Math.abs(sumOf(blurred) / expected - 1)).toBeLessThan(1e-13);
  const mirrored = shade(fillVoxels(grid, mirrorSlice(slice), scale), scale);
  const flipped = blur(mirrored, grid, createPointSpread(2));
  for (let k = 0; k < image.length; k++) {
    const across = k - (k % grid.columns) + grid.columns - 1 - (k % grid.columns);
    expect(Math.abs(flipped[across]! - blurred[k]!)).toBeLessThan(1e-7);
  }
});

test("regions are thirds of the cathode and what lies clear of the lithium's border", () => {
  const slice = sampleSlice();
  const grid = createVoxelGrid(slice.width, slice.height, 1);
  const scale = chooseGreyScale(smallScenario(), "calibrated");
  const { shares } = fillVoxels(grid, slice, scale);
  const grey = Uint16Array.from(shares.lithium, () => 1);
  const chosen = selectRegions({ grid, slice, shares, grey, margin: 1 });
  const rowsOf = (numbers: number[]): number[] => [...new Set(numbers.map((k) => Math.floor(k / 24)))];
  // The second particle reaches to 9.5, beyond the cathode's 9.
  expect(rowsOf(chosen.cathode)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(rowsOf(chosen["near-collector"])).toEqual([0, 1, 2]);
  expect(rowsOf(chosen["near-separator"])).toEqual([6, 7, 8]);
  // The front lies between 18 and 21, the collector at 26.5.
  expect(rowsOf(chosen.electrolyte)[0]).toBe(9);
  expect(Math.max(...rowsOf(chosen.electrolyte))).toBe(18);
  const lowest = chosen.electrolyte.filter((k) => k % 24 === 11).map((k) => Math.floor(k / 24));
  expect(Math.max(...lowest)).toBe(16);
  expect(Math.max(...rowsOf(chosen.lithium))).toBe(24);
  expect(chosen.cathode).toHaveLength(9 * 24);
});

const built = (overrides = {}): { model: Model; state: CellState } => createRun(smallScenario(overrides));
const QUIET: TomographyRequest = { noise: 0, pointSpread: 0 };

describe("a cell", () => {
  const { model, state } = built();

  test("as built is flat and pure", () => {
    const slice = takeSlice(model, state, QUIET);
    const x = model.scenario.ncm.stoichiometryDischarged;
    const byName = Object.fromEntries(slice.regions.map((own) => [own.region, own]));
    expect(slice.regions.map(({ region }) => region)).toEqual([...REGIONS]);
    expect(byName.electrolyte).toMatchObject({ mean_grey: 22100, deviation_grey: 0, peak_grey: 22125 });
    expect(byName.lithium).toMatchObject({ mean_grey: 18500, particles_grey: null });
    expect(byName.cathode!.particles_grey).toBe(Math.round(22600 + (2400 / 0.6656) * (0.93 - x)));
    expect(slice).toMatchObject({ columns: 69, voxel: 1.3, map: "calibrated" });
    // From the collector of the anode down: lithium, electrolyte.
    expect(slice.grey[0]).toBe(18500);
    expect(slice.grey[slice.columns * Math.floor(slice.rows / 2)]).toBe(22100);
  });

  test("shows shells or means, drift, cracks and lithium of the state", () => {
    const shells = model.radial.shells;
    const { maximumConcentration } = model.scenario.ncm;
    const concentration = state.particles.concentration.map(
      (_, k) => maximumConcentration * (k % shells < shells / 2 ? 0.3 : 0.9),
    );
    const changed: CellState = { ...state, particles: { ...state.particles, concentration } };
    const brightest = (request: TomographyRequest): number =>
      Math.max(...takeSlice(model, changed, { ...QUIET, ...request }).grey);
    const scale = chooseGreyScale(model.scenario, "calibrated");
    expect(brightest({})).toBe(Math.round(scale.particle(0.3)));
    const share = model.radial.volume.subarray(0, shells / 2).reduce((sum, own) => sum + own, 0);
    const mean = 0.3 * share + 0.9 * (1 - share);
    expect(brightest({ stoichiometry: "mean" })).toBe(Math.round(scale.particle(mean)));

    const crack = state.particles.crack.map(() => 0.5);
    const cracked = takeSlice(
      model,
      { ...state, particles: { ...state.particles, crack } },
      { ...QUIET, crackVolume: 0.2 },
    );
    const whole = scale.particle(model.scenario.ncm.stoichiometryDischarged);
    expect(cracked.regions[0]!.particles_grey).toBe(Math.round(0.9 * whole + 0.1 * 18500));

    const drift = state.particles.drift.map(() => 2.6e-6);
    const drifted = takeSlice(model, { ...state, particles: { ...state.particles, drift } }, QUIET);
    const still = takeSlice(model, state, QUIET);
    const moved = still.columns * 2;
    const from = still.grey.length - still.columns * 20;
    expect(drifted.grey.subarray(from - moved, still.grey.length - moved)).toEqual(still.grey.subarray(from));
  });

  test("shows lithium and products in its boundaries, by volume", () => {
    const { model: grained, state: fresh } = built({ "intergranular.level": "front" });
    const area = grained.grains!.columns.area;
    const connected = Float64Array.from(area, (own) => (0.3 * own) / 13.0e-6);
    const dead = Float64Array.from(area, (own) => (0.28 * own) / 13.0e-6);
    const lithium = { ...fresh.electrolyte.lithium, connected, dead };
    const filled = { ...fresh, electrolyte: { ...fresh.electrolyte, lithium } };
    const { mean_grey } = takeSlice(grained, filled, QUIET).regions[3]!;
    expect(mean_grey).toBe(20012);
    const reacted = Float64Array.from(area, (own) => (0.2 * own) / 13.0e-6);
    const scale = chooseGreyScale(grained.scenario, "calibrated");
    const volume = grained.scenario.interphase.thicknessPerCharge / (13.0e-6 / 96485.33212);
    const withProducts = {
      ...fresh,
      electrolyte: { ...fresh.electrolyte, lithium: { ...fresh.electrolyte.lithium, reacted } },
    };
    const expected = 22100 + 0.2 * volume * (scale.products - 22100);
    expect(takeSlice(grained, withProducts, QUIET).regions[3]!.mean_grey).toBe(Math.round(expected));
  });

  test("has the noise that was asked for, another with another seed or state, the same again", () => {
    const request = { noise: 250, pointSpread: 0, seed: 7 };
    const [first, again] = [takeSlice(model, state, request), takeSlice(model, state, request)];
    expect(again).toEqual(first);
    const clean = takeSlice(model, state, QUIET).grey;
    const noise = Float64Array.from(first.grey, (own, k) => own - clean[k]!);
    const count = noise.length;
    const mean = sumOf(noise) / count;
    const variance = sumOf(noise.map((own) => (own - mean) ** 2)) / (count - 1);
    // Within four standard errors of mean and variance; rounding adds 1/12.
    expect(Math.abs(mean)).toBeLessThan((4 * 250) / Math.sqrt(count));
    expect(Math.abs(variance / (250 * 250) - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
    const neighbours = sumOf(noise.slice(1).map((own, k) => own * noise[k]!)) / count / variance;
    expect(Math.abs(neighbours)).toBeLessThan(4 / Math.sqrt(count));
    for (const other of [
      takeSlice(model, state, { ...request, seed: 8 }),
      takeSlice(model, { ...state, step: 1 }, request),
    ]) {
      expect(other.grey).not.toEqual(first.grey);
    }
    expect(takeSlice(model, state, {}).grey).toEqual(takeSlice(model, state, { seed: 1 }).grey);
  });

  test("has histograms that count every voxel of a region once", () => {
    const slice = takeSlice(model, state);
    for (const { region, voxels, mean_grey } of slice.regions) {
      const own = slice.histograms.filter((row) => row.region === region);
      expect(own.reduce((sum, row) => sum + row.voxels, 0)).toBe(voxels);
      expect(own.reduce((sum, row) => sum + row.share, 0)).toBeCloseTo(1, 12);
      const mean = own.reduce((sum, row) => sum + row.share * row.middle_grey, 0);
      expect(Math.abs(mean - mean_grey!)).toBeLessThan(25);
      own.forEach(({ middle_grey }, k) => {
        expect(middle_grey).toBe(own[0]!.middle_grey + 50 * k);
      });
    }
  });

  test("refuses a wrong request with every problem at once", () => {
    const wrong = {
      ...{ map: "pretty", voxel: 0, pointSpread: -1, noise: Number.NaN, seed: 0.5 },
      ...{ stoichiometry: "none", crackOpening: 1e3, crackVolume: 2 },
    } as unknown as TomographyRequest;
    const problemsOf = (request: TomographyRequest): string[] => {
      try {
        takeSlice(model, state, request);
      } catch (error) {
        if (error instanceof InputError) return error.problems.map(({ where }) => where);
      }
      return [];
    };
    expect(problemsOf(wrong)).toEqual(Object.keys(wrong));
    expect(problemsOf({ voxel: 0.01, pointSpread: 0 })).toEqual(["voxel"]);
    expect(problemsOf({ voxel: 100 })).toEqual(["voxel"]);
    expect(problemsOf({ voxel: 1, pointSpread: 51 })).toEqual(["pointSpread"]);
  });
});
