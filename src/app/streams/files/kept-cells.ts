/** Cells as they stood while their workers were well, and what the page had recorded of them by then. */
import { BehaviorSubject, type Observable } from "rxjs";
import type { KeptCell } from "../../engine/messages.ts";
import type { Past } from "../recorder.ts";

export interface KeptPast {
  readonly cell: KeptCell;
  /** Simulated, s. */
  readonly time: number;
  readonly past: Past;
}

/** Simulated time up to which each cell is kept, s; undefined where nothing is. */
export type KeptTimes = readonly [number | undefined, number | undefined];

export class KeptCells {
  readonly #kept: [KeptPast | undefined, KeptPast | undefined] = [undefined, undefined];
  readonly #times$ = new BehaviorSubject<KeptTimes>([undefined, undefined]);

  get times$(): Observable<KeptTimes> {
    return this.#times$;
  }

  of(cell: 0 | 1): KeptPast | undefined {
    return this.#kept[cell];
  }

  /** Takes the place of what was kept before. */
  keep(cell: 0 | 1, kept: KeptPast): void {
    this.#replace(cell, kept);
  }

  drop(cell: 0 | 1): void {
    this.#replace(cell, undefined);
  }

  #replace(cell: 0 | 1, kept: KeptPast | undefined): void {
    this.#kept[cell] = kept;
    const [a, b] = this.#kept;
    this.#times$.next([a?.time, b?.time]);
  }
}
