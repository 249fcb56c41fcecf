/**
 * What is counted of charge and energy: over a protocol step, over a cycle, over the run. A cycle is one pass over the
 * steps of a block or of its check. Retention: discharge capacity over that of the reference cycle. Coulombic efficiency:
 * discharge capacity over the charge that was put in between the last discharge of an earlier cycle and the last one of
 * this cycle, so that it holds whatever a cycle begins with. Each is undefined where there is nothing to compare with.
 */

import type { CycleTally, Throughput } from "../../cell/tallies.ts";
import { FIRST_TALLY } from "../../mechanisms/initial-state.ts";

/** What one time step has moved: net charge in C/m2 and net energy in J/m2, positive when put in. */
export interface Moved {
  readonly charge: number;
  readonly energy: number;
}

/** Returns the record with what was moved counted in its direction. */
export function addMoved<T extends Throughput>(sums: T, { charge, energy }: Moved): T {
  if (charge > 0) {
    return { ...sums, charged: sums.charged + charge, chargedEnergy: sums.chargedEnergy + energy };
  }
  if (charge < 0) {
    const dischargedEnergy = sums.dischargedEnergy - energy;
    return { ...sums, discharged: sums.discharged - charge, dischargedEnergy };
  }
  return sums;
}

/** Counts a time step, at held voltage or not, with the coefficient of variation of its plating. */
export function addToTally(
  tally: CycleTally,
  moved: Moved,
  { held, unevenness }: { readonly held: boolean; readonly unevenness: number },
): CycleTally {
  const { charge } = moved;
  if (charge === 0) return tally;
  const sums = addMoved(tally, moved);
  if (charge < 0) return { ...sums, direction: -1, paired: tally.putIn };
  return {
    ...sums,
    direction: 1,
    putIn: tally.putIn + charge,
    held: tally.held + (held ? charge : 0),
    unevenness: tally.unevenness + unevenness * charge,
  };
}

/** Discharge capacity over that of the reference cycle, undefined before it; `isReference`: of this very cycle. */
export function retentionOf(tally: CycleTally, isReference: boolean): number | undefined {
  const reference = isReference ? tally.discharged : tally.reference;
  return reference > 0 ? tally.discharged / reference : undefined;
}

export function efficiencyOf({ discharged, paired }: CycleTally): number | undefined {
  return discharged > 0 && paired > 0 ? discharged / paired : undefined;
}

/** Whether a cycle is the reference: the one that was named, or with 0 the first that has an efficiency. */
export function isReferenceCycle(tally: CycleTally, cycle: number, referenceCycle: number): boolean {
  if (referenceCycle > 0) return cycle === referenceCycle;
  return tally.reference === 0 && efficiencyOf(tally) !== undefined;
}

/** Sums of the cycle after one that ends at `time`; what was charged and not yet given back goes over. */
export function nextTally(tally: CycleTally, time: number, isReference: boolean): CycleTally {
  return {
    ...FIRST_TALLY,
    startTime: time,
    putIn: tally.putIn - tally.paired,
    reference: isReference ? tally.discharged : tally.reference,
  };
}
