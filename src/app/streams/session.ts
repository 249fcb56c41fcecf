/**
 * Everything that flows, tied together: the store asks, the engines build and solve, the conductor keeps their clock,
 * histories grow. Components and controls see this record only.
 */
import {
  BehaviorSubject,
  combineLatest,
  distinctUntilChanged,
  map,
  type Observable,
  shareReplay,
} from "rxjs";
import type { Reading } from "../../../sim-core/index.ts";
import type { CellEngine } from "../engine/cell-engine.ts";
import type { ParameterValues } from "../engine/messages.ts";
import { layerOf } from "../layers/list.ts";
import { type AppState, defaultState, SPEED_MAXIMUM, SPEED_MINIMUM } from "./app-state.ts";
import { watchNames, watchScenarioEvents } from "./cell-names.ts";
import { requestOf } from "./cell-requests.ts";
import { watchValues } from "./cell-values.ts";
import { AutomaticSpeed } from "./clock/automatic-speed.ts";
import { type Conductor, createConductor } from "./clock/conductor.ts";
import type { Demand } from "./clock/playback.ts";
import { mergeEvents } from "./events.ts";
import { createExplainer, type Explainer, type ExplainerParts } from "./explainer.ts";
import { createFiles, type Files } from "./files/cell-files.ts";
import { createExperiments, type Experiments } from "./files/experiments.ts";
import { writeTerminalCommand } from "./files/terminal-command.ts";
import { Hand } from "./hand.ts";
import { ProtocolChecks } from "./lab/protocol-checks.ts";
import { defaultLook, type Look } from "./look.ts";
import { type CellNote, Notices } from "./notices.ts";
import { Overlays } from "./overlays.ts";
import { Viewing } from "./past-frames/viewing.ts";
import { RunShelf } from "./past-runs/run-shelf.ts";
import { RunTravel } from "./past-runs/run-travel.ts";
import { fitsLink } from "./protocol-state.ts";
import { type HistoryPair, type Past, Recorder } from "./recorder.ts";
import { type ResumedRun, type Revisions, watchParameters } from "./revisions.ts";
import { type StatusPair, watchStatuses } from "./shown-cells.ts";
import { createStore, type Store } from "./store.ts";
import { surroundingsOf } from "./surroundings.ts";
import { type DecodedState, encodeState } from "./url-state.ts";

export interface Session {
  readonly store: Store;
  readonly engines: readonly [CellEngine, CellEngine];
  readonly conductor: Conductor;
  /** The moment that is looked at. */
  readonly viewing: Viewing;
  /** That is asked for, simulated s per s. */
  readonly speed$: Observable<number>;
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
  /** What lies over the charts besides both cells and the run before. */
  readonly overlays: Overlays;
  /** How the page is shown. */
  readonly look$: BehaviorSubject<Look>;
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
  readonly protocolChecks: ProtocolChecks;
  /** What the cells are called: after the file that they come from, where there is one. */
  readonly names$: Observable<readonly [string, string]>;
  /** Changes on the way that stand in the scenarios themselves, as lines; those of both cells, each once. */
  readonly scenarioEvents$: Observable<readonly string[]>;
  /** Looks at the next event of either cell, or the one before; beyond the last one at the cells as they stand. */
  lookAtEvent(by: -1 | 1): void;
  /** Other cells, as an address has been read, take the place of those that run, and come to its time. */
  begin(decoded: Pick<DecodedState, "state" | "time">): void;
  /** Both cells start again at time zero, parameters as they are now, nothing to be changed on the way. */
  restart(): void;
  /** Starts a lost cell again from what was kept of it, or the beginning, and brings it to where it is missed. */
  revive(cell: 0 | 1): void;
  /** Everything as on a first visit. */
  resetAll(): void;
  /** The query that brings back this state at this time, without protocols that are too long for an address. */
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
  readonly look?: Look;
  /** What explains a loss of capacity, and on how many cores. */
  readonly explaining: Pick<ExplainerParts, "start" | "cores">;
}

export function createSession(parts: SessionParts): Session {
  const { engines, ticks$, initial, decode, explaining } = parts;
  const store = createStore(
    initial.state,
    surroundingsOf(engines, () => ({ store, conductor, viewing, travel })),
  );
  const { conductor, viewing, speed$ } = createClock({ engines, ticks$, store });
  const notices$ = new Notices();
  const hand = new Hand({ engines, store, conductor, viewing, notices$ });
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
  const { shelf, revisions, travel } = createRuns({
    ...{ store, engines, conductor, viewing, files, notices$, pastOf },
  });
  const terminalCommand = (cell: 0 | 1): string => writeTerminalCommand(requestOf(store.state, cell), cell);
  const experiments = createExperiments({
    ...{ files, notices$, decode, pastOf },
    encode: () => encodeState(store.state),
    adopt: (state, begin) => adopt({ revisions, files }, { state, begin }),
    commands: () => [terminalCommand(0), terminalCommand(1)],
  });
  revisions.begin();
  conductor.catchUp(initial.time);

  return {
    ...{ store, engines, conductor, viewing, speed$, files, experiments, explainer, notices$, travel },
    ...{ terminalCommand, hand },
    protocolChecks: new ProtocolChecks(engines, (cell) => requestOf(store.state, cell)),
    statuses$: watchStatuses(engines, viewing.frames$).pipe(shareReplay({ bufferSize: 1, refCount: true })),
    histories$: recorder.histories$,
    readingsOf: (cell) => recorder.pastOf(cell).readings,
    values$: watchValues({ engines, conductor, state$: store.state$, past$: viewing.past$ }),
    ...shownBeside(parts),
    notes$: recorder.notes$,
    names$: watchNames(store.state$, files.opened$),
    scenarioEvents$: watchScenarioEvents(engines),
    lookAtEvent: (by) => viewing.lookAtNext(timesOfEvents([pastOf(0), pastOf(1)]), by),
    begin: (decoded) => beginWith({ revisions, files, conductor }, decoded),
    restart: () => revisions.restart(),
    revive: (cell) => revive(cell, { files, conductor }),
    resetAll: () => revisions.reset(),
    query: (withTime) => encodeState(linkable(store.state), withTime ? viewing.time : 0),
    dispose() {
      for (const part of [files, explainer, recorder, revisions, shelf, viewing])
        part.subscription.unsubscribe();
      conductor.dispose();
    },
  };
}

/** What is pointed at, what lies over the charts, and how the page is shown. */
function shownBeside({
  look = defaultLook,
}: SessionParts): Pick<Session, "hover$" | "cursor$" | "overlays" | "look$"> {
  return {
    overlays: new Overlays(),
    look$: new BehaviorSubject(look),
    hover$: new BehaviorSubject<number | undefined>(undefined),
    cursor$: new BehaviorSubject<number | undefined>(undefined),
  };
}

/** When something happened for the first time, in either cell, s; rising. */
function timesOfEvents(cells: readonly Past[]): number[] {
  return mergeEvents(cells.map(({ history }) => history)).map(({ event }) => event.time);
}

/** What makes runs of the state, and the ways between them. */
function createRuns({
  pastOf,
  ...parts
}: Pick<Session, "store" | "engines" | "conductor" | "viewing" | "files" | "notices$"> & {
  readonly pastOf: (cell: 0 | 1) => Past;
}): { readonly shelf: RunShelf; readonly revisions: Revisions; readonly travel: RunTravel } {
  const { engines, files } = parts;
  const shelf = new RunShelf({ engines, files, pastOf });
  const revisions = watchParameters({
    ...parts,
    requestOf,
    begin: (cell) => files.begin(cell),
    shelve: (run) => shelf.leave(run),
    closeFiles: () => files.close(),
  });
  return { shelf, revisions, travel: new RunTravel({ ...parts, revisions, shelf }) };
}

/** What a link can hold of the state. */
function linkable(state: AppState): AppState {
  return fitsLink(state.protocols) ? state : { ...state, protocols: defaultState.protocols };
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

function beginWith(
  { revisions, files, conductor }: { readonly revisions: Revisions } & Pick<Session, "files" | "conductor">,
  { state, time }: Pick<DecodedState, "state" | "time">,
): void {
  adopt({ revisions, files }, { state, begin: (cell) => files.begin(cell) });
  conductor.catchUp(time);
}

function revive(
  cell: 0 | 1,
  { files, conductor }: { readonly files: Files; readonly conductor: Conductor },
): void {
  const missed = conductor.clock.time;
  files.goOn(cell);
  conductor.catchUp(missed);
}

/** The clock of both cells, which stand while the past is looked at, and the moment that is looked at. */
function createClock({
  engines,
  ticks$,
  store,
}: Pick<SessionParts, "engines" | "ticks$"> & { readonly store: Store }): Pick<
  Session,
  "conductor" | "viewing" | "speed$"
> {
  const demand = (): Demand => demandOf(store.state, automatic.speed);
  const conductor = createConductor({
    ...{ engines, ticks$ },
    demand() {
      const { playing, ...asked } = demand();
      return { ...asked, playing: playing && viewing.past === undefined };
    },
  });
  const viewing = new Viewing({
    ...{ engines, conductor, ticks$, demand },
    pause: () => store.update({ playing: false }),
  });
  const { frames$ } = viewing;
  const automatic = new AutomaticSpeed({ frames$, ticks$, least: SPEED_MINIMUM, most: SPEED_MAXIMUM });
  const speed$ = combineLatest([store.select("speed"), automatic.speed$]).pipe(
    map(([chosen, own]) => speedOf(chosen, own)),
    distinctUntilChanged(),
  );
  viewing.subscription.add(automatic.subscription);
  return { conductor, viewing, speed$ };
}

/** Stress costs the workers an elastic solution: only while it is looked at. */
function demandOf({ playing, speed, layer }: AppState, automatic: number): Demand {
  return { playing, speed: speedOf(speed, automatic), stress: layerOf(layer).needsStress };
}

/** Simulated s per s. */
function speedOf(chosen: AppState["speed"], automatic: number): number {
  return chosen === "auto" ? automatic : chosen;
}
