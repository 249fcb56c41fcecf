/**
 * The hand of the page: a tool that is off until somebody takes it up, and what it does to particles, as changes on the way
 * of one cell or of both.
 */
import { BehaviorSubject } from "rxjs";
import { type Frame, hasContact, PARTICLE_ACTIVE, PARTICLE_LET_GO } from "../../../sim-core/index.ts";
import type { CellEngine } from "../engine/cell-engine.ts";
import type { Conductor } from "./clock/conductor.ts";
import { asSentence } from "./endings.ts";
import { concerns, describeHandling, type HandEvent, isHandEvent } from "./hand-events.ts";
import type { Notices } from "./notices.ts";
import type { Viewing } from "./past-frames/viewing.ts";
import { describeTime } from "./sentences.ts";
import type { Store } from "./store.ts";

/** How the hand is held. */
export interface HandTool {
  /** Whether what is pressed and dragged on the picture is done to particles. */
  readonly on: boolean;
  readonly contact: HandEvent["contact"];
  /** Whether it is done to both cells, whichever is touched. */
  readonly both: boolean;
}

export interface HandParts {
  readonly engines: readonly [CellEngine, CellEngine];
  readonly store: Store;
  readonly conductor: Pick<Conductor, "nearTime">;
  readonly viewing: Pick<Viewing, "changeable">;
  readonly notices$: Notices;
}

/** What is said where nothing is to come any more. */
const OVER = "The runs are over: no particle can be let go or brought back. Start again, or go back.";

export class Hand {
  readonly tool$ = new BehaviorSubject<HandTool>({ on: false, contact: "detached", both: false });
  readonly #parts: HandParts;

  constructor(parts: HandParts) {
    this.#parts = parts;
  }

  hold(held: Partial<HandTool>): void {
    this.tool$.next({ ...this.tool$.value, ...held });
  }

  /** Does it as soon as the cells can take it; returns whether they can. */
  handle(handling: Omit<HandEvent, "time">): boolean {
    if (this.#parts.store.handle(handling) !== undefined) return true;
    this.#parts.notices$.next({ words: OVER, lasting: false });
    return false;
  }

  /** Says what has been done where the cells stand; where they go on they say it themselves. */
  tell(handling: Omit<HandEvent, "time">): void {
    const { store, notices$ } = this.#parts;
    if (store.state.playing) return;
    const { time = 0 } = store.state.events.findLast(isHandEvent) ?? {};
    const words = `${describeHandling(handling)} at ${describeTime(time)}. Press Play to see what follows`;
    notices$.next({ words: asSentence(words), lasting: false });
  }

  /** Whether there is a cell whose run goes on. */
  get canAct(): boolean {
    return this.#parts.engines.some(({ status }) => status.kind === "running");
  }

  /** Returns the statuses of a frame of `cell` as they will be in a moment: what the hand has done acts a little later. */
  foresee(
    cell: 0 | 1,
    { time, particleStatus }: Pick<Frame, "time" | "particleStatus">,
  ): Frame["particleStatus"] {
    const { store, conductor, viewing } = this.#parts;
    // What was done later is not of the past.
    if (viewing.changeable !== undefined) return particleStatus;
    const until = Math.max(time, conductor.nearTime);
    const near = store.state.events.filter(
      (event): event is HandEvent =>
        isHandEvent(event) && concerns(event, cell) && event.time >= time && event.time <= until,
    );
    if (near.length === 0) return particleStatus;
    const status = particleStatus.slice();
    for (const { particles, contact } of near) {
      for (const p of particles) {
        if (hasContact(status[p]!) === (contact === "attached")) continue;
        status[p] = contact === "attached" ? PARTICLE_ACTIVE : PARTICLE_LET_GO;
      }
    }
    return status;
  }
}
