/** The files of a run while it goes on: what it tells is added to the tables, now and then with a checkpoint. */
import { join } from "node:path";
import type { Advance, Frame, ResumableRun } from "../../sim-core/index.ts";
import { writeCheckpoint } from "../io/checkpoint.ts";
import { formatRows, formatTable } from "../io/csv.ts";
import { cycleColumns, stepColumns } from "../io/cycle-table.ts";
import { formatJson } from "../io/json.ts";
import { type RunOutcome, summarizeRun } from "../io/run-summary.ts";
import { timeSeriesColumns } from "../io/time-series.ts";
import { reasonOf, replaceFile } from "./files.ts";
import { CHECKPOINT_FILE, CYCLES_FILE, SERIES_FILE, STEPS_FILE, SUMMARY_FILE } from "./run-folder.ts";
import { type RunHistory, type RunMarks, writeMarks } from "./run-history.ts";
import type { Solving } from "./surroundings.ts";
import { beginTable, resumeTable, type TableFile } from "./table-file.ts";

const TABLES = {
  [SERIES_FILE]: timeSeriesColumns,
  [STEPS_FILE]: stepColumns,
  [CYCLES_FILE]: cycleColumns,
} as const;

/** A file that could not be written, and why. */
export interface Missing {
  readonly file: string;
  readonly reason: string;
}

export interface RunFiles {
  readonly add: (advanced: Advance) => void;
  /**
   * Writes the tables, the summary where they are complete, and then the checkpoint where it is wanted; returns what could
   * not be written, all of which is then as it was before. A checkpoint never knows of more than there is.
   */
  readonly save: (
    what: "tables" | "checkpoint",
    outcome: { readonly status: RunOutcome; readonly message: string },
  ) => readonly Missing[];
}

export interface RunBeginning {
  readonly run: ResumableRun;
  readonly folder: string;
  /** s of the clock when the process began with it. */
  readonly started: number;
}

/** Begins the tables of a new run; throws what the file system says. */
export function beginRunFiles(
  surroundings: Solving,
  beginning: RunBeginning,
  notices: readonly string[],
): RunFiles {
  const { folder } = beginning;
  const begin = (name: keyof typeof TABLES): TableFile =>
    beginTable(surroundings.disk, join(folder, name), formatTable<never>(TABLES[name], []));
  const tables = { series: begin(SERIES_FILE), steps: begin(STEPS_FILE), cycles: begin(CYCLES_FILE) };
  const kernel = surroundings.engine.kernel;
  const history = { cycles: [], notices: [...notices], events: [], samples: 0, wallSeconds: 0, kernel };
  return createRunFiles(surroundings, beginning, { tables, history });
}

/** Goes on with the tables of a run behind what its checkpoint knows; throws InputError where they are not the same. */
export function resumeRunFiles(
  surroundings: Solving,
  beginning: RunBeginning,
  { history, tables }: RunMarks,
): RunFiles {
  const resume = (name: string): TableFile => {
    const mark = tables[name] ?? { bytes: 0, digest: "" };
    return resumeTable(surroundings.disk, join(beginning.folder, name), mark);
  };
  const own = { series: resume(SERIES_FILE), steps: resume(STEPS_FILE), cycles: resume(CYCLES_FILE) };
  return createRunFiles(surroundings, beginning, { tables: own, history });
}

interface Begun {
  readonly tables: Readonly<Record<"series" | "steps" | "cycles", TableFile>>;
  readonly history: RunHistory;
}

function createRunFiles(
  surroundings: Solving,
  { run, folder, started }: RunBeginning,
  { tables, history }: Begun,
): RunFiles {
  const { disk, engine, version } = surroundings;
  const { scenario } = run;
  let frame = run.frame();
  const wallSeconds = (): number => history.wallSeconds + Math.max(0, surroundings.clock() - started);
  const writeSummary = (status: RunOutcome, message: string): void => {
    frame = frameOf(run) ?? frame;
    const { notices, events, cycles, samples } = history;
    const steps = Math.max(0, samples - 1);
    const record = { ...{ scenario, version, engine, status, message, notices, events, cycles, steps } };
    const summary = summarizeRun({ ...record, wallSeconds: wallSeconds(), frame });
    replaceFile(disk, join(folder, SUMMARY_FILE), formatJson(summary), { lasting: status !== "running" });
  };
  const writeState = (): void => {
    const marks: RunMarks = {
      history: { ...history, wallSeconds: wallSeconds(), kernel: engine.kernel },
      tables: {
        [SERIES_FILE]: tables.series.mark(),
        [STEPS_FILE]: tables.steps.mark(),
        [CYCLES_FILE]: tables.cycles.mark(),
      },
    };
    const bytes = writeCheckpoint(
      { ...surroundings.takeCheckpoint(run), record: writeMarks(marks) },
      version,
    );
    replaceFile(disk, join(folder, CHECKPOINT_FILE), bytes, { lasting: true });
  };
  return {
    add(advanced) {
      tables.series.add(formatRows(timeSeriesColumns, advanced.samples));
      tables.steps.add(formatRows(stepColumns, advanced.steps));
      tables.cycles.add(formatRows(cycleColumns, advanced.cycles));
      history.samples += advanced.samples.length;
      history.cycles.push(...advanced.cycles);
      history.notices.push(...advanced.notices);
      history.events.push(...advanced.events);
    },
    save(what, { status, message }) {
      const lasting = what === "checkpoint";
      const missing = writeEach({
        [SERIES_FILE]: () => tables.series.write({ lasting }),
        [STEPS_FILE]: () => tables.steps.write({ lasting }),
        [CYCLES_FILE]: () => tables.cycles.write({ lasting }),
      });
      const after = {
        [SUMMARY_FILE]: () => writeSummary(status, message),
        ...(what === "checkpoint" && { [CHECKPOINT_FILE]: writeState }),
      };
      return writeInOrder(after, missing);
    },
  };
}

/** Writes each file, whatever becomes of the others. */
function writeEach(writes: Readonly<Record<string, () => void>>): Missing[] {
  return Object.entries(writes).flatMap(([file, write]) => {
    try {
      write();
      return [];
    } catch (error) {
      return [{ file, reason: reasonOf(error) }];
    }
  });
}

/** Writes one file after another: what comes after one that is missing would tell of more than there is, and stays as it was. */
function writeInOrder(
  writes: Readonly<Record<string, () => void>>,
  before: readonly Missing[],
): readonly Missing[] {
  const missing = [...before];
  for (const [file, write] of Object.entries(writes)) {
    const first = missing[0];
    if (first === undefined) missing.push(...writeEach({ [file]: write }));
    else missing.push({ file, reason: `kept as it was, since ${first.file} is not complete` });
  }
  return missing;
}

/** A run that has broken off may not be able to show itself. */
function frameOf(run: ResumableRun): Frame | undefined {
  try {
    return run.frame();
  } catch {
    return undefined;
  }
}
