/** A run between two time steps, and the next stage of it while it is made: what changes, and what there is to tell. */

import { explainStop } from "../../cell/explain-stop.ts";
import type { EventKind, FrameMesh } from "../../cell/frame.ts";
import { PARTICLE_ACTIVE } from "../../cell/frame.ts";
import type { CellState } from "../../cell/state.ts";
import type { Scenario } from "../../scenario/record/scenario.ts";
import { phaseOf } from "../protocol/protocol.ts";
import type { StepEffort } from "../search/step-effort.ts";
import type { Stepper } from "../step/step.ts";
import type { RunStatus, Told } from "./run-types.ts";
import { createTold, type GatheredTold } from "./told.ts";

/** A run between two time steps. */
export interface Stage {
  readonly stepper: Stepper;
  readonly mesh: FrameMesh;
  readonly state: CellState;
  readonly status: RunStatus;
  /** As the run began, with every event, those to come too; that of the stepper has the values of now. */
  readonly scenario: Scenario;
  /** Events that have been told, and what else is said once: steps that were skipped, tables that were left. */
  readonly known: ReadonlySet<EventKind>;
  readonly said: ReadonlySet<string>;
}

export interface Ahead {
  /** End of the time step on the mesh of the stage before; undefined where no time has passed. */
  readonly made: CellState | undefined;
  readonly stage: Stage;
  readonly told: Told;
  /** What the time step took; undefined where none was made here. */
  readonly effort?: StepEffort | undefined;
}

/** A stage in the making. */
export interface Draft {
  stepper: Stepper;
  mesh: FrameMesh;
  state: CellState;
  status: RunStatus;
  readonly scenario: Scenario;
  readonly said: Set<string>;
  readonly known: Set<EventKind>;
  readonly told: GatheredTold;
}

export function open({ known, said, ...stage }: Stage): Draft {
  return { ...stage, known: new Set(known), said: new Set(said), told: createTold() };
}

export function addTold(draft: Draft, told: Told): Draft {
  draft.told.samples.push(...told.samples);
  draft.told.notices.push(...told.notices);
  return draft;
}

export function close({ told, ...stage }: Draft): Pick<Ahead, "stage" | "told"> {
  return { stage, told };
}

/** Without a particle that takes part the cell is worn out; everything else is a failure of the solution. */
export function fail(draft: Draft, reason: string): void {
  const isDead = !draft.state.particles.status.includes(PARTICLE_ACTIVE);
  draft.status = {
    kind: isDead ? "worn-out" : "failed",
    message: `stopped in ${describePlace(draft)}: ${explainStop(draft.stepper.model, draft.state, reason)}`,
  };
}

export function tell(draft: Draft, sentence: string | undefined): void {
  if (sentence !== undefined) draft.told.notices.push(`${describePlace(draft)}: ${sentence}`);
}

/** Tells a sentence that is no news the second time. */
export function tellOnce(draft: Draft, sentence: string): void {
  if (draft.said.has(sentence)) return;
  draft.said.add(sentence);
  tell(draft, sentence);
}

export function describePlace({ stepper: { model }, state }: Draft): string {
  return `cycle ${state.cursor.cycle} (${phaseOf(model, state.cursor)}) at ${state.time.toFixed(0)} s`;
}
