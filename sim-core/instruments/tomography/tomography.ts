/**
 * A slice through a cell as X-ray tomography would show it: voxels hold shares of materials, each with its grey value, then
 * come the point spread and noise. The cell is one plane, so a slice is all there is to see. physics.md 15.5.
 */
import { InputError, type InputProblem } from "../../base/errors.ts";
import { createRandom } from "../../base/random.ts";
import type { Model } from "../../cell/model.ts";
import type { CellState } from "../../cell/state.ts";
import { chooseGreyScale, type GreyMap, type GreyScale } from "./grey-scale.ts";
import { fillVoxels, type Voxels } from "./partial-volumes.ts";
import { blur, createPointSpread } from "./point-spread.ts";
import { describeRegions, type GreyInterval, listHistograms, type RegionGrey } from "./regions.ts";
import { describeSlice } from "./slice-geometry.ts";
import { createVoxelGrid } from "./voxel-grid.ts";

/** How the picture is taken. */
export interface TomographyRequest {
  /** calibrated (the default): grey values as in the regions of Zheng 2023; physical: attenuation at 25 keV. */
  readonly map?: GreyMap | undefined;
  /** um: side of a voxel; 1.3 unless it is said, 0.65 binned two by two. */
  readonly voxel?: number | undefined;
  /** um: full width at half maximum of the Gaussian point spread, 1.3 unless it is said; 0 for none. */
  readonly pointSpread?: number | undefined;
  /** Grey values: standard deviation of the noise, 250 unless it is said; 0 for none. */
  readonly noise?: number | undefined;
  /** Of the noise: a whole number, the scenario's unless it is said; another noise in every state. */
  readonly seed?: number | undefined;
  /** Whether particles show their shells (radial, the default) or one mean each. */
  readonly stoichiometry?: "radial" | "mean" | undefined;
  /** um: how wide cracks in the electrolyte stand open, 0.5 unless it is said. */
  readonly crackOpening?: number | undefined;
  /** Share of a particle that is empty when cracks have disabled all of it, 0.07 unless it is said. */
  readonly crackVolume?: number | undefined;
}

/** One slice. */
export interface TomographySlice {
  readonly map: GreyMap;
  readonly columns: number;
  readonly rows: number;
  /** um */
  readonly voxel: number;
  /** Line after line from the anode's side, each from left to right. Physical: 1000 + 1000 times the attenuation in 1/cm. */
  readonly grey: Uint16Array<ArrayBuffer> /* [rows*columns] */;
  readonly regions: readonly RegionGrey[];
  readonly histograms: readonly GreyInterval[];
}

const MICROMETRE = 1e-6;
const LARGEST_GREY = 65535;
const VOXEL_LIMIT = 2e7;
/** Voxels: beyond some 60 the terms of the kernel leave the range of numbers. */
const WIDEST_SPREAD = 50;
type Settled = { readonly [K in keyof Required<TomographyRequest>]: NonNullable<TomographyRequest[K]> };

const DEFAULTS: Omit<Settled, "seed"> = {
  map: "calibrated",
  voxel: 1.3,
  pointSpread: 1.3,
  noise: 250,
  stoichiometry: "radial",
  crackOpening: 0.5,
  crackVolume: 0.07,
};

/** Returns the slice of a state; throws InputError with all that is wrong with the request. */
export function takeSlice(model: Model, state: CellState, request: TomographyRequest = {}): TomographySlice {
  const wanted = settle(request, model.scenario.seed);
  const slice = describeSlice(model, state, { ...wanted, crackOpening: wanted.crackOpening * MICROMETRE });
  const grid = createVoxelGrid(slice.width, slice.height, wanted.voxel * MICROMETRE);
  const { columns, rows } = grid;
  checkGrid(columns, rows);
  const scale = chooseGreyScale(model.scenario, wanted.map);
  const voxels = fillVoxels(grid, slice, scale);
  const spread = wanted.pointSpread / wanted.voxel;
  const image = blur(shade(voxels, scale), grid, createPointSpread(spread));
  const upright = expose(image, { ...wanted, name: `tomography ${state.step}` });
  const margin = Math.max(1, Math.ceil(spread));
  const shown = { grid, slice, shares: voxels.shares, grey: upright, margin };
  return {
    ...{ map: wanted.map, columns, rows, voxel: wanted.voxel },
    grey: turnOver(upright, columns),
    regions: describeRegions(shown),
    histograms: listHistograms(shown),
  };
}

/** Throws InputError with all that is wrong with a request, as far as that is to be seen without a cell. */
export function checkTomography(request: TomographyRequest): void {
  settle(request, 0);
}

/** Returns the grey value of each voxel, without blur or noise. */
export function shade({ shares, particleGrey }: Voxels, scale: GreyScale): Float64Array {
  const { electrolyte, metal, products, lithium, empty, outside } = shares;
  return particleGrey.map(
    (own, k) =>
      own +
      scale.electrolyte * electrolyte[k] +
      scale.products * products[k] +
      scale.lithium * (metal[k] + lithium[k]) +
      scale.empty * (empty[k] + outside[k]),
  );
}

/** Adds noise and rounds to whole grey values. */
function expose(
  image: Float64Array,
  { noise, seed, name }: { readonly noise: number; readonly seed: number; readonly name: string },
): Uint16Array {
  const random = createRandom(seed, name);
  return Uint16Array.from(image, (own) => {
    const value = Math.round(own + (noise > 0 ? noise * random.normal() : 0));
    return Math.max(0, Math.min(LARGEST_GREY, value));
  });
}

/** Returns the picture with its last line first. */
function turnOver(grey: Uint16Array, columns: number): Uint16Array<ArrayBuffer> {
  const turned = new Uint16Array(grey.length);
  for (let start = 0; start < grey.length; start += columns) {
    turned.set(grey.subarray(start, start + columns), grey.length - columns - start);
  }
  return turned;
}

function settle(request: TomographyRequest, seed: number): Settled {
  const given = Object.entries(request).filter(([, value]) => value !== undefined);
  const wanted: Settled = { ...DEFAULTS, seed, ...(Object.fromEntries(given) as Partial<Settled>) };
  const problems: InputProblem[] = [];
  const check = (where: keyof Settled, isRight: boolean, expected: string): void => {
    if (!isRight) problems.push({ where, got: String(wanted[where]), expected });
  };
  const within = (where: "voxel" | "pointSpread" | "noise" | "crackOpening", range: [number, number]) =>
    check(where, wanted[where] >= range[0] && wanted[where] <= range[1], `${range[0]} to ${range[1]}`);
  const { map, stoichiometry, crackVolume } = wanted;
  check("map", map === "calibrated" || map === "physical", "calibrated or physical");
  within("voxel", [0.01, 100]);
  const widest = WIDEST_SPREAD * (wanted.voxel >= 0.01 && wanted.voxel <= 100 ? wanted.voxel : 1);
  within("pointSpread", [0, widest]);
  within("noise", [0, 10000]);
  check("seed", Number.isSafeInteger(wanted.seed), "a whole number");
  check("stoichiometry", stoichiometry === "radial" || stoichiometry === "mean", "radial or mean");
  within("crackOpening", [0, 100]);
  check("crackVolume", crackVolume >= 0 && crackVolume <= 1, "a share from 0 to 1");
  if (problems.length > 0) throw new InputError(problems);
  return wanted;
}

function checkGrid(columns: number, rows: number): void {
  if (columns > 0 && rows > 0 && columns * rows <= VOXEL_LIMIT) return;
  const got = `${columns} x ${rows} voxels`;
  throw new InputError([{ where: "voxel", got, expected: `at least one and at most ${VOXEL_LIMIT} voxels` }]);
}
