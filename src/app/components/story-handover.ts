/** From the story to live cells: where they begin, and what is asked of them until they are there. */
import type { ReactiveControllerHost } from "lit";
import type { Session } from "../streams/session.ts";
import { goOnFromEnd } from "../streams/story/go-on.ts";
import { fetchStoryEnd } from "../streams/story/recording.ts";
import type { Wishes } from "./fluxtwin-hands.ts";

/** Where live cells begin: at their first cycle, where those of the session stood, where the story ends. */
export type Beginning = "first" | "held" | "end";

export const beginnings: Readonly<Record<Beginning, string>> = {
  first: "from the first cycle",
  held: "from where your cells stood",
  end: "from where the story ends",
};

export class StoryHandover {
  readonly #host: ReactiveControllerHost;
  readonly #session: () => Session;
  /** Simulated time at which the cells of the session wait, s. */
  #heldAt = 0;
  /** Both cells where the story ends, once they have come. */
  #end: Uint8Array | undefined;
  #begun: Beginning = "first";
  #wishes: Wishes | undefined;

  constructor(host: ReactiveControllerHost, session: () => Session) {
    this.#host = host;
    this.#session = session;
  }

  /** Where the live cells have begun. */
  get begun(): Beginning {
    return this.#begun;
  }

  /** What has been asked for while the cells come to where the story ends; undefined while they do not. */
  get wishes(): Wishes | undefined {
    return this.#wishes;
  }

  hold(): void {
    this.#heldAt = this.#session().conductor.clock.time;
  }

  async fetch(): Promise<void> {
    if (this.#heldAt > 0) return;
    this.#end = await fetchStoryEnd();
    this.#host.requestUpdate();
  }

  /** Where live cells would begin now: where the story ends, once it has. */
  next(hasEnded: boolean): Beginning {
    if (this.#heldAt > 0) return "held";
    return hasEnded && this.#end !== undefined ? "end" : "first";
  }

  go(begun: Beginning): void {
    this.#begun = begun;
    if (begun === "end" && this.#end !== undefined) void this.#goOn(this.#end);
    else this.#session().store.update({ playing: true });
  }

  /** Takes what is asked of cells that are on their way, until they are there. */
  take(event: CustomEvent<Wishes>): void {
    if (this.#wishes === undefined) return;
    event.preventDefault();
    this.#wish({ ...this.#wishes, ...event.detail });
  }

  async #goOn(end: Uint8Array): Promise<void> {
    const session = this.#session();
    this.#wish({});
    await goOnFromEnd(session, end);
    session.store.update({ playing: true });
    for (const [path, value] of Object.entries(this.#wishes ?? {})) session.store.setParameter(path, value);
    this.#wish(undefined);
  }

  #wish(wishes: Wishes | undefined): void {
    this.#wishes = wishes;
    this.#host.requestUpdate();
  }
}
