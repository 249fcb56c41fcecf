/** `resume`: goes on with a run that was broken off, to the same bytes, or with its cell under another scenario. */
import { join, relative, resolve } from "node:path";
import {
  InputError,
  type KernelForm,
  parseScenario,
  type ResumableRun,
  type Scenario,
} from "../../sim-core/index.ts";
import { readJson } from "./files.ts";
import { beginIn, beginRun, finishRun, type RunWishes } from "./run-command.ts";
import { resumeRunFiles } from "./run-files.ts";
import {
  CHECKPOINT_FILE,
  checkTarget,
  type HeldFolder,
  loadCheckpoint,
  retakeFolder,
  SCENARIO_FILE,
} from "./run-folder.ts";
import { type RunHistory, readMarks } from "./run-history.ts";
import type { Solving } from "./surroundings.ts";

/** Goes on with the run of a folder to its end and returns the exit status. */
export async function resumeFolder(
  surroundings: Solving,
  wanted: string,
  checkpointSeconds: number,
): Promise<number> {
  const started = surroundings.clock();
  const folder = resolve(surroundings.folder, wanted);
  // A folder that is none, or has nothing to go on from, is not to be locked.
  loadCheckpoint(folder);
  const held = retakeFolder(surroundings.disk, folder);
  try {
    const checkpoint = loadCheckpoint(folder);
    const job = { held, checkpointSeconds, started };
    if (checkpoint === undefined) return await beginAnew(surroundings, job);
    const marks = readMarks(checkpoint, `${wanted}/${CHECKPOINT_FILE}`);
    const run = surroundings.resumeCheckpoint(checkpoint);
    if (run.status.kind !== "running") refuseEnded(wanted, run.status.message);
    noteKernel(marks.history, { kernel: surroundings.engine.kernel, time: run.time });
    const files = resumeRunFiles(surroundings, { run, folder, started }, marks);
    const finished = marks.history.cycles.length;
    const at = `in cycle ${finished + 1} at ${run.time.toFixed(0)} s`;
    surroundings.tell(`${run.scenario.name}: goes on ${at}`);
    return await finishRun(surroundings, { run, files, checkpointSeconds, finished, held });
  } finally {
    held.release();
  }
}

/** Returns the run of a checkpoint file; throws InputError where there is none to go on with. */
export function openCheckpointFile(surroundings: Solving, wanted: string): ResumableRun {
  const run = surroundings.resumeCheckpoint(loadCheckpoint(resolve(surroundings.folder, wanted)));
  if (run.status.kind !== "running") refuseEnded(wanted, run.status.message);
  return run;
}

/** Goes on with the run of a checkpoint file, whose results begin where it stands, and returns the exit status. */
export async function resumeFile(
  surroundings: Solving,
  { run, ...wishes }: RunWishes & { readonly run: ResumableRun },
): Promise<number> {
  checkTarget(wishes.target);
  const place = relative(surroundings.folder, wishes.target.folder) || ".";
  const { cycle } = run.frame();
  const at = `in cycle ${cycle} at ${run.time.toFixed(0)} s`;
  surroundings.tell(`${run.scenario.name}: goes on ${at}; tables in ${place} begin there`);
  return beginRun(surroundings, run, { ...wishes, started: surroundings.clock(), finished: cycle - 1 });
}

/** A run that was killed before its first checkpoint has its scenario alone. */
function beginAnew(
  surroundings: Solving,
  job: { readonly held: HeldFolder; readonly checkpointSeconds: number; readonly started: number },
): Promise<number> {
  const path = join(job.held.folder, SCENARIO_FILE);
  const scenario = parseScenario(readJson(path, SCENARIO_FILE), { load: () => undefined });
  surroundings.tell(`${scenario.name}: there is no checkpoint yet, it begins anew`);
  return beginIn(surroundings, surroundings.createRun(scenario), job);
}

function noteKernel(
  { notices, kernel: before }: RunHistory,
  { kernel, time }: { readonly kernel: KernelForm; readonly time: number },
): void {
  if (before === kernel) return;
  const what = `resumed at ${time.toFixed(0)} s with the kernel "${kernel}" instead of "${before}"`;
  notices.push(`${what}: from there on numbers differ by round-off`);
}

function refuseEnded(wanted: string, message: string): never {
  const got = `"${wanted}", whose run has ended (${message})`;
  const expected = "a run that was broken off; --continue-with takes its cell on under another scenario";
  throw new InputError([{ where: "folder", got, expected }]);
}

function refuseUnbegun(wanted: string): never {
  const got = `"${wanted}" (without ${CHECKPOINT_FILE})`;
  throw new InputError([{ where: "folder", got, expected: "a run with a checkpoint; resume it first" }]);
}

/** Begins a run of `scenario` with the cell of a folder or a checkpoint file, and returns the exit status. */
export async function continueFolder(
  surroundings: Solving,
  wanted: string,
  { scenario, ...wishes }: RunWishes & { readonly scenario: Scenario },
): Promise<number> {
  checkTarget(wishes.target);
  const started = surroundings.clock();
  const checkpoint = loadCheckpoint(resolve(surroundings.folder, wanted));
  if (checkpoint === undefined) refuseUnbegun(wanted);
  const run = surroundings.continueCheckpoint(checkpoint, scenario);
  const place = relative(surroundings.folder, wishes.target.folder) || ".";
  surroundings.tell(
    `${scenario.name}: begins at ${run.time.toFixed(0)} s with the cell of ${wanted}, in ${place}`,
  );
  return beginRun(surroundings, run, { ...wishes, started });
}
