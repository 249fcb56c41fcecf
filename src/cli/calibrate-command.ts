/** `calibrate`: parameters from targets, on an ensemble; its runs are kept, so that what was interrupted goes on. */
import { dirname, resolve } from "node:path";
import { type Calibrated, calibrate, NothingTold, type Round } from "../calibration/calibrate.ts";
import type { Calibration } from "../calibration/calibration.ts";
import { composeResult } from "../calibration/compose-result.ts";
import { describeResult } from "../calibration/describe-result.ts";
import { valueAt } from "../calibration/parameter-space.ts";
import { readCalibration } from "../calibration/read-calibration.ts";
import type { Written } from "../calibration/written-fields.ts";
import { createEnsembles, EnsembleBroken } from "./calibrate-ensembles.ts";
import { openRunStore, RESULT_FILE, TABLE_FILE, writeResult } from "./calibrate-files.ts";
import { readJson } from "./files.ts";
import { workInFolder } from "./kept-work.ts";
import { loadScenario } from "./scenario-files.ts";
import { EXIT_DONE, EXIT_STOPPED, type Surroundings } from "./surroundings.ts";

/** What is laid on top of a file of targets; what is undefined stays as the file says. */
export type CalibrationWishes = Readonly<
  Partial<Record<"seeds" | "rounds" | "mesh" | "model" | "jump", string | number>>
>;

export interface CalibrationJob {
  readonly out: string | undefined;
  readonly force: boolean;
  readonly workers: number | undefined;
}

/** Returns what a file of targets says; throws InputError with all that is wrong with it. */
export function loadCalibration(
  surroundings: Surroundings,
  path: string,
  wishes: CalibrationWishes,
): Calibration {
  const file = resolve(surroundings.folder, path);
  const written = readJson(file, "targets");
  // Scenarios are named from where the file is.
  const beside = { ...surroundings, folder: dirname(file) };
  const isRecord = typeof written === "object" && written !== null && !Array.isArray(written);
  const wished = Object.fromEntries(Object.entries(wishes).filter(([, value]) => value !== undefined));
  return readCalibration(isRecord ? { ...(written as Written), ...wished } : written, (wanted, own) =>
    loadScenario(beside, wanted, own),
  );
}

/** Calibrates, writes and prints the answer and returns the exit status. */
export async function runCalibration(
  surroundings: Surroundings,
  calibration: Calibration,
  { out, force, workers }: CalibrationJob,
): Promise<number> {
  const { tell } = surroundings;
  const folder = resolve(surroundings.folder, out ?? `runs/${calibration.name}-calibration`);
  for (const warning of calibration.warnings) tell(`warning: ${warning}`);
  return workInFolder(surroundings, folder, async ({ place, signal }) => {
    try {
      const store = openRunStore(surroundings, calibration, { folder, force });
      const evaluate = createEnsembles(surroundings, calibration, { store, workers, signal });
      const onRound = (round: Round): void => tell(describeRound(calibration, round));
      const calibrated = await calibrate(calibration, evaluate, { rounds: calibration.rounds, onRound });
      return finish(surroundings, calibration, { calibrated, folder, place });
    } catch (error) {
      if (signal.aborted || !(error instanceof NothingTold || error instanceof EnsembleBroken)) throw error;
      tell(`not calibrated: ${error.message}`);
      return EXIT_STOPPED;
    }
  });
}

function finish(
  surroundings: Surroundings,
  calibration: Calibration,
  {
    calibrated,
    folder,
    place,
  }: { readonly calibrated: Calibrated; readonly folder: string; readonly place: string },
): number {
  const result = composeResult(calibration, calibrated);
  writeResult(surroundings, folder, { calibration, calibrated, result });
  for (const line of describeResult(result)) surroundings.print(line);
  surroundings.print(
    `(${RESULT_FILE} with settings ready for use, ${TABLE_FILE} with every point, in ${place})`,
  );
  return result.converged ? EXIT_DONE : EXIT_STOPPED;
}

function describeRound({ name, parameters }: Calibration, { number, best, cost, step }: Round): string {
  const values = parameters.map(
    (parameter, i) =>
      `${parameter.path} ${valueAt(parameter, best.point[i]!)}${parameter.unit && ` ${parameter.unit}`}`,
  );
  return `${name}: round ${number}, best ${values.join(", ")}: cost ${cost.toPrecision(3)}, next step ${step.toPrecision(2)} of what is uncertain`;
}
