/**
 * Cells as files: to save one, to open one in place of a cell, to go on from what was kept of one that is lost. A cell that
 * comes from a file stands where the file does; the other one is brought there, from the beginning where it is beyond.
 */
import { BehaviorSubject, type Observable, Subject, Subscription } from "rxjs";
import type { CellEngine } from "../engine/cell-engine.ts";
import type { CellRequest, CheckpointFile, KeptCell } from "../engine/messages.ts";
import { type CellHistory, emptyHistory } from "./history.ts";
import type { CellNote, Notice } from "./notices.ts";

/** What the page has recorded of a cell. */
export interface Past {
  readonly history: CellHistory;
  readonly notes: readonly CellNote[];
}

export interface FilesParts {
  readonly engines: readonly [CellEngine, CellEngine];
  readonly notices$: Subject<Notice>;
  readonly pastOf: (cell: 0 | 1) => Past;
  readonly setPast: (cell: 0 | 1, past: Past) => void;
  readonly requestOf: (cell: 0 | 1) => CellRequest;
}

export interface Files {
  /** Names of the files that the cells come from. */
  readonly opened$: Observable<readonly [string | undefined, string | undefined]>;
  readonly opened: readonly [string | undefined, string | undefined];
  /** Simulated time up to which a cell is kept, s; undefined where nothing is. */
  readonly keptTimes$: Observable<readonly [number | undefined, number | undefined]>;
  /** Files that were asked for, as they come. */
  readonly saved$: Observable<CheckpointFile>;
  save(cell: 0 | 1): void;
  open(cell: 0 | 1, file: CheckpointFile): void;
  /** Builds the cell from its beginning: its file, or the request. */
  begin(cell: 0 | 1): void;
  /** Builds the cell from where it was kept, or its beginning. */
  goOn(cell: 0 | 1): void;
  /** Cells begin without files from now on. */
  close(): void;
  readonly subscription: Subscription;
}

interface Kept {
  readonly cell: KeptCell;
  readonly time: number;
  readonly past: Past;
}

const NOTHING: Past = { history: emptyHistory, notes: [] };
/** s by which two cells at the same time may differ. */
const SAME_TIME = 0.001;

export function createFiles(parts: FilesParts): Files {
  const { engines, notices$ } = parts;
  const opened$ = new BehaviorSubject<readonly [string | undefined, string | undefined]>([
    undefined,
    undefined,
  ]);
  const keptTimes$ = new BehaviorSubject<readonly [number | undefined, number | undefined]>([
    undefined,
    undefined,
  ]);
  const saved$ = new Subject<CheckpointFile>();
  const subscription = new Subscription();
  const files: (CheckpointFile | undefined)[] = [undefined, undefined];
  /** What is being opened. */
  const offered: (CheckpointFile | undefined)[] = [undefined, undefined];
  /** Where the cells of the files stand, s. */
  const fileTimes = [0, 0];
  const kept: (Kept | undefined)[] = [undefined, undefined];

  const keep = (cell: 0 | 1, one: Kept | undefined): void => {
    kept[cell] = one;
    keptTimes$.next([kept[0]?.time, kept[1]?.time]);
  };
  const tellFiles = (): void => opened$.next([files[0]?.name, files[1]?.name]);

  const begin = (cell: 0 | 1): void => {
    keep(cell, undefined);
    offered[cell] = undefined;
    parts.setPast(cell, NOTHING);
    engines[cell].restart(parts.requestOf(cell), { file: files[cell] });
  };

  const enter = (cell: 0 | 1, time: number): void => {
    const file = offered[cell];
    if (file === undefined) return;
    offered[cell] = undefined;
    files[cell] = file;
    keep(cell, undefined);
    parts.setPast(cell, NOTHING);
    tellFiles();
    const words = `Cell ${"AB"[cell]} goes on from ${file.name}. A link does not hold a file: keep it.`;
    notices$.next({ words, lasting: false });
    fileTimes[cell] = time;
    meet(cell === 0 ? 1 : 0);
  };

  /** Lets a cell without a file begin anew where it is beyond the file of the other one. */
  const meet = (cell: 0 | 1): void => {
    const other = cell === 0 ? 1 : 0;
    if (files[other] === undefined || files[cell] !== undefined || offered[cell] !== undefined) return;
    if (engines[cell].time > fileTimes[other]! + SAME_TIME) begin(cell);
  };

  for (const cell of [0, 1] as const) {
    const engine = engines[cell];
    subscription.add(
      engine.built$.subscribe(({ frame, fromFile }) => {
        const one = kept[cell];
        // What was kept could not become the run that is asked for any more: it begins anew.
        if (one !== undefined && offered[cell] === undefined && frame.time < one.time) {
          keep(cell, undefined);
          parts.setPast(cell, NOTHING);
        }
        if (fromFile) enter(cell, frame.time);
      }),
    );
    subscription.add(
      engine.kept$.subscribe(({ kept: one }) => {
        keep(cell, { cell: one, time: engine.time, past: parts.pastOf(cell) });
      }),
    );
    subscription.add(engine.saved$.subscribe(({ file }) => saved$.next(file)));
    subscription.add(
      engine.unopened$.subscribe(({ message }) => {
        offered[cell] = undefined;
        notices$.next({ words: `That file was not opened. ${message}`, lasting: true });
        meet(cell);
      }),
    );
  }

  return {
    opened$,
    get opened() {
      return opened$.value;
    },
    keptTimes$,
    saved$,
    save: (cell) => engines[cell].save(),
    open(cell, file) {
      offered[cell] = file;
      const engine = engines[cell];
      if (engine.status.kind === "lost") engine.restart(parts.requestOf(cell), { file });
      else engine.open(parts.requestOf(cell), file);
    },
    begin,
    goOn(cell) {
      const one = kept[cell];
      if (one === undefined) {
        begin(cell);
        return;
      }
      offered[cell] = undefined;
      parts.setPast(cell, one.past);
      engines[cell].restart(parts.requestOf(cell), { file: files[cell], kept: one.cell });
    },
    close() {
      for (const cell of [0, 1] as const) {
        const file = files[cell];
        if (file === undefined) continue;
        files[cell] = undefined;
        const words = `Cell ${"AB"[cell]} begins anew, not from ${file.name}.`;
        notices$.next({ words, lasting: false });
      }
      tellFiles();
    },
    subscription,
  };
}
