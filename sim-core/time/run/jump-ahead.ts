/** The stage of a run after a cycle that is not solved. */
import type { CellState } from "../../cell/state.ts";
import type { ScenarioEvent } from "../../scenario/record/scenario.ts";
import { jumpCycle } from "../jump/jump-cycle.ts";
import { isUncertain, isWithinBounds, mayJump } from "../jump/may-jump.ts";
import { passSteps } from "../protocol/protocol.ts";
import { concludeJump } from "./conclude.ts";
import { timeLeft } from "./endings.ts";
import { type Ahead, close, open, type Stage } from "./stage.ts";

/** What comes after `stage` where its cycle is jumped, and otherwise why not, where that is worth a word. */
export function jumpAhead(
  stage: Stage,
  event: ScenarioEvent | undefined,
): { readonly ahead: Ahead | undefined; readonly why: string | undefined } {
  const { state } = stage;
  const { model } = stage.stepper;
  const base = mayJump(model, state);
  if ("why" in base) return { ahead: undefined, why: base.why };
  const none = { ahead: undefined, why: undefined };
  const jumped = jumpCycle(model, state, base);
  if (jumped === undefined || !isWithinBounds(model, jumped, base)) return none;
  if (isUncertain(model, state, jumped, base)) return none;
  const end = jumped.state.time;
  if (event !== undefined && end >= event.time) return none;
  if (end - state.time >= timeLeft(stage.scenario.protocol.end, state.time)) return none;
  const draft = open(stage);
  const last = passSteps(model, state.cursor).length - 1;
  const { cursor } = state;
  draft.state = { ...jumped.state, cursor: { ...cursor, index: last, ordinal: cursor.ordinal + last } };
  const made = draft.state;
  concludeJump(draft);
  return { ahead: { made: glideTo(state, made), ...close(draft) }, why: undefined };
}

/** The end of a jumped cycle as that of a step, along which pictures may be interpolated. */
function glideTo(from: CellState, to: CellState): CellState {
  const { potentials, current, geometry } = to;
  const timeStep = to.time - from.time;
  const { concentration } = from.particles;
  const moved = { charge: to.charge - from.charge, energy: to.energy - from.energy };
  return {
    ...to,
    past: [{ timeStep, potentials, current, geometry }],
    earlier: [{ timeStep, concentration, plated: from.front.plated, ...moved }],
    sinceJump: timeStep,
  };
}
