/** Pictures of the present run on the way, as many as a budget holds. */
import type { Frame } from "../../../../sim-core/index.ts";
import type { FramePair, MeshPair } from "../clock/newest-frames.ts";
import { byAgeAndEvenly, leastMissed } from "../thin-kept.ts";

/** What both cells looked like at a time. */
export interface Moment {
  /** Simulated, s. */
  readonly time: number;
  readonly frames: FramePair;
  readonly meshes: MeshPair;
}

/** Bytes of the frames of both cells that are kept; on a draft mesh some 400 of 0.2 MB. */
const FRAME_BUDGET = 96 * 2 ** 20;

interface KeptMoment extends Moment {
  readonly bytes: number;
}

export class FrameTape {
  readonly #budget: number;
  /** Oldest first. */
  readonly #moments: KeptMoment[] = [];
  #bytes = 0;

  /** `budget` in bytes. */
  constructor(budget = FRAME_BUDGET) {
    this.#budget = budget;
  }

  /** Oldest first. */
  get moments(): readonly Moment[] {
    return this.#moments;
  }

  /** Of all frames, bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Keeps a moment that is later than all others; one that is not is known already. */
  add(moment: Moment): void {
    const newest = this.#moments.at(-1);
    if (newest !== undefined && moment.time <= newest.time) {
      // The same moment with more in it, such as stress that is looked at from now on.
      if (moment.time < newest.time) return;
      this.#remove(this.#moments.length - 1);
    }
    this.#push(moment);
    while (this.#bytes > this.#budget && this.#moments.length > 2) {
      this.#remove(leastMissed(this.#moments, byAgeAndEvenly));
    }
  }

  /** Returns the moment that is nearest to `time` (s); undefined without any. */
  nearest(time: number): Moment | undefined {
    const [before, after] = this.#about(time);
    if (after === undefined || before === undefined) return after ?? before;
    return time - before.time <= after.time - time ? before : after;
  }

  /** Returns the newest moment until `time` (s); undefined where none is that old. */
  until(time: number): Moment | undefined {
    return this.#about(time)[0];
  }

  /** Returns the first moment from `time` (s) on; undefined where none is that young. */
  from(time: number): Moment | undefined {
    const [before, after] = this.#about(time);
    return before?.time === time ? before : after;
  }

  /** Leaves those until `time` (s). */
  dropAfter(time: number): void {
    while (this.#moments.length > 0 && this.#moments.at(-1)!.time > time)
      this.#remove(this.#moments.length - 1);
  }

  clear(): void {
    this.#moments.length = 0;
    this.#bytes = 0;
  }

  /** The last moment until `time` (s), and the first one after it. */
  #about(time: number): readonly [Moment | undefined, Moment | undefined] {
    let low = 0;
    let high = this.#moments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#moments[middle]!.time > time) high = middle;
      else low = middle + 1;
    }
    return [this.#moments[low - 1], this.#moments[low]];
  }

  #push(moment: Moment): void {
    const bytes = moment.frames.reduce((sum, frame) => sum + (frame === undefined ? 0 : bytesOf(frame)), 0);
    this.#moments.push({ ...moment, bytes });
    this.#bytes += bytes;
  }

  #remove(place: number): void {
    const [gone] = this.#moments.splice(place, 1);
    this.#bytes -= gone?.bytes ?? 0;
  }
}

function bytesOf(frame: Frame): number {
  let bytes = 0;
  for (const value of Object.values(frame)) if (ArrayBuffer.isView(value)) bytes += value.byteLength;
  return bytes;
}
