/**
 * What an event of the scenario does to a run: from here on conditions are others, and nothing of the past predicts what
 * comes. An event acts on a stepper that has forgotten what it was solving before, lest it matter how far a run had been
 * computed when the event was added.
 */
import { findBumpProblem } from "../../cell/bumps.ts";
import { evaluateMaterial } from "../../cell/material.ts";
import { forgetPast } from "../../cell/particle-means.ts";
import type { CellState } from "../../cell/state.ts";
import { composeFrameMesh } from "../../frame/compose-frame.ts";
import { drawBump } from "../../mechanisms/anode/draw-bump.ts";
import { handleContacts } from "../../mechanisms/cathode/handle-contacts.ts";
import { paintPatch } from "../../mechanisms/electrolyte/paint-patch.ts";
import { recount } from "../../mechanisms/ledger.ts";
import { applyEvent } from "../../scenario/events.ts";
import { writeBump } from "../../scenario/record/bump-events.ts";
import { writeParticles } from "../../scenario/record/contact-events.ts";
import { writePatch } from "../../scenario/record/patch-events.ts";
import {
  type BumpEvent,
  type ContactEvent,
  isBumpEvent,
  isContactEvent,
  isPatchEvent,
  type PatchEvent,
  type Scenario,
  type ScenarioEvent,
} from "../../scenario/record/scenario.ts";
import { forgetCycles } from "../jump/record-cycle.ts";
import { followEvent } from "../protocol/ambient.ts";
import { currentStep, phaseOf } from "../protocol/protocol.ts";
import { createStepper, type Stepper } from "../step/step.ts";
import { noteEvents } from "./events.ts";
import type { createFollower } from "./follow-front.ts";
import { type Ahead, close, type Draft, open, type Stage, tell } from "./stage.ts";

/** A cell whose mesh is on its way to a front that a hand has drawn. */
interface DrawnCell {
  readonly stepper: Stepper;
  readonly state: CellState;
}

/** Returns what lets an event act at a stage, or says "waiting" where a mesh is not there yet: then it is to be asked again. */
export function createActor(
  follow: ReturnType<typeof createFollower>,
): (stage: Stage, event: ScenarioEvent) => Ahead | "waiting" {
  const drawn = new WeakMap<Stage, DrawnCell>();

  /** The mesh follows at once; where it cannot nothing has happened. */
  const draw = (stage: Stage, draft: Draft, event: BumpEvent): "waiting" | undefined => {
    const { model } = stage.stepper;
    const problem = findBumpProblem(model, stage.state, event.bump);
    const leaveOut = (reason: string): void => tell(draft, `${writeBump(event)} left out: ${reason}`);
    if (problem !== undefined) {
      leaveOut(`got ${problem.got}; expected ${problem.expected}`);
      return undefined;
    }
    const { stepper, state } = drawn.get(stage) ?? {
      stepper: stage.stepper,
      state: recount(model, drawBump(model, stage.state, event.bump)),
    };
    const followed = follow(stepper, state);
    if (followed.kind === "waiting") {
      drawn.set(stage, followed);
      return "waiting";
    }
    if (followed.kind === "failed") leaveOut(followed.reason);
    else {
      if (followed.stepper !== stage.stepper) draft.mesh = composeFrameMesh(followed.stepper.model);
      draft.stepper = followed.stepper;
      draft.state = followed.state;
      tell(draft, `${writeBump(event)} drawn by hand`);
    }
    return undefined;
  };

  return (stage, event) => {
    const draft = open(stage);
    if (isContactEvent(event)) handle(draft, event);
    if (isPatchEvent(event)) paint(draft, event);
    if (isBumpEvent(event) && draw(stage, draft, event) === "waiting") return "waiting";
    const { model } = draft.stepper;
    const scenario = applyEvent(model.scenario, event);
    draft.stepper = createStepper(model);
    reviseStepper(draft, scenario);
    draft.state = {
      ...forgetCycles(forgetPast(draft.state)),
      ambient: followEvent(currentStep(model, stage.state.cursor), stage.state, model, scenario),
      eventCount: stage.state.eventCount + 1,
    };
    return { made: undefined, ...close(draft) };
  };
}

/** Gives the stepper another scenario of the same cell, and the state what of its geometry follows from that. */
export function reviseStepper(draft: Draft, scenario: Scenario): void {
  const { stepper, state } = draft;
  if (scenario === stepper.model.scenario) return;
  stepper.revise({ ...stepper.model, scenario });
  const { conductivity } = evaluateMaterial(scenario);
  if (conductivity === state.geometry.conductivity) return;
  draft.state = { ...state, geometry: { ...state.geometry, conductivity } };
}

/** Contacts are what the hand has left of them, and the run says so. */
function handle(draft: Draft, event: ContactEvent): void {
  const { model } = draft.stepper;
  const { state, changed, unchanged } = handleContacts(model, draft.state, event);
  draft.state = recount(model, state);
  const phase = phaseOf(model, state.cursor);
  draft.told.events.push(...noteEvents(model, state, { known: draft.known, phase }));
  const done = event.contact === "detached" ? "let go" : "brought back";
  if (changed.length > 0) tell(draft, `${writeParticles(changed)} ${done} by hand`);
  if (unchanged.length > 0)
    tell(draft, `${writeParticles(unchanged)} left as before: no contact that could be ${done}`);
}

/** The electrolyte conducts as the hand has painted it, and the run says so. */
function paint(draft: Draft, event: PatchEvent): void {
  const state = paintPatch(draft.stepper.model, draft.state, event.patch);
  tell(draft, `${writePatch(event)} ${state ? "painted by hand" : "left out: it lies over no electrolyte"}`);
  if (state !== undefined) draft.state = state;
}
