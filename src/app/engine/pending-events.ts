/**
 * Changes that a running cell has been told of and has yet to come to. They are handed to the run when it
 * stands at their time and is about to go on, so that one may still be replaced while it stands.
 */
import { isParameterEvent, type Run, type ScenarioEvent, writeEvent } from "../../../sim-core/index.ts";

/** The run has passed the time of an event that it does not know, or has had one that is not among those it is to have. */
export class LateEvent extends Error {}

export interface PendingEvents {
  /** s; infinite where nothing is to come. */
  readonly nextTime: number;
  /** Those that are still to come, oldest first. */
  readonly coming: readonly ScenarioEvent[];
  /**
   * Makes `events`, oldest first, what the run is to have in all; throws LateEvent where it cannot be that run any more, and
   * InputError for what its cell cannot take.
   */
  replace(run: Run, events: readonly ScenarioEvent[]): void;
  /** Hands over what is dated now. */
  actDue(run: Run): void;
}

export function createPendingEvents(): PendingEvents {
  let pending: readonly ScenarioEvent[] = [];
  return {
    get nextTime() {
      return pending[0]?.time ?? Number.POSITIVE_INFINITY;
    },
    get coming() {
      return pending;
    },
    replace(run, events) {
      const wanted = events.map(eventKey);
      const known = new Set(run.origin.events.map(eventKey));
      const surplus = [...known].find((key) => !wanted.includes(key));
      const unknown = events.filter((_, k) => !known.has(wanted[k]!));
      const passed = unknown.find(({ time }) => time < run.time);
      if (surplus !== undefined) throw new LateEvent(`the cell has already had the change ${surplus}`);
      if (passed !== undefined) throw new LateEvent(`the cell is already beyond ${passed.time} s`);
      run.check(unknown);
      pending = unknown;
    },
    actDue(run) {
      const due = pending.filter(({ time }) => time <= run.time);
      pending = pending.slice(due.length);
      for (const { time: _, ...change } of due) run.change(change, true);
    },
  };
}

/** Returns what tells one change from another. */
export function eventKey(event: ScenarioEvent): string {
  if (!isParameterEvent(event)) return writeEvent(event);
  const { time, path, value } = event;
  return `${time} s: ${path} = ${typeof value === "object" ? value.text : value}`;
}
