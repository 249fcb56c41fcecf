/** What has happened in a cell for the first time; a state tells all of it, so that a run can be resumed from any. */
import { MILLIAMPERE_HOURS } from "../../base/constants.ts";
import type { EventKind, Phase, RunEvent } from "../../cell/frame.ts";
import type { Model } from "../../cell/model.ts";
import type { CellState } from "../../cell/state.ts";
import { MECHANISMS } from "../../mechanisms/list.ts";
import type { Happened } from "../../mechanisms/record/mechanism.ts";

/** Returns what a state shows. */
export function listHappened(model: Model, state: CellState): readonly Happened[] {
  return MECHANISMS.flatMap(({ happened }) => happened?.(model, state) ?? []).filter(
    ({ count }) => count > 0,
  );
}

/** Returns the events of a state that are not among the `known` kinds, and adds them there. */
export function noteEvents(
  model: Model,
  state: CellState,
  { known, phase }: { readonly known: Set<EventKind>; readonly phase: Phase },
): RunEvent[] {
  const events: RunEvent[] = [];
  for (const { kind, message } of listHappened(model, state)) {
    if (known.has(kind)) continue;
    known.add(kind);
    events.push({
      kind,
      time: state.time,
      cycle: state.cursor.cycle,
      phase,
      voltage: state.potentials.voltage,
      capacity: state.cursor.passed / MILLIAMPERE_HOURS,
      message,
    });
  }
  return events;
}
