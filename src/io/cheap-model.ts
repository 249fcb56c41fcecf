/** Which interface model serves where many runs are made and nobody names one. */
import type { Scenario } from "../../sim-core/index.ts";

type Overrides = Readonly<Record<string, string | number | boolean>>;

/**
 * Returns what `read` makes of a scenario with these overrides; where they do not name the model, that of the reduced one, unless
 * the scenario is homogenised itself. Throws and returns undefined as `read` does.
 */
export function readCheaply<Read extends Scenario | undefined>(
  read: (overrides: Overrides) => Read,
  overrides: Overrides,
): Read {
  const asked = read(overrides);
  if ("solver.model" in overrides || asked === undefined || asked.solver.model === "homogenised")
    return asked;
  return read({ ...overrides, "solver.model": "reduced" });
}
