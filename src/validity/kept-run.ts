/** What of a run is kept: plain data from which every number of the report is read. */
import type { CycleSummary, EventKind, LithiumLedger, RunStatus } from "../../sim-core/index.ts";
import type { MemberEnded } from "../library/members.ts";
import { type EndReadings, readEnd } from "./end-readings.ts";

export interface KeptRun {
  readonly ensemble: string;
  readonly seed: number;
  readonly status: RunStatus["kind"];
  readonly message: string;
  readonly cycles: readonly CycleSummary[];
  /** First occurrences. */
  readonly events: readonly { readonly kind: EventKind; readonly cycle: number }[];
  readonly ledger: LithiumLedger;
  readonly end: EndReadings;
}

/** Returns what is kept of a run that has ended; numbers that are not finite become null. */
export function keepRun(ensemble: string, seed: number, ended: MemberEnded): KeptRun {
  const { status, cycles, events, ledger } = ended;
  return {
    ...{ ensemble, seed, status: status.kind, message: status.message, cycles, ledger },
    events: events.map(({ kind, cycle }) => ({ kind, cycle })),
    end: readEnd(ended),
  };
}
