/**
 * Cells as files: to save one, to open one in place of a cell, to go on from what was kept of one that is lost. A cell that
 * comes from a file stands where the file does; the other one is brought there, from the beginning where it is beyond.
 */
import { combineLatest, firstValueFrom, map, type Observable, Subject, Subscription, take } from "rxjs";
import type { CellEngine } from "../../engine/cell-engine.ts";
import type { CellBuilt, CellRequest, CheckpointFile } from "../../engine/messages.ts";
import { SAME_TIME } from "../clock/cell-times.ts";
import { historyUntil } from "../history.ts";
import type { Notices } from "../notices.ts";
import { NO_PAST, type Past } from "../recorder.ts";
import { KeptCells, type KeptPast, type KeptTimes } from "./kept-cells.ts";
import { type FileNames, type OpenedFile, OpenedFiles } from "./opened-files.ts";

export interface FilesParts {
  readonly engines: readonly [CellEngine, CellEngine];
  readonly notices$: Notices;
  readonly pastOf: (cell: 0 | 1) => Past;
  readonly setPast: (cell: 0 | 1, past: Past) => void;
  readonly requestOf: (cell: 0 | 1) => CellRequest;
}

/** What it takes to bring back a cell that is left. */
export interface LeftOrigin {
  readonly file: OpenedFile | undefined;
  /** States of it on the way, oldest first. */
  readonly kept: readonly KeptPast[];
}

export interface Files {
  /** Names of the files that the cells come from. */
  readonly opened$: Observable<FileNames>;
  readonly opened: FileNames;
  /** Simulated time up to which a cell is kept, s; undefined where nothing is. */
  readonly keptTimes$: Observable<KeptTimes>;
  /** Files that were asked for, as they come. */
  readonly saved$: Observable<CheckpointFile>;
  save(cell: 0 | 1): void;
  /** `past` is what is known of the way to where the file stands. */
  open(cell: 0 | 1, file: CheckpointFile, past?: Past): void;
  /** Both cells as they stand, without a file that goes to the person. */
  collect(): Promise<readonly [CheckpointFile, CheckpointFile]>;
  /** Builds the cell from the file, which it comes from then; `past` is what is known of the way there. */
  beginFrom(cell: 0 | 1, file: CheckpointFile, past: Past): void;
  /** Builds the cell from its beginning: its file, or the request. */
  begin(cell: 0 | 1): void;
  /** Builds the cell from where it was kept, or its beginning. */
  goOn(cell: 0 | 1): void;
  /** States of the cell that are kept, oldest first. */
  keptOf(cell: 0 | 1): readonly KeptPast[];
  /** What a cell that is about to be left comes from. */
  originOf(cell: 0 | 1): LeftOrigin;
  /** Goes back to the newest state of the cell until `time` (s) that was kept, or its beginning. */
  goBack(cell: 0 | 1, time: number): void;
  /** Brings a cell back that was left, from `last` or, without, its beginning. */
  bringBack(cell: 0 | 1, origin: LeftOrigin, last: KeptPast | undefined): void;
  /** Cells begin without files from now on. */
  close(): void;
  readonly subscription: Subscription;
}

export function createFiles(parts: FilesParts): Files {
  return new CellFiles(parts);
}

class CellFiles implements Files {
  readonly saved$ = new Subject<CheckpointFile>();
  readonly subscription = new Subscription();
  readonly #parts: FilesParts;
  readonly #opened = new OpenedFiles();
  readonly #kept = new KeptCells();

  constructor(parts: FilesParts) {
    this.#parts = parts;
    this.#listen(0);
    this.#listen(1);
  }

  get opened$(): Observable<FileNames> {
    return this.#opened.names$;
  }

  get opened(): FileNames {
    return this.#opened.names;
  }

  get keptTimes$(): Observable<KeptTimes> {
    return this.#kept.times$;
  }

  save(cell: 0 | 1): void {
    this.subscription.add(this.#next(cell).subscribe((file) => this.saved$.next(file)));
    this.#parts.engines[cell].save();
  }

  collect(): Promise<readonly [CheckpointFile, CheckpointFile]> {
    const both = firstValueFrom(combineLatest([this.#next(0), this.#next(1)]));
    for (const engine of this.#parts.engines) engine.save();
    return both;
  }

  beginFrom(cell: 0 | 1, file: CheckpointFile, past: Past): void {
    this.#opened.offer(cell, file, past);
    this.#build(cell, file);
  }

  open(cell: 0 | 1, file: CheckpointFile, past?: Past): void {
    this.#opened.offer(cell, file, past);
    const engine = this.#parts.engines[cell];
    const request = this.#parts.requestOf(cell);
    if (engine.status.kind === "lost") engine.restart(request, { file });
    else engine.open(request, file);
  }

  begin(cell: 0 | 1): void {
    this.#opened.withdraw(cell);
    this.#build(cell, this.#opened.of(cell));
  }

  goOn(cell: 0 | 1): void {
    const kept = this.#kept.of(cell);
    if (kept === undefined) {
      this.begin(cell);
      return;
    }
    this.#resume(cell, kept);
  }

  keptOf(cell: 0 | 1): readonly KeptPast[] {
    return this.#kept.all(cell);
  }

  originOf(cell: 0 | 1): LeftOrigin {
    return { file: this.#opened.taken(cell), kept: this.#kept.all(cell) };
  }

  goBack(cell: 0 | 1, time: number): void {
    this.#kept.dropAfter(cell, time);
    this.goOn(cell);
  }

  bringBack(cell: 0 | 1, { file, kept }: LeftOrigin, last: KeptPast | undefined): void {
    this.#opened.restore(cell, file);
    this.#kept.restore(cell, kept);
    if (last === undefined) this.begin(cell);
    else this.#resume(cell, last);
  }

  #resume(cell: 0 | 1, { past, cell: kept }: KeptPast): void {
    this.#opened.withdraw(cell);
    this.#parts.setPast(cell, past);
    const origin = { file: this.#opened.of(cell), kept };
    this.#parts.engines[cell].restart(this.#parts.requestOf(cell), origin);
  }

  close(): void {
    for (const cell of [0, 1] as const) {
      const file = this.#opened.release(cell);
      if (file === undefined) continue;
      this.#notice(`Cell ${"AB"[cell]} begins anew, not from ${file.name}.`, { lasting: false });
    }
    this.#opened.tell();
  }

  #listen(cell: 0 | 1): void {
    const engine = this.#parts.engines[cell];
    const { pastOf } = this.#parts;
    this.subscription.add(engine.built$.subscribe((built) => this.#enter(cell, built)));
    this.subscription.add(
      engine.kept$.subscribe(({ kept }) => {
        this.#kept.keep(cell, { cell: kept, time: engine.time, past: pastOf(cell) });
      }),
    );
    this.subscription.add(engine.unopened$.subscribe(({ message }) => this.#refuse(cell, message)));
  }

  #enter(cell: 0 | 1, { frame, fromFile }: CellBuilt): void {
    const kept = this.#kept.of(cell);
    // What was kept could not become the run that is asked for any more: it begins anew.
    if (kept !== undefined && !this.#opened.isOffered(cell) && frame.time < kept.time) this.#forget(cell);
    const taken = fromFile ? this.#opened.take(cell, frame.time) : undefined;
    if (taken === undefined) return;
    this.#kept.drop(cell);
    const { past } = taken;
    // A table may go on beyond the checkpoint that lies beside it.
    this.#parts.setPast(cell, { ...past, history: historyUntil(past.history, frame.time) });
    this.#opened.tell();
    const words = `Cell ${"AB"[cell]} goes on from ${taken.file.name}. A link does not hold that: save the cells to keep them.`;
    this.#notice(words, { lasting: false });
    this.#meet(cell === 0 ? 1 : 0);
  }

  #refuse(cell: 0 | 1, message: string): void {
    this.#opened.withdraw(cell);
    this.#notice(`That file was not opened. ${message}`, { lasting: true });
    this.#meet(cell);
  }

  /** Lets a cell without a file begin anew where it is beyond the file of the other one. */
  #meet(cell: 0 | 1): void {
    const other = cell === 0 ? 1 : 0;
    const opened = this.#opened;
    if (opened.of(other) === undefined || opened.of(cell) !== undefined || opened.isOffered(cell)) return;
    if (this.#parts.engines[cell].time > opened.timeOf(other) + SAME_TIME) this.begin(cell);
  }

  #next(cell: 0 | 1): Observable<CheckpointFile> {
    return this.#parts.engines[cell].saved$.pipe(
      take(1),
      map(({ file }) => file),
    );
  }

  #build(cell: 0 | 1, file: CheckpointFile | undefined): void {
    this.#forget(cell);
    this.#parts.engines[cell].restart(this.#parts.requestOf(cell), { file });
  }

  #forget(cell: 0 | 1): void {
    this.#kept.drop(cell);
    this.#parts.setPast(cell, NO_PAST);
  }

  #notice(words: string, { lasting }: { readonly lasting: boolean }): void {
    this.#parts.notices$.next({ words, lasting });
  }
}
