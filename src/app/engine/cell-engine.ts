/**
 * A cell that is solved elsewhere, seen from the page: Observables of what it reports and functions to command it.
 * Errors are values of `status$`, never errors of a stream.
 */
import { BehaviorSubject, type Observable, Subject } from "rxjs";
import type { FrameRequest, RunStatus } from "../../../sim-core/index.ts";
import type { CellAdvanced, CellBuilt, CellReport, CellRequest, ParameterValues } from "./messages.ts";

/** The page's end of a channel to a worker (a MessagePort will do). */
export interface EnginePort {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent<CellReport>) => void) | null;
}

export type EngineStatus =
  | { readonly kind: "building" }
  | { readonly kind: "running" }
  | { readonly kind: Exclude<RunStatus["kind"], "running">; readonly message: string }
  | { readonly kind: "refused"; readonly message: string };

export interface CellEngine {
  /** One per restart: mesh, first frame, resolved values. */
  readonly built$: Observable<CellBuilt>;
  /** One per granted advance. */
  readonly advanced$: Observable<CellAdvanced>;
  readonly values$: Observable<ParameterValues>;
  readonly status$: Observable<EngineStatus>;
  readonly status: EngineStatus;
  /** True while a granted advance or a restart has not been answered. */
  readonly busy: boolean;
  /** Simulated time of the newest report, s. */
  readonly time: number;
  restart(request: CellRequest): void;
  revise(request: CellRequest): void;
  /** Grants the computation up to `untilTime` (s) and one frame, which holds what is asked for. */
  advance(untilTime: number, frame: FrameRequest): void;
  /** Says in words why there will be no more reports. */
  fail(message: string): void;
}

/** Whether a cell has come to an end of its own that is worth looking at, not to one of the solution's or the page's. */
export function hasEnded({ kind }: EngineStatus): boolean {
  return kind === "completed" || kind === "end-condition" || kind === "empty" || kind === "worn-out";
}

/** Returns the engine that speaks through `port`. */
export function createCellEngine(port: EnginePort): CellEngine {
  const built$ = new Subject<CellBuilt>();
  const advanced$ = new Subject<CellAdvanced>();
  const values$ = new BehaviorSubject<ParameterValues>({});
  const status$ = new BehaviorSubject<EngineStatus>({ kind: "building" });
  let generation = 0;
  let busy = false;
  let time = 0;

  const receive = (report: CellReport): void => {
    if (report.generation !== generation) return;
    switch (report.kind) {
      case "built":
        busy = false;
        time = report.frame.time;
        status$.next({ kind: "running" });
        values$.next(report.values);
        built$.next(report);
        return;
      case "advanced":
        busy = false;
        time = report.frame.time;
        if (report.status.kind !== "running" && status$.value.kind === "running") {
          status$.next({ kind: report.status.kind, message: report.status.message });
        }
        advanced$.next(report);
        return;
      case "revised":
        values$.next(report.values);
        return;
      case "refused":
        busy = false;
        status$.next({ kind: "refused", message: report.message });
    }
  };
  port.onmessage = (event) => receive(event.data);

  return {
    built$,
    advanced$,
    values$,
    status$,
    get status() {
      return status$.value;
    },
    get busy() {
      return busy;
    },
    get time() {
      return time;
    },
    restart(request) {
      generation += 1;
      busy = true;
      time = 0;
      status$.next({ kind: "building" });
      port.postMessage({ kind: "restart", generation, request });
    },
    revise(request) {
      port.postMessage({ kind: "revise", generation, request });
    },
    advance(untilTime, frame) {
      busy = true;
      port.postMessage({ kind: "advance", generation, untilTime, frame });
    },
    fail(message) {
      busy = false;
      status$.next({ kind: "failed", message });
    },
  };
}
