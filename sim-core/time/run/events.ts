/** What has happened in a cell for the first time; a state tells all of it, so that a run can be resumed from any. */

import { MILLIAMPERE_HOURS } from "../../base/constants.ts";
import { type EventKind, PARTICLE_DETACHED, type Phase, type RunEvent } from "../../cell/frame.ts";
import type { Model } from "../../cell/model.ts";
import type { CellState } from "../../cell/state.ts";

const SENTENCES: Readonly<Record<EventKind, (count: number, model: Model) => string>> = {
  detachment: (count) =>
    count === 1 ? "A particle has lost contact." : `${count} particles have lost contact at once.`,
  yield: (_, { scenario }) =>
    scenario.mechanics.mode === "physical" && scenario.mechanics.electrolyteLaw !== "elastic"
      ? "The electrolyte yields."
      : "The stress in the electrolyte has passed its yield stress; here it stays elastic.",
  depletion: () => "Lithium is used up at a place of the anode.",
  crack: (count) =>
    count === 1 ? "A crack grows in the electrolyte." : `${count} cracks grow in the electrolyte.`,
  short: () => "Lithium has crossed the electrolyte: a short circuit.",
};

/** Returns the kinds that a state shows, each with how many places show it. */
export function listHappened({ population }: Model, state: CellState): Map<EventKind, number> {
  const { particles, front, electrolyte, mechanics } = state;
  const counts: Record<EventKind, number> = {
    detachment: count(
      particles.status,
      (status, p) => status === PARTICLE_DETACHED && population.takesPart[p] === 1,
    ),
    yield: mechanics !== undefined && mechanics.yieldedShare > 0 ? 1 : 0,
    depletion: count(front.depleted, (depleted) => depleted === 1),
    crack: electrolyte.cracks.filter(({ length }) => length > 0).length,
    short: electrolyte.shortCircuit.length > 0 ? 1 : 0,
  };
  return new Map(Object.entries(counts).filter(([, own]) => own > 0) as [EventKind, number][]);
}

/** Returns the events of a state that are not among the `known` kinds, and adds them there. */
export function noteEvents(
  model: Model,
  state: CellState,
  { known, phase }: { readonly known: Set<EventKind>; readonly phase: Phase },
): RunEvent[] {
  const events: RunEvent[] = [];
  for (const [kind, places] of listHappened(model, state)) {
    if (known.has(kind)) continue;
    known.add(kind);
    events.push({
      kind,
      time: state.time,
      cycle: state.cursor.cycle,
      phase,
      voltage: state.potentials.voltage,
      capacity: state.cursor.passed / MILLIAMPERE_HOURS,
      message: SENTENCES[kind](places, model),
    });
  }
  return events;
}

function count(values: ArrayLike<number>, holds: (value: number, index: number) => boolean): number {
  let total = 0;
  for (let k = 0; k < values.length; k++) if (holds(values[k], k)) total++;
  return total;
}
