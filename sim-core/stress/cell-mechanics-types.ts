/** The door to the stress of a cell. */

import type { Model } from "../cell/model.ts";
import type { CellState, MechanicsState } from "../cell/state.ts";
import type { ElectrolyteStress } from "../frame/compose-frame.ts";
import type { MechanicsBody } from "./body.ts";

export type MechanicsOutcome =
  | { readonly ok: true; readonly mechanics: MechanicsState }
  | { readonly ok: false; readonly reason: string };

export interface CellMechanics {
  readonly body: MechanicsBody;
  /** Stress under the loads of `state`, `duration` s after the last update; a failing solution is a value. */
  update(state: CellState, duration: number): MechanicsOutcome;
  /** Fields at the cell's electrolyte nodes under the loads of `state`; undefined where there is no solution. */
  describe(state: CellState): ElectrolyteStress | undefined;
  /**
   * Returns the stress of a cell that has been meshed anew, where this is the mechanics of the new mesh and the plastic
   * history is of the body of `before`: it is carried over, and comes to balance with the next update.
   */
  adopt(before: CellMechanics, mechanics: MechanicsState): MechanicsState;
  /** Takes the live parameters of `model`, which is the same cell on the same mesh. */
  revise(model: Model): void;
}
