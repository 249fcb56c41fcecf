/**
 * Changes of live parameters in the course of a run, as the page keeps them: in display units, short lines such as
 * "7200s:cell.cRate=1" in the address, for the workers and on the command line.
 */
import { parseBump, parseContacts, parsePatch } from "../../../sim-core/index.ts";
import type { ParameterValues } from "../engine/messages.ts";
import { type HandEvent, isHandEvent, writeHandEvent } from "./hand-events.ts";

/** What the page may do to cells on the way. */
export type PageEvent = ParameterEvent | HandEvent;

export interface ParameterEvent {
  readonly time: number /* s */;
  readonly path: string;
  readonly value: number | boolean | string;
}

/** s: a thousand years. */
const LATEST = 3.2e10;
const SECONDS: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600, d: 86400 };
const DATED = /^\s*(\d+(?:\.\d+)?)\s*(s|min|h|d)\s*:\s*(\S.*?)\s*$/;
const SET = /^([\w.]+)\s*=\s*(\S.*)$/;

/** Returns the line of an event; the same event comes out of it again. */
export function writePageEvent(event: PageEvent): string {
  if (isHandEvent(event)) return writeHandEvent(event);
  const { time, path, value } = event;
  return `${time}s:${path}=${value}`;
}

/**
 * Returns the event of a line, such as "2 h: cell.cRate = 1"; undefined where it is none. `readValue` reads the value of
 * a live parameter, undefined where it cannot be; `cell` is the one that the line is about, both where undefined.
 */
export function readPageEvent(
  text: string,
  readValue: (path: string, text: string) => number | boolean | string | undefined,
  cell?: 0 | 1,
): PageEvent | undefined {
  const [, amount, unit, rest] = DATED.exec(text) ?? [];
  if (amount === undefined || unit === undefined || rest === undefined) return undefined;
  const time = Number(amount) * SECONDS[unit]!;
  if (time > LATEST) return undefined;
  const handling = parseContacts(rest) ?? parsePatch(rest) ?? parseBump(rest);
  if (handling !== undefined) return { time, ...handling, cell };
  const [, path, written] = SET.exec(rest) ?? [];
  // What is set is set in both cells.
  if (path === undefined || written === undefined || cell !== undefined) return undefined;
  const value = readValue(path, written);
  return value === undefined ? undefined : { time, path, value };
}

/** Returns `events` with one more in its place, and without those of its path from its time until `until` (s). */
export function addParameterEvent(
  events: readonly PageEvent[],
  added: ParameterEvent,
  until = added.time,
): readonly PageEvent[] {
  const others = events.filter(
    (event) =>
      isHandEvent(event) || event.path !== added.path || event.time < added.time || event.time > until,
  );
  const later = others.findIndex(({ time }) => time > added.time);
  return others.toSpliced(later < 0 ? others.length : later, 0, added);
}

/** Returns what `events` have set, the last of a path winning. */
export function valuesOfEvents(events: readonly PageEvent[]): ParameterValues {
  return Object.fromEntries(
    events.flatMap((event) => (isHandEvent(event) ? [] : [[event.path, event.value]])),
  );
}
