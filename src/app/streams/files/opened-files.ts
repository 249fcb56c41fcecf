/** The files that cells come from, and those that are offered to them and not yet taken. */
import { BehaviorSubject, type Observable } from "rxjs";
import type { CheckpointFile } from "../../engine/messages.ts";
import { NO_PAST, type Past } from "../recorder.ts";

/** Of the file of each cell; undefined without one. */
export type FileNames = readonly [string | undefined, string | undefined];

/** A file that a cell comes from, and where that stood, s. */
export interface OpenedFile {
  readonly file: CheckpointFile;
  readonly time: number;
}

/** A file that is offered to a cell, and what is known of the way to it. */
export interface OfferedFile {
  readonly file: CheckpointFile;
  readonly past: Past;
}

type FilePair = [CheckpointFile | undefined, CheckpointFile | undefined];

export class OpenedFiles {
  readonly #files: FilePair = [undefined, undefined];
  readonly #offered: [OfferedFile | undefined, OfferedFile | undefined] = [undefined, undefined];
  /** Where the cells of the files stand, s. */
  readonly #times: [number, number] = [0, 0];
  readonly #names$ = new BehaviorSubject<FileNames>([undefined, undefined]);

  get names$(): Observable<FileNames> {
    return this.#names$;
  }

  get names(): FileNames {
    return this.#names$.value;
  }

  of(cell: 0 | 1): CheckpointFile | undefined {
    return this.#files[cell];
  }

  /** Where the cell of the file stands, s. */
  timeOf(cell: 0 | 1): number {
    return this.#times[cell];
  }

  /** The file of the cell, as restore takes it. */
  taken(cell: 0 | 1): OpenedFile | undefined {
    const file = this.#files[cell];
    return file === undefined ? undefined : { file, time: this.#times[cell] };
  }

  /** Makes what was taken before that of the cell again. */
  restore(cell: 0 | 1, opened: OpenedFile | undefined): void {
    this.#files[cell] = opened?.file;
    this.#times[cell] = opened?.time ?? 0;
    this.tell();
  }

  isOffered(cell: 0 | 1): boolean {
    return this.#offered[cell] !== undefined;
  }

  offer(cell: 0 | 1, file: CheckpointFile, past = NO_PAST): void {
    this.#offered[cell] = { file, past };
  }

  withdraw(cell: 0 | 1): void {
    this.#offered[cell] = undefined;
  }

  /** Makes the file that is offered, where there is one, that of the cell, which stands at `time` (s), and returns it. */
  take(cell: 0 | 1, time: number): OfferedFile | undefined {
    const offered = this.#offered[cell];
    if (offered === undefined) return undefined;
    this.#offered[cell] = undefined;
    this.#files[cell] = offered.file;
    this.#times[cell] = time;
    return offered;
  }

  /** Leaves the cell without a file, and returns the one that it had. */
  release(cell: 0 | 1): CheckpointFile | undefined {
    const file = this.#files[cell];
    this.#files[cell] = undefined;
    return file;
  }

  /** Tells of the files as they are. */
  tell(): void {
    const [a, b] = this.#files;
    this.#names$.next([a?.name, b?.name]);
  }
}
