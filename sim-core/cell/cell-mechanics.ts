/** Stress of the cell under its present loads, solved by the mode that the scenario chooses. physics.md 5. */
import { createElasticMechanics } from "./cell-mechanics-elastic.ts";
import { createPhysicalMechanics } from "./cell-mechanics-physical.ts";
import type { CellMechanics } from "./cell-mechanics-types.ts";
import type { Model } from "./model.ts";

export type { CellMechanics, MechanicsOutcome } from "./cell-mechanics-types.ts";

/** Returns undefined where mechanics is off; throws InputError where the body cannot be meshed. */
export function createCellMechanics(model: Model): CellMechanics | undefined {
  const { mode } = model.scenario.mechanics;
  if (mode === "off") return undefined;
  return mode === "physical" ? createPhysicalMechanics(model) : createElasticMechanics(model);
}
