/** The files of a calibration: what it found, every point as a table, and what each run gave. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError, kernelInUse } from "../../sim-core/index.ts";
import type { Calibrated } from "../calibration/calibrate.ts";
import type { Calibration } from "../calibration/calibration.ts";
import { spreadsOf } from "../calibration/calibration.ts";
import type { CalibrationResult } from "../calibration/compose-result.ts";
import type { EvaluatedPoint } from "../calibration/local-model.ts";
import { valueAt } from "../calibration/parameter-space.ts";
import { type Column, formatTable } from "../io/csv.ts";
import { formatJson } from "../io/json.ts";
import { readText, replaceFile, writing } from "./files.ts";
import type { Surroundings } from "./surroundings.ts";
import { beginTable } from "./table-file.ts";

export const RESULT_FILE = "calibration.json";
export const TABLE_FILE = "calibration.csv";
/** What the runs were made of, and what each gave, a line each. */
const JOB_FILE = "job.json";
const RUNS_FILE = "runs.jsonl";

/** What a run is made of, beyond its scenario's file. */
export interface RunKey {
  readonly scenario: string;
  readonly seed: number;
  /** In display units, by parameter path. */
  readonly values: Readonly<Record<string, number>>;
}

export interface KeptRun extends RunKey {
  /** How it has ended; "refused" where its values are impossible together. */
  readonly ended: string;
  /** By name of a reading; null where it does not tell. */
  readonly readings: Readonly<Record<string, number | null>>;
}

export interface RunStore {
  readonly get: (key: RunKey) => KeptRun | undefined;
  readonly add: (run: KeptRun) => void;
}

/**
 * Returns the store of a folder, with what is kept there; throws InputError where that is of another calibration and `force`
 * is not given. Aims, tolerances, ranges, seeds and rounds may differ: a run does not depend on them.
 */
export function openRunStore(
  { disk, version }: Surroundings,
  { scenarios }: Pick<Calibration, "scenarios">,
  { folder, force }: { readonly folder: string; readonly force: boolean },
): RunStore {
  const text = jobOf(version, scenarios);
  const jobPath = join(folder, JOB_FILE);
  const isThere = existsSync(jobPath);
  const isSame = isThere && readText(jobPath, JOB_FILE) === text;
  if (isThere && !isSame && !force) {
    const got = `"${folder}", which holds the runs of another calibration`;
    throw new InputError([{ where: "--out", got, expected: "another place, or --force to begin anew" }]);
  }
  const path = join(folder, RUNS_FILE);
  const kept = isSame && !force ? readRuns(path) : [];
  const runs = new Map(kept.map((run) => [nameOf(run), run]));
  const lines = kept.map((run) => `${JSON.stringify(run)}\n`);
  const table = writing("--out", folder, () => {
    // A line that a killed process has left half written is not taken over.
    const begun = beginTable(disk, path, lines.join(""));
    replaceFile(disk, jobPath, text);
    return begun;
  });
  return {
    get: (key) => runs.get(nameOf(key)),
    add(run) {
      runs.set(nameOf(run), run);
      table.add(`${JSON.stringify(run)}\n`);
      writing("--out", folder, () => table.write({ lasting: false }));
    },
  };
}

/** What the runs of these scenarios are made of, as it is kept beside them. */
function jobOf(version: string, scenarios: Calibration["scenarios"]): string {
  const made = scenarios.map(({ name, source, readings }) => ({ name, readings, source }));
  return formatJson({ version, kernel: kernelInUse(), scenarios: made });
}

/** Adds the runs that another folder holds; throws InputError where they are made of something else. */
export function takeRuns(
  { version }: Surroundings,
  { scenarios }: Pick<Calibration, "scenarios">,
  { from, into }: { readonly from: string; readonly into: RunStore },
): void {
  const path = join(from, JOB_FILE);
  if (!existsSync(path) || readText(path, JOB_FILE) !== jobOf(version, scenarios)) {
    const expected = "a folder with runs of the same plan, made by the same version";
    throw new InputError([{ where: "--take", got: `"${from}"`, expected }]);
  }
  for (const run of readRuns(join(from, RUNS_FILE))) if (into.get(run) === undefined) into.add(run);
}

const nameOf = ({ scenario, seed, values }: RunKey): string => JSON.stringify([scenario, seed, values]);

/** Whole lines only. */
function readRuns(path: string): KeptRun[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .slice(0, -1)
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as KeptRun];
      } catch {
        return [];
      }
    });
}

/** Writes the answer and the table of all points. */
export function writeResult(
  { disk, version }: Surroundings,
  folder: string,
  found: {
    readonly calibration: Calibration;
    readonly calibrated: Calibrated;
    readonly result: CalibrationResult;
  },
): void {
  writing("--out", folder, () => {
    replaceFile(disk, join(folder, RESULT_FILE), formatJson({ version, ...found.result }));
    replaceFile(disk, join(folder, TABLE_FILE), formatPoints(found.calibration, found.calibrated));
  });
}

/** Returns the points in the order in which they were asked for: values, and mean and standard error of each target. */
function formatPoints({ parameters, targets }: Calibration, { points, model }: Calibrated): string {
  const columns: Column<EvaluatedPoint>[] = [
    { label: "best", kind: "switch", value: (own) => own === model.centre },
    ...parameters.map(
      (parameter, i): Column<EvaluatedPoint> => ({
        label: `${parameter.path}${parameter.unit && ` (${parameter.unit})`}`,
        kind: "real",
        value: ({ point }) => valueAt(parameter, point[i]!),
      }),
    ),
    ...targets.flatMap(({ name }, t): Column<EvaluatedPoint>[] => [
      { label: name, kind: "real", value: ({ ensemble }) => finite(spreadsOf(ensemble)[t]!.mean) },
      {
        ...{ label: `${name}: standard error`, kind: "real" },
        value: ({ ensemble }) => spreadsOf(ensemble)[t]!.standardError,
      },
    ]),
  ];
  return formatTable(columns, points);
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
