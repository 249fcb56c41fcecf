/** Shipped scenarios while the page is built. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Returns what reads a scenario of `folder` by its name. */
export function loaderOf(folder: string): (name: string) => unknown {
  return (name) => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
}
