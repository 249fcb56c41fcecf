/**
 * What a hand does to particles in the course of a run, as the page keeps it: of one cell or of both, in lines such as
 * "3600s:particles 3,17=detached" for the address, for the workers and on the command line.
 */
import { type ContactEvent, writeContacts, writeParticles } from "../../../sim-core/index.ts";

export interface HandEvent extends ContactEvent {
  /** Undefined where it is done to both. */
  readonly cell: 0 | 1 | undefined;
}

/** Returns the line of an event, in which its cell is not said; the same event comes out of it again. */
export function writeHandEvent({ time, particles, contact }: HandEvent): string {
  return `${time}s:${writeContacts({ particles, contact }).replaceAll(", ", ",").replace(" = ", "=")}`;
}

/** Whether an event is done to `cell`. */
export function concerns(event: Pick<HandEvent, "cell">, cell: 0 | 1): boolean {
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
  const isOpen = (event: E | HandEvent): event is HandEvent =>
    isHandEvent(event) && event.time >= added.time && event.time <= until;
  const kept = events.flatMap((event) => {
    if (!isOpen(event) || (added.cell !== undefined && event.cell !== added.cell)) return [event];
    const particles = event.particles.filter((p) => !added.particles.includes(p));
    return particles.length === 0 ? [] : [{ ...event, particles }];
  });
  const rivals = kept.filter(
    (event) => isOpen(event) && event.particles.some((p) => added.particles.includes(p)),
  );
  const time = Math.max(added.time, ...rivals.map((event) => event.time));
  const later = kept.findIndex((event) => event.time > time);
  const place = later < 0 ? kept.length : later;
  const before = kept[place - 1];
  if (before === undefined || !isOpen(before) || !isSameDoing(before, { ...added, time }))
    return kept.toSpliced(place, 0, { ...added, time });
  const particles = [...before.particles, ...added.particles].sort((one, other) => one - other);
  return kept.toSpliced(place - 1, 1, { ...before, particles });
}

function isSameDoing(one: HandEvent, other: HandEvent): boolean {
  return one.time === other.time && one.cell === other.cell && one.contact === other.contact;
}

/** Whether it is particles that an event of the page is about. */
export function isHandEvent(event: object): event is HandEvent {
  return "particles" in event;
}

/** Returns what is done in words, such as "particles 3, 17 of A let go by hand". */
export function describeHandling({ particles, contact, cell }: Omit<HandEvent, "time">): string {
  const whose = cell === undefined ? "both cells" : "AB"[cell];
  return `${writeParticles(particles)} of ${whose} ${contact === "detached" ? "let go" : "brought back"} by hand`;
}
