/** `fields`: what is solved inside a cell, as it stands or after some of its cycles, as files of VTK. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { InputError, type ResumableRun } from "../../sim-core/index.ts";
import { COLLECTION_FILE, composeFieldFiles, FIELDS_FILE, type MeshedFrame } from "../io/field-files.ts";
import { problemsOfTarget, replaceFile, writing } from "./files.ts";
import { type MeasuringJob, measureJob } from "./measure-command.ts";
import type { AfterCycles } from "./open-cell.ts";
import type { FileTarget } from "./result-file.ts";
import { EXIT_DONE, EXIT_STOPPED, type Surroundings } from "./surroundings.ts";

/** s */
const SAME_TIME = 1e-6;

/** Throws InputError when results in the folder would be overwritten without leave. */
export function checkFieldFiles({ path, force }: FileTarget): void {
  const present =
    existsSync(path) && statSync(path).isDirectory()
      ? readdirSync(path).filter((name) => FIELDS_FILE.test(name))
      : [];
  const problems = problemsOfTarget(path, force ? [] : [COLLECTION_FILE, ...present], "--out");
  if (problems.length > 0) throw new InputError(problems);
}

/**
 * Writes the fields with their stress, and what makes them one series, and returns the exit status; at the times `at` (s), which
 * ascend, where there are any, else after the cycles of the job.
 */
export function runFields(surroundings: Surroundings, job: MeasuringJob, at: readonly number[]): number {
  const { name: scenario, seed } = job.run.scenario;
  const origin = { scenario, seed, version: surroundings.version };
  const take = (run: ResumableRun) => [{ mesh: run.mesh, frame: run.frame({ stress: true }) }];
  const { rows, missed } =
    at.length > 0 ? takeAt(surroundings, job.run, { at, take }) : measureJob(surroundings, job, take);
  const files = composeFieldFiles(rows, origin);
  writing("--out", job.target.path, () => {
    for (const [name, content] of files) replaceFile(surroundings.disk, join(job.target.path, name), content);
  });
  const moments = rows.length === 1 ? "1 moment" : `${rows.length} moments`;
  surroundings.print(`${scenario}: fields of ${moments} in ${job.target.path}`);
  return missed.length > 0 ? EXIT_STOPPED : EXIT_DONE;
}

/** Returns what `take` gave at each time, numbered, and the times that the run had passed before or did not reach. */
function takeAt(
  surroundings: Surroundings,
  run: ResumableRun,
  { at, take }: { readonly at: readonly number[]; readonly take: (run: ResumableRun) => MeshedFrame[] },
): AfterCycles<MeshedFrame & { readonly number: number }> {
  const { name } = run.scenario;
  const rows: (MeshedFrame & { readonly number: number })[] = [];
  const missed: number[] = [];
  for (const [number, time] of at.entries()) {
    while (run.time < time && run.status.kind === "running") run.advance({ untilTime: time });
    if (Math.abs(run.time - time) > SAME_TIME) missed.push(time);
    else rows.push(...take(run).map((row) => ({ ...row, number })));
  }
  if (missed.length > 0)
    surroundings.tell(`${name}: not looked at at ${missed.join(", ")} s, where it does not stand`);
  return { rows, missed };
}
