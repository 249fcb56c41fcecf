/**
 * Everything that flows, tied together: the store asks, the engines build and solve, the conductor keeps their clock,
 * histories grow. Components and controls see this record only.
 */
import {
  auditTime,
  BehaviorSubject,
  combineLatest,
  map,
  type Observable,
  Subject,
  Subscription,
  shareReplay,
} from "rxjs";
import type { CellEngine } from "../engine/cell-engine.ts";
import type { CellRequest, ParameterValues } from "../engine/messages.ts";
import { layerOf } from "../layers/list.ts";
import { type AppState, cellsOf, coatingOnly, eventsOfCell, parametersOfCell } from "./app-state.ts";
import { type Conductor, createConductor } from "./clock/conductor.ts";
import type { FramePair } from "./clock/newest-frames.ts";
import type { Demand } from "./clock/playback.ts";
import { createFiles, type Files, type Past } from "./files.ts";
import { type CellHistory, emptyHistory, recordAdvance } from "./history.ts";
import type { CellNote, Notice } from "./notices.ts";
import { type ParameterEvent, valuesOfEvents, writeParameterEvent } from "./parameter-events.ts";
import { needsRebuild } from "./parameter-lookup.ts";
import { watchParameters } from "./revisions.ts";
import { createStore, type Store } from "./store.ts";
import { type DecodedState, encodeState } from "./url-state.ts";

/** Notes that are kept. */
const MOST_NOTES = 200;

export type HistoryPair = readonly [CellHistory, CellHistory];

export interface Session {
  readonly store: Store;
  readonly engines: readonly [CellEngine, CellEngine];
  readonly conductor: Conductor;
  /** Frames as often as an eye can read numbers, the same pair for every listener. */
  readonly readouts$: Observable<FramePair>;
  readonly histories$: Observable<HistoryPair>;
  /** What every parameter is now or has been set to be, display units; of the coated cell where only it has one. */
  readonly values$: Observable<ParameterValues>;
  /** Particle under the pointer, or the one that was picked. */
  readonly hover$: BehaviorSubject<number | undefined>;
  /** Sentences for the person, shown politely one at a time. */
  readonly notices$: Subject<Notice>;
  /** All that the runs have said since they began, oldest first. */
  readonly notes$: Observable<readonly CellNote[]>;
  readonly files: Files;
  /** What the cells are called: after the file that they come from, where there is one. */
  readonly names$: Observable<readonly [string, string]>;
  /** Changes on the way that stand in the scenarios themselves, as lines; those of both cells, each once. */
  readonly scenarioEvents$: Observable<readonly string[]>;
  /** Both cells start again at time zero, parameters as they are now, nothing to be changed on the way. */
  restart(): void;
  /** Starts a lost cell again from what was kept of it, or the beginning, and brings it to where it is missed. */
  revive(cell: 0 | 1): void;
  /** Everything as on a first visit. */
  resetAll(): void;
  /** The query that brings back this state at this time. */
  query(withTime: boolean): string;
  dispose(): void;
}

/** ms between two updates of numbers. */
const READOUT_INTERVAL = 120;

export interface SessionParts {
  readonly engines: readonly [CellEngine, CellEngine];
  readonly ticks$: Observable<number>;
  readonly initial: DecodedState;
}

export function createSession(parts: SessionParts): Session {
  const { engines } = parts;
  const store = createStore(parts.initial.state, {
    changeTime: (path) =>
      conductor.horizon > 0 && !needsRebuild(path)
        ? { from: conductor.changeTime, until: conductor.nearTime }
        : undefined,
    own: (path) => ownValues(engines, store.state)[path],
  });
  const conductor = createConductor({ engines, ticks$: parts.ticks$, demand: () => demandOf(store.state) });
  const histories$ = new BehaviorSubject<HistoryPair>([emptyHistory, emptyHistory]);
  const hover$ = new BehaviorSubject<number | undefined>(undefined);
  const notices$ = new Subject<Notice>();
  const notes$ = new BehaviorSubject<readonly CellNote[]>([]);
  const subscriptions = new Subscription();
  const setPast = (cell: 0 | 1, { history, notes }: Past): void => {
    histories$.next(replaceIn(histories$.value, cell, history));
    const others = notes$.value.filter((note) => note.cell !== cell);
    if (others.length + notes.length !== notes$.value.length) notes$.next([...others, ...notes]);
  };
  const pastOf = (cell: 0 | 1): Past => ({
    history: histories$.value[cell],
    notes: notes$.value.filter((note) => note.cell === cell),
  });
  const files = createFiles({
    engines,
    notices$,
    pastOf,
    setPast,
    requestOf: (cell) => requestOf(store.state, cell),
  });
  subscriptions.add(files.subscription);

  const recordHistories = (cell: 0 | 1): Subscription =>
    engines[cell].advanced$.subscribe((brought) => {
      for (const words of brought.notices) {
        notices$.next({ words: `Cell ${"AB"[cell]}, ${words}`, lasting: false });
      }
      if (brought.notices.length > 0) {
        const added = brought.notices.map((words) => ({ cell, words }));
        notes$.next([...notes$.value, ...added].slice(-MOST_NOTES));
      }
      const history = recordAdvance(histories$.value[cell], brought);
      if (history !== histories$.value[cell]) histories$.next(replaceIn(histories$.value, cell, history));
    });
  subscriptions.add(recordHistories(0));
  subscriptions.add(recordHistories(1));
  const revisions = watchParameters({
    ...{ store, engines, conductor, notices$, requestOf },
    begin: files.begin,
    closeFiles: files.close,
  });
  subscriptions.add(revisions.subscription);
  revisions.begin();
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
      map(([a, b, state]) => {
        const further = engines[1].time > engines[0].time ? b : a;
        const own = state.contrast === "own" ? further : a;
        return { ...own, ...coatedValues(b, state), ...wishes(state, conductor, engines) };
      }),
    ),
    scenarioEvents$: combineLatest(
      engines.map((engine) => engine.built$.pipe(map((report) => report.scenarioEvents))),
    ).pipe(map((lists) => [...new Set(lists.flat())])),
    files,
    names$: combineLatest([store.state$, files.opened$]).pipe(
      map(([state, opened]) => {
        const [a, b] = cellsOf(state).names;
        return [opened[0] ?? a, opened[1] ?? b] as const;
      }),
    ),
    hover$,
    notices$,
    notes$,
    restart: revisions.restart,
    revive(cell) {
      const missed = conductor.clock.time;
      files.goOn(cell);
      conductor.catchUp(missed);
    },
    resetAll: revisions.reset,
    query: (withTime) => encodeState(store.state, withTime ? conductor.clock.time : 0),
    dispose() {
      subscriptions.unsubscribe();
      conductor.dispose();
    },
  };
}

function replaceIn<T>([a, b]: readonly [T, T], cell: 0 | 1, by: T): readonly [T, T] {
  return cell === 0 ? [by, b] : [a, by];
}

/** Stress costs the workers an elastic solution: only while it is looked at. */
function demandOf({ playing, speed, layer }: AppState): Demand {
  return { playing, speed, stress: layerOf(layer).needsStress };
}

/** The coated cell speaks for what only a coating has. */
function coatedValues(values: ParameterValues, state: AppState): ParameterValues {
  if (!cellsOf(state).coated[1]) return {};
  return Object.fromEntries(Object.entries(values).filter(([path]) => coatingOnly.has(path)));
}

function ownValues(engines: readonly [CellEngine, CellEngine], state: AppState): ParameterValues {
  return { ...engines[0].own, ...coatedValues(engines[1].own, state) };
}

/**
 * What has been set and the cells do not say of themselves yet: new beginnings, and the changes that they are about to
 * come to.
 */
function wishes(
  state: AppState,
  conductor: Conductor,
  engines: readonly [CellEngine, CellEngine],
): ParameterValues {
  const isNew = conductor.horizon === 0;
  const beginnings = Object.entries(state.parameters).filter(([path]) => isNew || needsRebuild(path));
  const reached = Math.max(...engines.map((engine) => engine.time));
  const near = conductor.nearTime;
  const coming = state.events.filter(({ time }) => time >= reached && time <= near);
  return { ...Object.fromEntries(beginnings), ...valuesOfEvents(coming) };
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
  const events = eventsOfCell(state, cell).map((event: ParameterEvent) => writeParameterEvent(event));
  return { scenario: cells.scenarios[cell], overrides, events };
}
