/** A cell small enough for many tests: 6 x 2 particles, 90 um wide, 40 um of electrolyte; the rest as shipped. */
import { readFileSync } from "node:fs";
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import type { Scenario } from "../../sim-core/scenario/record/scenario.ts";

export type Overrides = Readonly<Record<string, string | number | boolean>>;

/** Reads a shipped scenario file. */
export function loadShipped(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../scenarios/${name}.json`, import.meta.url), "utf8"));
}

/** The shipped scenario `name` with `overrides` in display units or text with units. */
export function shippedScenario(name: string, overrides: Overrides = {}): Scenario {
  return parseScenario(loadShipped(name), { load: loadShipped, overrides });
}

/** What makes a shipped cell small. */
export const SMALL_CELL: Overrides = {
  mesh: "draft",
  "cell.width": "90 um",
  "cathode.columns": 6,
  "cathode.rows": 2,
  "cathode.thickness": "30 um",
  "electrolyte.thickness": "40 um",
  "anode.thickness": "30 um",
};

export function smallScenario(overrides: Overrides = {}, name = "ncm"): Scenario {
  return shippedScenario(name, {
    ...SMALL_CELL,
    ...overrides,
  });
}

/** The small cell with one half ellipse of lithium in the middle of its front. */
export function protrudedScenario(overrides: Overrides = {}): Scenario {
  const scenario = smallScenario({ "protocol.repeat": 1, ...overrides });
  const protrusions = [{ x: 45e-6, halfWidth: 6e-6, depth: 12e-6 }];
  return { ...scenario, anode: { ...scenario.anode, protrusions } };
}
