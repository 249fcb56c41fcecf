/**
 * The moment that is looked at: the newest one, or one of the past, while which the cells stand. Everything that shows a
 * frame shows this one. From a moment of the past the run is played back at the speed of the clock until it is at its newest
 * moment again, where the cells go on.
 */
import { BehaviorSubject, type Observable, Subscription } from "rxjs";
import type { CellEngine } from "../../engine/cell-engine.ts";
import { SAME_TIME } from "../clock/cell-times.ts";
import type { ClockReading } from "../clock/clock-face.ts";
import type { Conductor } from "../clock/conductor.ts";
import type { FramePair, MeshPair } from "../clock/newest-frames.ts";
import { boundGap } from "../clock/pacing.ts";
import { FrameTape, type Moment } from "./frame-tape.ts";

/** What of the cells and their clock it needs. */
export interface ViewingParts {
  readonly engines: readonly Pick<CellEngine, "built$">[];
  readonly conductor: Pick<Conductor, "frames$" | "meshes" | "clock$" | "clock">;
  /** Ticks of the screen, ms. */
  readonly ticks$: Observable<number>;
  readonly demand: () => { readonly playing: boolean; readonly speed: number };
  /** Called when somebody looks at the past: it stands until it is played back. */
  readonly pause: () => void;
}

const NOTHING: Moment = { time: 0, frames: [undefined, undefined], meshes: [undefined, undefined] };

export class Viewing {
  readonly subscription = new Subscription();
  readonly #parts: ViewingParts;
  readonly #tape: FrameTape;
  readonly #frames$ = new BehaviorSubject<FramePair>(NOTHING.frames);
  readonly #past$ = new BehaviorSubject<number | undefined>(undefined);
  /** Of the cells as they stand. */
  #newest = NOTHING;
  #shown = NOTHING;
  /** Time that is played back to, s; the moment shown is the last one until then. */
  #at = 0;
  #lastTick: number | undefined;
  /** Whether the cells are on their way to the moment that is looked at, to go on from there. */
  #awaits = false;

  constructor(parts: ViewingParts, tape = new FrameTape()) {
    this.#parts = parts;
    this.#tape = tape;
    const { engines, conductor, ticks$ } = parts;
    for (const { built$ } of engines) {
      // What goes on from where it was kept has the past that it had.
      const built = built$.subscribe(({ frame, fromFile }) => {
        if (frame.time === 0 || fromFile) this.forget();
      });
      this.subscription.add(built);
    }
    this.subscription.add(conductor.frames$.subscribe((frames) => this.#take(frames)));
    this.subscription.add(conductor.clock$.subscribe((clock) => this.#follow(clock)));
    this.subscription.add(ticks$.subscribe((now) => this.#playBack(now)));
  }

  get frames$(): Observable<FramePair> {
    return this.#frames$;
  }

  /** Of the frames that are shown. */
  get meshes(): MeshPair {
    return this.#shown.meshes;
  }

  /** Simulated time that is looked at, s. */
  get time(): number {
    return this.past ?? this.#parts.conductor.clock.time;
  }

  /** The moment of the past that is looked at, s; undefined at the newest one. */
  get past(): number | undefined {
    return this.#past$.value;
  }

  get past$(): Observable<number | undefined> {
    return this.#past$;
  }

  /** The past that a change is to be made in, s; undefined at the newest moment and while the cells come to that of a change. */
  get changeable(): number | undefined {
    return this.#awaits ? undefined : this.past;
  }

  /** All that are kept, oldest first. */
  get moments(): readonly Moment[] {
    return this.#tape.moments;
  }

  /** From when on moments are kept, s. */
  get oldest(): number {
    return this.#tape.moments[0]?.time ?? 0;
  }

  /** Looks at the kept moment that is nearest to `time` (s). */
  look(time: number): void {
    this.#look(this.#tape.nearest(time));
  }

  /** Looks at the first kept moment from `time` (s) on, in which what happened at that time has happened. */
  lookAfter(time: number): void {
    this.#look(this.#tape.from(time));
  }

  /** Looks at the next of `times` (s, rising), or the one before, seen from here; beyond the last at the cells as they stand. */
  lookAtNext(times: readonly number[], by: -1 | 1): void {
    // What happened between two kept moments is seen in the later one.
    const seen = times.flatMap((time) => this.#tape.from(time)?.time ?? []);
    const next =
      by > 0
        ? seen.find((time) => time > this.time + SAME_TIME)
        : seen.findLast((time) => time < this.time - SAME_TIME);
    if (next !== undefined) this.look(next);
    else if (by > 0) this.leavePast();
  }

  /** Goes by one kept moment. */
  step(by: -1 | 1): void {
    const { time } = this;
    const beside = by < 0 ? this.#tape.until(time - SAME_TIME) : this.#tape.from(time + SAME_TIME);
    if (beside !== undefined || by > 0) this.#look(beside);
  }

  /** Looks at the cells as they stand. */
  leavePast(): void {
    this.#awaits = false;
    this.#show(this.#newest, undefined);
  }

  /** The cells come back to the moment that is looked at, or to `time` (s): what was after it is not of this run any more. */
  awaitCells(time: number): void {
    this.#tape.dropAfter(time);
    this.#awaits = this.past !== undefined;
    this.#follow(this.#parts.conductor.clock);
  }

  /** Another run, without a past that is known. */
  forget(): void {
    this.#tape.clear();
    if (!this.#awaits) this.leavePast();
  }

  #take(frames: FramePair): void {
    const { meshes } = this.#parts.conductor;
    const time = Math.max(0, ...frames.map((frame) => frame?.time ?? 0));
    this.#newest = { time, frames, meshes };
    if (isOneMoment(frames, time)) this.#tape.add(this.#newest);
    if (this.past === undefined) this.#show(this.#newest, undefined);
  }

  /** The cells are where they were to come, or somebody called them off. */
  #follow({ catchUpTo }: ClockReading): void {
    if (this.#awaits && catchUpTo === undefined) this.leavePast();
  }

  #look(moment: Moment | undefined): void {
    this.#awaits = false;
    if (moment === undefined || moment.time >= this.#newest.time - SAME_TIME) this.leavePast();
    else {
      this.#parts.pause();
      this.#show(moment, moment.time);
    }
  }

  #show(moment: Moment, past: number | undefined): void {
    const isNew = moment.frames !== this.#shown.frames;
    this.#shown = moment;
    this.#at = moment.time;
    if (past !== this.past) this.#past$.next(past);
    if (isNew) this.#frames$.next(moment.frames);
  }

  #playBack(now: number): void {
    const last = this.#lastTick;
    this.#lastTick = now;
    const { playing, speed } = this.#parts.demand();
    if (this.changeable === undefined || !playing || last === undefined) return;
    const at = this.#at + speed * boundGap((now - last) / 1000);
    const moment = this.#tape.until(at);
    if (at >= this.#newest.time || moment === undefined) this.leavePast();
    else this.#show(moment, moment.time);
    this.#at = at;
  }
}

/** One that has ended stays as it was. */
function isOneMoment(frames: FramePair, time: number): boolean {
  return frames.every(
    (frame) => frame === undefined || frame.phase === "done" || time - frame.time <= SAME_TIME,
  );
}
