/**
 * The hand of the page: tools that are off until somebody takes one up, and what is done with them to particles,
 * electrolyte and lithium, as changes on the way of one cell or of both.
 */
import { BehaviorSubject } from "rxjs";
import { type Frame, hasContact, PARTICLE_ACTIVE, PARTICLE_LET_GO } from "../../../sim-core/index.ts";
import type { CellEngine } from "../engine/cell-engine.ts";
import type { Conductor } from "./clock/conductor.ts";
import { asSentence } from "./endings.ts";
import {
  type ContactHandEvent,
  concerns,
  describeHandling,
  type HandEvent,
  type Handling,
  isContactHandling,
  isHandEvent,
} from "./hand-events.ts";
import type { Notices } from "./notices.ts";
import type { Viewing } from "./past-frames/viewing.ts";
import { describeTime } from "./sentences.ts";
import type { Store } from "./store.ts";

/** What a hand can be laid on: "patch" paints poor conductor, "lithium" draws bumps. */
export type HandToolKey = "particles" | "patch" | "lithium";

/** How the hand is held. */
export interface HandTool {
  /** Whether what is pressed and dragged on the picture is done to the cells. */
  readonly on: boolean;
  readonly tool: HandToolKey;
  /** What becomes of particles. */
  readonly contact: ContactHandEvent["contact"];
  /** What is left of the conductivity where it is painted, 0.001 to 1; 1 wipes off. */
  readonly factor: number;
  /** Of what is painted next without a drag, um. */
  readonly radius: number;
  /** Of bumps, from end to end, um; and the height of the one that keys draw next. */
  readonly width: number;
  readonly height: number;
  /** Where keys paint and draw, um; in the middle of the separator where undefined. */
  readonly aim: { readonly x: number; readonly y: number } | undefined;
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
const OVER = "The runs are over: nothing can be done by hand any more. Start again, or go back.";

/** As it is held at first. */
export const emptyHand: HandTool = {
  on: false,
  tool: "particles",
  contact: "detached",
  factor: 0.05,
  radius: 20,
  width: 60,
  height: 5,
  aim: undefined,
  both: false,
};

export class Hand {
  readonly tool$ = new BehaviorSubject<HandTool>(emptyHand);
  /** What is being drawn on the picture and has yet to be done. */
  readonly drawing$ = new BehaviorSubject<Handling | undefined>(undefined);
  readonly #parts: HandParts;

  constructor(parts: HandParts) {
    this.#parts = parts;
  }

  hold(held: Partial<HandTool>): void {
    this.tool$.next({ ...this.tool$.value, ...held });
  }

  /** Does it as soon as the cells can take it; returns whether they can. */
  handle(handling: Handling): boolean {
    if (this.#parts.store.handle(handling) !== undefined) return true;
    this.#parts.notices$.next({ words: OVER, lasting: false });
    return false;
  }

  /** Says what has been done where the cells stand; where they go on they say it themselves. */
  tell(handling: Handling): void {
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
    const near = this.coming(cell, time).filter(isContactHandling);
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

  /** Returns what has been done to `cell` and acts a little later than `time` (s), oldest first. */
  coming(cell: 0 | 1, time: number): readonly HandEvent[] {
    const { store, conductor, viewing } = this.#parts;
    // What was done later is not of the past.
    if (viewing.changeable !== undefined) return [];
    const until = Math.max(time, conductor.nearTime);
    return store.state.events.filter(
      (event): event is HandEvent =>
        isHandEvent(event) && concerns(event, cell) && event.time >= time && event.time <= until,
    );
  }
}
