/** The cell that an instrument looks at: of a scenario as it is built, or of a run's folder or checkpoint file as it stands. */
import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { InputError, type ResumableRun } from "../../sim-core/index.ts";
import { isCheckpointFile, loadCheckpoint } from "./run-folder.ts";
import { loadScenario, type Wishes } from "./scenario-files.ts";
import { shippedNames } from "./shipped.ts";
import type { Solving, Surroundings } from "./surroundings.ts";

/** Whether `wanted` names a run instead of a scenario: a folder, or a file that is no JSON. */
export function isStored(surroundings: Surroundings, wanted: string): boolean {
  if (shippedNames(surroundings).includes(wanted)) return false;
  const path = resolve(surroundings.folder, wanted);
  return (
    (existsSync(path) && statSync(path).isDirectory()) || (isCheckpointFile(path) && !/\.json$/i.test(path))
  );
}

/** Returns the run of a scenario at its start, or of a folder or checkpoint where it stands; throws InputError for neither. */
export function openCell(surroundings: Solving, wanted: string, wishes: Wishes): ResumableRun {
  if (!isStored(surroundings, wanted))
    return surroundings.createRun(loadScenario(surroundings, wanted, wishes));
  const checkpoint = loadCheckpoint(resolve(surroundings.folder, wanted));
  if (checkpoint !== undefined) return surroundings.resumeCheckpoint(checkpoint);
  const got = `"${wanted}" (without a checkpoint)`;
  throw new InputError([{ where: "cell", got, expected: "a run with a checkpoint; resume it first" }]);
}

/** Cycles that the run has finished. */
export function countFinished({ state: { cursor } }: ResumableRun): number {
  return cursor.finished ? cursor.cycle : cursor.cycle - 1;
}

/** What of the cycles that were asked for a run does not have. */
export interface AfterCycles<T> {
  readonly rows: readonly T[];
  readonly missed: readonly number[];
}

/**
 * Returns what `measure` gave when the run had finished each of the numbers of cycles in `after`, which ascend, and those
 * that it had passed before or did not reach; as it stands where none is named.
 */
export function measureAfter<T>(
  run: ResumableRun,
  after: readonly number[],
  measure: (cycles: number) => readonly T[],
): AfterCycles<T> {
  const rows: T[] = [];
  const missed: number[] = [];
  for (const cycles of after.length > 0 ? after : [countFinished(run)]) {
    while (countFinished(run) < cycles && run.status.kind === "running")
      run.advance({ stopAtCycleEnd: true });
    if (countFinished(run) === cycles) rows.push(...measure(cycles));
    else missed.push(cycles);
  }
  return { rows, missed };
}
