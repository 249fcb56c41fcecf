/** What instruments see of both cells as they stand, on request: how far each is, what it has found, the first spectrum. */
import { BehaviorSubject, type Observable, Subscription, take } from "rxjs";
import type { Reading } from "../../../sim-core/index.ts";
import type { CellEngine } from "../engine/cell-engine.ts";
import type {
  InstrumentName,
  InstrumentOrder,
  InstrumentReport,
  Measurement,
} from "../engine/instrument-messages.ts";

type Doing =
  | { readonly kind: "idle" }
  | { readonly kind: "running"; readonly share: number; readonly words: string }
  | { readonly kind: "refused"; readonly message: string };

/** `last` is what was found before, and stays in sight. */
export type InstrumentState<Name extends InstrumentName = InstrumentName> = Doing & {
  readonly last: Measurement<Name> | undefined;
};

/** Of one cell. */
export interface CellInstruments {
  readonly states: { readonly [Name in InstrumentName]: InstrumentState<Name> };
  /** The first one of this run, where another one has come after it. */
  readonly firstSpectrum: Measurement<"impedance"> | undefined;
}

export type InstrumentPair = readonly [CellInstruments, CellInstruments];

export interface Instruments {
  readonly cells$: Observable<InstrumentPair>;
  /** Looks at the cell as it stands; what the instrument was doing there is abandoned. */
  measure(instrument: InstrumentName, cell: 0 | 1): void;
  /** Ends what the instrument is doing; what was found before stays. */
  cancel(instrument: InstrumentName, cell: 0 | 1): void;
  readonly subscription: Subscription;
}

export interface InstrumentsParts {
  readonly engines: readonly [CellEngine, CellEngine];
  readonly readingsOf: (cell: 0 | 1) => readonly Reading[];
  /** Gives the order to a worker and returns what ends it. */
  readonly start: (order: InstrumentOrder, hear: (report: InstrumentReport) => void) => () => void;
}

const IDLE = { kind: "idle", last: undefined } as const;
/** Nothing has been looked at. */
export const UNSEEN: CellInstruments = {
  states: { impedance: IDLE, depthProfile: IDLE, curves: IDLE, tomography: IDLE },
  firstSpectrum: undefined,
};

export function createInstruments(parts: InstrumentsParts): Instruments {
  return new OrderedInstruments(parts);
}

class OrderedInstruments implements Instruments {
  readonly subscription = new Subscription();
  readonly #parts: InstrumentsParts;
  readonly #cells$ = new BehaviorSubject<InstrumentPair>([UNSEEN, UNSEEN]);
  /** What ends a measurement, by cell and instrument. */
  readonly #ends = new Map<string, Subscription>();

  constructor(parts: InstrumentsParts) {
    this.#parts = parts;
    for (const cell of [0, 1] as const) {
      // Another cell has another past.
      this.subscription.add(parts.engines[cell].built$.subscribe(() => this.#forget(cell)));
    }
    this.subscription.add(() => {
      for (const end of this.#ends.values()) end.unsubscribe();
    });
  }

  get cells$(): Observable<InstrumentPair> {
    return this.#cells$;
  }

  measure(instrument: InstrumentName, cell: 0 | 1): void {
    const { engines, readingsOf, start } = this.#parts;
    const engine = engines[cell];
    const { kind } = engine.status;
    if (kind === "building" || kind === "lost" || kind === "refused") {
      this.#set(cell, instrument, { kind: "refused", message: "There is no cell to look at." });
      return;
    }
    const end = this.#begin(instrument, cell);
    this.#set(cell, instrument, { kind: "running", share: 0, words: "waiting for the cell" });
    end.add(
      engine.lent$.pipe(take(1)).subscribe(({ bytes }) => {
        const readings = instrument === "curves" ? readingsOf(cell) : [];
        const order = { instrument, cell: bytes, readings };
        this.#set(cell, instrument, { kind: "running", share: 0, words: "looking at the cell" });
        end.add(start(order, (report) => this.#hear(cell, instrument, report)));
      }),
    );
    engine.lend();
  }

  cancel(instrument: InstrumentName, cell: 0 | 1): void {
    this.#ends.get(keyOf(instrument, cell))?.unsubscribe();
    this.#set(cell, instrument, { kind: "idle" });
  }

  #begin(instrument: InstrumentName, cell: 0 | 1): Subscription {
    const key = keyOf(instrument, cell);
    this.#ends.get(key)?.unsubscribe();
    const end = new Subscription();
    this.#ends.set(key, end);
    return end;
  }

  #hear(cell: 0 | 1, instrument: InstrumentName, report: InstrumentReport): void {
    if (report.kind === "progress") {
      const { done, count } = report;
      const words = `${done} of ${count} frequencies`;
      this.#set(cell, instrument, { kind: "running", share: done / count, words });
      return;
    }
    // It has ended by itself.
    this.#ends.delete(keyOf(instrument, cell));
    if (report.kind === "refused") this.#set(cell, instrument, report);
    else this.#keep(cell, report.measurement);
  }

  #keep(cell: 0 | 1, measurement: Measurement): void {
    const { states, firstSpectrum } = this.#cells$.value[cell];
    const { instrument } = measurement;
    this.#replace(cell, {
      states: { ...states, [instrument]: { kind: "idle", last: measurement } },
      firstSpectrum: instrument === "impedance" ? (firstSpectrum ?? states.impedance.last) : firstSpectrum,
    });
  }

  #forget(cell: 0 | 1): void {
    for (const [key, end] of this.#ends) if (key.endsWith(` ${cell}`)) end.unsubscribe();
    this.#replace(cell, UNSEEN);
  }

  #set(cell: 0 | 1, instrument: InstrumentName, doing: Doing): void {
    const { states, firstSpectrum } = this.#cells$.value[cell];
    const { last } = states[instrument];
    this.#replace(cell, { states: { ...states, [instrument]: { ...doing, last } }, firstSpectrum });
  }

  #replace(cell: 0 | 1, own: CellInstruments): void {
    const [a, b] = this.#cells$.value;
    this.#cells$.next(cell === 0 ? [own, b] : [a, own]);
  }
}

function keyOf(instrument: InstrumentName, cell: 0 | 1): string {
  return `${instrument} ${cell}`;
}
