import { readdirSync } from "node:fs";
import { loadShipped } from "../cell/small-cell.ts";

const SHIPPED = new Set(readdirSync(new URL("../../scenarios", import.meta.url)));

/** The shipped scenario file, undefined where there is none of that name. */
export function loadIfShipped(name: string): unknown {
  return SHIPPED.has(`${name}.json`) ? loadShipped(name) : undefined;
}
