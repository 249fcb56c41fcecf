/** First occurrences in words, and where their marks stand so that none hides another. */
import type { EventKind, RunEvent } from "../../../sim-core/index.ts";
import { describeTime } from "./sentences.ts";

/** Short enough for a mark. */
export const eventNames: Readonly<Record<EventKind, string>> = {
  detachment: "first contact lost",
  letGo: "let go by hand",
  yield: "yield stress passed",
  depletion: "lithium used up",
  crack: "first crack",
  short: "short circuit",
};

/** Name and meaning of every kind. */
export const eventExplanations: readonly (readonly [string, string])[] = [
  [eventNames.detachment, "A particle has lost its contact with the electrolyte and takes no more part."],
  [eventNames.letGo, "Somebody let a particle go: it takes no more part until it is brought back by hand."],
  [
    eventNames.yield,
    "Somewhere in the electrolyte the stress has passed what it bears without lasting deformation.",
  ],
  [eventNames.depletion, "At a place of the anode all lithium has been stripped."],
  [eventNames.crack, "Lithium has pressed a boundary between grains open."],
  [
    eventNames.short,
    "Lithium, or a crack full of it, has reached the cathode: the cell is no battery any more.",
  ],
];

/** Returns cell, event, moment and what the run says about it. */
export function describeEvent(letter: string, event: RunEvent): string {
  const { kind, cycle, phase, time, message } = event;
  return `${letter}, ${eventNames[kind]}: cycle ${cycle}, ${phase}, ${describeTime(time)}. ${message}`;
}

/** An event of one of the two cells. */
export interface CellEvent {
  readonly cell: 0 | 1;
  readonly event: RunEvent;
}

/** Returns the events of both cells, earliest first, A before B. */
export function mergeEvents(cells: readonly { readonly events: readonly RunEvent[] }[]): CellEvent[] {
  return cells
    .flatMap(({ events }, cell) => events.map((event) => ({ cell: cell as 0 | 1, event })))
    .sort((one, other) => one.event.time - other.event.time || one.cell - other.cell);
}

/**
 * Returns the left edges of boxes on a line from 0 to `room`, each centred on its place as far as its neighbours
 * allow; places rise. Undefined where they do not fit at all.
 */
export function spreadBoxes(
  places: readonly number[],
  widths: readonly number[],
  room: number,
): number[] | undefined {
  const total = widths.reduce((sum, width) => sum + width, 0);
  if (total > room) return undefined;
  const left = places.map((place, k) => place - widths[k]! / 2);
  let edge = 0;
  for (let k = 0; k < left.length; k++) {
    left[k] = Math.max(left[k]!, edge);
    edge = left[k]! + widths[k]!;
  }
  let limit = room;
  for (let k = left.length - 1; k >= 0; k--) {
    left[k] = Math.min(left[k]!, limit - widths[k]!);
    limit = left[k]!;
  }
  return left;
}
