/**
 * Changes of live parameters in the course of a run, as they stand in a scenario, a link or on the command line:
 * "2 h: cell.cRate = 1". A run lands on the time, then goes on with the value.
 */
import type { Parameter } from "./parameters/parameter.ts";
import { joinUnit, PARAMETERS, parameterOf, toDisplay } from "./parameters/parameters.ts";
import { type ParameterValue, readParameter } from "./reading.ts";
import { createProblemList, expectedName, type ProblemList } from "./record/problems.ts";
import type { MaterialFunction, Scenario, ScenarioEvent } from "./record/scenario.ts";
import { parseQuantity } from "./record/units.ts";

/** s: a thousand years. */
const LATEST = 3.2e10;
const FORM = 'a time, a parameter and its value, such as "2 h: cell.cRate = 1"';

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
  const parts =
    typeof written === "string" ? /^([^:=]+):\s*([\w.]+)\s*=\s*(.+)$/s.exec(written.trim()) : null;
  if (parts === null) {
    problems.add(where, written, FORM);
    return undefined;
  }
  const [, timeText, path, valueText] = parts as unknown as [string, string, string, string];
  const time = parseQuantity(timeText.trim(), "s");
  if (time === undefined || !(time >= 0 && time <= LATEST)) {
    problems.add(where, timeText.trim(), `a time from 0 s to ${LATEST} s, with its unit; ${FORM}`);
  }
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
  return time === undefined || value === undefined || !(time >= 0 && time <= LATEST)
    ? undefined
    : { time, path, value };
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
export function writeEvent({ time, path, value }: ScenarioEvent): string {
  return `${time} s: ${path} = ${writeValue(parameterOf(path), value)}`;
}

function writeValue(parameter: Parameter | undefined, value: ParameterValue): string {
  if (parameter?.kind === "number") return joinUnit(toDisplay(parameter, value as number), parameter.unit);
  return typeof value === "object" ? (value as MaterialFunction).text : String(value);
}

/** Returns the scenario with the event's value in place. */
export function applyEvent(scenario: Scenario, { path, value }: ScenarioEvent): Scenario {
  const [group, key] = path.split(".") as [keyof Scenario, string];
  return {
    ...scenario,
    [group]: { ...(scenario[group] as object), [key]: value },
    provenance: { ...scenario.provenance, [path]: { source: "set by an event", confidence: "A" } },
  };
}
