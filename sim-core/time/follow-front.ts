/**
 * After a step the mesh follows the lithium front: its nodes are moved, and where that would wear the mesh out, or a
 * particle has drifted, the cell is meshed anew. A front that went too far in one step is followed in parts, with a new
 * mesh after each.
 */
import { hasDrifted, measureWear, remesh } from "../cell/remesh.ts";
import type { CellState } from "../cell/state.ts";
import { createStepper, type Stepper } from "./step.ts";

export type Followed =
  /** `stepper` is another one when there is a new mesh. */
  | { readonly ok: true; readonly stepper: Stepper; readonly state: CellState }
  | { readonly ok: false; readonly reason: string };

/** A mesh that is more worn than this is no base for another one: the front may have run through itself. */
const MOST_WORN = 1.5;
/** Meshes that one step may take. */
const LARGEST_COUNT = 24;

/** Returns the state on a mesh that fits its front, or why there is none. */
export function followFront(stepper: Stepper, state: CellState): Followed {
  let follower = stepper;
  let at = state;
  for (let count = 0; count < LARGEST_COUNT; count++) {
    const { moved, wear } = moveSafely(follower, at);
    if (wear < 1 && !hasDrifted(follower.model, at.particles.drift))
      return { ok: true, stepper: follower, state: moved };
    const renewed = remesh(follower.model, moved);
    if (!renewed.ok) return renewed;
    follower = createStepper(renewed.model);
    at = renewed.state;
  }
  return { ok: false, reason: "the lithium front moves faster than the mesh can follow" };
}

/** Moves the mesh towards the front, as far as that leaves a front to mesh. */
function moveSafely(stepper: Stepper, state: CellState): { moved: CellState; wear: number } {
  for (let share = 1; ; share *= 0.5) {
    const moved = stepper.follow(state, share);
    const wear = moved === state ? 0 : measureWear(stepper.model, moved.geometry.points);
    if (wear <= MOST_WORN && (share === 1 || wear >= 1)) return { moved, wear };
    if (wear < 1) return { moved, wear: 1 };
  }
}
