/**
 * After a step the mesh follows the lithium front: its nodes are moved, and where that would wear the mesh out, or a
 * particle has drifted, another one takes over. It is ordered while the present one still serves, so that it can be made
 * elsewhere meanwhile; when it is ordered and when it takes over depends on the cell alone, so that a run does not tell
 * how long a mesh took. A front that went too far in one step is followed in parts, with a mesh after each.
 */

import type { AwaitedMesh, CellState } from "../../cell/state.ts";
import type { MeshAnswer, MeshSource } from "../../remeshing/mesher.ts";
import { adoptMesh, awaitMesh, composeOrder, hasDrifted, measureWear } from "../../remeshing/remesh.ts";
import { createStepper, type Stepper } from "../step/step.ts";

export type Followed =
  /** `stepper` is another one when there is a new mesh. "waiting": to be asked again with these, when a mesh has come. */
  | { readonly kind: "followed" | "waiting"; readonly stepper: Stepper; readonly state: CellState }
  | { readonly kind: "failed"; readonly reason: string };

/** Wear at which the next mesh is ordered, and at which it takes over. */
const ORDER_AT = 0.6;
const ADOPT_AT = 1;
/** A mesh that is more worn than this is no base for another one: the front may have run through itself. */
const MOST_WORN = 1.5;
/** Meshes that one step may take: a bound against endlessness only; a wide front that lets necks go has needed 27. */
const LARGEST_COUNT = 100;

/** Returns what lets meshes of one run follow their fronts. */
export function createFollower(source: MeshSource): (stepper: Stepper, state: CellState) => Followed {
  const tickets = new WeakMap<AwaitedMesh, () => MeshAnswer | undefined>();

  /** Orders what is awaited, unless that has been done; it has not where a state was taken up again. */
  const order = ({ model }: Stepper, awaited: AwaitedMesh): (() => MeshAnswer | undefined) => {
    const ticket = tickets.get(awaited) ?? source.request(composeOrder(model, awaited));
    tickets.set(awaited, ticket);
    return ticket;
  };

  return (stepper, state) => {
    let follower = stepper;
    let at = state;
    for (let count = 0; count < LARGEST_COUNT; count++) {
      const { moved, wear } = moveSafely(follower, at);
      const drifted = hasDrifted(follower.model, at.particles.drift);
      if (moved === at && !drifted) return { kind: "followed", stepper: follower, state: at };
      const isWorn = drifted || wear >= ADOPT_AT;
      if (!isWorn && wear < ORDER_AT) return { kind: "followed", stepper: follower, state: forget(moved) };
      const awaited = at.awaited ?? awaitMesh(moved);
      const ticket = order(follower, awaited);
      if (!isWorn) return { kind: "followed", stepper: follower, state: { ...moved, awaited } };
      const answer = ticket();
      if (answer === undefined) return { kind: "waiting", stepper: follower, state: { ...at, awaited } };
      const renewed = adoptMesh(follower.model, { ...moved, awaited }, answer);
      if (!renewed.ok) return { kind: "failed", reason: renewed.reason };
      follower = createStepper(renewed.model);
      at = renewed.state;
    }
    return { kind: "failed", reason: "the lithium front moves faster than the mesh can follow" };
  };
}

/** A front that has turned back needs the mesh of where it was no more. */
function forget(state: CellState): CellState {
  return state.awaited === undefined ? state : { ...state, awaited: undefined };
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
