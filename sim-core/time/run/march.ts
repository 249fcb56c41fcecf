/**
 * What comes after a stage of a run: the next time step of the solver's own grid and all that follows from it, as a new
 * stage and what there is to tell. Nothing of the stage is changed but the scratch of its stepper, so that a step which is
 * not wanted after all, since an event comes in between, is dropped.
 */

import { findOutsideTables } from "../../cell/outside-table.ts";
import type { CellState } from "../../cell/state.ts";
import { composeFrameMesh } from "../../frame/compose-frame.ts";
import { cellTemperature } from "../../mechanisms/cell-temperature.ts";
import { createLeak } from "../../mechanisms/electrolyte/leak.ts";
import { needsUpdate, updateElectrolyte } from "../../mechanisms/electrolyte/update-electrolyte.ts";
import { recount } from "../../mechanisms/ledger.ts";
import type { MeshSource } from "../../remeshing/mesher.ts";
import type { ProtocolStep, ScenarioEvent } from "../../scenario/record/scenario.ts";
import { forgetCycles } from "../jump/record-cycle.ts";
import { ambientAt, longestInRamp, placeInAmbient } from "../protocol/ambient.ts";
import { currentStep } from "../protocol/protocol.ts";
import { takeStep } from "../search/next-step.ts";
import type { StepEffort } from "../search/step-effort.ts";
import { createStepper, type Stepper } from "../step/step.ts";
import { createActor, reviseStepper } from "./act-event.ts";
import { conclude } from "./conclude.ts";
import { addRunEnds, timeLeft } from "./endings.ts";
import { createFollower, type Followed } from "./follow-front.ts";
import { jumpAhead } from "./jump-ahead.ts";
import type { HeldStep } from "./run-memory.ts";
import { type Ahead, addTold, close, type Draft, fail, open, type Stage, tell, tellOnce } from "./stage.ts";
import type { StressUpkeep } from "./stress-upkeep.ts";
import { sampleState } from "./summaries.ts";

interface MadeStep {
  readonly stepper: Stepper;
  readonly state: CellState;
  /** The protocol step is over. */
  readonly limit: boolean;
}

export interface March {
  /** Returns what comes after `stage`, or "waiting" where a mesh is not there yet: then it is to be asked again. */
  next(stage: Stage): Ahead | "waiting";
  /** The step of `stage` whose mesh is waited for. */
  held(stage: Stage): HeldStep | undefined;
}

/** Where a run had stood that waits for a mesh. */
interface MarchStart {
  readonly stage: Stage;
  readonly held: HeldStep;
}

/** With `start` it goes on waiting where a run had stood. */
export function createMarch(meshes: MeshSource, stress: StressUpkeep, start?: MarchStart): March {
  return new CellMarch(meshes, stress, start);
}

class CellMarch implements March {
  private readonly follow: ReturnType<typeof createFollower>;
  private readonly act: ReturnType<typeof createActor>;
  private readonly leaks = new WeakMap<Stepper, ReturnType<typeof createLeak>>();
  private waiting: Held | undefined;

  constructor(
    meshes: MeshSource,
    private readonly stress: StressUpkeep,
    start: MarchStart | undefined,
  ) {
    this.follow = createFollower(meshes);
    this.act = createActor(this.follow);
    this.waiting = start && {
      stage: start.stage,
      draft: addTold(open(start.stage), start.held.told),
      first: undefined,
      now: start.held,
      effort: undefined,
    };
  }

  next(stage: Stage): Ahead | "waiting" {
    if (this.waiting?.stage === stage) return this.finish(this.waiting);
    const event = stage.scenario.events[stage.state.eventCount];
    if (event !== undefined && event.time <= stage.state.time) return this.act(stage, event);
    const draft = open(stage);
    const { step, cursor } = stage.state;
    if (step === 0 && cursor.ordinal === 1) {
      draft.told.samples.push(sampleState(draft.stepper.model, stage.state));
    }
    const { ahead, why } = jumpAhead(stage, event);
    if (ahead !== undefined) return ahead;
    if (why !== undefined) tellOnce(draft, `cycles are solved instead of jumped: ${why}`);
    const made = makeStepUntil(draft, event, stage.state.time);
    if (made === undefined) return { made: undefined, ...close(draft) };
    if (made.kind === "at once") {
      conclude(draft, true, stage.state.cursor.elapsed === 0 ? "skipped" : undefined);
      return { made: undefined, ...close(draft) };
    }
    const now = { state: made.state, limit: made.limit, stepper: draft.stepper };
    return this.finish({ stage, draft, first: made.state, now, effort: made.effort });
  }

  held(stage: Stage): HeldStep | undefined {
    const { waiting } = this;
    return waiting?.stage === stage ? { ...waiting.now, told: waiting.draft.told } : undefined;
  }

  /** Where meshes are waited for, those that have come are not asked for again. */
  private finish({ stage, draft, first, now, effort }: Held): Ahead | "waiting" {
    const followed = this.takeUp(draft, now);
    this.waiting =
      followed.kind === "waiting"
        ? { stage, draft, first, now: { ...followed, limit: now.limit }, effort }
        : undefined;
    if (followed.kind === "waiting") return "waiting";
    if (followed.kind === "followed") conclude(draft, now.limit);
    return { made: first, ...close(draft), effort };
  }

  /** Lets the mesh follow the front, then what need not follow every step. */
  private takeUp(draft: Draft, made: MadeStep): Followed {
    const followed = this.follow(made.stepper, made.state);
    if (followed.kind === "waiting") return followed;
    draft.told.samples.push(sampleState(made.stepper.model, made.state));
    if (followed.kind === "failed") {
      draft.state = made.state;
      fail(draft, followed.reason);
      return followed;
    }
    const isRemeshed = followed.stepper !== draft.stepper;
    if (isRemeshed) draft.mesh = composeFrameMesh(followed.stepper.model);
    draft.stepper = followed.stepper;
    draft.state = isRemeshed ? forgetCycles(followed.state) : followed.state;
    for (const sentence of findOutsideTables(draft.stepper.model, draft.state, draft.said))
      tell(draft, sentence);
    this.keepUp(draft, made.limit);
    return followed;
  }

  private keepUp(draft: Draft, stepEnds: boolean): void {
    const { model } = draft.stepper;
    const strained = this.stress.update(model, draft.state, stepEnds);
    draft.state = strained.state;
    tell(draft, strained.notice);
    if (!stepEnds && !needsUpdate(model, draft.state)) return;
    const { level } = model.scenario.intergranular;
    const updated = updateElectrolyte(model, draft.state, {
      leak: level === "leakage" ? this.leakOf(draft.stepper) : undefined,
      phaseEnds: stepEnds,
    });
    draft.state = updated.state === draft.state ? draft.state : recount(model, updated.state);
    tell(draft, updated.notice);
  }

  private leakOf(stepper: Stepper): ReturnType<typeof createLeak> {
    const leak = this.leaks.get(stepper) ?? createLeak((at) => stepper.spread(at));
    this.leaks.set(stepper, leak);
    return leak;
  }
}

/** A step that waits for a mesh: as it was made, and where the meshes that have come have brought it. */
interface Held {
  readonly stage: Stage;
  readonly draft: Draft;
  readonly first: CellState | undefined;
  readonly now: MadeStep;
  readonly effort: StepEffort | undefined;
}

type Made =
  | {
      readonly kind: "stepped";
      readonly state: CellState;
      readonly limit: boolean;
      readonly effort: StepEffort;
    }
  | { readonly kind: "at once" };

/** The next step, which ends at the event where that comes first. */
function makeStepUntil(draft: Draft, event: ScenarioEvent | undefined, time: number): Made | undefined {
  const made = makeStep(draft, Number.POSITIVE_INFINITY);
  if (event === undefined || made?.kind !== "stepped" || !(made.state.time > event.time)) return made;
  draft.stepper = createStepper(draft.stepper.model);
  return landOn(makeStep(draft, event.time - time), event.time);
}

/** A step not beyond `span` (s); undefined where none can be made, which ends the run. */
function makeStep(draft: Draft, span: number): Made | undefined {
  const { protocol } = draft.scenario;
  const step = addRunEnds(currentStep(draft.stepper.model, draft.state.cursor), protocol.end);
  placeDraft(draft, step);
  const { stepper, state } = draft;
  const reach = Math.min(span, longestInRamp(step, state), timeLeft(protocol.end, state.time));
  const advanced = takeStep(stepper, state, step, reach);
  for (const sentence of stepper.takeNotices()) tell(draft, sentence);
  if (advanced.kind !== "failed") return advanced;
  fail(draft, advanced.reason);
  return undefined;
}

/** Puts the cell where the protocol step has its surroundings by now, as warm as it is. */
function placeDraft(draft: Draft, step: ProtocolStep): void {
  if (step.ambient !== undefined) draft.state = { ...draft.state, ambient: ambientAt(step, draft.state) };
  const { stackPressure } = draft.state.ambient;
  const temperature = cellTemperature(draft.state);
  reviseStepper(draft, placeInAmbient(draft.stepper.model.scenario, { temperature, stackPressure }));
}

/** The time of an event is met to the last bit, which the sum of steps may miss. */
function landOn(made: Made | undefined, time: number): Made | undefined {
  if (made?.kind !== "stepped" || Math.abs(made.state.time - time) > 1e-9 * (1 + time)) return made;
  return { ...made, state: { ...made.state, time } };
}
