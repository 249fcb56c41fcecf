/** Finds scenarios: shipped ones by name, a person's own by path. */
import { existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import {
  describeProblem,
  InputError,
  type InputProblem,
  layProtocol,
  parseScenario,
  type Scenario,
} from "../../sim-core/index.ts";
import { readJson, readText, reasonOf } from "./files.ts";
import { shippedNames, shippedPath } from "./shipped.ts";
import type { Surroundings } from "./surroundings.ts";

/** Characters of a path that are repeated in a message. */
const LONGEST_SHOWN = 200;
const NAME = /^[a-z0-9][a-z0-9-]*$/;

/** Values by parameter path, as text or numbers, that win over the file's. */
export type Overrides = Readonly<Record<string, string | number | boolean>>;

/** What a person wants otherwise than the file says. */
export interface Wishes {
  readonly overrides?: Overrides;
  /** Events besides its own. */
  readonly events?: readonly string[];
  /** So many cycles at most. */
  readonly cycles?: number;
  /** Path of a protocol that replaces the scenario's. */
  readonly protocol?: string;
}

/** Reads and resolves a scenario; throws InputError with all that is wrong with it. */
export function loadScenario(surroundings: Surroundings, wanted: string, wishes: Wishes = {}): Scenario {
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
  const { protocol, ...rest } = wishes;
  const protocolPath = protocol === undefined ? undefined : resolve(surroundings.folder, protocol);
  const folders = [
    ...(protocolPath ? [dirname(protocolPath)] : []),
    dirname(path),
    surroundings.scenarioFolder,
  ];
  const loadText = (name: string): string | undefined => {
    const found = folders.map((folder) => resolve(folder, name)).find(isFile);
    return found === undefined ? undefined : readText(found, "profile");
  };
  const source = readJson(path, "scenario");
  const protocolText = protocolPath === undefined ? undefined : readText(protocolPath, "--protocol");
  return parseScenario(layProtocol(source, protocolText, protocolPath), { load, loadText, ...rest });
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
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
  const shipped = shippedPath(surroundings, wanted);
  if (NAME.test(wanted) && existsSync(shipped)) return shipped;
  const own = resolve(folder, wanted);
  return isFile(own) ? own : undefined;
}
