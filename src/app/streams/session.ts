/**
 * Everything that flows, tied together: the store asks, the engines build and solve, the conductor keeps their clock,
 * histories grow. Components and controls see this record only.
 */
import { BehaviorSubject, combineLatest, map, type Observable, shareReplay } from "rxjs";
import type { Reading } from "../../../sim-core/index.ts";
import type { CellEngine } from "../engine/cell-engine.ts";
import type { CellRequest, ParameterValues } from "../engine/messages.ts";
import { layerOf } from "../layers/list.ts";
import { type AppState, cellsOf, eventsOfCell, parametersOfCell } from "./app-state.ts";
import { ownValues, watchValues } from "./cell-values.ts";
import { isOver } from "./clock/cell-times.ts";
import { type Conductor, createConductor } from "./clock/conductor.ts";
import type { Demand } from "./clock/playback.ts";
import { createExplainer, type Explainer, type ExplainerParts } from "./explainer.ts";
import { createFiles, type Files } from "./files/cell-files.ts";
import { createExperiments, type Experiments } from "./files/experiments.ts";
import type { FileNames } from "./files/opened-files.ts";
import { writeTerminalCommand } from "./files/terminal-command.ts";
import { Hand } from "./hand.ts";
import { type CellNote, Notices } from "./notices.ts";
import { writePageEvent } from "./parameter-events.ts";
import { needsRebuild } from "./parameter-lookup.ts";
import { RunShelf } from "./past-runs/run-shelf.ts";
import { RunTravel } from "./past-runs/run-travel.ts";
import { type HistoryPair, type Past, Recorder } from "./recorder.ts";
import { type ResumedRun, type Revisions, watchParameters } from "./revisions.ts";
import { type StatusPair, watchStatuses } from "./shown-cells.ts";
import { createStore, type Store } from "./store.ts";
import { type DecodedState, encodeState } from "./url-state.ts";

export interface Session {
  readonly store: Store;
  readonly engines: readonly [CellEngine, CellEngine];
  readonly conductor: Conductor;
  /** How both cells are doing, by the frames that are shown. */
  readonly statuses$: Observable<StatusPair>;
  readonly histories$: Observable<HistoryPair>;
  /** Ways to runs that were left, and back. */
  readonly travel: RunTravel;
  /** Returns the last time steps of a cell, oldest first. */
  readonly readingsOf: (cell: 0 | 1) => readonly Reading[];
  /** What every parameter is now or has been set to be, display units; of the coated cell where only it has one. */
  readonly values$: Observable<ParameterValues>;
  /** Particle under the pointer, or the one that was picked. */
  readonly hover$: BehaviorSubject<number | undefined>;
  /** What people do to particles. */
  readonly hand: Hand;
  /** The moment that is pointed at in a chart, on the timeline or by the picture, s; shown in all of them. */
  readonly cursor$: BehaviorSubject<number | undefined>;
  /** Sentences for the person, shown politely one at a time. */
  readonly notices$: Notices;
  /** All that the runs have said since they began, oldest first. */
  readonly notes$: Observable<readonly CellNote[]>;
  readonly files: Files;
  readonly experiments: Experiments;
  readonly explainer: Explainer;
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
  /** The terminal program's command for the run of a cell. */
  terminalCommand(cell: 0 | 1): string;
  dispose(): void;
}

export interface SessionParts {
  readonly engines: readonly [CellEngine, CellEngine];
  readonly ticks$: Observable<number>;
  readonly initial: DecodedState;
  /** Reads a query as that of the address was read. */
  readonly decode: (query: string) => DecodedState;
  /** What explains a loss of capacity, and on how many cores. */
  readonly explaining: Pick<ExplainerParts, "start" | "cores">;
}

export function createSession({ engines, ticks$, initial, decode, explaining }: SessionParts): Session {
  const store = createStore(initial.state, {
    changeTime: (path) => (isOver(engines) ? undefined : changeTimeOf(path, conductor)),
    isOver: () => isOver(engines),
    own: (path) => ownValues(engines, store.state)[path],
  });
  const conductor = createConductor({ engines, ticks$, demand: () => demandOf(store.state) });
  const notices$ = new Notices();
  const hand = new Hand({ engines, store, conductor, notices$ });
  const recorder = new Recorder(engines, notices$);
  const pastOf = (cell: 0 | 1): Past => recorder.pastOf(cell);
  const files = createFiles({
    ...{ engines, notices$, pastOf },
    setPast: (cell, past) => recorder.setPast(cell, past),
    requestOf: (cell) => requestOf(store.state, cell),
  });
  const explainer = createExplainer({
    ...{ engines, histories$: recorder.histories$, ...explaining },
    requestOf: (cell) => requestOf(store.state, cell),
    isOpened: (cell) => files.opened[cell] !== undefined,
  });
  const shelf = new RunShelf({ engines, files, pastOf });
  const revisions = watchParameters({
    ...{ store, engines, conductor, notices$, requestOf },
    begin: (cell) => files.begin(cell),
    shelve: (run) => shelf.leave(run),
    closeFiles: () => files.close(),
  });
  const terminalCommand = (cell: 0 | 1): string => writeTerminalCommand(requestOf(store.state, cell));
  const experiments = createExperiments({
    ...{ files, notices$, decode, pastOf },
    encode: () => encodeState(store.state),
    adopt: (state, begin) => adopt({ revisions, files }, { state, begin }),
    commands: () => [terminalCommand(0), terminalCommand(1)],
  });
  const travel = new RunTravel({ store, engines, conductor, files, revisions, shelf, notices$ });
  revisions.begin();
  conductor.catchUp(initial.time);

  return {
    ...{ store, engines, conductor, files, experiments, explainer, notices$, travel, terminalCommand, hand },
    statuses$: watchStatuses(engines, conductor.frames$).pipe(shareReplay({ bufferSize: 1, refCount: true })),
    histories$: recorder.histories$,
    readingsOf: (cell) => recorder.pastOf(cell).readings,
    values$: watchValues({ engines, conductor, state$: store.state$ }),
    hover$: new BehaviorSubject<number | undefined>(undefined),
    cursor$: new BehaviorSubject<number | undefined>(undefined),
    notes$: recorder.notes$,
    names$: watchNames(store.state$, files.opened$),
    scenarioEvents$: watchScenarioEvents(engines),
    restart: () => revisions.restart(),
    revive: (cell) => revive(cell, { files, conductor }),
    resetAll: () => revisions.reset(),
    query: (withTime) => encodeState(store.state, withTime ? conductor.clock.time : 0),
    dispose() {
      for (const part of [files, explainer, recorder, revisions, shelf]) part.subscription.unsubscribe();
      conductor.dispose();
    },
  };
}

/** Another run takes the place of the present one, which is put by, and of the files that its cells came from. */
function adopt(
  { revisions, files }: { readonly revisions: Revisions; readonly files: Files },
  next: ResumedRun,
): void {
  revisions.leave();
  files.close();
  revisions.resume(next);
}

function revive(
  cell: 0 | 1,
  { files, conductor }: { readonly files: Files; readonly conductor: Conductor },
): void {
  const missed = conductor.clock.time;
  files.goOn(cell);
  conductor.catchUp(missed);
}

/**
 * When a change of the parameter would act in cells that are under way, or what a hand does where there is none; undefined
 * where it builds them anew.
 */
function changeTimeOf(
  path: string | undefined,
  { horizon, changeTime, nearTime }: Conductor,
): { readonly from: number; readonly until: number } | undefined {
  const acts = path === undefined || (horizon > 0 && !needsRebuild(path));
  return acts ? { from: changeTime, until: nearTime } : undefined;
}

function watchNames(
  state$: Observable<AppState>,
  opened$: Observable<FileNames>,
): Observable<readonly [string, string]> {
  return combineLatest([state$, opened$]).pipe(
    map(([state, opened]) => {
      const [a, b] = cellsOf(state).names;
      return [opened[0] ?? a, opened[1] ?? b] as const;
    }),
  );
}

function watchScenarioEvents(engines: readonly CellEngine[]): Observable<readonly string[]> {
  const lists = engines.map(({ built$ }) => built$.pipe(map(({ scenarioEvents }) => scenarioEvents)));
  return combineLatest(lists).pipe(map((all) => [...new Set(all.flat())]));
}

/** Stress costs the workers an elastic solution: only while it is looked at. */
function demandOf({ playing, speed, layer }: AppState): Demand {
  return { playing, speed, stress: layerOf(layer).needsStress };
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
  const events = eventsOfCell(state, cell).map(writePageEvent);
  return { scenario: cells.scenarios[cell], overrides, events };
}
