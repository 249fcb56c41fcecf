/**
 * What comes after a stage of a run: the next time step of the solver's own grid and all that follows from it, as a new
 * stage and what there is to tell. Nothing of the stage is changed but the scratch of its stepper, so that a step which is
 * not wanted after all, since an event comes in between, is dropped. An event acts on a stepper that has forgotten what it
 * was solving before, lest it matter how far a run had been computed when the event was added.
 */

import { composeFrameMesh } from "../cell/compose-frame.ts";
import { explainStop } from "../cell/explain-stop.ts";
import type { CycleSummary, EventKind, FrameMesh, RunEvent, StepSample, StepSummary } from "../cell/frame.ts";
import { PARTICLE_ACTIVE } from "../cell/frame.ts";
import { startStepTally } from "../cell/initial-state.ts";
import { evaluateMaterial } from "../cell/material.ts";
import type { MeshSource } from "../cell/mesher.ts";
import { findOutsideTables } from "../cell/outside-table.ts";
import type { CellState } from "../cell/state.ts";
import { applyEvent } from "../scenario/events.ts";
import type { ProtocolStep, Scenario, ScenarioEvent } from "../scenario/scenario.ts";
import { writeLimit, writeStepText } from "../scenario/write-protocol.ts";
import { ambientAt, beginAmbient, followEvent, longestInRamp, placeInAmbient } from "./ambient.ts";
import { countDamage, drawReturns } from "./count-damage.ts";
import { forgetPast } from "./end-of-phase.ts";
import { addRunEnds, completed, judgeCycle, judgeStep, timeLeft } from "./endings.ts";
import { noteEvents } from "./events.ts";
import { createFollower, type Followed } from "./follow-front.ts";
import { createLeak } from "./leak.ts";
import { describeLimits } from "./limit-search.ts";
import { takeStep } from "./next-step.ts";
import { currentStep, nearestLimit, nextCursor, nextSegment, passSteps, phaseOf } from "./protocol.ts";
import type { HeldStep } from "./run-memory.ts";
import type { RunStatus, Told } from "./run-types.ts";
import { isUnsettled, settleElectrolyte } from "./settle-electrolyte.ts";
import { collapse } from "./short-circuit.ts";
import { createStepper, type Stepper } from "./step.ts";
import type { StressUpkeep } from "./stress-upkeep.ts";
import { sampleState, summariseCycle, summariseStep } from "./summaries.ts";
import { isReferenceCycle, nextTally } from "./tally.ts";

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
}

/** A stage in the making. */
interface Draft {
  stepper: Stepper;
  mesh: FrameMesh;
  state: CellState;
  status: RunStatus;
  readonly scenario: Scenario;
  readonly said: Set<string>;
  readonly known: Set<EventKind>;
  readonly told: {
    readonly samples: StepSample[];
    readonly steps: StepSummary[];
    readonly cycles: CycleSummary[];
    readonly notices: string[];
    readonly events: RunEvent[];
  };
}

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

/** With `start` it goes on waiting where a run had stood. */
export function createMarch(
  meshes: MeshSource,
  stress: StressUpkeep,
  start?: { readonly stage: Stage; readonly held: HeldStep },
): March {
  const follow = createFollower(meshes);
  const leaks = new WeakMap<Stepper, ReturnType<typeof createLeak>>();
  let held: Held | undefined = start && {
    stage: start.stage,
    draft: addTold(open(start.stage), start.held.told),
    first: undefined,
    now: start.held,
  };

  const leakOf = (stepper: Stepper): ReturnType<typeof createLeak> => {
    const leak = leaks.get(stepper) ?? createLeak((at) => stepper.spread(at));
    leaks.set(stepper, leak);
    return leak;
  };

  /** Lets the mesh follow the front, then what need not follow every step. */
  const takeUp = (draft: Draft, made: MadeStep): Followed => {
    const followed = follow(made.stepper, made.state);
    if (followed.kind === "waiting") return followed;
    draft.told.samples.push(sampleState(made.stepper.model, made.state));
    if (followed.kind === "failed") {
      draft.state = made.state;
      fail(draft, followed.reason);
      return followed;
    }
    if (followed.stepper !== draft.stepper) draft.mesh = composeFrameMesh(followed.stepper.model);
    draft.stepper = followed.stepper;
    draft.state = followed.state;
    for (const sentence of findOutsideTables(draft.stepper.model, draft.state, draft.said))
      tell(draft, sentence);
    keepUp(draft, made.limit);
    return followed;
  };

  const keepUp = (draft: Draft, stepEnds: boolean): void => {
    const { model } = draft.stepper;
    const strained = stress.update(model, draft.state, stepEnds);
    draft.state = strained.state;
    tell(draft, strained.notice);
    if (!stepEnds && !isUnsettled(model, draft.state)) return;
    const { level } = model.scenario.intergranular;
    const settled = settleElectrolyte(model, draft.state, {
      leak: level === "leakage" ? leakOf(draft.stepper) : undefined,
      phaseEnds: stepEnds,
    });
    draft.state = settled.state;
    tell(draft, settled.notice);
  };

  /** Where meshes are waited for, those that have come are not asked for again. */
  const finish = ({ stage, draft, first, now }: Held): Ahead | "waiting" => {
    const followed = takeUp(draft, now);
    held =
      followed.kind === "waiting"
        ? { stage, draft, first, now: { ...followed, limit: now.limit } }
        : undefined;
    if (followed.kind === "waiting") return "waiting";
    if (followed.kind === "followed") conclude(draft, now.limit);
    return { made: first, ...close(draft) };
  };

  const next = (stage: Stage): Ahead | "waiting" => {
    if (held?.stage === stage) return finish(held);
    const event = stage.scenario.events[stage.state.eventCount];
    if (event !== undefined && event.time <= stage.state.time) return act(stage, event);
    const draft = open(stage);
    const { step, cursor } = stage.state;
    if (step === 0 && cursor.ordinal === 1) {
      draft.told.samples.push(sampleState(draft.stepper.model, stage.state));
    }
    let made = makeStep(draft, Number.POSITIVE_INFINITY);
    if (event !== undefined && made?.kind === "stepped" && made.state.time > event.time) {
      draft.stepper = createStepper(draft.stepper.model);
      made = landOn(makeStep(draft, event.time - stage.state.time), event.time);
    }
    if (made === undefined) return { made: undefined, ...close(draft) };
    if (made.kind === "at once") {
      conclude(draft, true, stage.state.cursor.elapsed === 0 ? "skipped" : undefined);
      return { made: undefined, ...close(draft) };
    }
    const now = { state: made.state, limit: made.limit, stepper: draft.stepper };
    return finish({ stage, draft, first: made.state, now });
  };

  return {
    next,
    held: (stage) => (held?.stage === stage ? { ...held.now, told: held.draft.told } : undefined),
  };
}

/** A step that waits for a mesh: as it was made, and where the meshes that have come have brought it. */
interface Held {
  readonly stage: Stage;
  readonly draft: Draft;
  readonly first: CellState | undefined;
  readonly now: MadeStep;
}

type Made =
  | { readonly kind: "stepped"; readonly state: CellState; readonly limit: boolean }
  | { readonly kind: "at once" };

function open({ known, said, ...stage }: Stage): Draft {
  const told = { samples: [], steps: [], cycles: [], notices: [], events: [] };
  return { ...stage, known: new Set(known), said: new Set(said), told };
}

function addTold(draft: Draft, told: Told): Draft {
  draft.told.samples.push(...told.samples);
  draft.told.notices.push(...told.notices);
  return draft;
}

function close({ told, ...stage }: Draft): Pick<Ahead, "stage" | "told"> {
  return { stage, told };
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

/** Puts the cell where the protocol step has its surroundings by now. */
function placeDraft(draft: Draft, step: ProtocolStep): void {
  if (step.ambient === undefined) return;
  const ambient = ambientAt(step, draft.state);
  reviseStepper(draft, placeInAmbient(draft.stepper.model.scenario, ambient));
  draft.state = { ...draft.state, ambient };
}

/** Gives the stepper another scenario of the same cell, and the state what of its geometry follows from that. */
function reviseStepper(draft: Draft, scenario: Scenario): void {
  const { stepper, state } = draft;
  if (scenario === stepper.model.scenario) return;
  stepper.revise({ ...stepper.model, scenario });
  const { conductivity } = evaluateMaterial(scenario);
  if (conductivity === state.geometry.conductivity) return;
  draft.state = { ...state, geometry: { ...state.geometry, conductivity } };
}

/** The time of an event is met to the last bit, which the sum of steps may miss. */
function landOn(made: Made | undefined, time: number): Made | undefined {
  if (made?.kind !== "stepped" || Math.abs(made.state.time - time) > 1e-9 * (1 + time)) return made;
  return { ...made, state: { ...made.state, time } };
}

/** The event acts: from here on conditions are others, and nothing of the past foretells what comes. */
function act(stage: Stage, event: ScenarioEvent): Ahead {
  const draft = open(stage);
  const { model } = stage.stepper;
  const scenario = applyEvent(model.scenario, event);
  draft.stepper = createStepper(model);
  reviseStepper(draft, scenario);
  draft.state = {
    ...forgetPast(draft.state),
    ambient: followEvent(stage.state.ambient, model, scenario),
    eventCount: stage.state.eventCount + 1,
  };
  return { made: undefined, ...close(draft) };
}

/** What a time step has brought about: a short circuit, the end of an interval, of a step, of a cycle, of the run. */
function conclude(draft: Draft, limit: boolean, skipped?: "skipped"): void {
  const { model } = draft.stepper;
  const phase = phaseOf(model, draft.state.cursor);
  const step = currentStep(model, draft.state.cursor);
  const segment = nextSegment(step, draft.state.cursor);
  const ending = judgeStep(model, draft.state);
  if (draft.state.electrolyte.shortCircuit.length > 0) breakDown(draft);
  else if (ending !== undefined) stopShort(draft, ending);
  else if (limit || segment === "over")
    endStep(draft, limit ? (skipped ?? nameLimit(draft)) : "end of the profile");
  else if (segment !== undefined) draft.state = forgetPast({ ...draft.state, cursor: segment });
  draft.told.events.push(...noteEvents(draft.stepper.model, draft.state, { known: draft.known, phase }));
}

function nameLimit({ stepper: { model }, state }: Draft): string {
  const limit = nearestLimit(currentStep(model, state.cursor), describeLimits(model, state));
  if (limit === undefined) return "";
  // A current that was written as a C-rate has more digits than anyone reads.
  const isCurrent = limit.kind === "currentDensity";
  return writeLimit(isCurrent ? { ...limit, value: Number(limit.value.toPrecision(4)) } : limit);
}

/** The voltage collapses, the cycle ends where it stands, and with it the run. */
function breakDown(draft: Draft): void {
  const collapsed = collapse(draft.stepper, draft.state);
  if (collapsed !== undefined) {
    draft.state = collapsed;
    draft.told.samples.push(sampleState(draft.stepper.model, collapsed));
  }
  const message = `short circuit in ${describePlace(draft)}: lithium has crossed the electrolyte`;
  stopShort(draft, { kind: "shorted", message });
}

/** Ends the run within a cycle, whose sums are told as far as they go; a part compares with no whole. */
function stopShort(draft: Draft, status: RunStatus): void {
  const { model } = draft.stepper;
  draft.told.steps.push(summariseStep(model, draft.state, status.kind));
  const summary = summariseCycle(model, draft.state);
  draft.told.cycles.push({ ...summary, retention: null, coulombicEfficiency: null });
  draft.status = status;
}

function endStep(draft: Draft, endedBy: string): void {
  const { model } = draft.stepper;
  const step = currentStep(model, draft.state.cursor);
  if (endedBy === "skipped") tellSkipped(draft, step);
  draft.told.steps.push(summariseStep(model, draft.state, endedBy));
  noteEnd(draft, step);
  const cursor = nextCursor(model, draft.state.cursor);
  const cycleEnds = cursor.finished || cursor.cycle !== draft.state.cursor.cycle;
  const discharges = !cycleEnds && passSteps(model, cursor)[cursor.index]!.kind === "discharge";
  if (cycleEnds || discharges) draft.state = countDamage(model, draft.state);
  if (cycleEnds) endCycle(draft, cursor.finished);
  const { time, potentials } = draft.state;
  draft.state = {
    ...forgetPast({ ...draft.state, cursor }),
    ambient: beginAmbient(draft.state),
    stepTally: startStepTally(time, potentials.voltage),
  };
}

/** What the cycle keeps of a step's end: the voltage after a rest, and whether another limit than a voltage ended it. */
function noteEnd(draft: Draft, step: ProtocolStep): void {
  const { model } = draft.stepper;
  const { tally, potentials } = draft.state;
  if (step.kind === "rest") {
    const { voltage } = potentials;
    const charged = tally.direction > 0 ? { restAfterCharge: voltage } : {};
    const rested = tally.direction < 0 ? { restAfterDischarge: voltage } : charged;
    draft.state = { ...draft.state, tally: { ...tally, ...rested } };
  } else if (step.kind !== "hold") {
    const limit = nearestLimit(step, describeLimits(model, draft.state));
    if (limit?.kind !== "voltage") draft.state = { ...draft.state, tally: { ...tally, wentOn: true } };
  }
}

function endCycle(draft: Draft, finished: boolean): void {
  const { model } = draft.stepper;
  const { tally, cursor } = draft.state;
  const summary = summariseCycle(model, draft.state);
  draft.told.cycles.push(summary);
  draft.status = finished
    ? completed(cursor.cycle)
    : (judgeCycle(model, draft.state, summary) ?? draft.status);
  const isReference = isReferenceCycle(tally, cursor.cycle, model.scenario.protocol.referenceCycle);
  // Particles return by the breathing of a cycle, which a rest is none of.
  if (tally.charged + tally.discharged > 0) draft.state = drawReturns(model, draft.state);
  draft.state = { ...draft.state, tally: nextTally(tally, draft.state.time, isReference) };
}

/** A step that is over before it begins is told of once. */
function tellSkipped(draft: Draft, step: ProtocolStep): void {
  const { cursor, potentials } = draft.state;
  const place = `step ${cursor.block} ${cursor.inCheck} ${cursor.index}`;
  if (draft.said.has(place)) return;
  draft.said.add(place);
  const limit = nameLimit(draft);
  const at = `its limit (${limit}) is met at once, from ${potentials.voltage.toFixed(3)} V`;
  tell(draft, `step ${cursor.index + 1}, "${step.text ?? writeStepText(step)}", was skipped: ${at}`);
}

/** Without a particle that takes part the cell is worn out; everything else is a failure of the solution. */
function fail(draft: Draft, reason: string): void {
  const isDead = !draft.state.particles.status.includes(PARTICLE_ACTIVE);
  draft.status = {
    kind: isDead ? "worn-out" : "failed",
    message: `stopped in ${describePlace(draft)}: ${explainStop(draft.stepper.model, draft.state, reason)}`,
  };
}

function tell(draft: Draft, sentence: string | undefined): void {
  if (sentence !== undefined) draft.told.notices.push(`${describePlace(draft)}: ${sentence}`);
}

function describePlace({ stepper: { model }, state }: Draft): string {
  return `cycle ${state.cursor.cycle} (${phaseOf(model, state.cursor)}) at ${state.time.toFixed(0)} s`;
}
