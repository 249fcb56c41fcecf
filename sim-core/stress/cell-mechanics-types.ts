/** The door to the stress of a cell. */

import type { Model } from "../cell/model.ts";
import type { CellState, MechanicsState } from "../cell/state.ts";
import type { ElectrolyteStress } from "../frame/compose-frame.ts";
import type { MechanicsBody } from "./body.ts";

export type MechanicsOutcome =
  | { readonly ok: true; readonly mechanics: MechanicsState }
  /** `carried`: what a cell that has been meshed anew has of its stress, without a new balance. */
  | { readonly ok: false; readonly reason: string; readonly carried?: MechanicsState | undefined };

export interface CellMechanics {
  readonly body: MechanicsBody;
  /** Stress under the loads of `state`, `duration` s after the last update; a failing solution is a value. */
  update(state: CellState, duration: number): MechanicsOutcome;
  /** Fields at the cell's electrolyte nodes under the loads of `state`; undefined where there is no solution. */
  describe(state: CellState): ElectrolyteStress | undefined;
  /**
   * Stress of `state` when its cell has been meshed anew and this is the mechanics of the new model: the stress that it
   * still has belongs to `before`, and its plastic history is carried over.
   */
  adopt(before: CellMechanics, state: CellState): MechanicsOutcome;
  /** Takes the live parameters of `model`, which is the same cell on the same mesh. */
  revise(model: Model): void;
}
