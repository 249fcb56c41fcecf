/** The files of a calibration: what it found, every point as a table, and what each run gave. */
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
import { replaceFile, writing } from "./files.ts";
import { isOfJob, openRunLines, readRunLines } from "./kept-runs.ts";
import type { Surroundings } from "./surroundings.ts";

export const RESULT_FILE = "calibration.json";
export const TABLE_FILE = "calibration.csv";

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
  surroundings: Surroundings,
  { scenarios }: Pick<Calibration, "scenarios">,
  { folder, force }: { readonly folder: string; readonly force: boolean },
): RunStore {
  const lines = openRunLines<KeptRun>(surroundings, {
    ...{ folder, force, job: jobOf(surroundings.version, scenarios) },
    ...{ others: "the runs of another calibration", renews: true },
  });
  const runs = new Map(lines.kept.map((run) => [nameOf(run), run]));
  return {
    get: (key) => runs.get(nameOf(key)),
    add(run) {
      runs.set(nameOf(run), run);
      lines.add(run);
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
  if (!isOfJob(from, jobOf(version, scenarios))) {
    const expected = "a folder with runs of the same plan, made by the same version";
    throw new InputError([{ where: "--take", got: `"${from}"`, expected }]);
  }
  for (const run of readRunLines<KeptRun>(from)) if (into.get(run) === undefined) into.add(run);
}

const nameOf = ({ scenario, seed, values }: RunKey): string => JSON.stringify([scenario, seed, values]);

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
