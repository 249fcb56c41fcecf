/** The files that slices of a cell are told in: a stack, a picture each, and tables of their grey values. */
import type { TomographySlice } from "../../sim-core/index.ts";
import { encodeGreyPicture } from "./grey-picture.ts";
import { formatGreyHistograms, formatGreyRegions, type Measured } from "./instrument-tables.ts";
import { encodeTiffStack } from "./tiff-stack.ts";

export const STACK_FILE = "slices.tif";
export const REGIONS_FILE = "regions.csv";
export const HISTOGRAMS_FILE = "histograms.csv";
/** What pictures of slices are called. */
export const PICTURE_FILE = /^slice-\d+\.png$/;

/** A slice, and when it was taken. */
export type TakenSlice = TomographySlice & Measured;

/** Returns names and contents of all files; the tables have a line for each region and interval of each slice. */
export function composeSliceFiles(slices: readonly TakenSlice[]): Map<string, string | Uint8Array> {
  const files = new Map<string, string | Uint8Array>();
  files.set(STACK_FILE, encodeTiffStack(slices, describePage));
  for (const slice of slices) files.set(pictureName(slice), encodeGreyPicture(slice));
  const rowsOf = <Row>(list: (slice: TakenSlice) => readonly Row[]): (Row & Measured)[] =>
    slices.flatMap((slice) => list(slice).map((row) => ({ ...whenOf(slice), ...row })));
  files.set(REGIONS_FILE, formatGreyRegions(rowsOf(({ regions }) => regions)));
  files.set(HISTOGRAMS_FILE, formatGreyHistograms(rowsOf(({ histograms }) => histograms)));
  return files;
}

/** Returns what the picture of a slice is called. */
export function pictureName({ cycles }: Pick<Measured, "cycles">): string {
  return `slice-${String(cycles).padStart(4, "0")}.png`;
}

function describePage({ map, voxel, ...slice }: TakenSlice): string {
  const { cycles, time_s } = whenOf(slice);
  return `fluxtwin slice after ${cycles} cycles, ${time_s.toFixed(0)} s; ${map} grey values; voxel ${voxel} um`;
}

function whenOf({ cycles, time_s }: Measured): Measured {
  return { cycles, time_s };
}
