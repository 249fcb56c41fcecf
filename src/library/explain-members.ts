/** The runs behind an explanation: a coalition of causes as a scenario for `runMany`, and what of its result is kept. */
import { describeScenario, isParameterEvent, type Scenario } from "../../sim-core/index.ts";
import { CAUSES, type CauseKey, settingsWithout } from "../attribution/causes.ts";
import { AT_REST, slowProtocol, type Window } from "../attribution/slow-cycle.ts";
import type { MemberEnded, MemberRequest } from "./members.ts";

/** What of a run an explanation needs; plain data, to be kept. */
export interface ExplainMember {
  /** "completed", or what ended the run early. */
  readonly status: string;
  /** How it ended, in words. */
  readonly message: string;
  /** First cycle that has a retention, from 1; null where none has. */
  readonly reference: number | null;
  /** Discharge capacity of every cycle that came to its end, mAh/cm2. */
  readonly capacities: readonly number[];
  /** That of the slow cycle after them; null where none was made. */
  readonly slow: number | null;
  /** Causes that have left a trace. */
  readonly acted: readonly CauseKey[];
}

/** A run that is needed: a coalition, bit k for cause k of `CAUSES`, for so many cycles. */
export interface Order {
  readonly coalition: number;
  readonly cycles: number;
}

/** Returns the causes of a coalition, in their order. */
export function keysOf(coalition: number): CauseKey[] {
  return CAUSES.filter((_, k) => (coalition >> k) & 1).map(({ key }) => key);
}

/** Returns the name of a run, which may be that of a file: "contactLoss+voids, 70 cycles". */
export function nameOf({ coalition, cycles }: Order): string {
  return `${keysOf(coalition).join("+") || "none"}, ${cycles} cycles`;
}

/** Returns the run of an order: `scenario` without the causes among `players` that are not in the coalition. */
export function requestOf(
  scenario: Scenario,
  { coalition, cycles }: Order,
  wishes: {
    readonly players: readonly number[];
    readonly slow: { readonly rate: number; readonly window: Window } | undefined;
  },
): MemberRequest {
  const absent = wishes.players.filter((player) => ((coalition >> player) & 1) === 0);
  const overrides = settingsWithout(
    scenario,
    CAUSES.filter((_, k) => absent.includes(k)),
  );
  // Nothing but its end ends it, and no event brings back what is taken away; a hand takes in all of them what it took in one.
  const protocol = { ...scenario.protocol, end: [] };
  const events = scenario.events.filter((event) => !isParameterEvent(event) || !(event.path in overrides));
  const request = { source: describeScenario({ ...scenario, protocol, events }), overrides, cycles };
  if (wishes.slow === undefined) return request;
  const { rate, window } = wishes.slow;
  return { ...request, sequel: { protocol: slowProtocol(rate, window), overrides: AT_REST } };
}

/** Returns what is kept of a result. */
export function keepMember({ status, cycles, events, sequel }: MemberEnded): ExplainMember {
  // The cycle in which a cell shorts gives nothing that anyone could use.
  const whole = status.kind === "shorted" ? cycles.slice(0, -1) : cycles;
  const shown = { cycles, events };
  return {
    status: status.kind,
    message: status.kind === "running" ? "" : status.message,
    reference: cycles.find(({ retention }) => retention !== null)?.cycle ?? null,
    capacities: whole.map(({ dischargeCapacity_mAh_cm2: capacity }) => capacity),
    slow: sequel?.cycles[0]?.dischargeCapacity_mAh_cm2 ?? null,
    acted: CAUSES.filter(({ acted }) => acted?.(shown) ?? true).map(({ key }) => key),
  };
}
