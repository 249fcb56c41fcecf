/**
 * The time that is granted to both cells, one piece after the other. What was granted is finished before anything further
 * is; a cell that was started again is awaited where the other one is.
 */
import { Subscription } from "rxjs";
import type { CellEngine } from "../../engine/cell-engine.ts";
import type { AdvanceOrders } from "./advance-orders.ts";
import { farthestTime, meetingTime, runningCells } from "./cell-times.ts";
import type { ClockFace } from "./clock-face.ts";
import type { GrantCosts } from "./grant-costs.ts";
import type { Playback } from "./playback.ts";

/** s that count as gone by before the first grant. */
const FIRST_ELAPSED = 1 / 60;

export interface GrantParts {
  readonly engines: readonly CellEngine[];
  readonly orders: AdvanceOrders;
  readonly costs: GrantCosts;
  readonly playback: Playback;
  readonly face: ClockFace;
}

export class Grants {
  readonly subscription = new Subscription();
  readonly #parts: GrantParts;
  /** What both cells are to reach before anything further is granted. */
  #target: { readonly time: number; readonly awaited: boolean } | undefined;
  /** When the last piece was granted, ms; undefined while the cells stand. */
  #lastGrant: number | undefined;

  constructor(parts: GrantParts) {
    this.#parts = parts;
    for (const { built$ } of parts.engines) {
      this.subscription.add(
        built$.subscribe(() => {
          // With both cells anew; where it is one of them, the other may be under way.
          if (parts.engines.every(({ time }) => time === 0)) this.#target = undefined;
        }),
      );
    }
  }

  get moving(): boolean {
    return this.#lastGrant !== undefined;
  }

  /** Where a cell that was started again is awaited, s. */
  get awaited(): number | undefined {
    return this.#target?.awaited === true ? this.#target.time : undefined;
  }

  /** What both cells have been asked to reach, s. */
  get horizon(): number {
    const { engines } = this.#parts;
    const cells = runningCells(engines);
    if (this.#target !== undefined && cells.length > 0) return this.#target.time;
    return farthestTime(cells.length > 0 ? cells : engines);
  }

  /** To be called when both cells have answered, at `now` (ms). */
  goOn(now: number): void {
    if (this.#pursueTarget(now)) return;
    const cells = runningCells(this.#parts.engines);
    if (!this.#bringUp(cells)) this.#grant(cells, now);
  }

  /** Cells that answered before they were there are asked again; false where all are there. */
  #pursueTarget(now: number): boolean {
    if (this.#target === undefined) return false;
    const { time, awaited } = this.#target;
    if (this.#advance(runningCells(this.#parts.engines), time)) return true;
    this.#target = undefined;
    if (awaited) this.#parts.face.await(undefined);
    else this.#parts.costs.finish(now);
    return false;
  }

  /** A cell that was started again is brought to where the other one is, before both go on. */
  #bringUp(cells: readonly CellEngine[]): boolean {
    const time = cells.length > 1 ? meetingTime(cells) : undefined;
    if (time === undefined) return false;
    this.#target = { time, awaited: true };
    this.#advance(cells, time);
    this.#parts.face.await(time);
    return true;
  }

  #grant(cells: readonly CellEngine[], now: number): void {
    const { costs, playback, face } = this.#parts;
    const from = farthestTime(cells);
    const elapsed = this.#lastGrant === undefined ? FIRST_ELAPSED : (now - this.#lastGrant) / 1000;
    const time = playback.nextTime(from, { elapsed, limit: costs.limit });
    if (cells.length === 0 || time <= from) {
      this.#stand();
      return;
    }
    if (this.#lastGrant === undefined) face.start(now);
    this.#lastGrant = now;
    playback.spend();
    this.#target = { time, awaited: false };
    costs.begin(time - from, now);
    this.#advance(cells, time);
  }

  #stand(): void {
    if (this.#lastGrant === undefined) return;
    this.#lastGrant = undefined;
    this.#parts.face.stand(this.#parts.playback.catchUpTo);
  }

  /** Asks the cells that are not yet at `time` (s) to go there; false where there are none. */
  #advance(cells: readonly CellEngine[], time: number): boolean {
    const behind = cells.filter((engine) => engine.time < time);
    for (const engine of behind) this.#parts.orders.advance(engine, time);
    return behind.length > 0;
  }
}
