/** What one run tells of the targets. */
import type { CycleSummary, RunStatus } from "../../sim-core/index.ts";
import { cycleColumns } from "../io/cycle-table.ts";
import type { Ensemble, Reading, Target } from "./calibration.ts";

/** What is read of a run that has ended. */
export interface EndedRun {
  readonly status: Pick<RunStatus, "kind">;
  readonly cycles: readonly CycleSummary[];
}

/** The cycle in which a cell has shorted; one more than there were, where it has not. */
export const SHORT_CYCLE = "shortCycle";
/** What can be read: columns of the table of cycles that hold real numbers, and the cycle of a short circuit. */
export const QUANTITIES: readonly string[] = [
  ...cycleColumns.filter(({ kind }) => kind === "real").map(({ label }) => label),
  SHORT_CYCLE,
];
/** Nothing of them is left in a cell that has shorted or is worn out. */
const GONE: ReadonlySet<string> = new Set([
  ...["retention", "chargeCapacity_mAh_cm2", "dischargeCapacity_mAh_cm2"],
  ...["chargeEnergy_mWh_cm2", "dischargeEnergy_mWh_cm2"],
]);
const DEAD: ReadonlySet<RunStatus["kind"]> = new Set(["shorted", "worn-out", "empty"]);

/** Returns the unit of a quantity, as in its name; empty for a plain number. */
export function unitOf(quantity: string): string {
  if (quantity === SHORT_CYCLE) return "cycles";
  const [, ...unit] = quantity.split("_");
  return unit.join(" ").replace("mAh cm2", "mAh/cm2").replace("mWh cm2", "mWh/cm2").replace(" m2", "/m2");
}

/**
 * Returns the number of a reading; NaN where the run does not tell. After a short circuit, or where nothing more goes in or
 * out, capacities are 0 and all else is as it was at the end of the last cycle.
 */
export function observe({ quantity, cycle }: Reading, { status, cycles }: EndedRun): number {
  if (quantity === SHORT_CYCLE) {
    const shorted = cycles.find((own) => own.shorted)?.cycle;
    if (status.kind === "failed") return shorted ?? Number.NaN;
    return shorted ?? cycles.length + 1;
  }
  const own = cycles.find((one) => one.cycle === cycle);
  const isDead = own === undefined && DEAD.has(status.kind);
  if (isDead && GONE.has(quantity)) return 0;
  const told = (own ?? (isDead ? cycles.at(-1) : undefined)) as Record<string, unknown> | undefined;
  const value = told?.[quantity];
  return typeof value === "number" ? value : Number.NaN;
}

/** Returns a name for a reading under which a run's numbers are kept. */
export function keyOf({ quantity, cycle }: Reading): string {
  return cycle === 0 ? quantity : `${quantity}@${cycle}`;
}

/** Returns the observables of the targets, [seed][target]; `read` gives the number of a reading for a seed. */
export function composeEnsemble(
  targets: readonly Target[],
  seeds: readonly number[],
  read: (reading: Reading, seed: number) => number,
): Ensemble {
  return seeds.map((seed) =>
    targets.map(({ terms }) =>
      terms.reduce((sum, { factor, reading }) => sum + factor * read(reading, seed), 0),
    ),
  );
}
