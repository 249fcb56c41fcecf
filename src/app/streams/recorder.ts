/** What the page records of both cells while they go on: their histories, and all that their runs have said. */
import { BehaviorSubject, type Observable, Subscription } from "rxjs";
import type { Reading } from "../../../sim-core/index.ts";
import type { CellEngine } from "../engine/cell-engine.ts";
import type { Brought, CellAdvanced } from "../engine/messages.ts";
import { type CellHistory, emptyHistory, recordAdvance } from "./history.ts";
import type { CellNote, Notices } from "./notices.ts";

/** Notes that are kept. */
const MOST_NOTES = 200;
/** Time steps of a cell that are kept at least; a titration takes some hundred for each of its pulses. */
const MOST_READINGS = 20_000;

export type HistoryPair = readonly [CellHistory, CellHistory];

/** What the page has recorded of a cell. */
export interface Past {
  readonly history: CellHistory;
  readonly notes: readonly CellNote[];
  /** Time steps, oldest first: as many of the last ones as are kept. */
  readonly readings: readonly Reading[];
}

export const NO_PAST: Past = { history: emptyHistory, notes: [], readings: [] };

/** Returns what is recorded of `cell` with what was brought last. */
export function extendPast(past: Past, brought: Brought, cell: 0 | 1): Past {
  return {
    history: recordAdvance(past.history, brought),
    notes: [...past.notes, ...brought.notices.map((words) => ({ cell, words }))],
    readings: [...past.readings, ...brought.samples.map(toReading)].slice(-MOST_READINGS),
  };
}

/** What is kept of a time step. */
function toReading(sample: Reading): Reading {
  const { time, cycle, stepCount, stepTime, voltage, currentDensity, capacity } = sample;
  return { time, cycle, stepCount, stepTime, voltage, currentDensity, capacity };
}

export class Recorder {
  readonly subscription = new Subscription();
  readonly #notices$: Notices;
  readonly #histories$ = new BehaviorSubject<HistoryPair>([emptyHistory, emptyHistory]);
  readonly #notes$ = new BehaviorSubject<readonly CellNote[]>([]);
  readonly #readings: readonly [Reading[], Reading[]] = [[], []];

  constructor(engines: readonly [CellEngine, CellEngine], notices$: Notices) {
    this.#notices$ = notices$;
    for (const cell of [0, 1] as const) {
      this.subscription.add(engines[cell].advanced$.subscribe((report) => this.#record(cell, report)));
    }
  }

  get histories$(): Observable<HistoryPair> {
    return this.#histories$;
  }

  /** Oldest first. */
  get notes$(): Observable<readonly CellNote[]> {
    return this.#notes$;
  }

  pastOf(cell: 0 | 1): Past {
    return {
      history: this.#histories$.value[cell],
      notes: this.#notes$.value.filter((note) => note.cell === cell),
      readings: this.#readings[cell].slice(-MOST_READINGS),
    };
  }

  setPast(cell: 0 | 1, { history, notes, readings }: Past): void {
    this.#setHistory(cell, history);
    this.#readings[cell].length = 0;
    this.#read(cell, readings);
    const recorded = this.#notes$.value;
    const others = recorded.filter((note) => note.cell !== cell);
    if (others.length + notes.length !== recorded.length) this.#notes$.next([...others, ...notes]);
  }

  #record(cell: 0 | 1, report: CellAdvanced): void {
    const notes = report.notices.map((words) => ({ cell, words }));
    for (const { words } of notes) {
      this.#notices$.next({ words: `Cell ${"AB"[cell]}, ${words}`, lasting: false });
    }
    if (notes.length > 0) this.#notes$.next([...this.#notes$.value, ...notes].slice(-MOST_NOTES));
    this.#read(cell, report.samples);
    const history = recordAdvance(this.#histories$.value[cell], report);
    if (history !== this.#histories$.value[cell]) this.#setHistory(cell, history);
  }

  #read(cell: 0 | 1, samples: readonly Reading[]): void {
    const kept = this.#readings[cell];
    for (const sample of samples) kept.push(toReading(sample));
    // Not at every step: what is dropped is moved about.
    if (kept.length > 2 * MOST_READINGS) kept.splice(0, kept.length - MOST_READINGS);
  }

  #setHistory(cell: 0 | 1, history: CellHistory): void {
    const [a, b] = this.#histories$.value;
    this.#histories$.next(cell === 0 ? [history, b] : [a, history]);
  }
}
