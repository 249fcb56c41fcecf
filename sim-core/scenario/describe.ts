/** A resolved scenario as a file: every value with unit, source and confidence; it parses back to the same. */
import { writeEvent } from "./events.ts";
import type { NumberParameter, Parameter } from "./parameters/parameter.ts";
import { PARAMETER_GROUPS, roundDigits, toDisplay, valueIn } from "./parameters/parameters.ts";
import { writeProtocol } from "./protocol/write-protocol.ts";
import type { MaterialFunction, Provenance, Scenario } from "./record/scenario.ts";

/** Returns a plain record in the format of a scenario file, without `extends`. */
export function describeScenario(scenario: Scenario): Record<string, unknown> {
  const file: Record<string, unknown> = {
    schemaVersion: scenario.schemaVersion,
    name: scenario.name,
    title: scenario.title,
    description: scenario.description,
  };
  for (const { key, parameters } of PARAMETER_GROUPS) {
    const group = key === "run" ? file : ({} as Record<string, unknown>);
    for (const parameter of parameters) {
      group[parameter.path.slice(parameter.path.indexOf(".") + 1)] = describeParameter(scenario, parameter);
    }
    if (key !== "run") file[key] = group;
  }
  Object.assign(file.cathode as object, {
    particles: scenario.cathode.particles.map((site) => writeLengths(site, ["x", "y", "radius"])),
    inactiveZones: scenario.cathode.inactiveZones.map((zone) => writeLengths(zone, ["from", "to"])),
  });
  Object.assign(file.anode as object, {
    protrusions: scenario.anode.protrusions.map((one) => writeLengths(one, ["x", "halfWidth", "depth"])),
  });
  Object.assign(file.protocol as object, writeProtocol(scenario.protocol));
  if (scenario.events.length > 0) file.events = scenario.events.map(writeEvent);
  return file;
}

/** Returns where the value of a parameter comes from in this scenario: the file's word, or the table's. */
export function provenanceOf(scenario: Scenario, parameter: Parameter): Provenance {
  const own = scenario.provenance[parameter.path];
  return own ?? { source: parameter.source, confidence: parameter.confidence };
}

function describeParameter(scenario: Scenario, parameter: Parameter): Record<string, unknown> {
  const value = valueIn(scenario, parameter);
  const provenance = provenanceOf(scenario, parameter);
  if (parameter.kind === "number") return { ...writeNumber(parameter, value as number), ...provenance };
  if (parameter.kind !== "function") return { value, ...provenance };
  const { text } = value as MaterialFunction;
  return text.startsWith("{") ? { ...JSON.parse(text), ...provenance } : { value: text, ...provenance };
}

function writeNumber(parameter: NumberParameter, si: number): Record<string, unknown> {
  const value = toDisplay(parameter, si);
  return parameter.unit === "" ? { value } : { value, unit: parameter.unit };
}

function writeLengths<T>(record: T, keys: readonly (keyof T & string)[]): Record<string, string> {
  return Object.fromEntries(keys.map((key) => [key, `${roundDigits((record[key] as number) / 1e-6)} um`]));
}
