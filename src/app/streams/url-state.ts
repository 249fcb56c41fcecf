/**
 * The state as readable query keys and back. Only what differs from the default is written; what cannot be read
 * falls back to the default and becomes a sentence for the person.
 */

import type { ParameterValues } from "../engine/messages.ts";
import { layers } from "../layers/list.ts";
import {
  type AppState,
  cycleCharts,
  defaultState,
  linkChoices,
  meshes,
  type PairName,
  pairs,
  SPEED_MAXIMUM,
  SPEED_MINIMUM,
} from "./app-state.ts";
import { comparisonKeys, decodeComparison, encodeComparison } from "./comparison.ts";
import { isHandEvent } from "./hand-events.ts";
import { lookKeys } from "./look.ts";
import { type PageEvent, readPageEvent, writePageEvent } from "./parameter-events.ts";
import { decodeProtocols, encodeProtocols, protocolKeys } from "./protocol-state.ts";
import { integer, numberWithin, shorten } from "./read-values.ts";
import { decodeReading, encodeReading, readingKeys } from "./reading-state.ts";

/** The bounds of a parameter in display units; undefined `minimum` for a switch. */
export interface ParameterBounds {
  readonly kind: "number" | "switch" | "choice";
  /** Whether a running cell can take another value. */
  readonly live: boolean;
  readonly minimum: number;
  readonly maximum: number;
  readonly choices: readonly string[];
}

export interface DecodedState {
  readonly state: AppState;
  /** Simulated time to run to before anything else, s. */
  readonly time: number;
  readonly notices: readonly string[];
}

const stateKeys = [
  ...[
    "cells",
    "b",
    "seed",
    "mesh",
    "speed",
    "layer",
    "chart",
    "play",
    "particle",
    "event",
    "eventA",
    "eventB",
    "t",
  ],
  ...protocolKeys,
  ...comparisonKeys,
  ...readingKeys,
  ...lookKeys,
  // Whether the page opens with its story, which is no state.
  "story",
] as const;
/** Keys of changes, and the cell that each is about: both where undefined. */
const eventKeys: Readonly<Record<string, 0 | 1 | undefined>> = { event: undefined, eventA: 0, eventB: 1 };
/** Changes that an address may hold: browsers and servers take addresses of some thousand characters. */
const MOST_EVENTS = 1000;

/** Returns the query (without "?") of the state; `time` (s) is written when above zero. */
export function encodeState(state: AppState, time = 0): string {
  const query = new URLSearchParams();
  if (state.pair !== defaultState.pair) query.set("cells", state.pair);
  if (state.link !== defaultState.link) query.set("b", state.link);
  if (state.seed !== undefined) query.set("seed", String(state.seed));
  if (state.mesh !== undefined) query.set("mesh", state.mesh);
  for (const path of Object.keys(state.parameters).sort()) query.set(path, String(state.parameters[path]));
  encodeProtocols(state.protocols, query);
  for (const event of state.events) query.append(eventKeyOf(event), writePageEvent(event));
  if (state.layer !== defaultState.layer) query.set("layer", state.layer);
  if (state.chart !== defaultState.chart) query.set("chart", state.chart);
  if (state.speed !== defaultState.speed) query.set("speed", String(state.speed));
  encodeComparison(state, query);
  encodeReading(state, query);
  if (!state.playing) query.set("play", "0");
  if (state.selection !== undefined) query.set("particle", String(state.selection));
  if (time > 0) query.set("t", String(Number(time.toFixed(3))));
  return query
    .toString()
    .replaceAll("%3A", ":")
    .replaceAll("%2C", ",")
    .replaceAll(/(?<=[:][\w.,+-]+)%3D/g, "=");
}

function eventKeyOf(event: PageEvent): string {
  if (!isHandEvent(event) || event.cell === undefined) return "event";
  return event.cell === 0 ? "eventA" : "eventB";
}

/** Returns the state that a query (with or without "?") describes. */
export function decodeState(search: string, bounds: ReadonlyMap<string, ParameterBounds>): DecodedState {
  const query = new URLSearchParams(search);
  const notices: string[] = [];
  const read = <T>(key: string, parse: (text: string) => T | undefined, fallback: T): T => {
    const text = query.get(key);
    if (text === null) return fallback;
    const value = parse(text);
    if (value === undefined) notices.push(`"${key}=${shorten(text)}" in the address`);
    return value ?? fallback;
  };

  const state: AppState = {
    pair: read(
      "cells",
      (text) => (Object.hasOwn(pairs, text) ? (text as PairName) : undefined),
      defaultState.pair,
    ),
    link: read("b", (text) => linkChoices.find((name) => name === text), defaultState.link),
    seed: read<number | undefined>("seed", (text) => integer(text, 0, 2 ** 31 - 1), undefined),
    mesh: read("mesh", (text) => meshes.find((name) => name === text), undefined),
    speed: read<AppState["speed"]>(
      "speed",
      (text) => (text === "auto" ? text : numberWithin(text, SPEED_MINIMUM, SPEED_MAXIMUM)),
      defaultState.speed,
    ),
    layer: read("layer", (text) => layers.find(({ key }) => key === text)?.key, defaultState.layer),
    chart: read("chart", (text) => cycleCharts.find((name) => name === text), defaultState.chart),
    playing: read("play", parseSwitch, defaultState.playing),
    selection: read<number | undefined>("particle", (text) => integer(text, 0, 1e5), undefined),
    parameters: decodeParameters(query, bounds, notices),
    protocols: decodeProtocols(read),
    events: decodeEvents(query, bounds, notices),
    ...decodeComparison(query, read, (words) => notices.push(words)),
    ...decodeReading(read),
  };
  const time = read("t", (text) => numberWithin(text, 0, 1e9), 0);
  return { state, time, notices };
}

function decodeParameters(
  query: URLSearchParams,
  bounds: ReadonlyMap<string, ParameterBounds>,
  notices: string[],
): ParameterValues {
  const parameters: Record<string, number | boolean | string> = {};
  for (const [key, text] of query) {
    if ((stateKeys as readonly string[]).includes(key)) continue;
    const bound = bounds.get(key);
    const value = bound === undefined ? undefined : parseParameter(text, bound);
    if (value === undefined) notices.push(`"${shorten(key)}=${shorten(text)}" in the address`);
    else parameters[key] = value;
  }
  return parameters;
}

/** Whether a query says nothing of the state: how the page is shown, and whether with its story, is none of it. */
export function saysNothing(search: string): boolean {
  const others: readonly string[] = [...lookKeys, "story"];
  return [...new URLSearchParams(search).keys()].every((key) => others.includes(key));
}

/** Returns what can be read, in order of time and, at one time, in that of the address. */
function decodeEvents(
  query: URLSearchParams,
  bounds: ReadonlyMap<string, ParameterBounds>,
  notices: string[],
): readonly PageEvent[] {
  const readValue = (path: string, text: string): number | boolean | string | undefined => {
    const bound = bounds.get(path);
    return bound?.live === true ? parseParameter(text, bound) : undefined;
  };
  const written = [...query].filter(([key]) => Object.hasOwn(eventKeys, key));
  if (written.length > MOST_EVENTS) {
    notices.push(`more than ${MOST_EVENTS} times "event" in the address`);
    return [];
  }
  const events = written.flatMap(([key, text]) => {
    const event = readPageEvent(text, readValue, eventKeys[key]);
    if (event === undefined) notices.push(`"${key}=${shorten(text)}" in the address`);
    return event ?? [];
  });
  return events.sort((one, other) => one.time - other.time);
}

function parseParameter(text: string, bound: ParameterBounds): number | boolean | string | undefined {
  if (bound.kind === "switch") return parseSwitch(text);
  if (bound.kind === "choice") return bound.choices.find((choice) => choice === text);
  return numberWithin(text, bound.minimum, bound.maximum);
}

function parseSwitch(text: string): boolean | undefined {
  if (text === "1" || text === "true" || text === "on") return true;
  if (text === "0" || text === "false" || text === "off") return false;
  return undefined;
}
