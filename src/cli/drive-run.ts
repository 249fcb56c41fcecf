/** Advances a run to its end, an interrupt or a break, and saves on the way what is there. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { type Advance, countCycles, type ResumableRun } from "../../sim-core/index.ts";
import type { RunOutcome } from "../io/run-summary.ts";
import { reasonOf } from "./files.ts";
import { createProgress, type Progress } from "./progress.ts";
import type { Missing, RunFiles } from "./run-files.ts";
import { createPace } from "./run-pace.ts";
import type { Surroundings } from "./surroundings.ts";

/** Steps between two looks at the interrupt. */
const STEPS_PER_TURN = 8;
/** What a summary says while its run goes on. */
export const UNFINISHED = { status: "running", message: "The run has not ended." } as const;

export interface Drive {
  readonly run: ResumableRun;
  readonly files: RunFiles;
  /** s between two checkpoints; 0: one after every cycle. */
  readonly checkpointSeconds: number;
  /** Cycles that were finished before. */
  readonly finished: number;
}

export interface Outcome {
  readonly status: RunOutcome;
  readonly message: string;
  /** Exit status of an interrupt that has one. */
  readonly exit?: number;
  /** What could not be saved. */
  readonly missing: readonly Missing[];
}

/** Returns how the run ended, when all that can be saved is saved. Never throws. */
export async function driveRun(surroundings: Surroundings, drive: Drive): Promise<Outcome> {
  const { run, files } = drive;
  const ending = await advanceToEnd(surroundings, drive);
  // Where the core has broken off, its state is no longer one to go on from: the last checkpoint stays.
  const broken = ending.status === "failed" && run.status.kind === "running";
  return { ...ending, missing: files.save(broken ? "tables" : "checkpoint", ending) };
}

async function advanceToEnd(surroundings: Surroundings, drive: Drive): Promise<Omit<Outcome, "missing">> {
  const { run, files, finished } = drive;
  const { name, protocol } = run.scenario;
  let interrupt: { readonly exit?: number } | undefined;
  const unwatch = surroundings.onInterrupt((exit) => {
    interrupt ??= exit === undefined ? {} : { exit };
  });
  const progress = createProgress(surroundings, name, { total: countCycles(protocol), finished });
  const keep = createKeeper(surroundings, drive);
  try {
    keep("begun");
    while (run.status.kind === "running") {
      await nextTurn();
      if (interrupt !== undefined) {
        return { status: "interrupted", message: `Interrupted at ${run.time.toFixed(0)} s.`, ...interrupt };
      }
      const advanced = run.advance({ maximumSteps: STEPS_PER_TURN });
      files.add(advanced);
      tellAll(surroundings, name, advanced, progress);
      keep(advanced.cycles.length > 0 ? "cycle" : "steps");
    }
    return { status: run.status.kind, message: run.status.message };
  } catch (error) {
    return { status: "failed", message: `The run broke off: ${explainBreak(error)}` };
  } finally {
    progress.stop();
    unwatch();
  }
}

function tellAll(surroundings: Surroundings, name: string, advanced: Advance, progress: Progress): void {
  for (const notice of advanced.notices) surroundings.tell(`${name}: ${notice}`);
  const last = advanced.samples.at(-1);
  // Where cycles are jumped, many end at once: each stands behind what has happened in it.
  let { cycles } = advanced;
  for (const { cycle, message } of advanced.events) {
    const before = cycles.filter((own) => own.cycle < cycle);
    if (before.length > 0) progress.advance(last, before);
    cycles = cycles.slice(before.length);
    surroundings.tell(`${name}, cycle ${cycle}: ${message}`);
  }
  progress.advance(last, cycles);
}

/** What an engine says where it has no memory left is a RangeError. */
function explainBreak(error: unknown): string {
  const isAllocation =
    error instanceof RangeError && /alloc|memory|array (buffer )?length/i.test(error.message);
  return isAllocation ? `there is no memory left (${reasonOf(error)})` : reasonOf(error);
}

/** Saves what is due, and tells of it only where it goes wrong and where it goes well again. */
function createKeeper(
  surroundings: Surroundings,
  { run, files, checkpointSeconds }: Drive,
): (moment: "begun" | "cycle" | "steps") => void {
  const pace = createPace(surroundings.clock, checkpointSeconds);
  const { name } = run.scenario;
  let said = "";
  return (moment) => {
    if (run.status.kind !== "running") return;
    const what = moment === "begun" ? "checkpoint" : pace.due(moment === "cycle");
    if (what === undefined) return;
    const missing = files.save(what, UNFINISHED);
    pace.saved(what, missing.length === 0);
    const sentence = describeMissing(missing);
    if (sentence !== said) surroundings.tell(`${name}: ${sentence || "everything is saved again"}`);
    said = sentence;
  };
}

/** Returns the files that could not be written, each with the reason; an empty text where there is none. */
export function describeMissing(missing: readonly Missing[]): string {
  if (missing.length === 0) return "";
  return `not saved: ${missing.map(({ file, reason }) => `${file} (${reason})`).join(", ")}`;
}
