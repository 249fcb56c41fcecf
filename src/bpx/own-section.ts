/** What this model has and the format has no names for: numbers with their units in their names, below "User-defined". */
import {
  type InputProblem,
  joinUnit,
  PARAMETERS,
  parameterOf,
  type Scenario,
  toDisplay,
  valueIn,
} from "../../sim-core/index.ts";
import { type Section, show } from "./bpx-section.ts";

/** The format lets text pass only under this name: what is no number is kept there as JSON. */
const TEXT = "description";
const RANGE = /^(.+)\.(from|to)$/;

export interface OwnSection {
  readonly values: readonly { readonly path: string; readonly text: string; readonly written: unknown }[];
  /** Where formulas hold, by their path. */
  readonly ranges: ReadonlyMap<string, Readonly<Record<string, number>>>;
  readonly problems: readonly InputProblem[];
}

/** Returns what `writeOwnSection` has written. */
export function readOwnSection(section: Section): OwnSection {
  const values: OwnSection["values"][number][] = [];
  const ranges = new Map<string, Record<string, number>>();
  const problems: InputProblem[] = [];
  for (const [name, value] of Object.entries({ ...section, ...choicesOf(section[TEXT]) })) {
    if (name === TEXT) continue;
    const [path, unit] = splitName(name);
    const parameter = parameterOf(path);
    const range = RANGE.exec(path);
    if (range?.[1] !== undefined && range[2] !== undefined && typeof value === "number") {
      ranges.set(range[1], { ...ranges.get(range[1]), [range[2]]: value });
    } else if (parameter === undefined || typeof value === "object") {
      const expected = "a parameter's path with its unit, and its value";
      problems.push({ where: `User-defined.fluxtwin.${name}`, got: show(value), expected });
    } else {
      const written = typeof value === "number" && unit !== "" ? joinUnit(value, unit) : value;
      values.push({ path, text: String(written), written });
    }
  }
  return { values, ranges, problems };
}

function choicesOf(text: unknown): Section {
  try {
    return typeof text === "string" ? (JSON.parse(text) as Section) : {};
  } catch {
    return {};
  }
}

function splitName(name: string): readonly [path: string, unit: string] {
  const unit = /^(.*) \[([^\]]+)\]$/.exec(name);
  return unit === null ? [name, ""] : [unit[1] as string, unit[2] as string];
}

/** Returns every parameter of the cell that is not among `left`; run, protocol and solver are no parameters of a cell. */
export function writeOwnSection(scenario: Scenario, left: ReadonlySet<string>): Section {
  const numbers: Record<string, unknown> = {};
  const choices: Record<string, unknown> = {};
  for (const parameter of PARAMETERS) {
    const { path, group } = parameter;
    if (group === "run" || group === "protocol" || group === "solver" || left.has(path)) continue;
    const value = valueIn(scenario, parameter);
    if (parameter.kind === "number") {
      const unit = parameter.unit === "" ? "" : ` [${parameter.unit}]`;
      numbers[`${path}${unit}`] = toDisplay(parameter, value as number);
    } else if (parameter.kind !== "function") choices[path] = value;
  }
  return { [TEXT]: JSON.stringify(choices), ...numbers, ...rangesOf(scenario) };
}

function rangesOf({ ncm }: Scenario): Section {
  const named = {
    "ncm.openCircuitPotential": ncm.openCircuitPotential,
    "ncm.diffusivity": ncm.diffusivity,
  };
  return Object.fromEntries(
    Object.entries(named).flatMap(([path, { from, to }]) => [
      [`${path}.from`, from],
      [`${path}.to`, to],
    ]),
  );
}
