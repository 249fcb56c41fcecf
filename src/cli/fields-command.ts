/** `fields`: what is solved inside a cell, as it stands or after some of its cycles, as files of VTK. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { InputError, type ResumableRun } from "../../sim-core/index.ts";
import { COLLECTION_FILE, composeFieldFiles, FIELDS_FILE } from "../io/field-files.ts";
import { problemsOfTarget, replaceFile, writing } from "./files.ts";
import { type MeasuringJob, measureJob } from "./measure-command.ts";
import type { FileTarget } from "./result-file.ts";
import { EXIT_DONE, EXIT_STOPPED, type Surroundings } from "./surroundings.ts";

/** Throws InputError when results in the folder would be overwritten without leave. */
export function checkFieldFiles({ path, force }: FileTarget): void {
  const present =
    existsSync(path) && statSync(path).isDirectory()
      ? readdirSync(path).filter((name) => FIELDS_FILE.test(name))
      : [];
  const problems = problemsOfTarget(path, force ? [] : [COLLECTION_FILE, ...present], "--out");
  if (problems.length > 0) throw new InputError(problems);
}

/** Writes the fields with their stress, and what makes them one series, and returns the exit status. */
export function runFields(surroundings: Surroundings, job: MeasuringJob): number {
  const { name: scenario, seed } = job.run.scenario;
  const origin = { scenario, seed, version: surroundings.version };
  const take = (run: ResumableRun) => [{ mesh: run.mesh, frame: run.frame({ stress: true }) }];
  const { rows, missed } = measureJob(surroundings, job, take);
  const files = composeFieldFiles(rows, origin);
  writing("--out", job.target.path, () => {
    for (const [name, content] of files) replaceFile(surroundings.disk, join(job.target.path, name), content);
  });
  const moments = rows.length === 1 ? "1 moment" : `${rows.length} moments`;
  surroundings.print(`${scenario}: fields of ${moments} in ${job.target.path}`);
  return missed.length > 0 ? EXIT_STOPPED : EXIT_DONE;
}
