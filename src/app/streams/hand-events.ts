/**
 * What a hand does to cells in the course of a run, as the page keeps it: of one cell or of both, in lines such as
 * "3600s:particles 3,17=detached" for the address, for the workers and on the command line.
 */
import {
  type BumpEvent,
  type ContactEvent,
  type PatchEvent,
  type ScenarioEvent,
  writeEvent,
  writeParticles,
} from "../../../sim-core/index.ts";

interface OfCells {
  /** Undefined where it is done to both. */
  readonly cell: 0 | 1 | undefined;
}

/** What is done, before it has a time. */
export type ContactHandling = Omit<ContactEvent, "time"> & OfCells;
export type PatchHandling = Omit<PatchEvent, "time"> & OfCells;
export type BumpHandling = Omit<BumpEvent, "time"> & OfCells;
export type Handling = ContactHandling | PatchHandling | BumpHandling;

export type ContactHandEvent = ContactEvent & OfCells;
export type HandEvent = ContactHandEvent | (PatchEvent & OfCells) | (BumpEvent & OfCells);

/** Returns the line of an event, in which its cell is not said; the same event comes out of it again. */
export function writeHandEvent({ cell: _, ...event }: HandEvent): string {
  return writeEvent(event as ScenarioEvent)
    .replace(" s: ", "s:")
    .replaceAll(", ", ",")
    .replace(" = ", "=");
}

/** Whether an event is done to `cell`. */
export function concerns(event: OfCells, cell: 0 | 1): boolean {
  return event.cell === undefined || event.cell === cell;
}

/**
 * Returns `events` with one more, dated as it is or as late as one of them until `until` (s) that it has to follow. What the
 * hand had said since then of the same particles is taken back; where it says the same of others at that time it is one event.
 */
export function addHandEvent<E extends { readonly time: number }>(
  events: readonly (E | HandEvent)[],
  added: HandEvent,
  until = added.time,
): readonly (E | HandEvent)[] {
  const isOpen = (event: E | HandEvent): boolean => event.time >= added.time && event.time <= until;
  return isContactHandling(added)
    ? addContactEvent(events, added, (event): event is ContactHandEvent => {
        return isContactHandling(event) && isOpen(event);
      })
    : addAfter(
        events,
        added,
        events.filter((event) => isOpen(event) && isHandEvent(event) && !isContactHandling(event)),
      );
}

function addContactEvent<E extends { readonly time: number }>(
  events: readonly (E | HandEvent)[],
  added: ContactHandEvent,
  isOpen: (event: E | HandEvent) => event is ContactHandEvent,
): readonly (E | HandEvent)[] {
  const kept = events.flatMap((event) => {
    if (!isOpen(event) || (added.cell !== undefined && event.cell !== added.cell)) return [event];
    const particles = event.particles.filter((p) => !added.particles.includes(p));
    return particles.length === 0 ? [] : [{ ...event, particles }];
  });
  const rivals = kept.filter(
    (event) => isOpen(event) && event.particles.some((p) => added.particles.includes(p)),
  );
  const time = Math.max(added.time, ...rivals.map((event) => event.time));
  const place = placeAfter(kept, time);
  const before = kept[place - 1];
  if (before === undefined || !isOpen(before) || !isSameDoing(before, { ...added, time }))
    return kept.toSpliced(place, 0, { ...added, time });
  const particles = [...before.particles, ...added.particles].sort((one, other) => one - other);
  return kept.toSpliced(place - 1, 1, { ...before, particles });
}

/** With one more that comes after `others`, which have been done before it. */
function addAfter<E extends { readonly time: number }>(
  events: readonly (E | HandEvent)[],
  added: HandEvent,
  others: readonly { readonly time: number }[],
): readonly (E | HandEvent)[] {
  const time = Math.max(added.time, ...others.map((event) => event.time));
  return events.toSpliced(placeAfter(events, time), 0, { ...added, time });
}

/** Where what is done at `time` (s) stands, behind all that is done then already. */
function placeAfter(events: readonly { readonly time: number }[], time: number): number {
  const later = events.findIndex((event) => event.time > time);
  return later < 0 ? events.length : later;
}

function isSameDoing(one: ContactHandEvent, other: ContactHandEvent): boolean {
  return one.time === other.time && one.cell === other.cell && one.contact === other.contact;
}

/** Whether an event of the page is of the hand, and not a parameter's. */
export function isHandEvent(event: object): event is HandEvent {
  return isContactHandling(event) || isPatchHandling(event) || isBumpHandling(event);
}

/** Whether it is particles that an event of the page is about. */
export function isContactHandling<H extends object>(event: H): event is H & ContactHandling {
  return "particles" in event;
}

/** Whether it is a patch of poor conductor that an event of the page is about. */
export function isPatchHandling<H extends object>(event: H): event is H & PatchHandling {
  return "patch" in event;
}

/** Whether it is a bump of the lithium that an event of the page is about. */
export function isBumpHandling<H extends object>(event: H): event is H & BumpHandling {
  return "bump" in event;
}

/** Returns what is done in words, such as "particles 3, 17 of A let go by hand". */
export function describeHandling(handling: Handling): string {
  const { cell } = handling;
  const whose = cell === undefined ? "both cells" : "AB"[cell];
  if (isContactHandling(handling)) {
    const { particles, contact } = handling;
    return `${writeParticles(particles)} of ${whose} ${contact === "detached" ? "let go" : "brought back"} by hand`;
  }
  if (isBumpHandling(handling)) {
    const { x, width, height } = handling.bump;
    const done = height < 0 ? "dented" : "raised";
    return `lithium ${done} by ${Math.abs(height)} \u00b5m over ${width} \u00b5m around ${x} \u00b5m in ${whose} by hand`;
  }
  const { x, y, radius, factor } = handling.patch;
  const place = `${radius} \u00b5m around ${x}, ${y} \u00b5m in ${whose}`;
  return factor === 1
    ? `patches within ${place} wiped off by hand`
    : `patch of poor conductor, \u00d7${factor}, within ${place} painted by hand`;
}
