/** Finds scenarios: shipped ones by name, a person's own by path. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import {
  describeProblem,
  InputError,
  type InputProblem,
  parseScenario,
  type Scenario,
} from "../../sim-core/index.ts";
import { readJson, reasonOf } from "./files.ts";
import type { Surroundings } from "./surroundings.ts";

/** Characters of a path that are repeated in a message. */
const LONGEST_SHOWN = 200;
const NAME = /^[a-z0-9][a-z0-9-]*$/;

/** Values by parameter path, as text or numbers, that win over the file's. */
export type Overrides = Readonly<Record<string, string | number | boolean>>;

/** Returns the names of the shipped scenarios in alphabetical order. */
export function shippedNames(surroundings: Surroundings): string[] {
  if (!existsSync(surroundings.scenarioFolder)) return [];
  const files = readdirSync(surroundings.scenarioFolder).filter((name) => name.endsWith(".json"));
  return files.map((name) => name.slice(0, -".json".length)).sort();
}

/** Reads and resolves a scenario; throws InputError with all that is wrong with it. */
export function loadScenario(
  surroundings: Surroundings,
  wanted: string,
  overrides: Overrides = {},
): Scenario {
  const path = findScenario(surroundings, wanted, surroundings.folder);
  if (path === undefined) {
    const known = shippedNames(surroundings).join(", ");
    const expected = `the path of a JSON file, or one of ${known}`;
    const shown = wanted.length > LONGEST_SHOWN ? `${wanted.slice(0, LONGEST_SHOWN)}...` : wanted;
    const got = `"${shown}" (${absence(resolve(surroundings.folder, wanted))})`;
    throw new InputError([{ where: "scenario", got, expected }]);
  }
  const load = (name: string): unknown => {
    const base = findScenario(surroundings, name, dirname(path));
    return base === undefined ? undefined : readJson(base, "extends");
  };
  return parseScenario(readJson(path, "scenario"), { load, overrides });
}

/** Why there is no file at a path. */
function absence(path: string): string {
  try {
    return statSync(path).isDirectory() ? "a folder" : "no plain file";
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    return isMissing ? `no such file in ${dirname(path)}` : reasonOf(error);
  }
}

/** Returns a line for each thing that is possible but hardly meant. */
export function describeWarnings(warnings: readonly InputProblem[]): string[] {
  return warnings.map((warning) => `warning: ${describeProblem(warning)}`);
}

/** A shipped name wins over a file of the same name without an ending, which is no scenario anyway. */
function findScenario(surroundings: Surroundings, wanted: string, folder: string): string | undefined {
  const shipped = join(surroundings.scenarioFolder, `${wanted}.json`);
  if (NAME.test(wanted) && existsSync(shipped)) return shipped;
  const own = resolve(folder, wanted);
  try {
    return statSync(own).isFile() ? own : undefined;
  } catch {
    return undefined;
  }
}
