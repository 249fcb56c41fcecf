/**
 * Changes of live parameters in the course of a run, as the page keeps them: in display units, short lines such as
 * "7200s:cell.cRate=1" in the address, for the workers and on the command line.
 */
import type { ParameterValues } from "../engine/messages.ts";

export interface ParameterEvent {
  readonly time: number /* s */;
  readonly path: string;
  readonly value: number | boolean | string;
}

/** s: a thousand years. */
const LATEST = 3.2e10;
const SECONDS: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600, d: 86400 };
const FORM = /^\s*(\d+(?:\.\d+)?)\s*(s|min|h|d)\s*:\s*([\w.]+)\s*=\s*(\S.*?)\s*$/;

/** Returns the line of an event; the same event comes out of it again. */
export function writeParameterEvent({ time, path, value }: ParameterEvent): string {
  return `${time}s:${path}=${value}`;
}

/**
 * Returns the event of a line, such as "2 h: cell.cRate = 1"; undefined where it is none. `readValue` reads the value of
 * a live parameter, undefined where it cannot be.
 */
export function readParameterEvent(
  text: string,
  readValue: (path: string, text: string) => number | boolean | string | undefined,
): ParameterEvent | undefined {
  const [, amount, unit, path, written] = FORM.exec(text) ?? [];
  if (amount === undefined || unit === undefined || path === undefined || written === undefined)
    return undefined;
  const time = Number(amount) * SECONDS[unit]!;
  const value = readValue(path, written);
  return value === undefined || time > LATEST ? undefined : { time, path, value };
}

/** Returns `events` with one more in its place, and without those of its path from its time until `until` (s). */
export function addParameterEvent(
  events: readonly ParameterEvent[],
  added: ParameterEvent,
  until = added.time,
): readonly ParameterEvent[] {
  const others = events.filter(({ time, path }) => path !== added.path || time < added.time || time > until);
  const later = others.findIndex(({ time }) => time > added.time);
  return others.toSpliced(later < 0 ? others.length : later, 0, added);
}

/** Returns what `events` have set, the last of a path winning. */
export function valuesOfEvents(events: readonly ParameterEvent[]): ParameterValues {
  return Object.fromEntries(events.map(({ path, value }) => [path, value]));
}
