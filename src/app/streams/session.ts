/**
 * Everything that flows, tied together: the store asks, the engines build and solve, the conductor keeps their clock,
 * histories grow. Components and controls see this record only.
 */
import {
  auditTime,
  BehaviorSubject,
  combineLatest,
  distinctUntilChanged,
  map,
  type Observable,
  Subject,
  Subscription,
  shareReplay,
  timer,
} from "rxjs";
import { debounce, skip } from "rxjs/operators";
import type { CellEngine } from "../engine/cell-engine.ts";
import type { CellRequest, ParameterValues } from "../engine/messages.ts";
import { type AppState, cellsOf, coatingOnly, parametersOfCell, showsStress } from "./app-state.ts";
import { type Conductor, createConductor, type Demand, type FramePair } from "./conductor.ts";
import { type CellHistory, emptyHistory, recordAdvance } from "./history.ts";
import { needsRebuild } from "./parameter-lookup.ts";
import { createStore, type Store } from "./store.ts";
import { type DecodedState, encodeState } from "./url-state.ts";

export interface Notice {
  readonly words: string;
  /** Stays until it is dismissed. */
  readonly lasting: boolean;
}

export type HistoryPair = readonly [CellHistory, CellHistory];

export interface Session {
  readonly store: Store;
  readonly engines: readonly [CellEngine, CellEngine];
  readonly conductor: Conductor;
  /** Frames as often as an eye can read numbers, the same pair for every listener. */
  readonly readouts$: Observable<FramePair>;
  readonly histories$: Observable<HistoryPair>;
  /** What every parameter is now, display units; of the coated cell where only it has one. */
  readonly values$: Observable<ParameterValues>;
  /** Particle under the pointer, or the one that was picked. */
  readonly hover$: BehaviorSubject<number | undefined>;
  /** Sentences for the person, shown politely one at a time. */
  readonly notices$: Subject<Notice>;
  /** Both cells start again at time zero, parameters as they are. */
  restart(): void;
  /** Everything as on a first visit. */
  resetAll(): void;
  /** The query that brings back this state at this time. */
  query(withTime: boolean): string;
  dispose(): void;
}

/** ms between two updates of numbers. */
const READOUT_INTERVAL = 120;
/** ms that a parameter must stand still before the cells are rebuilt. */
const REBUILD_PATIENCE = 350;

export interface SessionParts {
  readonly engines: readonly [CellEngine, CellEngine];
  readonly ticks$: Observable<number>;
  readonly initial: DecodedState;
}

export function createSession(parts: SessionParts): Session {
  const { engines } = parts;
  const store = createStore(parts.initial.state);
  const conductor = createConductor({ engines, ticks$: parts.ticks$, demand: () => demandOf(store.state) });
  const histories$ = new BehaviorSubject<HistoryPair>([emptyHistory, emptyHistory]);
  const hover$ = new BehaviorSubject<number | undefined>(undefined);
  const notices$ = new Subject<Notice>();
  const subscriptions = new Subscription();

  const restart = (): void => {
    histories$.next([emptyHistory, emptyHistory]);
    conductor.catchUp(undefined);
    engines.forEach((engine, cell) => {
      engine.restart(requestOf(store.state, cell as 0 | 1));
    });
  };

  const recordHistories = (cell: 0 | 1): Subscription =>
    engines[cell].advanced$.subscribe((brought) => {
      for (const words of brought.notices) {
        notices$.next({ words: `Cell ${"AB"[cell]}, ${words}`, lasting: false });
      }
      const history = recordAdvance(histories$.value[cell], brought);
      if (history === histories$.value[cell]) return;
      const [a, b] = histories$.value;
      histories$.next(cell === 0 ? [history, b] : [a, history]);
    });
  subscriptions.add(recordHistories(0));
  subscriptions.add(recordHistories(1));
  subscriptions.add(watchParameters(store, engines, restart));
  restart();
  conductor.catchUp(parts.initial.time);

  return {
    store,
    engines,
    conductor,
    readouts$: conductor.frames$.pipe(
      auditTime(READOUT_INTERVAL),
      shareReplay({ bufferSize: 1, refCount: true }),
    ),
    histories$,
    values$: combineLatest([engines[0].values$, engines[1].values$, store.state$]).pipe(
      map(([a, b, state]) => ({ ...a, ...coatedValues(b, state), ...state.parameters })),
    ),
    hover$,
    notices$,
    restart,
    resetAll() {
      const key = rebuildKey(store.state);
      store.reset();
      if (rebuildKey(store.state) === key) restart();
    },
    query: (withTime) => encodeState(store.state, withTime ? conductor.clock.time : 0),
    dispose() {
      subscriptions.unsubscribe();
      conductor.dispose();
    },
  };
}

/** Stress costs the workers an elastic solution: only while it is looked at. */
function demandOf({ playing, speed, layer }: AppState): Demand {
  return { playing, speed, stress: showsStress(layer) };
}

/** The coated cell speaks for what only a coating has. */
function coatedValues(values: ParameterValues, state: AppState): ParameterValues {
  if (!cellsOf(state).coated[1]) return {};
  return Object.fromEntries(Object.entries(values).filter(([path]) => coatingOnly.has(path)));
}

/** Returns what the worker of `cell` needs to know of the state. */
export function requestOf(state: AppState, cell: 0 | 1): CellRequest {
  const cells = cellsOf(state);
  const overrides: Record<string, number | boolean | string> = {
    ...parametersOfCell(state, cell),
    ...cells.overrides[cell],
  };
  if (state.mesh !== undefined) overrides.mesh = state.mesh;
  if (state.seed !== undefined) overrides.seed = state.seed;
  return { scenario: cells.scenarios[cell], overrides };
}

/** Changes when, and only when, the cells must be built anew. */
function rebuildKey(state: AppState): string {
  const built = Object.entries(state.parameters).filter(([path]) => needsRebuild(path));
  return JSON.stringify([state.pair, state.contrast, state.seed, state.mesh, built.sort()]);
}

function liveKey(state: AppState): string {
  const live = Object.entries(state.parameters).filter(([path]) => !needsRebuild(path));
  return JSON.stringify(live.sort());
}

/**
 * A live parameter acts at once; one that needs a new cell when it stands still, and then carries the live ones.
 * A choice of cells does not wait.
 */
function watchParameters(
  store: Store,
  engines: readonly [CellEngine, CellEngine],
  restart: () => void,
): Subscription {
  let built = rebuildKey(store.state);
  const choiceOf = ({ pair, contrast }: AppState): string => `${pair} ${contrast}`;
  let choice = choiceOf(store.state);
  const rebuilds = store.state$.pipe(
    map(rebuildKey),
    distinctUntilChanged(),
    skip(1),
    debounce(() => timer(choiceOf(store.state) === choice ? REBUILD_PATIENCE : 0)),
  );
  const subscription = rebuilds.subscribe((key) => {
    if (key === built) return;
    built = key;
    choice = choiceOf(store.state);
    restart();
  });
  const revisions = store.state$.pipe(map(liveKey), distinctUntilChanged(), skip(1));
  subscription.add(
    revisions.subscribe(() => {
      if (rebuildKey(store.state) !== built) return;
      engines.forEach((engine, cell) => {
        engine.revise(requestOf(store.state, cell as 0 | 1));
      });
    }),
  );
  return subscription;
}
