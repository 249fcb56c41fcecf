/** What a time step brings about: the end of an interval, of a protocol step, of a cycle, of the run. */

import { forgetPast } from "../../cell/particle-means.ts";
import type { ProtocolCursor } from "../../cell/state.ts";
import { startStepTally } from "../../mechanisms/initial-state.ts";
import { passMoment } from "../../mechanisms/pass-moment.ts";
import { writeLimit, writeStepText } from "../../scenario/protocol/write-protocol.ts";
import type { ProtocolStep } from "../../scenario/record/scenario.ts";
import { countSegment } from "../jump/count-segment.ts";
import { noteCycle, noteJumped, noteRest } from "../jump/record-cycle.ts";
import { beginAmbient } from "../protocol/ambient.ts";
import {
  currentStep,
  nearestLimit,
  nextCursor,
  nextSegment,
  passSteps,
  phaseOf,
} from "../protocol/protocol.ts";
import { describeLimits } from "../search/limit-search.ts";
import { isReferenceCycle, nextTally } from "../step/tally.ts";
import { collapse } from "./end-shorted.ts";
import { completed, judgeCycle, judgeStep } from "./endings.ts";
import { noteEvents } from "./events.ts";
import type { RunStatus } from "./run-types.ts";
import { type Draft, describePlace, tell } from "./stage.ts";
import { sampleState, summariseCycle, summariseStep } from "./summaries.ts";

/** What a time step has brought about: a short circuit, the end of an interval, of a step, of a cycle, of the run. */
export function conclude(draft: Draft, limit: boolean, skipped?: "skipped"): void {
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
  const discharges = !cycleEnds && passSteps(model, cursor)[cursor.index].kind === "discharge";
  if (cycleEnds || discharges) draft.state = countSegment(model, draft.state);
  if (cycleEnds) endCycle(draft, cursor);
  beginStep(draft, cursor);
}

/** The protocol step under `cursor` begins. */
function beginStep(draft: Draft, cursor: ProtocolCursor): void {
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
    const duration = draft.state.time - draft.state.stepTally.startTime;
    draft.state = noteRest({ ...draft.state, tally: { ...tally, ...rested } }, duration);
  } else if (step.kind !== "hold") {
    const limit = nearestLimit(step, describeLimits(model, draft.state));
    if (limit?.kind !== "voltage") draft.state = { ...draft.state, tally: { ...tally, wentOn: true } };
  }
}

/** A cycle that was jumped, of which `draft` has the end, is told of and judged as any other; what has happened, in it. */
export function concludeJump(draft: Draft): void {
  const { model } = draft.stepper;
  const phase = phaseOf(model, draft.state.cursor);
  const cursor = nextCursor(model, draft.state.cursor);
  endCycle(draft, cursor, "jumped");
  draft.told.events.push(...noteEvents(model, draft.state, { known: draft.known, phase }));
  beginStep(draft, cursor);
}

function endCycle(draft: Draft, next: ProtocolCursor, jumped?: "jumped"): void {
  const { model } = draft.stepper;
  const { tally, cursor } = draft.state;
  const summary = summariseCycle(model, draft.state, jumped);
  draft.told.cycles.push(summary);
  draft.status = next.finished
    ? completed(cursor.cycle)
    : (judgeCycle(model, draft.state, summary) ?? draft.status);
  const isReference = isReferenceCycle(tally, cursor.cycle, model.scenario.protocol.referenceCycle);
  // Particles return by the breathing of a cycle, which a rest is none of.
  if (tally.charged + tally.discharged > 0) draft.state = passMoment(model, draft.state, "atCycleEnd");
  draft.state = jumped ? noteJumped(model, draft.state, next) : noteCycle(model, draft.state, next);
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
