/**
 * What is imposed on the cell and when it ends. Positive current charges. A protocol is a list of blocks, one pass over
 * the steps of a block, or of its check, a cycle; the cursor says where the cell stands.
 */

import type { Phase } from "../../cell/frame.ts";
import type { Model } from "../../cell/model.ts";
import type { ProtocolCursor } from "../../cell/state.ts";
import type { Block, CurrentProfile, Limit, ProtocolStep, Rate } from "../../scenario/record/scenario.ts";

/** Half width of the band around a cut-off voltage within which it counts as hit, V: 1 mV would move the capacity
 * of a cycle by 0.05 % from step to step. */
const VOLTAGE_BAND = 1e-4;

/** What a step imposes: a current per depth in A/m (positive charges), a voltage in V, or a power per depth in W/m. */
export type Imposed =
  | { readonly kind: "current"; readonly current: number }
  | { readonly kind: "voltage"; readonly voltage: number }
  | { readonly kind: "power"; readonly power: number };

/** The steps of the pass under the cursor. */
export function passSteps(model: Model, { block, inCheck }: ProtocolCursor): readonly ProtocolStep[] {
  const own = blockAt(model, block);
  return inCheck ? (own.check?.steps ?? []) : own.steps;
}

/** Name of the block, or of its check, under the cursor. */
export function passName(model: Model, { block, inCheck }: ProtocolCursor): string {
  const own = blockAt(model, block);
  return inCheck ? (own.check?.name ?? own.name) : own.name;
}

function blockAt({ scenario }: Model, block: number): Block {
  return scenario.protocol.blocks[block];
}

/** The step under the cursor. */
export function currentStep(model: Model, cursor: ProtocolCursor): ProtocolStep {
  return passSteps(model, cursor)[cursor.index];
}

export function phaseOf(model: Model, cursor: ProtocolCursor): Phase {
  if (cursor.finished) return "done";
  const step = currentStep(model, cursor);
  if (step.kind !== "profile") return step.kind;
  const density = profileDensity(step.profile, cursor.segment);
  if (density === 0) return "rest";
  return density > 0 ? "charge" : "discharge";
}

/** Current density of a rate that is one, A/m2 of cell area, positive. */
export function rateDensity(model: Model, rate: Exclude<Rate, { kind: "powerDensity" }>): number {
  if (rate.kind === "currentDensity") return rate.value;
  const cRate = rate.kind === "cell" ? model.scenario.cell.cRate : rate.value;
  return (cRate * model.oneC) / model.section.width;
}

/** What the step imposes where the cursor stands. */
export function imposedBy(model: Model, step: ProtocolStep, cursor: ProtocolCursor): Imposed {
  const { width } = model.section;
  switch (step.kind) {
    case "hold":
      return { kind: "voltage", voltage: step.voltage };
    case "rest":
      return { kind: "current", current: 0 };
    case "profile":
      return { kind: "current", current: profileDensity(step.profile, cursor.segment) * width };
    default: {
      const sign = step.kind === "charge" ? 1 : -1;
      return step.rate.kind === "powerDensity"
        ? { kind: "power", power: sign * step.rate.value * width }
        : { kind: "current", current: sign * rateDensity(model, step.rate) * width };
    }
  }
}

/** Current density of an interval of a profile that is repeated, A/m2. */
function profileDensity({ currentDensity }: CurrentProfile, segment: number): number {
  return currentDensity[segment % currentDensity.length];
}

/** Cell-averaged facts of a step's end, by which limits are judged. */
export interface LimitState {
  readonly voltage: number;
  /** A/m2, magnitude */
  readonly currentDensity: number;
  /** V/s and A/(m2 s), magnitudes, over the time step */
  readonly voltageRate: number;
  readonly currentRate: number;
  /** s and C/m2 since the protocol step began */
  readonly elapsed: number;
  readonly passed: number;
  readonly stateOfCharge: number;
  /** V, open circuit of the half charged cathode */
  readonly middleVoltage: number;
  /** State of charge that falls is judged the other way round. */
  readonly discharging: boolean;
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

/** The limit of `step` that is met first at `at`; undefined where it has none. */
export function nearestLimit(step: ProtocolStep, at: LimitState): Limit | undefined {
  let nearest: Limit | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (const limit of step.until) {
    const excess = excessOfLimit(step, limit, at);
    if (excess <= most) continue;
    most = excess;
    nearest = limit;
  }
  return nearest;
}

function excessOfLimit(step: ProtocolStep, { kind, value }: Limit, at: LimitState): number {
  switch (kind) {
    case "voltage":
      return (voltageDirection(step, value, at) * (at.voltage - value)) / VOLTAGE_BAND;
    case "duration":
      return (at.elapsed - value) / (1e-9 * value);
    case "capacity":
      return (at.passed - value) / (1e-6 * value);
    case "currentDensity":
      return (value - at.currentDensity) / (1e-3 * value);
    case "voltageRate":
      return (value - at.voltageRate) / (1e-2 * value);
    case "currentRate":
      return (value - at.currentRate) / (1e-2 * value);
    case "stateOfCharge":
      return ((at.discharging ? -1 : 1) * (at.stateOfCharge - value)) / 1e-5;
  }
}

/** Charging ends above a voltage and discharging below; a profile of both between the one and the other. */
function voltageDirection(step: ProtocolStep, value: number, at: LimitState): number {
  if (step.kind === "charge") return 1;
  if (step.kind === "discharge") return -1;
  return value > at.middleVoltage ? 1 : -1;
}

/**
 * Longest time step that duration and capacity limits and the interval of a profile allow, s; `density` in A/m2 where it
 * is imposed.
 */
export function longestStep(step: ProtocolStep, cursor: ProtocolCursor, density: number): number {
  let longest = Number.POSITIVE_INFINITY;
  for (const limit of step.until) {
    if (limit.kind === "duration") longest = Math.min(longest, limit.value - cursor.elapsed);
    if (limit.kind === "capacity" && density > 0 && step.kind !== "profile") {
      longest = Math.min(longest, (limit.value - cursor.passed) / density);
    }
  }
  if (step.kind === "profile") {
    longest = Math.min(
      longest,
      cursor.segmentStart + segmentLength(step.profile, cursor.segment) - cursor.elapsed,
    );
  }
  return longest;
}

/** Length of an interval of a profile that is repeated, s. */
function segmentLength({ time, currentDensity }: CurrentProfile, segment: number): number {
  const k = segment % currentDensity.length;
  return time[k + 1] - time[k];
}

/** The cursor in the next interval of the profile where the present one is over, undefined where there is none left. */
export function nextSegment(step: ProtocolStep, cursor: ProtocolCursor): ProtocolCursor | "over" | undefined {
  if (step.kind !== "profile") return undefined;
  const { profile, repeat } = step;
  const length = segmentLength(profile, cursor.segment);
  if (cursor.elapsed < cursor.segmentStart + length * (1 - 1e-9)) return undefined;
  const segment = cursor.segment + 1;
  if (segment >= repeat * profile.currentDensity.length) return "over";
  return { ...cursor, segment, segmentStart: cursor.segmentStart + length };
}

/** The cursor after the step under it ended. */
export function nextCursor(model: Model, cursor: ProtocolCursor): ProtocolCursor {
  const fresh = { elapsed: 0, passed: 0, segment: 0, segmentStart: 0 };
  if (cursor.index + 1 < passSteps(model, cursor).length) {
    return { ...cursor, ...fresh, index: cursor.index + 1, ordinal: cursor.ordinal + 1 };
  }
  const place = nextPass(model, cursor);
  if (place === undefined) return { ...cursor, finished: true };
  return { ...cursor, ...fresh, ...place, cycle: cursor.cycle + 1, index: 0, ordinal: cursor.ordinal + 1 };
}

/** Returns where the pass after the one under the cursor is; undefined after the last. */
export function nextPass(
  model: Model,
  { round, block, pass, inCheck }: ProtocolCursor,
): Pick<ProtocolCursor, "round" | "block" | "pass" | "inCheck"> | undefined {
  const { blocks, repeat } = model.scenario.protocol;
  const { repeat: passes, check } = blocks[block];
  if (!inCheck && check !== undefined && pass % check.every === 0)
    return { round, block, pass, inCheck: true };
  if (pass < passes) return { round, block, pass: pass + 1, inCheck: false };
  if (block + 1 < blocks.length) return { round, block: block + 1, pass: 1, inCheck: false };
  return round < repeat ? { round: round + 1, block: 0, pass: 1, inCheck: false } : undefined;
}
