/**
 * A cell that is solved elsewhere, seen from the page: Observables of what it reports and functions to command it.
 * Errors are values of `status$`, never errors of a stream.
 */
import { BehaviorSubject, type Observable, Subject } from "rxjs";
import type { FrameRequest, RunStatus } from "../../../sim-core/index.ts";
import type {
  CellAdvanced,
  CellBuilt,
  CellDeclined,
  CellKept,
  CellOrigin,
  CellReport,
  CellRequest,
  CellRevised,
  CellSaved,
  CellUnopened,
  CheckpointFile,
  ParameterValues,
} from "./messages.ts";

/** The page's end of a channel to a worker (a MessagePort will do). */
export interface EnginePort {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent<CellReport>) => void) | null;
}

export type EngineStatus =
  | { readonly kind: "building" }
  | { readonly kind: "running" }
  | { readonly kind: Exclude<RunStatus["kind"], "running">; readonly message: string }
  /** It cannot be built. */
  | { readonly kind: "refused"; readonly message: string }
  /** Its worker is gone or broken, or does not answer; it can be started again. */
  | { readonly kind: "lost"; readonly message: string };

export interface CellEngine {
  /** One per restart: mesh, first frame, resolved values. */
  readonly built$: Observable<CellBuilt>;
  /** One per granted advance. */
  readonly advanced$: Observable<CellAdvanced>;
  /** One per revision. */
  readonly revised$: Observable<CellRevised | CellDeclined>;
  /** One per time that the cell was kept, one per save, one per file that is no cell. */
  readonly kept$: Observable<CellKept>;
  readonly saved$: Observable<CellSaved>;
  readonly unopened$: Observable<CellUnopened>;
  /** As they are now, and as the scenario has them. */
  readonly values$: Observable<ParameterValues>;
  readonly own: ParameterValues;
  readonly status$: Observable<EngineStatus>;
  readonly status: EngineStatus;
  /** True while a granted advance or a restart has not been answered. */
  readonly busy: boolean;
  /** Simulated time of the newest report, s. */
  readonly time: number;
  /** Builds the cell, in another worker where its own is lost, or goes on with it from `origin`. */
  restart(request: CellRequest, origin?: CellOrigin): void;
  /** Takes the cell of a file in place of this one, or leaves it. */
  open(request: CellRequest, file: CheckpointFile): void;
  /** Asks for the file of the cell as it stands. */
  save(): void;
  /** Tells which changes on the way there are; `revision` comes back with the answer. */
  revise(request: CellRequest, revision: number): void;
  /** Grants the computation up to `untilTime` (s) and one frame, which holds what is asked for. */
  advance(untilTime: number, frame: FrameRequest): void;
  /** Takes the cell for lost, and says why in words; a report that comes all the same takes it back. */
  lose(message: string): void;
}

/** Whether a cell has come to an end of its own that is worth looking at, not to one of the solution's or the page's. */
export function hasEnded({ kind }: EngineStatus): boolean {
  return kind === "completed" || kind === "end-condition" || kind === "empty" || kind === "worn-out";
}

/** Returns the engine that speaks through `port`; `reconnect` gives the port of another worker when that one is lost. */
export function createCellEngine(port: EnginePort, reconnect?: () => EnginePort): CellEngine {
  const built$ = new Subject<CellBuilt>();
  const advanced$ = new Subject<CellAdvanced>();
  const revised$ = new Subject<CellRevised | CellDeclined>();
  const kept$ = new Subject<CellKept>();
  const saved$ = new Subject<CellSaved>();
  const unopened$ = new Subject<CellUnopened>();
  const values$ = new BehaviorSubject<ParameterValues>({});
  const status$ = new BehaviorSubject<EngineStatus>({ kind: "building" });
  let connected = port;
  let own: ParameterValues = {};
  let generation = 0;
  let lastGeneration = 0;
  /** The generation that a file is to be. */
  let opening: number | undefined;
  let busy = false;
  let time = 0;

  const receive = (report: CellReport): void => {
    if (report.kind === "built" && report.generation === opening) generation = opening;
    if (report.generation !== generation) return;
    switch (report.kind) {
      case "built":
        busy = false;
        time = report.frame.time;
        status$.next({ kind: "running" });
        own = report.own;
        values$.next(report.values);
        built$.next(report);
        return;
      case "advanced":
        busy = false;
        time = report.frame.time;
        if (status$.value.kind === "lost") status$.next({ kind: "running" });
        if (report.values !== undefined) values$.next(report.values);
        if (report.status.kind !== "running" && status$.value.kind === "running") {
          status$.next({ kind: report.status.kind, message: report.status.message });
        }
        advanced$.next(report);
        return;
      case "revised":
      case "declined":
        revised$.next(report);
        return;
      case "kept":
        kept$.next(report);
        return;
      case "saved":
        saved$.next(report);
        return;
      case "unopened":
        opening = undefined;
        unopened$.next(report);
        return;
      case "refused":
        busy = false;
        status$.next({ kind: "refused", message: report.message });
        return;
      case "broken":
        lose(report.message);
    }
  };
  const lose = (message: string): void => {
    busy = false;
    status$.next({ kind: "lost", message });
  };
  const connect = (to: EnginePort): void => {
    connected.onmessage = null;
    connected = to;
    connected.onmessage = (event) => receive(event.data);
  };
  connect(port);

  return {
    built$,
    advanced$,
    revised$,
    kept$,
    saved$,
    unopened$,
    values$,
    status$,
    get own() {
      return own;
    },
    get status() {
      return status$.value;
    },
    get busy() {
      return busy;
    },
    get time() {
      return time;
    },
    restart(request, origin = {}) {
      generation = ++lastGeneration;
      opening = undefined;
      busy = true;
      time = 0;
      if (status$.value.kind === "lost" && reconnect !== undefined) connect(reconnect());
      status$.next({ kind: "building" });
      connected.postMessage({ kind: "restart", generation, request, origin });
    },
    open(request, file) {
      opening = ++lastGeneration;
      connected.postMessage({ kind: "open", generation, next: opening, request, file });
    },
    save() {
      connected.postMessage({ kind: "save", generation });
    },
    revise(request, revision) {
      connected.postMessage({ kind: "revise", generation, revision, request });
    },
    advance(untilTime, frame) {
      busy = true;
      connected.postMessage({ kind: "advance", generation, untilTime, frame });
    },
    lose,
  };
}
