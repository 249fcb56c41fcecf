/** The folder of a run: its files, who may write them, what is there to go on from. */
import { existsSync, readdirSync, readFileSync, rmdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describeScenario, InputError, type Scenario } from "../../sim-core/index.ts";
import { readCheckpoint } from "../io/checkpoint.ts";
import { formatJson } from "../io/json.ts";
import { type Disk, isDraftOf, problemsOfTarget, readJson, reasonOf, replaceFile, writing } from "./files.ts";
import { LOCK_FILE, lockFolder } from "./folder-lock.ts";

export const SCENARIO_FILE = "scenario.json";
export const SERIES_FILE = "timeseries.csv";
export const STEPS_FILE = "steps.csv";
export const CYCLES_FILE = "cycles.csv";
export const SUMMARY_FILE = "summary.json";
export const CHECKPOINT_FILE = "checkpoint.flux";
export const FILES: readonly string[] = [
  SCENARIO_FILE,
  SERIES_FILE,
  STEPS_FILE,
  CYCLES_FILE,
  SUMMARY_FILE,
  CHECKPOINT_FILE,
];

export interface RunTarget {
  readonly folder: string;
  readonly force: boolean;
}

/** Returns where the results go unless one says otherwise. */
export function defaultFolder(scenario: Scenario): string {
  return `runs/${scenario.name.replace(/[^\w.-]/g, "-")}-seed${scenario.seed}`;
}

/** Throws InputError when results would be overwritten without leave. */
export function checkTarget({ folder, force }: RunTarget): void {
  const problems = problemsOfTarget(folder, force ? [] : FILES, "--out");
  if (problems.length > 0) throw new InputError(problems);
}

/** A folder that is this process's until it is given back. */
export interface HeldFolder {
  readonly folder: string;
  /** Gives the folder back. */
  readonly release: () => void;
  /** Removes what a new run has put into it, and the folder where it made that too; then gives it back. */
  readonly abandon: () => void;
}

/** Takes the folder for a new run; throws InputError where that cannot be, and then leaves what was there. */
export function takeFolder(disk: Disk, target: RunTarget): HeldFolder {
  const { folder, force } = target;
  const isNew = !existsSync(folder);
  const give = (): void => {
    if (isNew) removeEmpty(folder);
  };
  let release = (): void => {};
  try {
    release = writing("--out", folder, () => {
      disk.mkdirSync(folder, { recursive: true });
      return lockFolder(disk, folder, "--out");
    });
    checkTarget(target);
    removeDrafts(disk, folder);
  } catch (error) {
    release();
    give();
    throw error;
  }
  const abandon = (): void => {
    if (!force) for (const name of FILES) disk.rmSync(join(folder, name), { force: true });
    release();
    give();
  };
  return { folder, release, abandon };
}

/** Writes the scenario of a run that begins; throws InputError where that cannot be. */
export function writeScenario(disk: Disk, folder: string, scenario: Scenario): void {
  const text = formatJson(describeScenario(scenario));
  writing("--out", folder, () => replaceFile(disk, join(folder, SCENARIO_FILE), text));
}

/** Takes the folder of a run that is to go on; throws InputError where it is in use or cannot be written. */
export function retakeFolder(disk: Disk, folder: string): HeldFolder {
  const release = writing("folder", folder, () => lockFolder(disk, folder, "folder"));
  removeDrafts(disk, folder);
  return { folder, release, abandon: release };
}

/** Whether the path is a file, which can be nothing but a checkpoint, and not the folder of a run. */
export function isCheckpointFile(path: string): boolean {
  return existsSync(path) && !statSync(path).isDirectory();
}

/**
 * Returns the content of the checkpoint at `path`, a file or the folder of a run; undefined where a run was killed in the
 * folder before its first one. Throws InputError where there is neither.
 */
export function loadCheckpoint(path: string): unknown {
  const expected = "the folder of a run that was begun";
  const refuse = (got: string): never => {
    throw new InputError([{ where: "folder", got: `"${path}" (${got})`, expected }]);
  };
  if (!existsSync(path)) refuse("no such folder");
  const isFolder = statSync(path).isDirectory();
  const file = isFolder ? join(path, CHECKPOINT_FILE) : path;
  if (isFolder && !existsSync(file)) {
    if (existsSync(join(path, SCENARIO_FILE)) && !hasEnded(path)) return undefined;
    refuse(`without ${CHECKPOINT_FILE}`);
  }
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return refuse(reasonOf(error));
  }
  return readCheckpoint(bytes, file);
}

/** Whether the summary, if there is one, is of a run that is over. */
function hasEnded(folder: string): boolean {
  const path = join(folder, SUMMARY_FILE);
  if (!existsSync(path)) return false;
  const { status } = (readJson(path, SUMMARY_FILE) ?? {}) as { readonly status?: unknown };
  return status !== "running" && status !== "interrupted";
}

/** What processes that were killed have left. */
function removeDrafts(disk: Disk, folder: string): void {
  for (const name of readdirSync(folder)) {
    const isDraft = [...FILES, LOCK_FILE].some((file) => isDraftOf(name, file));
    if (isDraft) disk.rmSync(join(folder, name), { force: true });
  }
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It holds something, or has never been made.
  }
}
