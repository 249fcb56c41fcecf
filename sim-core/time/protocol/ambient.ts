/**
 * Temperature and stack pressure as protocol steps change them: at once, or linearly over a time. A time step takes them as
 * they are at its start, and is kept so short that they change little in it.
 */
import type { Model } from "../../cell/model.ts";
import type { AmbientState, CellState } from "../../cell/state.ts";
import type { ProtocolStep, Scenario, Target } from "../../scenario/record/scenario.ts";

/** Parts of a ramp that a time step may pass at most, and K. */
const RAMP_PARTS = 20;
const LARGEST_WARMING = 1;

/** Returns what is around the cell `elapsed` s after the step under the cursor began. */
export function ambientAt(step: ProtocolStep, { ambient, cursor }: CellState): AmbientState {
  const { temperature, stackPressure } = step.ambient ?? {};
  return {
    ...ambient,
    temperature: approach(temperature, ambient.temperatureBefore, cursor.elapsed) ?? ambient.temperature,
    stackPressure:
      approach(stackPressure, ambient.stackPressureBefore, cursor.elapsed) ?? ambient.stackPressure,
  };
}

function approach(target: Target | undefined, from: number, elapsed: number): number | undefined {
  if (target === undefined) return undefined;
  const share = target.duration > 0 ? Math.min(1, elapsed / target.duration) : 1;
  return share === 1 ? target.value : from + share * (target.value - from);
}

/** Longest time step that a ramp allows, s. */
export function longestInRamp(step: ProtocolStep, { ambient, cursor }: CellState): number {
  const { temperature, stackPressure } = step.ambient ?? {};
  const warming = Math.abs((temperature?.value ?? 0) - ambient.temperatureBefore) / LARGEST_WARMING;
  return Math.min(
    longestIn(temperature, Math.max(RAMP_PARTS, warming), cursor.elapsed),
    longestIn(stackPressure, RAMP_PARTS, cursor.elapsed),
  );
}

function longestIn(target: Target | undefined, parts: number, elapsed: number): number {
  if (target === undefined) return Number.POSITIVE_INFINITY;
  const left = target.duration - elapsed;
  return left > 1e-9 * target.duration ? Math.min(left, target.duration / parts) : Number.POSITIVE_INFINITY;
}

/** The state of a cell whose next protocol step begins. */
export function beginAmbient({ ambient }: CellState): AmbientState {
  const { temperature, stackPressure } = ambient;
  return { ...ambient, temperatureBefore: temperature, stackPressureBefore: stackPressure };
}

/** Returns the scenario with what is around the cell now; the same one where it says so already. */
export function placeInAmbient(
  scenario: Scenario,
  { temperature, stackPressure }: Pick<AmbientState, "temperature" | "stackPressure">,
): Scenario {
  const { cell } = scenario;
  if (cell.temperature === temperature && cell.stackPressure === stackPressure) return scenario;
  return { ...scenario, cell: { ...cell, temperature, stackPressure } };
}

/**
 * Returns what is around the cell after an event has changed the scenario, in which a ramp of the step under the cursor goes
 * on: from where it was, or from the value that the event has set.
 */
export function followEvent(
  step: ProtocolStep,
  { ambient, cursor }: Pick<CellState, "ambient" | "cursor">,
  before: Model,
  { cell }: Scenario,
): AmbientState {
  const known = before.scenario.cell;
  const { temperature, stackPressure } = step.ambient ?? {};
  let after = ambient;
  if (cell.temperature !== known.temperature) {
    const temperatureBefore = beginningOf(temperature, cell.temperature, cursor.elapsed);
    after = { ...after, temperature: cell.temperature, temperatureBefore };
  }
  if (cell.stackPressure !== known.stackPressure) {
    const stackPressureBefore = beginningOf(stackPressure, cell.stackPressure, cursor.elapsed);
    after = { ...after, stackPressure: cell.stackPressure, stackPressureBefore };
  }
  return after;
}

/** From where a ramp that is at `value` after `elapsed` s has come; `value` where there is none, or it is over. */
function beginningOf(target: Target | undefined, value: number, elapsed: number): number {
  if (target === undefined || !(elapsed < target.duration)) return value;
  const share = elapsed / target.duration;
  return (value - share * target.value) / (1 - share);
}
