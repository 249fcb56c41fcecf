/** `tomography`: slices of a cell, as it stands or after some of its cycles, as pictures and tables. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { InputError, type ResumableRun, type TomographyRequest, takeSlice } from "../../sim-core/index.ts";
import {
  composeSliceFiles,
  HISTOGRAMS_FILE,
  PICTURE_FILE,
  REGIONS_FILE,
  STACK_FILE,
} from "../io/slice-files.ts";
import { problemsOfTarget, replaceFile, writing } from "./files.ts";
import { type MeasuringJob, measureJob } from "./measure-command.ts";
import type { FileTarget } from "./result-file.ts";
import { EXIT_DONE, EXIT_STOPPED, type Surroundings } from "./surroundings.ts";

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
  const files = composeSliceFiles(rows);
  writing("--out", job.target.path, () => {
    for (const [name, content] of files) replaceFile(surroundings.disk, join(job.target.path, name), content);
  });
  const slices = rows.length === 1 ? "1 slice" : `${rows.length} slices`;
  surroundings.print(`${job.run.scenario.name}: ${slices} in ${job.target.path}`);
  return missed.length > 0 ? EXIT_STOPPED : EXIT_DONE;
}
