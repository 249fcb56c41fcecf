/** Finds scenarios: shipped ones by name, a person's own by path. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { InputError, parseScenario, type Scenario } from "../../sim-core/index.ts";
import { readJson } from "./files.ts";
import type { Surroundings } from "./surroundings.ts";

const NAME = /^[a-z0-9][a-z0-9-]*$/;

/** Values by parameter path, as text or numbers, that win over the file's. */
export type Overrides = Readonly<Record<string, string | number | boolean>>;

/** Returns the names of the shipped scenarios in alphabetical order. */
export function shippedNames(surroundings: Surroundings): string[] {
  if (!existsSync(surroundings.scenarioFolder)) return [];
  const files = readdirSync(surroundings.scenarioFolder).filter((name) => name.endsWith(".json"));
  return files.map((name) => name.slice(0, -".json".length)).sort();
}

/** Reads and resolves a scenario, with `events` besides its own; throws InputError with all that is wrong with it. */
export function loadScenario(
  surroundings: Surroundings,
  wanted: string,
  overrides: Overrides = {},
  events: readonly string[] = [],
): Scenario {
  const path = findScenario(surroundings, wanted, surroundings.folder);
  if (path === undefined) {
    const known = shippedNames(surroundings).join(", ");
    const expected = `the path of a JSON file, or one of ${known}`;
    throw new InputError([{ where: "scenario", got: `"${wanted}"`, expected }]);
  }
  const load = (name: string): unknown => {
    const base = findScenario(surroundings, name, dirname(path));
    return base === undefined ? undefined : readJson(base, "extends");
  };
  return parseScenario(readJson(path, "scenario"), { load, overrides, events });
}

/** A shipped name wins over a file of the same name without an ending, which is no scenario anyway. */
function findScenario(surroundings: Surroundings, wanted: string, folder: string): string | undefined {
  const shipped = join(surroundings.scenarioFolder, `${wanted}.json`);
  if (NAME.test(wanted) && existsSync(shipped)) return shipped;
  const own = resolve(folder, wanted);
  return statSync(own, { throwIfNoEntry: false })?.isFile() ? own : undefined;
}
