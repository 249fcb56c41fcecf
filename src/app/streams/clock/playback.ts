/** What is asked of the clock: to play at a speed, to take single steps, or to go as fast as possible to a time. */
import { askedIncrement, roundTime } from "./pacing.ts";

export interface Demand {
  readonly playing: boolean;
  /** Simulated s per s. */
  readonly speed: number;
  /** Whether frames are to hold stress and displacement. */
  readonly stress: boolean;
}

/** s of playing that one single step is worth. */
export const STEP_SECONDS = 0.1;

export class Playback {
  readonly #demand: () => Demand;
  #stepsAsked = 0;
  #catchUpTo: number | undefined;

  constructor(demand: () => Demand) {
    this.#demand = demand;
  }

  /** Simulated s per s. */
  get speed(): number {
    return this.#demand().speed;
  }

  /** Set while it goes as fast as possible, s. */
  get catchUpTo(): number | undefined {
    return this.#catchUpTo;
  }

  /** Whether the cells go on until they are told otherwise, or have caught up. */
  get moving(): boolean {
    return this.#demand().playing || this.#catchUpTo !== undefined;
  }

  step(): void {
    this.#stepsAsked += 1;
  }

  catchUp(time: number | undefined): void {
    this.#catchUpTo = time;
  }

  /** Both cells have come to `time` (s). */
  reach(time: number): void {
    if (this.#catchUpTo !== undefined && time >= this.#catchUpTo) this.#catchUpTo = undefined;
  }

  /**
   * Returns the time to go to from `from` (s), `elapsed` (s) after the last grant and by no more than `limit` (s) where
   * that matters; the same time when nothing is asked for.
   */
  nextTime(from: number, { elapsed, limit }: { readonly elapsed: number; readonly limit: number }): number {
    const { playing, speed } = this.#demand();
    if (this.#catchUpTo !== undefined) return Math.min(roundTime(from + limit), this.#catchUpTo);
    if (this.#stepsAsked > 0) return roundTime(from + speed * STEP_SECONDS);
    return playing ? roundTime(from + Math.min(limit, askedIncrement(speed, elapsed))) : from;
  }

  /** The next time has been granted; where it was a single step's, that one is taken. */
  spend(): void {
    if (this.#catchUpTo === undefined && this.#stepsAsked > 0) this.#stepsAsked -= 1;
  }
}
