/** Ensembles of a calibration: seeds times scenarios of all points of a round over workers at once, each run once ever. */
import type { Evaluate } from "../calibration/calibrate.ts";
import type { Calibration, EnsembleScenario, Reading } from "../calibration/calibration.ts";
import { composeEnsemble, keyOf, observe } from "../calibration/observe.ts";
import { valueAt } from "../calibration/parameter-space.ts";
import type { MemberResult } from "../library/members.ts";
import { runMany } from "../library/run-many.ts";
import type { KeptRun, RunKey, RunStore } from "./calibrate-files.ts";
import { hasPassed } from "./run-pace.ts";
import type { Surroundings } from "./surroundings.ts";

/** A run broke down, which is no answer: the same calibration goes on when it is begun again. */
export class EnsembleBroken extends Error {}

/** s between two lines. */
const QUIET_SECONDS = 30;

/** Where runs are kept, and how they are computed. */
export interface EnsembleOptions {
  readonly store: RunStore;
  readonly workers: number | undefined;
  readonly signal: AbortSignal;
}

/** Returns what computes ensembles; what is in the store is not computed again. */
export function createEnsembles(
  surroundings: Surroundings,
  calibration: Calibration,
  options: EnsembleOptions,
): Evaluate {
  const { seeds, scenarios, targets } = calibration;
  return async (points) => {
    const valuesOf = (scenario: EnsembleScenario, point: readonly number[]) =>
      valuesIn(calibration, scenario, point);
    const wanted = points.flatMap((point) =>
      seeds.flatMap((seed) =>
        scenarios.map((scenario) => ({
          scenario,
          key: { scenario: scenario.name, seed, values: valuesOf(scenario, point) },
        })),
      ),
    );
    await computeMissing(surroundings, calibration.name, { wanted, options });
    return points.map((point) =>
      composeEnsemble(targets, seeds, (reading, seed) => {
        const scenario = scenarios.find(({ name }) => name === reading.scenario);
        const kept =
          scenario && options.store.get({ scenario: scenario.name, seed, values: valuesOf(scenario, point) });
        return kept?.readings[keyOf(reading)] ?? Number.NaN;
      }),
    );
  };
}

/** Values at a point of those parameters that are set in a scenario. */
function valuesIn(
  { parameters }: Calibration,
  { name }: EnsembleScenario,
  point: readonly number[],
): Readonly<Record<string, number>> {
  const own = parameters.flatMap((parameter, i) =>
    parameter.scenarios.includes(name) ? [[parameter.path, valueAt(parameter, point[i]!)] as const] : [],
  );
  return Object.fromEntries(own);
}

/** A run of the ensemble. */
export interface Wanted {
  readonly scenario: EnsembleScenario;
  readonly key: RunKey;
}

/** Computes those of the wanted runs that are not in the store, each once; throws EnsembleBroken where one breaks down. */
export async function computeMissing(
  surroundings: Surroundings,
  name: string,
  { wanted, options }: { readonly wanted: readonly Wanted[]; readonly options: EnsembleOptions },
): Promise<void> {
  const { store, workers, signal } = options;
  const asked = new Set<string>();
  const missing = wanted.filter(({ key }) => {
    const text = JSON.stringify(key);
    const isNew = store.get(key) === undefined && !asked.has(text);
    asked.add(text);
    return isNew;
  });
  const requests = missing.map(({ scenario, key }) => ({
    source: scenario.source,
    overrides: { ...key.values, seed: key.seed },
  }));
  const { told, ended } = createTeller(surroundings, name, requests.length);
  for await (const result of runMany(requests, { workers, signal, onProgress: told })) {
    const { scenario, key } = missing[result.member]!;
    store.add(keepRun(result, key, scenario.readings));
    ended();
  }
}

function keepRun(result: MemberResult, key: RunKey, readings: readonly Reading[]): KeptRun {
  if (!result.ok && result.problems.length === 0)
    throw new EnsembleBroken(`${key.scenario}, seed ${key.seed}: ${result.message}`);
  const read = (reading: Reading): number | null => {
    const value = result.ok ? observe(reading, result) : Number.NaN;
    return Number.isFinite(value) ? value : null;
  };
  const ended = result.ok ? result.status.kind : "refused";
  return { ...key, ended, readings: Object.fromEntries(readings.map((own) => [keyOf(own), read(own)])) };
}

/** Tells of runs that have ended, now and then, and of the last one. */
function createTeller({ tell, clock }: Surroundings, name: string, total: number) {
  let last = clock();
  let cycles = 0;
  let runs = 0;
  return {
    told: (): void => {
      cycles++;
    },
    ended: (): void => {
      runs++;
      if (runs < total && !hasPassed(last, clock(), QUIET_SECONDS)) return;
      last = clock();
      tell(`${name}: ${runs} of ${total} runs of this round, ${cycles} cycles`);
    },
  };
}
