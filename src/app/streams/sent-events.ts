/** The changes on the way that the cells were sent, by revision, and the last revision that each of them has taken. */
import { type AppState, defaultState } from "./app-state.ts";

type Events = AppState["events"];

export class SentEvents {
  #revisions: Events[] = [defaultState.events];
  readonly #taken: [number, number] = [0, 0];

  /** What was sent last. */
  get newest(): Events {
    return this.#revisions.at(-1) ?? defaultState.events;
  }

  /** What both cells have taken. */
  get takenByBoth(): Events {
    return this.#revisions[Math.min(...this.#taken)] ?? this.newest;
  }

  /** Cells begin with `events`. */
  begin(events: Events): void {
    this.#revisions = [events];
    this.#taken.fill(0);
  }

  /** Returns the revision that `events` are. */
  send(events: Events): number {
    return this.#revisions.push(events) - 1;
  }

  take(cell: 0 | 1, revision: number): void {
    this.#taken[cell] = revision;
  }
}
