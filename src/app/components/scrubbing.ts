/** Pointer and keys on the line of time: pointing at a moment, drawing the one that is shown into the past. */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Session } from "../streams/session.ts";

export interface ScrubbingParts {
  readonly session: () => Session;
  /** Simulated time at a place of the window, s. */
  readonly timeAt: (clientX: number) => number;
  /** Whether a mark of the line is read, whose moment is pointed at then. */
  readonly isRead: () => boolean;
}

/** CSS px by which a click may move. */
const SLACK = 4;

export class Scrubbing implements ReactiveController {
  readonly #host: HTMLElement;
  readonly #parts: ScrubbingParts;
  /** A pointer that is down on the line, from where, and whether it has moved. */
  #drag: { readonly pointer: number; readonly from: number; moved: boolean } | undefined;
  #connected = new AbortController();

  constructor(host: HTMLElement & ReactiveControllerHost, parts: ScrubbingParts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = new AbortController();
    const options = { signal: this.#connected.signal };
    this.#host.addEventListener("pointerdown", (event) => this.#grab(event), options);
    this.#host.addEventListener("pointermove", (event) => this.#point(event), options);
    this.#host.addEventListener("pointerup", (event) => this.#release(event), options);
    this.#host.addEventListener("pointercancel", () => this.#drop(), options);
    this.#host.addEventListener("pointerleave", () => this.#session.cursor$.next(undefined), options);
  }

  hostDisconnected(): void {
    this.#connected.abort();
    this.#drop();
  }

  /** By one kept moment, by a tenth of the time so far, to the beginning, to now. */
  readonly handleKey = (event: KeyboardEvent): void => {
    const { viewing, conductor } = this.#session;
    const actions: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => viewing.step(-1),
      ArrowDown: () => viewing.step(-1),
      ArrowRight: () => viewing.step(1),
      ArrowUp: () => viewing.step(1),
      PageDown: () => viewing.look(viewing.time - conductor.clock.time / 10),
      PageUp: () => viewing.look(viewing.time + conductor.clock.time / 10),
      Home: () => viewing.look(0),
      End: () => viewing.leavePast(),
    };
    const action = actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };

  get #session(): Session {
    return this.#parts.session();
  }

  #grab(event: PointerEvent): void {
    if (event.button === 0) this.#drag = { pointer: event.pointerId, from: event.clientX, moved: false };
  }

  #point(event: PointerEvent): void {
    const time = this.#parts.timeAt(event.clientX);
    const drag = this.#drag;
    if (drag?.pointer !== event.pointerId) {
      if (!this.#parts.isRead()) this.#session.cursor$.next(time);
      return;
    }
    if (!drag.moved && Math.abs(event.clientX - drag.from) > SLACK) {
      drag.moved = true;
      this.#host.setPointerCapture(event.pointerId);
      this.#session.cursor$.next(undefined);
    }
    if (drag.moved) this.#session.viewing.look(time);
  }

  /** Without a move it is a click: on a mark that mark's, elsewhere to the moment there. */
  #release(event: PointerEvent): void {
    const drag = this.#drag;
    this.#drop();
    const isElsewhere = (event.composedPath()[0] as HTMLElement).closest("button, .place") === null;
    if (drag !== undefined && !drag.moved && isElsewhere) {
      this.#session.viewing.look(this.#parts.timeAt(event.clientX));
    }
  }

  #drop(): void {
    this.#drag = undefined;
  }
}
