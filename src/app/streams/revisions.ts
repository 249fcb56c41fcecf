/**
 * From what a person sets to what the cells do: a live parameter of cells under way is a change at a time, told to both
 * at once; everything else builds them anew, which then begin with all parameters as they are.
 */
import { debounce, distinctUntilChanged, map, Subscription, skip, timer } from "rxjs";
import type { CellEngine } from "../engine/cell-engine.ts";
import type { CellDeclined, CellRequest, CellRevised } from "../engine/messages.ts";
import { type AppState, defaultState } from "./app-state.ts";
import type { Conductor } from "./clock/conductor.ts";
import type { Notices } from "./notices.ts";
import { valuesOfEvents } from "./parameter-events.ts";
import { SentEvents } from "./sent-events.ts";
import type { Store } from "./store.ts";

/** ms that a parameter must stand still before the cells are rebuilt. */
const REBUILD_PATIENCE = 350;

export interface RevisionParts {
  readonly store: Store;
  readonly engines: readonly [CellEngine, CellEngine];
  readonly conductor: Conductor;
  readonly notices$: Notices;
  readonly requestOf: (state: AppState, cell: 0 | 1) => CellRequest;
  /** Builds a cell as the state has it, from the file that it has been opened from. */
  readonly begin: (cell: 0 | 1) => void;
  /** Puts by a run that is left. */
  readonly shelve: (run: { readonly id: number; readonly state: AppState; readonly time: number }) => void;
  /** Lets go of files that cells have been opened from. */
  readonly closeFiles: () => void;
}

/** A run that does not begin at its beginning. */
export interface ResumedRun {
  readonly state: AppState;
  /** Its number where it had one. */
  readonly run?: number;
  readonly begin: (cell: 0 | 1) => void;
}

export interface Revisions {
  /** Builds both cells as the state has them, changes on the way included. */
  begin(): void;
  /** Builds both cells with the parameters as they are now, which are the beginning from then on. */
  restart(): void;
  /** Everything as on a first visit. */
  reset(): void;
  /** Counts the runs; what is brought back keeps its number. */
  readonly run: number;
  /** Whether the cells are, or are being built, what the state says. */
  readonly settled: boolean;
  /** Puts the run as it stands by, before another one takes its place. */
  leave(): void;
  /** Another run takes the place of the present one, of which `begin` builds each cell. */
  resume(next: ResumedRun): void;
  readonly subscription: Subscription;
}

/** Returns the watch over the store, which builds nothing before it is told to begin. */
export function watchParameters(parts: RevisionParts): Revisions {
  return new ParameterWatch(parts);
}

class ParameterWatch implements Revisions {
  readonly subscription = new Subscription();
  readonly #parts: RevisionParts;
  readonly #sent = new SentEvents();
  /** What the cells were built from, by its keys. */
  #built = "";
  #choice = "";
  #run = 0;
  #lastRun = 0;
  /** What the present run has been asked to be. */
  #running: AppState;

  constructor(parts: RevisionParts) {
    this.#parts = parts;
    this.#running = parts.store.state;
    this.subscription.add(
      parts.store.state$.subscribe((state) => {
        if (rebuildKey(state) === this.#built) this.#running = state;
      }),
    );
    for (const cell of [0, 1] as const) {
      this.subscription.add(parts.engines[cell].revised$.subscribe((answer) => this.#hear(cell, answer)));
    }
    this.subscription.add(this.#watchRebuilds());
    this.subscription.add(parts.store.select("events").subscribe((events) => this.#send(events)));
  }

  get run(): number {
    return this.#run;
  }

  get settled(): boolean {
    return rebuildKey(this.#parts.store.state) === this.#built;
  }

  leave(): void {
    const { shelve, conductor } = this.#parts;
    shelve({ id: this.#run, state: this.#running, time: conductor.clock.time });
  }

  resume({ state, run, begin }: ResumedRun): void {
    const { store, conductor } = this.#parts;
    this.#lastRun += run === undefined ? 1 : 0;
    this.#run = run ?? this.#lastRun;
    this.#built = rebuildKey(state);
    this.#choice = choiceKey(state);
    this.#sent.begin(state.events);
    store.update(state);
    conductor.catchUp(undefined);
    begin(0);
    begin(1);
  }

  begin(): void {
    const { store, conductor, begin } = this.#parts;
    this.#built = rebuildKey(store.state);
    this.#running = store.state;
    this.#choice = choiceKey(store.state);
    this.#sent.begin(store.state.events);
    conductor.catchUp(undefined);
    begin(0);
    begin(1);
  }

  restart(): void {
    const { store, conductor, closeFiles } = this.#parts;
    const { events, parameters } = store.state;
    const past = events.filter(({ time }) => time <= conductor.nearTime);
    const now = Object.entries({ ...parameters, ...valuesOfEvents(past) });
    const set = now.filter(([path]) => store.isSet(path));
    this.#beginRun();
    closeFiles();
    const { events: none } = defaultState;
    this.#sent.begin(none);
    store.update({ events: none, parameters: Object.fromEntries(set) });
    this.begin();
  }

  reset(): void {
    const { store, closeFiles } = this.#parts;
    this.#beginRun();
    closeFiles();
    this.#sent.begin(defaultState.events);
    store.reset();
    this.begin();
  }

  /** Leaves the present run for one that begins. */
  #beginRun(): void {
    this.leave();
    this.#run = ++this.#lastRun;
  }

  #watchRebuilds(): Subscription {
    const { store } = this.#parts;
    const patience = (): number => (choiceKey(store.state) === this.#choice ? REBUILD_PATIENCE : 0);
    return store.state$
      .pipe(
        map(rebuildKey),
        distinctUntilChanged(),
        skip(1),
        debounce(() => timer(patience())),
      )
      .subscribe((key) => {
        if (key !== this.#built) this.restart();
      });
  }

  #send(events: AppState["events"]): void {
    const { store, engines, requestOf } = this.#parts;
    if (events === this.#sent.newest || rebuildKey(store.state) !== this.#built) return;
    const revision = this.#sent.send(events);
    for (const cell of [0, 1] as const) {
      // One that is started again begins with them.
      if (engines[cell].status.kind === "lost") this.#sent.take(cell, revision);
      else engines[cell].revise(requestOf(store.state, cell), revision);
    }
  }

  #hear(cell: 0 | 1, answer: CellRevised | CellDeclined): void {
    const { store, notices$ } = this.#parts;
    if (answer.kind === "revised") this.#sent.take(cell, answer.revision);
    else if (answer.late) this.#repeat();
    else {
      notices$.next({ words: `That cannot be set now. ${answer.message}`, lasting: true });
      store.update({ events: this.#sent.takenByBoth });
    }
  }

  /** Only another run can be what the link says. */
  #repeat(): void {
    const { conductor } = this.#parts;
    const { time } = conductor.clock;
    this.begin();
    conductor.catchUp(time);
  }
}

/** Changes when, and only when, the cells must be built anew. */
function rebuildKey({ pair, link, seed, mesh, parameters, protocols }: AppState): string {
  return JSON.stringify([pair, link, seed, mesh, protocols, Object.entries(parameters).sort()]);
}

/** Changes when other cells are chosen, not when theirs are changed. */
function choiceKey({ pair, link }: AppState): string {
  return `${pair} ${link}`;
}
