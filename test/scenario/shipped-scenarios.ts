/** The scenarios of the repository, and the loader that tests share. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import type { Scenario } from "../../sim-core/scenario/record/scenario.ts";

const FOLDER = new URL("../../scenarios/", import.meta.url);

export const SHIPPED_NAMES = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.slice(0, -".json".length));

export function loadShipped(name: string): unknown {
  const file = new URL(`${name}.json`, FOLDER);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

export function parseShipped(
  name: string,
  overrides: Record<string, string | number | boolean> = {},
  protocol?: object,
): Scenario {
  const file = loadShipped(name) as object;
  return parseScenario(protocol ? { ...file, protocol } : file, { load: loadShipped, overrides });
}

/** The shortest file there is, with more on top. */
export function fileWith(more: object): object {
  return { schemaVersion: 1, name: "test", ...more };
}

/** Returns the lines of the InputError that parsing throws; empty if it does not. */
export function problemsOf(
  source: unknown,
  overrides: Record<string, string | number | boolean> = {},
): string[] {
  try {
    parseScenario(source, { load: loadShipped, overrides });
    return [];
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "InputError") throw error;
    return error.message.split("\n");
  }
}
