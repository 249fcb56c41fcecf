/** `analyse`: reads the tables of a finished run and writes what pulses and curves in them tell. */
import { join, resolve } from "node:path";
import {
  differentiateCapacity,
  InputError,
  parseScenario,
  type Reading,
  type Scenario,
  titrateCell,
} from "../../sim-core/index.ts";
import { formatDifferentialCapacity, formatTitration } from "../io/instrument-tables.ts";
import { parseTimeSeries } from "../io/time-series.ts";
import { problemsOfTarget, readJson, readText, replaceFile, writing } from "./files.ts";
import type { OptionReader } from "./options.ts";
import { SCENARIO_FILE, SERIES_FILE } from "./run-folder.ts";
import { EXIT_DONE, type Surroundings } from "./surroundings.ts";

const TITRATION_FILE = "titration.csv";
const CAPACITY_FILE = "differential-capacity.csv";

export interface AnalysisJob {
  readonly scenario: Scenario;
  readonly readings: readonly Reading[];
  readonly folder: string;
  readonly force: boolean;
  /** V */
  readonly interval: number | undefined;
}

/** Reads the folder of a run and looks at where the results go; leaves what is wrong in `reader`. */
export function prepareAnalysis(
  surroundings: Surroundings,
  reader: OptionReader,
  words: {
    readonly folder: string;
    readonly out: string | undefined;
    readonly force: boolean;
    readonly interval: number | undefined;
  },
): AnalysisJob | undefined {
  const source = resolve(surroundings.folder, words.folder);
  const folder = words.out === undefined ? source : resolve(surroundings.folder, words.out);
  const { force, interval } = words;
  const scenario = reader.attempt(() =>
    parseScenario(readJson(join(source, SCENARIO_FILE), SCENARIO_FILE), { load: () => undefined }),
  );
  const readings = reader.attempt(() =>
    parseTimeSeries(readText(join(source, SERIES_FILE), SERIES_FILE), SERIES_FILE),
  );
  reader.attempt(() => {
    const problems = problemsOfTarget(folder, force ? [] : [TITRATION_FILE, CAPACITY_FILE], "--out");
    if (problems.length > 0) throw new InputError(problems);
  });
  return scenario && readings && { scenario, readings, folder, force, interval };
}

/** Writes both tables and returns the exit status. */
export function runAnalysis(
  surroundings: Surroundings,
  { scenario, readings, folder, interval }: AnalysisJob,
): number {
  const pulses = titrateCell(scenario, readings);
  const curve = differentiateCapacity(readings, { interval });
  const tables = {
    [TITRATION_FILE]: formatTitration(pulses),
    [CAPACITY_FILE]: formatDifferentialCapacity(curve),
  };
  writing("--out", folder, () => {
    for (const [name, text] of Object.entries(tables))
      replaceFile(surroundings.disk, join(folder, name), text);
  });
  const steps = new Set(curve.map(({ stepCount }) => stepCount)).size;
  surroundings.print(
    `${scenario.name}: ${pulses.length} pulses in ${TITRATION_FILE}, ${steps} curves in ${CAPACITY_FILE}, in ${folder}`,
  );
  return EXIT_DONE;
}
