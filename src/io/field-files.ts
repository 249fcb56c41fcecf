/** The files that fields of a cell are told in: one for each moment, and one that makes them a series. */
import { strToU8, zipSync } from "fflate";
import type { Frame, FrameMesh } from "../../sim-core/index.ts";
import type { Measured } from "./instrument-tables.ts";
import { type FrameOrigin, formatPvd, formatVtu } from "./vtu.ts";

export const COLLECTION_FILE = "fields.pvd";
/** Fields of both cells together. */
export const FIELDS_ARCHIVE = "fluxtwin-fields.zip";
/** What files of fields are called. */
export const FIELDS_FILE = /^fields-\d+\.vtu$/;

/** A frame on its mesh. */
export interface MeshedFrame {
  readonly mesh: FrameMesh;
  readonly frame: Frame;
}

/** Which moment it is: after so many cycles, or of a list of times. */
type Numbered = Pick<Measured, "cycles"> | { readonly number: number };

/** Returns names and contents of all files; the series is by the time of the frames. */
export function composeFieldFiles(
  moments: readonly (MeshedFrame & Numbered)[],
  origin: FrameOrigin,
): Map<string, string> {
  const nameOf = (moment: Numbered): string => {
    const number = "cycles" in moment ? moment.cycles : moment.number;
    return `fields-${String(number).padStart(4, "0")}.vtu`;
  };
  const series = moments.map((moment) => ({ time: moment.frame.time, file: nameOf(moment) }));
  return new Map([
    ...moments.map(
      (moment) => [nameOf(moment), formatVtu(moment.mesh, moment.frame, origin)] as [string, string],
    ),
    [COLLECTION_FILE, formatPvd(series)],
  ]);
}

/** Returns the bytes of a zip with files by their names, the same for the same files. */
export function zipTexts(files: ReadonlyMap<string, string>): Uint8Array<ArrayBuffer> {
  const bytes = Object.fromEntries(Array.from(files, ([name, text]) => [name, strToU8(text)]));
  // Zip knows no earlier year; a date of its own would make each file another one.
  return zipSync(bytes, { level: 6, mtime: "1980-01-01T00:00:00" });
}
