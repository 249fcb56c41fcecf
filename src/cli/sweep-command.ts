/** `sweep`: a scenario over ranges of its parameters; runs are kept, so that what was interrupted, or shared among machines, goes on. */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { InputError } from "../../sim-core/index.ts";
import { valueAt } from "../calibration/parameter-space.ts";
import { formatTable } from "../io/csv.ts";
import { formatJson } from "../io/json.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { readPlan } from "../sweep/read-plan.ts";
import { columnsOf, type Sensitivity, type SweepRow, sensitivitiesOf } from "../sweep/result.ts";
import { computeMissing, EnsembleBroken, type Wanted } from "./calibrate-ensembles.ts";
import { openRunStore, type RunStore, takeRuns } from "./calibrate-files.ts";
import { readJson, replaceFile, writing } from "./files.ts";
import { workInFolder } from "./kept-work.ts";
import { loadScenario } from "./scenario-files.ts";
import { EXIT_DONE, EXIT_STOPPED, type Surroundings } from "./surroundings.ts";

const TABLE_FILE = "sweep.csv";
const RESULT_FILE = "sweep.json";

/** One of so many parts of the runs; counted from 1. */
export interface Shard {
  readonly part: number;
  readonly of: number;
}

export interface SweepJob {
  readonly out: string | undefined;
  readonly force: boolean;
  readonly workers: number | undefined;
  readonly shard: Shard | undefined;
  /** Folders of other parts, whose runs are taken over. */
  readonly take: readonly string[];
}

/** Returns what a plan says; throws InputError with all that is wrong with it. */
export function loadSweep(surroundings: Surroundings, path: string): SweepPlan {
  const file = resolve(surroundings.folder, path);
  const beside = { ...surroundings, folder: dirname(file) };
  return readPlan(readJson(file, "plan"), (wanted, own) => loadScenario(beside, wanted, own));
}

/** Computes what is not kept yet, writes the tables and returns the exit status. */
export async function runSweep(surroundings: Surroundings, plan: SweepPlan, job: SweepJob): Promise<number> {
  const { tell } = surroundings;
  const folder = resolve(surroundings.folder, job.out ?? `runs/${plan.name}-sweep`);
  const others = job.take.map((name) => resolve(surroundings.folder, name));
  const absent = others.filter((other) => !existsSync(other));
  if (absent.length > 0)
    throw new InputError(
      absent.map((got) => ({ where: "--take", got: `"${got}"`, expected: "the folder of a sweep" })),
    );
  return workInFolder(surroundings, folder, async ({ place, signal }) => {
    const scenarios = [plan.scenario];
    const store = openRunStore(surroundings, { scenarios }, { folder, force: job.force });
    for (const other of others) takeRuns(surroundings, { scenarios }, { from: other, into: store });
    const wanted = wantedOf(plan);
    const own = wanted.filter((_, k) => job.shard === undefined || k % job.shard.of === job.shard.part - 1);
    try {
      await computeMissing(surroundings, plan.name, {
        wanted: own,
        options: { store, workers: job.workers, signal },
      });
    } catch (error) {
      if (signal.aborted || !(error instanceof EnsembleBroken)) throw error;
      tell(`not finished: ${error.message}`);
      return EXIT_STOPPED;
    }
    return finish(surroundings, plan, { wanted, store, folder, place });
  });
}

/** Every run of the plan, point by point. */
function wantedOf({ points, parameters, seeds, scenario }: SweepPlan): Wanted[] {
  return points.flatMap((point) =>
    seeds.map((seed) => {
      const values = Object.fromEntries(
        parameters.map((parameter, i) => [parameter.path, valueAt(parameter, point[i] as number)]),
      );
      return { scenario, key: { scenario: scenario.name, seed, values } };
    }),
  );
}

interface Finished {
  readonly wanted: readonly Wanted[];
  readonly store: RunStore;
  readonly folder: string;
  readonly place: string;
}

function finish(
  { disk, print, version }: Surroundings,
  plan: SweepPlan,
  { wanted, store, folder, place }: Finished,
): number {
  const rows = wanted.map(({ key }, k): SweepRow => {
    const point = Math.floor(k / plan.seeds.length);
    const kept = store.get(key);
    const { ended = "", readings = {} } = kept ?? {};
    return { point, seed: key.seed, at: plan.points[point] as readonly number[], ended, readings };
  });
  const there = rows.filter(({ ended }) => ended !== "");
  const isWhole = there.length === rows.length;
  const sensitivities = isWhole ? sensitivitiesOf(plan, rows) : [];
  const { name, design, seeds } = plan;
  const result = { version, name, design, seeds, runs: there.length, of: rows.length, sensitivities };
  writing("--out", folder, () => {
    replaceFile(disk, join(folder, TABLE_FILE), formatTable(columnsOf(plan), there));
    replaceFile(disk, join(folder, RESULT_FILE), formatJson(result));
  });
  for (const line of describe(sensitivities)) print(line);
  const files = `(${TABLE_FILE} and ${RESULT_FILE} in ${place})`;
  print(
    isWhole
      ? `${rows.length} runs ${files}`
      : `${there.length} of ${rows.length} runs; --take joins the others ${files}`,
  );
  return EXIT_DONE;
}

function describe(sensitivities: readonly Sensitivity[]): string[] {
  return sensitivities.map(({ quantity, parameter, indices }) => {
    const shown = Object.entries(indices).map(([name, value]) => `${name} ${Number(value.toPrecision(3))}`);
    return `${quantity}: ${parameter}: ${shown.join(", ")}`;
  });
}
