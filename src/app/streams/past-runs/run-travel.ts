/** Ways between runs: back to before something happened, to the run before, to what the page was like before. */
import { distinctUntilChanged, map, type Observable } from "rxjs";
import type { CellEngine } from "../../engine/cell-engine.ts";
import type { AppState } from "../app-state.ts";
import type { Conductor } from "../clock/conductor.ts";
import type { Files } from "../files/cell-files.ts";
import { isHandEvent } from "../hand-events.ts";
import type { Notices } from "../notices.ts";
import { type PageEvent, writePageEvent } from "../parameter-events.ts";
import type { Viewing } from "../past-frames/viewing.ts";
import type { Revisions } from "../revisions.ts";
import { describeTime } from "../sentences.ts";
import type { Store } from "../store.ts";
import type { LeftRun, RunShelf } from "./run-shelf.ts";

/** Simulated s before the end of a cell that one goes back at least: enough to see it coming. A guess. */
const LEAD = 600;

export interface TravelParts {
  readonly store: Store;
  readonly engines: readonly [CellEngine, CellEngine];
  readonly conductor: Conductor;
  readonly files: Files;
  readonly revisions: Revisions;
  readonly shelf: RunShelf;
  readonly notices$: Notices;
  readonly viewing: Viewing;
}

/** A state of the page on the way, and the run that was shown with it. */
export interface Station {
  readonly state: AppState;
  readonly run: number;
}

export class RunTravel {
  readonly #parts: TravelParts;
  /** Of runs that began as branches: the run that they are branches of. */
  readonly #families = new Map<number, number>();
  /** The newest branch: its run, and when it leaves the one that it is a branch of, s. */
  #newestBranch = { run: -1, time: 0 };

  constructor(parts: TravelParts) {
    this.#parts = parts;
  }

  /** The run that was left last, whose curves stay behind those of the present one. */
  get ghost$(): Observable<LeftRun | undefined> {
    return this.#parts.shelf.runs$.pipe(
      map((runs) => runs.at(-1)),
      distinctUntilChanged(),
    );
  }

  /** Counts the runs; what is brought back keeps its number. */
  get run(): number {
    return this.#parts.revisions.run;
  }

  /** Whether the cells are, or are being built, what the state says. */
  get settled(): boolean {
    return this.#parts.revisions.settled;
  }

  /** When the present run leaves the one that it is a branch of, s; 0 where it is none. */
  get branchTime(): number {
    const { run, time } = this.#newestBranch;
    return run === this.run ? time : 0;
  }

  /** The cells come back to the moment of the past that is looked at, without what was changed later, and go on from there. */
  branch(): void {
    const { viewing, store, notices$ } = this.#parts;
    const time = viewing.changeable;
    if (time === undefined) return;
    this.#goBack(time, store.state);
    const words = `Goes on from ${describeTime(time)}. The run so far stays as dotted curves, and can be brought back.`;
    notices$.next({ words, lasting: false });
  }

  /** Runs that were left are forgotten. */
  forget(): void {
    this.#parts.shelf.clear();
  }

  /** Both cells as they stood some time before a cell ended, or at the beginning where nothing of that is kept; paused. */
  goBeforeEnd(cell: 0 | 1): void {
    const { engines, files, store, notices$ } = this.#parts;
    const ended = engines[cell].time;
    const kept = files.keptOf(cell).findLast(({ time }) => time <= ended - LEAD);
    const time = kept?.time ?? 0;
    store.update({ playing: false });
    this.#goBack(time, store.state);
    const where = time > 0 ? describeTime(time) : "the beginning";
    const words = `Back at ${where}, before cell ${"AB"[cell]} ended. Change what you like, then press Play.`;
    notices$.next({ words, lasting: false });
  }

  /** The run that was left last, as it stood, in place of the present one. */
  bringBackLast(): void {
    const newest = this.#parts.shelf.runs.at(-1);
    if (newest !== undefined) this.#bringBack(newest);
  }

  /** The run that was left, as it stood; the present one is left for it. */
  #bringBack(run: LeftRun): void {
    const { shelf, revisions, conductor, files, viewing } = this.#parts;
    revisions.leave();
    viewing.forget();
    shelf.drop(run.id);
    revisions.resume({
      ...{ state: this.#asShown(run.state), run: run.id },
      begin(cell) {
        const { origin, last } = run.cells[cell];
        files.bringBack(cell, origin, last);
      },
    });
    conductor.catchUp(run.time);
  }

  /** The page as it was at `station`. */
  return({ state, run }: Station): void {
    const { store, revisions, conductor, files } = this.#parts;
    const { layer, chart, selection } = state;
    store.update({ layer, chart, selection });
    const family = this.#familyOf(run);
    const shelved = this.#parts.shelf.runs.findLast(
      (left) =>
        this.#familyOf(left.id) === family && firstDifference(left.state.events, state.events) === undefined,
    );
    const isPresent = this.#familyOf(revisions.run) === family;
    const since = isPresent ? firstDifference(state.events, store.state.events) : 0;
    if (since === undefined) return;
    if (shelved !== undefined) this.#bringBack(shelved);
    else if (isPresent && since >= conductor.horizon) store.update({ events: state.events });
    else if (isPresent) this.#goBack(since, state);
    else {
      revisions.leave();
      revisions.resume({ state: this.#asShown(state), begin: (cell) => files.begin(cell) });
      this.#families.set(revisions.run, family);
    }
  }

  /** Of branches of one run. */
  #familyOf(run: number): number {
    return this.#families.get(run) ?? run;
  }

  /** What is asked of the cells, looked at as it is now. */
  #asShown(state: AppState): AppState {
    const { playing, speed, layer, chart, selection } = this.#parts.store.state;
    return { ...state, playing, speed, layer, chart, selection };
  }

  /** The run of `state` at `time` (s), without what was changed later. */
  #goBack(time: number, state: AppState): void {
    const { revisions, files, conductor, viewing } = this.#parts;
    const events = state.events.filter((event) => event.time <= time);
    const family = this.#familyOf(revisions.run);
    revisions.leave();
    revisions.resume({
      state: { ...this.#asShown(state), events },
      begin: (cell) => files.goBack(cell, time),
    });
    this.#families.set(revisions.run, family);
    this.#newestBranch = { run: revisions.run, time };
    conductor.catchUp(time);
    viewing.awaitCells(time);
  }
}

/** Returns when two lists of changes first differ, s; undefined where they do not. */
export function firstDifference(one: readonly PageEvent[], other: readonly PageEvent[]): number | undefined {
  const same = (a: PageEvent | undefined, b: PageEvent | undefined): boolean =>
    a === b || (a !== undefined && b !== undefined && keyOf(a) === keyOf(b));
  const count = Math.max(one.length, other.length);
  for (let k = 0; k < count; k++) {
    if (!same(one[k], other[k]))
      return Math.min(...[one[k], other[k]].flatMap((event) => (event === undefined ? [] : [event.time])));
  }
  return undefined;
}

function keyOf(event: PageEvent): string {
  return `${isHandEvent(event) ? event.cell : ""} ${writePageEvent(event)}`;
}
