/** When a run is over before its protocol: end conditions that it was given, and a cell that passes no more charge. */

import { MILLIAMPERE_HOURS } from "../../base/constants.ts";
import type { CycleSummary } from "../../cell/frame.ts";
import type { Model } from "../../cell/model.ts";
import type { CellState } from "../../cell/state.ts";
import { showQuantity } from "../../scenario/protocol/protocol-units.ts";
import type { Limit, ProtocolStep, RunEnd } from "../../scenario/record/scenario.ts";
import { passSteps } from "../protocol/protocol.ts";
import type { RunStatus } from "./run-types.ts";

/** Share of the nominal capacity below which a cycle counts as none. */
const DEAD_SHARE = 1e-3;

/** Limits that the end conditions of a run add to those of a step: its voltage, in the direction in which it goes. */
export function addRunEnds(step: ProtocolStep, ends: readonly RunEnd[]): ProtocolStep {
  const kind = { charge: "voltageAbove", discharge: "voltageBelow", rest: "", hold: "", profile: "" }[
    step.kind
  ];
  const added = ends.filter(
    (end) => end.kind === kind && !step.until.some((limit) => isFirst(step, limit, end)),
  );
  if (added.length === 0) return step;
  return {
    ...step,
    until: [...step.until, ...added.map(({ value }): Limit => ({ kind: "voltage", value }))],
  };
}

/** Whether a limit of the step is met before an end condition of the run. */
function isFirst(step: ProtocolStep, limit: Limit, end: RunEnd): boolean {
  if (limit.kind !== "voltage") return false;
  return step.kind === "charge" ? limit.value <= end.value : limit.value >= end.value;
}

/** Time that is left until the run is told to end, s. */
export function timeLeft(ends: readonly RunEnd[], time: number): number {
  return ends.reduce(
    (left, { kind, value }) => (kind === "timeReached" ? Math.min(left, value - time) : left),
    Number.POSITIVE_INFINITY,
  );
}

/** The ending of a run whose voltage or time has met an end condition; undefined where it goes on. */
export function judgeStep(model: Model, state: CellState): RunStatus | undefined {
  const { voltage } = state.potentials;
  for (const { kind, value } of model.scenario.protocol.end) {
    if (kind === "timeReached" && state.time >= value * (1 - 1e-12))
      return met(`${showQuantity("duration", value)} have passed`);
    if (kind === "voltageBelow" && state.current < 0 && voltage <= value + 1e-4)
      return met(`the voltage has come down to ${value} V`);
    if (kind === "voltageAbove" && state.current > 0 && voltage >= value - 1e-4)
      return met(`the voltage has risen to ${value} V`);
  }
  return undefined;
}

/** The ending of a run after a cycle, whose summary is given; undefined where it goes on. */
export function judgeCycle(model: Model, state: CellState, summary: CycleSummary): RunStatus | undefined {
  const { cycle, dischargeCapacity_mAh_cm2: capacity, retention } = summary;
  for (const { kind, value } of model.scenario.protocol.end) {
    if (kind === "cyclesReached" && cycle >= value) return met(`${cycle} ${plural(cycle, "cycle")} are done`);
    if (kind === "capacityBelow" && capacity > 0 && capacity * MILLIAMPERE_HOURS < value) {
      return met(`cycle ${cycle} gave ${capacity.toPrecision(4)} mAh/cm2`);
    }
    if (kind === "retentionBelow" && retention !== null && retention < value) {
      return met(`cycle ${cycle} kept ${(100 * retention).toFixed(1)} %`);
    }
  }
  return judgeWear(model, state, cycle);
}

/** A cell that meets its cut-offs at once has nothing to give, or is worn out where it takes nothing either. */
function judgeWear(model: Model, state: CellState, cycle: number): RunStatus | undefined {
  const { tally, cursor } = state;
  const nominal = (model.oneC * 3600) / model.section.width;
  if (tally.wentOn || tally.charged + tally.discharged > DEAD_SHARE * nominal || !isAlone(model, state)) {
    return undefined;
  }
  const kinds = new Set(passSteps(model, cursor).map(({ kind }) => kind));
  if (!kinds.has("discharge")) return undefined;
  if (kinds.has("charge")) {
    return { kind: "worn-out", message: `the cell takes no more charge at this rate (cycle ${cycle})` };
  }
  if (kinds.has("hold") || kinds.has("profile")) return undefined;
  return { kind: "empty", message: `the cell is empty: it gives nothing more at this rate (cycle ${cycle})` };
}

/** Whether nothing but passes over the same steps is left. */
function isAlone(model: Model, { cursor }: CellState): boolean {
  const { blocks, repeat } = model.scenario.protocol;
  if (cursor.inCheck || blocks[cursor.block].check !== undefined) return false;
  return blocks.length === 1 || (cursor.block === blocks.length - 1 && cursor.round === repeat);
}

export function completed(cycles: number): RunStatus {
  return { kind: "completed", message: `completed ${cycles} ${plural(cycles, "cycle")}` };
}

function met(why: string): RunStatus {
  return { kind: "end-condition", message: `ended as the protocol asks: ${why}` };
}

function plural(count: number, word: string): string {
  return count === 1 ? word : `${word}s`;
}
