/**
 * Runs that were left for others: what they were, their curves, and where each cell stood, so that they can be brought
 * back. A cell that was lost, or whose last state has not come, begins anew.
 */
import { BehaviorSubject, type Observable, Subscription } from "rxjs";
import type { CellEngine } from "../../engine/cell-engine.ts";
import type { CellLeft } from "../../engine/messages.ts";
import type { AppState } from "../app-state.ts";
import type { Files, LeftOrigin } from "../files/cell-files.ts";
import type { KeptPast } from "../files/kept-cells.ts";
import { extendPast, type HistoryPair, type Past } from "../recorder.ts";

/** Runs that are kept, and states of each of their cells on the way besides the last. */
const MOST_RUNS = 3;
const MOST_STATES = 1;

export interface LeftCell {
  readonly generation: number;
  readonly origin: LeftOrigin;
  readonly past: Past;
  /** As it stood at last; undefined where that has not come. */
  readonly last: KeptPast | undefined;
}

/** A run that was left. */
export interface LeftRun {
  readonly id: number;
  /** What it was asked to be. */
  readonly state: AppState;
  /** Simulated time that it had come to, s. */
  readonly time: number;
  readonly cells: readonly [LeftCell, LeftCell];
}

export interface ShelfParts {
  readonly engines: readonly [CellEngine, CellEngine];
  readonly files: Pick<Files, "originOf">;
  readonly pastOf: (cell: 0 | 1) => Past;
}

export class RunShelf {
  readonly subscription = new Subscription();
  readonly #parts: ShelfParts;
  readonly #runs$ = new BehaviorSubject<readonly LeftRun[]>([]);

  constructor(parts: ShelfParts) {
    this.#parts = parts;
    for (const cell of [0, 1] as const) {
      this.subscription.add(parts.engines[cell].left$.subscribe((left) => this.#complete(cell, left)));
    }
  }

  /** Oldest first. */
  get runs$(): Observable<readonly LeftRun[]> {
    return this.#runs$;
  }

  get runs(): readonly LeftRun[] {
    return this.#runs$.value;
  }

  /** To be called before the cells are built anew. A run that has not begun is none. */
  leave({ id, state, time }: Pick<LeftRun, "id" | "state" | "time">): void {
    if (!(time > 0)) return;
    const cells = [this.#describe(0), this.#describe(1)] as const;
    this.#runs$.next([...this.runs, { id, state, time, cells }].slice(-MOST_RUNS));
  }

  drop(id: number): void {
    this.#runs$.next(this.runs.filter((run) => run.id !== id));
  }

  clear(): void {
    this.#runs$.next([]);
  }

  #describe(cell: 0 | 1): LeftCell {
    const { engines, files, pastOf } = this.#parts;
    const { file, kept } = files.originOf(cell);
    const origin = { file, kept: kept.slice(-MOST_STATES) };
    return { generation: engines[cell].generation, origin, past: pastOf(cell), last: undefined };
  }

  #complete(cell: 0 | 1, left: CellLeft): void {
    const runs = this.runs.map((run): LeftRun => {
      const own = run.cells[cell];
      if (own.generation !== left.generation) return run;
      const past = extendPast(own.past, left, cell);
      const done: LeftCell = { ...own, past, last: { cell: left.kept, time: left.time, past } };
      return { ...run, cells: cell === 0 ? [done, run.cells[1]] : [run.cells[0], done] };
    });
    this.#runs$.next(runs);
  }
}

/** Returns the curves of a run that was left. */
export function historiesOf({ cells: [a, b] }: LeftRun): HistoryPair {
  return [a.past.history, b.past.history];
}
