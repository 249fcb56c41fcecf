/** What a sweep gives: a row for each run, and the sensitivities that its design tells. */
import { keyOf } from "../calibration/observe.ts";
import { valueAt } from "../calibration/parameter-space.ts";
import type { Column } from "../io/csv.ts";
import type { SweepPlan } from "./plan.ts";
import { elementaryEffects, tellsSensitivity, varianceShares } from "./sensitivity.ts";

/** One run. */
export interface SweepRow {
  /** From 0, in the order of the plan. */
  readonly point: number;
  readonly seed: number;
  /** Coordinates. */
  readonly at: readonly number[];
  /** How the run has ended; empty where it is not there. */
  readonly ended: string;
  /** By name of a reading; null where the run does not tell. */
  readonly readings: Readonly<Record<string, number | null>>;
}

/** How much one parameter does to one quantity, over the means of the seeds. */
export interface Sensitivity {
  readonly quantity: string;
  readonly parameter: string;
  /** By name, such as "mean size of the effect". */
  readonly indices: Readonly<Record<string, number>>;
}

/** Returns the columns of the table: parameters in their units, seed, how it ended, quantities. */
export function columnsOf({ parameters, readings }: SweepPlan): Column<SweepRow>[] {
  return [
    { label: "point", kind: "whole", value: ({ point }) => point + 1 },
    ...parameters.map(
      (parameter, i): Column<SweepRow> => ({
        label: `${parameter.path}${parameter.unit && ` (${parameter.unit})`}`,
        kind: "real",
        value: ({ at }) => valueAt(parameter, at[i] as number),
      }),
    ),
    { label: "seed", kind: "whole", value: ({ seed }) => seed },
    { label: "ended", kind: "text", value: ({ ended }) => ended },
    ...readings.map(
      (reading): Column<SweepRow> => ({
        label: keyOf(reading),
        kind: "real",
        value: ({ readings: own }) => own[keyOf(reading)] ?? null,
      }),
    ),
  ];
}

/** Returns the sensitivities; none where the design tells none. */
export function sensitivitiesOf(plan: SweepPlan, rows: readonly SweepRow[]): Sensitivity[] {
  const { design, parameters, points, readings } = plan;
  if (!tellsSensitivity(design)) return [];
  const paths = parameters.map(({ path }) => path);
  return readings.flatMap((reading) => {
    const quantity = keyOf(reading);
    const means = meansOf(rows, points.length, quantity);
    const indices =
      design.kind === "morris"
        ? elementaryEffects(points, means, paths.length).map(({ mean, meanSize, spread, count }) => ({
            "mean effect": mean,
            "mean size of the effect": meanSize,
            "spread of the effect": spread,
            trajectories: count,
          }))
        : varianceShares(means, paths.length).map(({ alone, total, count }) => ({
            "share of the variance alone": alone,
            "share of the variance in all": total,
            "base points": count,
          }));
    return paths.map((parameter, i) => ({ quantity, parameter, indices: indices[i] ?? {} }));
  });
}

/** By point, over the seeds that tell. */
function meansOf(rows: readonly SweepRow[], count: number, quantity: string): number[] {
  const values: number[][] = Array.from({ length: count }, () => []);
  for (const { point, readings } of rows) {
    const value = readings[quantity];
    if (typeof value === "number") values[point]?.push(value);
  }
  return values.map((own) => own.reduce((sum, value) => sum + value, 0) / own.length);
}
