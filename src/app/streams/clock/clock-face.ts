/** What the clock says: the time that is shown, how fast it goes, and what it is on the way to. */
import { BehaviorSubject, type Observable } from "rxjs";
import { createSpeedMeter } from "./pacing.ts";

export interface ClockReading {
  /** Simulated time of the shown frames, s. */
  readonly time: number;
  /** Simulated s per s as measured; undefined while standing or not yet known. */
  readonly measuredSpeed: number | undefined;
  /** Set while running as fast as possible to an asked time, s. */
  readonly catchUpTo: number | undefined;
  /** Set while one cell, which was started again, makes up for what the other has done, s. */
  readonly awaited: number | undefined;
}

/** Before anything has moved. */
export const NO_READING: ClockReading = {
  time: 0,
  measuredSpeed: undefined,
  catchUpTo: undefined,
  awaited: undefined,
};

/** What the cells are on the way to. */
type ClockAims = Pick<ClockReading, "catchUpTo" | "awaited">;

export class ClockFace {
  readonly #reading$ = new BehaviorSubject(NO_READING);
  readonly #meter = createSpeedMeter();
  /** When the speed was measured last, ms. */
  #lastMark = 0;
  #shownTime = 0;

  get reading$(): Observable<ClockReading> {
    return this.#reading$;
  }

  get reading(): ClockReading {
    return this.#reading$.value;
  }

  /** Simulated s per s; undefined where it is not known. */
  get measuredSpeed(): number | undefined {
    return this.#meter.speed;
  }

  /** The cells, which stood, go on at `now` (ms). */
  start(now: number): void {
    this.#lastMark = now;
  }

  /** Frames of `time` (s) are shown at `now` (ms). */
  mark(time: number, { now, moving }: { readonly now: number; readonly moving: boolean }): void {
    if (time < this.#shownTime) this.#meter.clear();
    else if (moving) this.#meter.add(time - this.#shownTime, (now - this.#lastMark) / 1000);
    this.#lastMark = now;
    this.#shownTime = time;
  }

  /** Tells of the time that was marked. */
  tell(moving: boolean, aims: ClockAims): void {
    const measuredSpeed = moving ? this.#meter.speed : undefined;
    this.#reading$.next({ time: this.#shownTime, measuredSpeed, ...aims });
  }

  stand(catchUpTo: number | undefined): void {
    this.#meter.clear();
    this.tell(false, { catchUpTo, awaited: undefined });
  }

  /** One cell is awaited at the time (s) of the other; undefined once it is there. */
  await(time: number | undefined): void {
    this.#meter.clear();
    this.#reading$.next({ ...this.reading, awaited: time });
  }

  aim(catchUpTo: number | undefined): void {
    this.#reading$.next({ ...this.reading, catchUpTo });
  }
}
