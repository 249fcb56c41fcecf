/** A forecast as one record: bands of the cycles to come, when the cell falls to a level, and how many members short. */

import { capacityError, type TwinState } from "./follow.ts";
import {
  type Band,
  bandOf,
  crossingOf,
  extrapolate,
  type KnownMembers,
  persist,
  sampleCapacity,
  shareOf,
} from "./forecast.ts";
import type { TwinPlan } from "./plan.ts";

export interface OutlookCycle {
  readonly cycle: number;
  /** mAh/cm2 */
  readonly capacity: Band;
  /** Over the first cycle. */
  readonly retention: Band;
  /** Simpler guesses of the retention: it stays, or goes on along a straight line. */
  readonly persistence: number;
  readonly line: number;
}

export interface Outlook {
  /** The last cycle that was measured. */
  readonly after: number;
  readonly ahead: number;
  readonly level: number;
  readonly cycles: readonly OutlookCycle[];
  /** Cycle at which retention falls to the level; null where that lies beyond the forecast. */
  readonly falls: Readonly<Record<keyof Band, number | null>>;
  /** Members that short in the cycles ahead; null where the scenario knows no short circuits. */
  readonly short: {
    readonly count: number;
    readonly members: number;
    readonly share: number;
    readonly low: number;
    readonly high: number;
  } | null;
  readonly members: number;
  /** False where the twin's last cycles were not explained by the model. */
  readonly explained: boolean;
}

/** Returns samples of the capacity [sample][cycle], up to `ahead` cycles after the last measured one. */
export function sampleAhead(
  plan: TwinPlan,
  state: TwinState,
  known: KnownMembers,
  ahead: number,
): number[][] {
  const measured = { capacity: state.observed.map((own) => own.capacity), noise: capacityError(plan) };
  const cycles = state.observed.length + ahead;
  return sampleCapacity(known, measured, { cycles, seed: state.observed.length });
}

/** Returns the record of a forecast of these samples. */
export function composeOutlook(
  plan: TwinPlan,
  state: TwinState,
  {
    known,
    samples,
    level,
  }: {
    readonly known: KnownMembers;
    readonly samples: readonly (readonly number[])[];
    readonly level: number;
  },
): Outlook {
  const after = state.observed.length;
  const ahead = samples[0]!.length - after;
  const capacity = state.observed.map((own) => own.capacity);
  const paths = samples.map((row) => row.map((own) => own / row[0]!));
  const first = bandOf(samples.map((row) => row[0]!)).p50;
  const falls = bandOf(paths.map((path) => crossingOf(path, level)));
  const shorting = known.records.filter(
    ({ shortCycle }) => shortCycle !== null && shortCycle <= after + ahead,
  );
  const { level: kind, shortCircuit } = plan.scenario.intergranular;
  return {
    ...{ after, ahead, level, members: known.records.length },
    cycles: Array.from({ length: ahead }, (_, k) => ({
      cycle: after + k + 1,
      capacity: bandOf(samples.map((row) => row[after + k]!)),
      retention: bandOf(paths.map((row) => row[after + k]!)),
      persistence: persist(capacity) / first,
      line: extrapolate(capacity, k + 1) / first,
    })),
    falls: Object.fromEntries(
      Object.entries(falls).map(([bound, own]) => [bound, Number.isFinite(own) ? own : null]),
    ) as Outlook["falls"],
    short:
      kind === "none" || !shortCircuit
        ? null
        : {
            ...{ count: shorting.length, members: known.records.length },
            ...shareOf(shorting.length, known.records.length),
          },
    explained: state.cycles.at(-1)?.explained ?? true,
  };
}
