/** What instruments have found, as the files of the terminal program; the name says of which cell. */
import {
  formatDepthProfile,
  formatDifferentialCapacity,
  formatImpedanceTable,
  formatTitration,
} from "../../io/instrument-tables.ts";
import {
  composeSliceFiles,
  HISTOGRAMS_FILE,
  pictureName,
  REGIONS_FILE,
  STACK_FILE,
} from "../../io/slice-files.ts";
import type { Measurement } from "../engine/instrument-messages.ts";
import type { CellInstruments } from "./instruments.ts";

/** A file by what a button says, with its name. */
export interface InstrumentFile {
  readonly words: string;
  readonly name: string;
  /** Made when it is wanted. */
  readonly compose: () => string | Uint8Array;
}

type Found<Name extends keyof CellInstruments["states"]> = NonNullable<
  CellInstruments["states"][Name]["last"]
>;

/** Returns the file of the last spectrum, and of the first one of the run where there is another. */
export function impedanceFiles({ states, firstSpectrum }: CellInstruments, letter: string): InstrumentFile[] {
  const { last } = states.impedance;
  if (last === undefined) return [];
  const spectra = firstSpectrum === undefined ? [last] : [firstSpectrum, last];
  const rows = spectra.flatMap((own) => own.found.points.map((point) => ({ ...whenOf(own), ...point })));
  return [{ words: "CSV", name: `impedance-${letter}.csv`, compose: () => formatImpedanceTable(rows) }];
}

export function depthProfileFiles(last: Found<"depthProfile">, letter: string): InstrumentFile[] {
  const rows = last.found.points.map((point) => ({ ...whenOf(last), ...point }));
  return [{ words: "CSV", name: `depth-profile-${letter}.csv`, compose: () => formatDepthProfile(rows) }];
}

export function curveFiles({ found }: Found<"curves">, letter: string): InstrumentFile[] {
  const { capacity, pulses } = found;
  const files: InstrumentFile[] = [];
  if (capacity.length > 0) {
    const name = `differential-capacity-${letter}.csv`;
    files.push({ words: "dQ/dV CSV", name, compose: () => formatDifferentialCapacity(capacity) });
  }
  if (pulses.length > 0) {
    const name = `titration-${letter}.csv`;
    files.push({ words: "GITT CSV", name, compose: () => formatTitration(pulses) });
  }
  return files;
}

/** Picture, stack and both tables. */
export function sliceFiles(last: Found<"tomography">, letter: string): InstrumentFile[] {
  const slice = { ...whenOf(last), ...last.found.slice };
  const names = [pictureName(slice), STACK_FILE, REGIONS_FILE, HISTOGRAMS_FILE];
  return names.map((name, k) => ({
    words: SLICE_WORDS[k] ?? name,
    name: name.replace(/(\.\w+)$/, `-${letter}$1`),
    compose: () => composeSliceFiles([slice]).get(name) ?? "",
  }));
}

const SLICE_WORDS = ["PNG", "TIFF", "Regions CSV", "Histograms CSV"];

function whenOf({ at: { cycles, time_s } }: Measurement) {
  return { cycles, time_s };
}
