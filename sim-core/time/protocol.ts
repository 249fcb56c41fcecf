/**
 * What is imposed on the cell and when it ends. Positive current charges. A protocol is a list of steps, one
 * pass over it a cycle; the cursor says where the cell stands.
 */

import type { Phase } from "../cell/frame.ts";
import type { Model } from "../cell/model.ts";
import type { Control } from "../cell/potentials.ts";
import type { ProtocolCursor } from "../cell/state.ts";
import type { Limit, ProtocolStep, Rate } from "../scenario/scenario.ts";

/** Half width of the band around a cut-off voltage within which it counts as hit, V: 1 mV would move the capacity
 * of a cycle by 0.05 % from step to step. */
const VOLTAGE_BAND = 1e-4;

/** The step under the cursor. */
export function currentStep(model: Model, cursor: ProtocolCursor): ProtocolStep {
  return model.scenario.protocol.steps[cursor.index]!;
}

export function phaseOf(model: Model, cursor: ProtocolCursor): Phase {
  return cursor.finished ? "done" : currentStep(model, cursor).kind;
}

/** Current density of a rate, A/m2 of cell area, positive. */
export function rateDensity(model: Model, rate: Rate): number {
  if (rate.kind === "currentDensity") return rate.value;
  const cRate = rate.kind === "cell" ? model.scenario.cell.cRate : rate.value;
  return (cRate * model.oneC) / model.section.width;
}

/** What the step imposes, per metre of depth. */
export function controlOf(model: Model, step: ProtocolStep): Control {
  if (step.kind === "hold") return { kind: "voltage", voltage: step.voltage };
  if (step.kind === "rest") return { kind: "current", current: 0 };
  const density = rateDensity(model, step.rate);
  return { kind: "current", current: (step.kind === "charge" ? 1 : -1) * density * model.section.width };
}

/** Cell-averaged facts of a step's end, by which limits are judged. */
export interface LimitState {
  readonly voltage: number;
  /** A/m2, magnitude */
  readonly currentDensity: number;
  /** s and C/m2 since the protocol step began */
  readonly elapsed: number;
  readonly passed: number;
}

/**
 * How far beyond its first limit a step stands, in units of the band of that limit: above 1 it went too far,
 * between -1 and 1 the limit is hit, below -1 it is not reached.
 */
export function excessOf(step: ProtocolStep, at: LimitState): number {
  let excess = Number.NEGATIVE_INFINITY;
  for (const limit of step.until) excess = Math.max(excess, excessOfLimit(step, limit, at));
  return excess;
}

function excessOfLimit(step: ProtocolStep, limit: Limit, at: LimitState): number {
  switch (limit.kind) {
    case "voltage": {
      const direction = step.kind === "discharge" ? -1 : 1;
      return (direction * (at.voltage - limit.value)) / VOLTAGE_BAND;
    }
    case "duration":
      return (at.elapsed - limit.value) / (1e-9 * limit.value);
    case "capacity":
      return (at.passed - limit.value) / (1e-6 * limit.value);
    case "currentDensity":
      return (limit.value - at.currentDensity) / (1e-3 * limit.value);
  }
}

/** Longest step that duration and capacity limits allow, s. */
export function longestStep(step: ProtocolStep, cursor: ProtocolCursor, density: number): number {
  let longest = Number.POSITIVE_INFINITY;
  for (const limit of step.until) {
    if (limit.kind === "duration") longest = Math.min(longest, limit.value - cursor.elapsed);
    if (limit.kind === "capacity" && density > 0) {
      longest = Math.min(longest, (limit.value - cursor.passed) / density);
    }
  }
  return longest;
}

/** The cursor after the step under it ended. */
export function nextCursor(model: Model, cursor: ProtocolCursor): ProtocolCursor {
  const { steps, repeat } = model.scenario.protocol;
  const last = cursor.index + 1 === steps.length;
  if (last && cursor.cycle >= repeat) return { ...cursor, finished: true };
  return {
    cycle: last ? cursor.cycle + 1 : cursor.cycle,
    index: last ? 0 : cursor.index + 1,
    elapsed: 0,
    passed: 0,
    finished: false,
  };
}
