/** A scenario as it was composed of a file. */
import { parseScenario, type Scenario } from "../../sim-core/index.ts";

export function parseWritten(file: unknown, load: (name: string) => unknown): Scenario {
  return parseScenario(file, { load });
}
