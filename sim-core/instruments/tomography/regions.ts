/** Grey values of a picture by region, as Figs. 2 and 3 of Zheng et al. 2023 have them. */
import type { PartialVolumes } from "./partial-volumes.ts";
import type { SliceGeometry } from "./slice-geometry.ts";
import type { VoxelGrid } from "./voxel-grid.ts";

/** Part of a slice; the two in the middle are the lowest and the highest third of the cathode. */
export type RegionName = "cathode" | "near-collector" | "near-separator" | "electrolyte" | "lithium";

/** In the order of the tables. */
export const REGIONS: readonly RegionName[] = [
  "cathode",
  "near-collector",
  "near-separator",
  "electrolyte",
  "lithium",
];

/** Grey values of a region; null where it has no voxel. Names are those of the table. */
export interface RegionGrey {
  readonly region: RegionName;
  readonly voxels: number;
  readonly mean_grey: number | null;
  readonly deviation_grey: number | null;
  /** Middle of the fullest interval of the histogram, the lowest of equals. */
  readonly peak_grey: number | null;
  /** 1 % and 99 % of the voxels are no brighter. */
  readonly low_grey: number | null;
  readonly high_grey: number | null;
  /** Mean over the voxels that lie within particles, margin and all. */
  readonly particles_grey: number | null;
}

/** An interval of grey values in a region; intervals have the width 50 and their middles lie at 25 + 50 n. */
export interface GreyInterval {
  readonly region: RegionName;
  readonly middle_grey: number;
  readonly voxels: number;
  /** Of the voxels of the region. */
  readonly share: number;
}

/** A picture and what it shows; [rows*columns], row 0 the lowest. */
export interface ShownSlice {
  readonly grid: VoxelGrid;
  readonly slice: Pick<SliceGeometry, "cathodeThickness" | "particles">;
  readonly shares: PartialVolumes;
  readonly grey: Uint16Array;
  /** Voxels that a border between electrolyte and lithium spoils on either side, a whole number from 0. */
  readonly margin: number;
}

const INTERVAL = 50;
/** Of shares. */
const ROUND_OFF = 2e-12;

/** Returns the numbers of the voxels of each region; a voxel is where its middle is. */
export function selectRegions({ grid, slice, shares, margin }: ShownSlice): Record<RegionName, number[]> {
  const { columns, rows, side, y } = grid;
  const thickness = slice.cathodeThickness;
  const top = slice.particles.reduce((most, own) => Math.max(most, own.y + own.radius), thickness);
  const isLithium = shares.lithium.map((own, k) => own + shares.outside[k]);
  const [nearLithium, nearElse, nearOutside] = [
    isLithium,
    isLithium.map((own) => 1 - own),
    shares.outside,
  ].map((own) => spread(own, grid, margin));
  const chosen: Record<RegionName, number[]> = {
    ...{ cathode: [], "near-collector": [], "near-separator": [] },
    ...{ electrolyte: [], lithium: [] },
  };
  for (let k = 0; k < columns * rows; k++) {
    const height = y + (Math.floor(k / columns) + 0.5) * side;
    if (height < top && isLithium[k] < 0.5) {
      chosen.cathode.push(k);
      if (3 * height < thickness) chosen["near-collector"].push(k);
      if (3 * height > 2 * thickness) chosen["near-separator"].push(k);
    } else if (nearLithium[k] < ROUND_OFF) chosen.electrolyte.push(k);
    if (nearElse[k] < ROUND_OFF && nearOutside[k] < ROUND_OFF) chosen.lithium.push(k);
  }
  return chosen;
}

/** Largest value within `margin` voxels, diagonals too. */
function spread(values: Float64Array, { columns, rows }: VoxelGrid, margin: number): Float64Array {
  const along = (from: Float64Array, length: number, step: number): Float64Array =>
    from.map((_, k) => {
      const place = Math.floor(k / step) % length;
      let most = Number.NEGATIVE_INFINITY;
      for (let n = -Math.min(margin, place); n <= margin && place + n < length; n++) {
        most = Math.max(most, from[k + n * step]);
      }
      return most;
    });
  return along(along(values, columns, 1), rows, columns);
}

/** Returns what the table of regions has, in the order of REGIONS. */
export function describeRegions(shown: ShownSlice): RegionGrey[] {
  const chosen = selectRegions(shown);
  const within = spread(
    shown.shares.particles.map((own) => 1 - own),
    shown.grid,
    shown.margin,
  );
  return REGIONS.map((region) => {
    const values = Uint16Array.from(chosen[region], (k) => shown.grey[k]).sort();
    const inParticles = chosen[region].filter((k) => within[k] < ROUND_OFF).map((k) => shown.grey[k]);
    return { region, voxels: values.length, ...summarise(values), particles_grey: meanOf(inParticles) };
  });
}

/** `values` ascend. */
function summarise(values: Uint16Array) {
  const mean = meanOf(values);
  if (mean === null) {
    return { mean_grey: null, deviation_grey: null, peak_grey: null, low_grey: null, high_grey: null };
  }
  const square = values.reduce((sum, own) => sum + (own - mean) * (own - mean), 0) / values.length;
  const rank = (share: number): number => values[Math.max(0, Math.ceil(share * values.length) - 1)];
  const peak = countIntervals(values).reduce((best, own) => (own.voxels > best.voxels ? own : best));
  return {
    mean_grey: mean,
    deviation_grey: Math.sqrt(square),
    peak_grey: peak.middle_grey,
    low_grey: rank(0.01),
    high_grey: rank(0.99),
  };
}

function meanOf(values: ArrayLike<number>): number | null {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k];
  return values.length === 0 ? null : sum / values.length;
}

/** Returns the histograms of all regions, each from its darkest to its brightest interval, empty ones between too. */
export function listHistograms(shown: ShownSlice): GreyInterval[] {
  const chosen = selectRegions(shown);
  return REGIONS.flatMap((region) => {
    const values = Uint16Array.from(chosen[region], (k) => shown.grey[k]).sort();
    return countIntervals(values).map((own) => ({ region, ...own, share: own.voxels / values.length }));
  });
}

/** `values` ascend. */
function countIntervals(values: Uint16Array): { middle_grey: number; voxels: number }[] {
  if (values.length === 0) return [];
  const first = Math.floor(values[0] / INTERVAL);
  const counts = new Int32Array(Math.floor(values[values.length - 1] / INTERVAL) - first + 1);
  for (const value of values) counts[Math.floor(value / INTERVAL) - first]++;
  return Array.from(counts, (voxels, n) => ({ middle_grey: (first + n + 0.5) * INTERVAL, voxels }));
}
