/** Runs that are kept in a folder, a line each, beside what they are made of. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../sim-core/index.ts";
import { readText, replaceFile, writing } from "./files.ts";
import type { Surroundings } from "./surroundings.ts";
import { beginTable } from "./table-file.ts";

const JOB_FILE = "job.json";
const RUNS_FILE = "runs.jsonl";

/** Where runs are kept. */
export interface RunPlace {
  readonly folder: string;
  /** What the runs are made of. */
  readonly job: string;
  readonly force: boolean;
  /** In words, what the folder holds where it is of another job. */
  readonly others: string;
  /** Whether `force` also leaves behind the runs of the same job. */
  readonly renews: boolean;
}

/** What is kept, and how more is added. */
export interface RunLines<Run> {
  readonly kept: readonly Run[];
  readonly add: (run: Run) => void;
}

/** Returns the runs of the folder; throws InputError where they are of another job and `force` is not given. */
export function openRunLines<Run>(
  { disk }: Surroundings,
  { folder, job, force, others, renews }: RunPlace,
): RunLines<Run> {
  const isSame = isOfJob(folder, job);
  if (!isSame && !force && existsSync(join(folder, JOB_FILE))) {
    const got = `"${folder}", which holds ${others}`;
    throw new InputError([{ where: "--out", got, expected: "another place, or --force to begin anew" }]);
  }
  const kept = isSame && !(force && renews) ? readRunLines<Run>(folder) : [];
  const table = writing("--out", folder, () => {
    // A line that a killed process has left half written is not taken over.
    const begun = beginTable(disk, join(folder, RUNS_FILE), kept.map(lineOf).join(""));
    replaceFile(disk, join(folder, JOB_FILE), job);
    return begun;
  });
  return {
    kept,
    add(run) {
      table.add(lineOf(run));
      writing("--out", folder, () => table.write({ lasting: false }));
    },
  };
}

/** Whether the folder holds runs of the job. */
export function isOfJob(folder: string, job: string): boolean {
  const path = join(folder, JOB_FILE);
  return existsSync(path) && readText(path, JOB_FILE) === job;
}

/** Returns the runs of a folder, whole lines only. */
export function readRunLines<Run>(folder: string): Run[] {
  const path = join(folder, RUNS_FILE);
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .slice(0, -1)
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as Run];
      } catch {
        return [];
      }
    });
}

const lineOf = (run: unknown): string => `${JSON.stringify(run)}\n`;
