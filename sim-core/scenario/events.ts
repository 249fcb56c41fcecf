/**
 * What is done in the course of a run, as it stands in a scenario, a link or on the command line: live parameters take
 * another value, "2 h: cell.cRate = 1", particles are let go or brought back, "2 h: particles 3, 17 = detached", a patch of
 * poor conductor is painted, "2 h: patch 200, 120, 30 = 0.05", a bump is drawn on the lithium, "2 h: lithium 200, 40 = 3 um".
 * A run lands on the time, then goes on with what is new.
 */

import type { Parameter } from "./parameters/parameter.ts";
import { joinUnit, PARAMETERS, parameterOf, toDisplay } from "./parameters/parameters.ts";
import { type ParameterValue, readParameter } from "./reading.ts";
import { isAboutLithium, readBump, writeBump } from "./record/bump-events.ts";
import { isAboutParticles, readContacts, writeContacts } from "./record/contact-events.ts";
import { isAboutPatch, readPatch, writePatch } from "./record/patch-events.ts";
import { createProblemList, expectedName, type ProblemList } from "./record/problems.ts";
import {
  isBumpEvent,
  isContactEvent,
  isParameterEvent,
  isPatchEvent,
  type MaterialFunction,
  type Scenario,
  type ScenarioChange,
  type ScenarioEvent,
} from "./record/scenario.ts";
import { parseQuantity } from "./record/units.ts";

/** s: a thousand years. */
const LATEST = 3.2e10;
const FORM =
  'a time, a parameter and its value, such as "2 h: cell.cRate = 1", particles, such as "2 h: particles 3, 17 = detached", a patch, such as "2 h: patch 200, 120, 30 = 0.05", or lithium, such as "2 h: lithium 200, 40 = 3 um"';
const CHANGE = /^([\w.]+)\s*=\s*(\S.*)$/s;

/** Returns the events in order of time; what cannot be read is noted as a problem and left out. */
export function readEvents(
  written: readonly unknown[],
  where: string,
  problems: ProblemList,
): ScenarioEvent[] {
  const events = written.flatMap((one, k) => readEvent(one, `${where}.${k}`, problems) ?? []);
  return events.sort((a, b) => a.time - b.time);
}

/** Returns the event of a line, or notes what is wrong with it and returns undefined. */
export function readEvent(written: unknown, where: string, problems: ProblemList): ScenarioEvent | undefined {
  const text = typeof written === "string" ? written.trim() : "";
  const [, timeText = "", rest = ""] = /^(?:t\s*=)?([^:=]+):\s*(\S.*)$/s.exec(text) ?? [];
  const read = readerOf(rest);
  if (read === undefined) {
    problems.add(where, written, FORM);
    return undefined;
  }
  const time = readTime(timeText.trim(), where, problems);
  const change = read(rest, where, problems);
  return time === undefined || change === undefined ? undefined : { time, ...change };
}

/** What reads an event of the kind that the text after its time is of; undefined where it is of none. */
function readerOf(
  text: string,
): ((text: string, where: string, problems: ProblemList) => ScenarioChange | undefined) | undefined {
  if (isAboutParticles(text)) return readContacts;
  if (isAboutPatch(text)) return readPatch;
  if (isAboutLithium(text)) return readBump;
  return CHANGE.test(text) ? readChange : undefined;
}

function readTime(text: string, where: string, problems: ProblemList): number | undefined {
  const time = parseQuantity(text, "s");
  if (time !== undefined && time >= 0 && time <= LATEST) return time;
  problems.add(where, text, `a time from 0 s to ${LATEST} s, with its unit; ${FORM}`);
  return undefined;
}

function readChange(text: string, where: string, problems: ProblemList): ScenarioChange | undefined {
  const [, path = "", valueText = ""] = CHANGE.exec(text) ?? [];
  const parameter = parameterOf(path);
  if (parameter === undefined) {
    const live = PARAMETERS.filter(({ effect }) => effect === "live").map((one) => one.path);
    problems.addInWords(where, path, expectedName("the path of a live parameter", path, live));
    return undefined;
  }
  if (parameter.effect !== "live") {
    problems.addInWords(where, path, "a parameter that a running cell can take; this one needs a new cell");
    return undefined;
  }
  const value = readValue(parameter, valueText.trim(), where, problems);
  return value === undefined ? undefined : { path, value };
}

function readValue(
  parameter: Parameter,
  text: string,
  where: string,
  problems: ProblemList,
): ParameterValue | undefined {
  const words: Readonly<Record<string, boolean>> = { true: true, false: false };
  const bare = parameter.kind === "switch" ? (words[text] ?? text) : numberOr(text);
  const own = createProblemList();
  const given = { written: bare, author: "an event", bareInDisplayUnits: true };
  const read = readParameter(parameter, given, own);
  if (read === undefined) problems.add(where, text, own.list()[0]?.expected ?? FORM);
  return read?.value;
}

function numberOr(text: string): number | string {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
}

/** Returns the event as a line that `readEvent` turns back into the same event. */
export function writeEvent(event: ScenarioEvent): string {
  if (isContactEvent(event)) return `${event.time} s: ${writeContacts(event)}`;
  if (isPatchEvent(event)) return `${event.time} s: ${writePatch(event)}`;
  if (isBumpEvent(event)) return `${event.time} s: ${writeBump(event)}`;
  const { time, path, value } = event;
  return `${time} s: ${path} = ${writeValue(parameterOf(path), value)}`;
}

function writeValue(parameter: Parameter | undefined, value: ParameterValue): string {
  if (parameter?.kind === "number") return joinUnit(toDisplay(parameter, value as number), parameter.unit);
  return typeof value === "object" ? (value as MaterialFunction).text : String(value);
}

/** Returns the scenario with the event's value in place; the same one where it is about no parameter. */
export function applyEvent(scenario: Scenario, event: ScenarioEvent): Scenario {
  if (!isParameterEvent(event)) return scenario;
  const { path, value } = event;
  const [group, key] = path.split(".") as [keyof Scenario, string];
  return {
    ...scenario,
    [group]: { ...(scenario[group] as object), [key]: value },
    provenance: { ...scenario.provenance, [path]: { source: "set by an event", confidence: "A" } },
  };
}
