/** Cells as they stood on the way, and what the page had recorded of them by then. */
import { BehaviorSubject, type Observable } from "rxjs";
import type { KeptCell } from "../../engine/messages.ts";
import type { Past } from "../recorder.ts";
import { thinKept } from "../thin-kept.ts";

export interface KeptPast {
  readonly cell: KeptCell;
  /** Simulated time, s. */
  readonly time: number;
  readonly past: Past;
}

/** Simulated time up to which each cell is kept, s; undefined where nothing is. */
export type KeptTimes = readonly [number | undefined, number | undefined];

/** States of a cell that are kept; one takes some 2 MB on a draft mesh, 5 MB on a standard one. */
const MOST_KEPT = 8;

export class KeptCells {
  readonly #kept: [readonly KeptPast[], readonly KeptPast[]] = [[], []];
  readonly #times$ = new BehaviorSubject<KeptTimes>([undefined, undefined]);

  get times$(): Observable<KeptTimes> {
    return this.#times$;
  }

  /** The newest. */
  of(cell: 0 | 1): KeptPast | undefined {
    return this.#kept[cell].at(-1);
  }

  /** Oldest first. */
  all(cell: 0 | 1): readonly KeptPast[] {
    return this.#kept[cell];
  }

  keep(cell: 0 | 1, kept: KeptPast): void {
    this.#replace(cell, thinKept([...this.#kept[cell], kept], MOST_KEPT));
  }

  /** Leaves those until `time` (s). */
  dropAfter(cell: 0 | 1, time: number): void {
    this.#replace(
      cell,
      this.#kept[cell].filter((kept) => kept.time <= time),
    );
  }

  /** Takes the place of all that was kept. */
  restore(cell: 0 | 1, kept: readonly KeptPast[]): void {
    this.#replace(cell, kept);
  }

  drop(cell: 0 | 1): void {
    this.#replace(cell, []);
  }

  #replace(cell: 0 | 1, kept: readonly KeptPast[]): void {
    this.#kept[cell] = kept;
    this.#times$.next([this.of(0)?.time, this.of(1)?.time]);
  }
}
