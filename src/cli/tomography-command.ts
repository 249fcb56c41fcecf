/** `tomography`: slices of a cell, as it stands or after some of its cycles, as pictures and tables. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  InputError,
  type ResumableRun,
  type TomographyRequest,
  type TomographySlice,
  takeSlice,
} from "../../sim-core/index.ts";
import { encodeGreyPicture } from "../io/grey-picture.ts";
import { formatGreyHistograms, formatGreyRegions, type Measured } from "../io/instrument-tables.ts";
import { encodeTiffStack } from "../io/tiff-stack.ts";
import { problemsOfTarget, replaceFile, writing } from "./files.ts";
import { type MeasuringJob, measureJob } from "./measure-command.ts";
import type { FileTarget } from "./result-file.ts";
import { EXIT_DONE, EXIT_STOPPED, type Surroundings } from "./surroundings.ts";

const STACK_FILE = "slices.tif";
const REGIONS_FILE = "regions.csv";
const HISTOGRAMS_FILE = "histograms.csv";
const PICTURE_FILE = /^slice-\d+\.png$/;

/** Throws InputError when results in the folder would be overwritten without leave. */
export function checkPictures({ path, force }: FileTarget): void {
  const pictures =
    existsSync(path) && statSync(path).isDirectory()
      ? readdirSync(path).filter((name) => PICTURE_FILE.test(name))
      : [];
  const names = [STACK_FILE, REGIONS_FILE, HISTOGRAMS_FILE, ...pictures];
  const problems = problemsOfTarget(path, force ? [] : names, "--out");
  if (problems.length > 0) throw new InputError(problems);
}

/** Takes the slices, writes stack, pictures and tables, and returns the exit status. */
export function runTomography(
  surroundings: Surroundings,
  job: MeasuringJob,
  request: TomographyRequest,
): number {
  const take = ({ model, state }: ResumableRun) => [takeSlice(model, state, request)];
  const { rows, missed } = measureJob(surroundings, job, take);
  const files = composeFiles(rows);
  writing("--out", job.target.path, () => {
    for (const [name, content] of files) replaceFile(surroundings.disk, join(job.target.path, name), content);
  });
  const slices = rows.length === 1 ? "1 slice" : `${rows.length} slices`;
  surroundings.print(`${job.run.scenario.name}: ${slices} in ${job.target.path}`);
  return missed.length > 0 ? EXIT_STOPPED : EXIT_DONE;
}

type Taken = TomographySlice & Measured;

/** Names and contents of all files; the tables have a line for each region and interval of each slice. */
function composeFiles(slices: readonly Taken[]): Map<string, string | Uint8Array> {
  const files = new Map<string, string | Uint8Array>();
  files.set(STACK_FILE, encodeTiffStack(slices, describePage));
  for (const slice of slices) {
    files.set(`slice-${String(slice.cycles).padStart(4, "0")}.png`, encodeGreyPicture(slice));
  }
  const rowsOf = <Row>(list: (slice: Taken) => readonly Row[]): (Row & Measured)[] =>
    slices.flatMap((slice) => list(slice).map((row) => ({ ...whenOf(slice), ...row })));
  files.set(REGIONS_FILE, formatGreyRegions(rowsOf(({ regions }) => regions)));
  files.set(HISTOGRAMS_FILE, formatGreyHistograms(rowsOf(({ histograms }) => histograms)));
  return files;
}

function describePage({ map, voxel, ...slice }: Taken): string {
  const { cycles, time_s } = whenOf(slice);
  return `fluxtwin slice after ${cycles} cycles, ${time_s.toFixed(0)} s; ${map} grey values; voxel ${voxel} um`;
}

function whenOf({ cycles, time_s }: Measured): Measured {
  return { cycles, time_s };
}
