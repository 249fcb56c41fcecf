/** Damage is counted: before that a segment of the cycle is written down, and what it tells of a jump before it is heeded. */
import type { Model } from "../../cell/model.ts";
import type { CellState } from "../../cell/state.ts";
import { passMoment } from "../../mechanisms/pass-moment.ts";
import { closeSegmentOfJump } from "./close-jump.ts";
import { closeSegment, openSegment } from "./record-cycle.ts";

/** Returns the state after the half cycle that ends here has been counted. */
export function countSegment(model: Model, state: CellState): CellState {
  if (state.cycles === undefined) return passMoment(model, state, "atHalfCycleEnd");
  const cycles = closeSegment(model, state, state.cycles);
  const corrected = closeSegmentOfJump(model, state, cycles);
  return openSegment(passMoment(model, corrected, "atHalfCycleEnd"));
}
