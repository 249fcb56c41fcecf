/** The shipped scenarios by name, without reading more of them than their titles. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { readJson } from "./files.ts";
import type { Surroundings } from "./surroundings.ts";

const ENDING = ".json";

/** Returns the names of the shipped scenarios in alphabetical order. */
export function shippedNames({ scenarioFolder }: Pick<Surroundings, "scenarioFolder">): string[] {
  if (!existsSync(scenarioFolder)) return [];
  const files = readdirSync(scenarioFolder).filter((name) => name.endsWith(ENDING));
  return files.map((name) => name.slice(0, -ENDING.length)).sort();
}

/** Returns the path of a shipped scenario, which need not exist. */
export function shippedPath({ scenarioFolder }: Pick<Surroundings, "scenarioFolder">, name: string): string {
  return join(scenarioFolder, `${name}${ENDING}`);
}

/** Returns the title of a shipped scenario, its name where it has none; throws InputError where it is not JSON. */
export function shippedTitle(surroundings: Pick<Surroundings, "scenarioFolder">, name: string): string {
  const source = readJson(shippedPath(surroundings, name), "scenario");
  const { title } = (source ?? {}) as { readonly title?: unknown };
  return typeof title === "string" ? title : name;
}
