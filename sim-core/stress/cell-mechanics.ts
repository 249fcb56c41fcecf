/** Stress of the cell under its present loads, solved by the mode that the scenario chooses. physics.md 5. */

import type { Model } from "../cell/model.ts";
import type { CellMechanics } from "./cell-mechanics-types.ts";
import { createElasticMechanics } from "./elastic-cell.ts";
import { createPhysicalMechanics } from "./physical-cell.ts";

export type { CellMechanics, MechanicsOutcome } from "./cell-mechanics-types.ts";

/** Returns undefined where mechanics is off; throws InputError where the body cannot be meshed. */
export function createCellMechanics(model: Model): CellMechanics | undefined {
  const { mode } = model.scenario.mechanics;
  if (mode === "off") return undefined;
  return mode === "physical" ? createPhysicalMechanics(model) : createElasticMechanics(model);
}
