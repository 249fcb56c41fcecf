/** `run`: solves a scenario and writes its files, also when the run fails or is interrupted. */
import { join, relative } from "node:path";
import { InputError, type ResumableRun, type Scenario } from "../../sim-core/index.ts";
import type { RunOutcome } from "../io/run-summary.ts";
import { describeMissing, driveRun, type Outcome, UNFINISHED } from "./drive-run.ts";
import { writing } from "./files.ts";
import { beginRunFiles, type Missing, type RunFiles } from "./run-files.ts";
import {
  CHECKPOINT_FILE,
  checkTarget,
  FILES,
  type HeldFolder,
  type RunTarget,
  takeFolder,
  writeScenario,
} from "./run-folder.ts";
import { describeWarnings } from "./scenario-files.ts";
import { EXIT_DONE, EXIT_STOPPED, type Solving } from "./surroundings.ts";

/** Endings of a run that did what it was asked for. */
const AS_ASKED: ReadonlySet<RunOutcome> = new Set(["completed", "end-condition", "empty"]);

export interface RunWishes {
  readonly target: RunTarget;
  /** s of the clock; 0: after every cycle. */
  readonly checkpointSeconds: number;
}

/** Runs to the end and returns the exit status. */
export async function runScenario(
  surroundings: Solving,
  scenario: Scenario,
  wishes: RunWishes,
): Promise<number> {
  checkTarget(wishes.target);
  const started = surroundings.clock();
  const run = surroundings.createRun(scenario);
  return beginRun(surroundings, run, { ...wishes, started });
}

/** Takes a folder for a run that has not begun, runs to the end and returns the exit status. */
export async function beginRun(
  surroundings: Solving,
  run: ResumableRun,
  { target, ...wishes }: RunWishes & { readonly started: number; readonly finished?: number },
): Promise<number> {
  const held = takeFolder(surroundings.disk, target);
  return beginIn(surroundings, run, { ...wishes, held });
}

/** Begins a run in a folder that is held. */
export async function beginIn(
  surroundings: Solving,
  run: ResumableRun,
  wishes: {
    readonly held: HeldFolder;
    readonly checkpointSeconds: number;
    readonly started: number;
    readonly finished?: number;
  },
): Promise<number> {
  const { held, started, checkpointSeconds, finished = 0 } = wishes;
  const { folder } = held;
  const { disk } = surroundings;
  const warnings = describeWarnings(run.warnings);
  let files: RunFiles;
  try {
    // A run whose cell is not new cannot begin from its scenario alone.
    const isNew = run.time === 0;
    if (isNew) writeScenario(disk, folder, run.origin);
    files = writing("--out", folder, () => {
      if (isNew) disk.rmSync(join(folder, CHECKPOINT_FILE), { force: true });
      return beginRunFiles(surroundings, { run, folder, started }, warnings);
    });
    if (!isNew) {
      refuseMissing(folder, files.save("checkpoint", UNFINISHED));
      writeScenario(disk, folder, run.origin);
    }
  } catch (error) {
    held.abandon();
    throw error;
  }
  for (const warning of warnings) surroundings.tell(warning);
  return finishRun(surroundings, { run, files, checkpointSeconds, finished, held });
}

function refuseMissing(folder: string, missing: readonly Missing[]): void {
  if (missing.length === 0) return;
  const got = `"${folder}" (${describeMissing(missing)})`;
  throw new InputError([{ where: "--out", got, expected: "a place that can be written" }]);
}

/** Drives a run whose files are begun, gives its folder back, tells how it ended and returns the exit status. */
export async function finishRun(
  surroundings: Solving,
  job: {
    readonly run: ResumableRun;
    readonly files: RunFiles;
    readonly checkpointSeconds: number;
    readonly finished: number;
    readonly held: HeldFolder;
  },
): Promise<number> {
  const { run, held } = job;
  const outcome = await driveRun(surroundings, job).finally(held.release);
  const place = relative(surroundings.folder, held.folder) || ".";
  const { model } = run.scenario.solver;
  const report = `${outcome.message} (${model} interface model; ${FILES.join(", ")} in ${place})`;
  return tellOutcome(surroundings, outcome, { report, place });
}

function tellOutcome(
  { tell, print }: Solving,
  { status, exit, missing }: Outcome,
  { report, place }: { readonly report: string; readonly place: string },
): number {
  const asAsked = AS_ASKED.has(status);
  if (asAsked && missing.length === 0) {
    print(report);
    return EXIT_DONE;
  }
  tell(report);
  if (missing.length > 0) {
    tell(`${describeMissing(missing)}; what was saved before is there`);
    tell(`when it can be written, \`fluxtwin resume ${place}\` goes on from the last checkpoint`);
  } else if (status === "interrupted") tell(`\`fluxtwin resume ${place}\` goes on from here`);
  return exit ?? EXIT_STOPPED;
}
