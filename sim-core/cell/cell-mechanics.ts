/** Stress of the cell under its present loads, solved by the mode that the scenario chooses. physics.md 5. */
import { InputError } from "../base/errors.ts";
import { createElasticMechanics } from "./cell-mechanics-elastic.ts";
import type { ElectrolyteStress } from "./compose-frame.ts";
import type { Model } from "./model.ts";
import type { CellState, MechanicsState } from "./state.ts";

export type MechanicsOutcome =
  | { readonly ok: true; readonly mechanics: MechanicsState }
  | { readonly ok: false; readonly reason: string };

export interface CellMechanics {
  /** Stress under the loads of `state`, `duration` s after the last update; a failing solution is a value. */
  update(state: CellState, duration: number): MechanicsOutcome;
  /** Fields at the cell's electrolyte nodes under the loads of `state`; undefined where there is no solution. */
  describe(state: CellState): ElectrolyteStress | undefined;
  /** Takes the live parameters of `model`, which is the same cell on the same mesh. */
  revise(model: Model): void;
}

/** Returns undefined where mechanics is off; throws InputError where the body cannot be meshed. */
export function createCellMechanics(model: Model): CellMechanics | undefined {
  const { mode } = model.scenario.mechanics;
  if (mode === "physical") {
    throw new InputError([{ where: "mechanics.mode", got: mode, expected: "elastic or paper" }]);
  }
  return mode === "off" ? undefined : createElasticMechanics(model);
}
