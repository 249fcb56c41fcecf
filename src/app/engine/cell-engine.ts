/**
 * A cell that is solved elsewhere, seen from the page: Observables of what it reports and functions to command it.
 * Errors are values of `status$`, never errors of a stream.
 */
import { type Observable, Subject } from "rxjs";
import type { FrameRequest } from "../../../sim-core/index.ts";
import type { EngineStatus } from "./engine-status.ts";
import { Generations } from "./generations.ts";
import type {
  CellAdvanced,
  CellBuilt,
  CellChecked,
  CellCommand,
  CellDeclined,
  CellKept,
  CellLeft,
  CellLent,
  CellOrigin,
  CellReport,
  CellRequest,
  CellRevised,
  CellSaved,
  CellUnopened,
  CheckpointFile,
  ParameterValues,
} from "./messages.ts";
import { ReportedCell } from "./reported-cell.ts";

/** The page's end of a channel to a worker (a MessagePort will do). */
export interface EnginePort {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent<CellReport>) => void) | null;
}

export interface CellEngine {
  /** One per restart: mesh, first frame, resolved values. */
  readonly built$: Observable<CellBuilt>;
  /** One per granted advance. */
  readonly advanced$: Observable<CellAdvanced>;
  /** One per revision. */
  readonly revised$: Observable<CellRevised | CellDeclined>;
  /** One per time that the cell was kept, one per save, one per lending, one per file that is no cell. */
  readonly kept$: Observable<CellKept>;
  /** One per restart of a cell that was well, of the generation before. */
  readonly left$: Observable<CellLeft>;
  readonly saved$: Observable<CellSaved>;
  readonly lent$: Observable<CellLent>;
  readonly unopened$: Observable<CellUnopened>;
  /** One per check. */
  readonly checked$: Observable<CellChecked>;
  /** As they are now, and as the scenario has them. */
  readonly values$: Observable<ParameterValues>;
  readonly own: ParameterValues;
  /** By path: where values of the scenario come from, of which the table says something else. */
  readonly provenance: CellBuilt["provenance"];
  readonly status$: Observable<EngineStatus>;
  readonly status: EngineStatus;
  /** True while a granted advance or a restart has not been answered. */
  readonly busy: boolean;
  /** Simulated time of the newest report, s. */
  readonly time: number;
  /** Counts the cells that it has been. */
  readonly generation: number;
  /** Builds the cell, in another worker where its own is lost, or goes on with it from `origin`. */
  restart(request: CellRequest, origin?: CellOrigin): void;
  /** Takes the cell of a file in place of this one, or leaves it. */
  open(request: CellRequest, file: CheckpointFile): void;
  /** Asks for the file of the cell as it stands. */
  save(): void;
  /** Asks for the cell as it stands, for an instrument to look at. */
  lend(): void;
  /** Asks what is to be said of the protocol of a request; `ticket` comes back with the answer. */
  check(request: CellRequest, ticket: number): void;
  /** Says whether reports of advances are to bring what the solver did. */
  watchSolver(on: boolean): void;
  /** Tells which changes on the way there are; `revision` comes back with the answer. */
  revise(request: CellRequest, revision: number): void;
  /** Grants the computation up to `untilTime` (s) and one frame, which holds what is asked for. */
  advance(untilTime: number, frame: FrameRequest): void;
  /** Takes the cell for lost, and says why in words; a report that comes all the same takes it back. */
  lose(message: string): void;
}

/** Returns the engine that speaks through `port`; `reconnect` gives the port of another worker when that one is lost. */
export function createCellEngine(port: EnginePort, reconnect?: () => EnginePort): CellEngine {
  return new ConnectedEngine(port, reconnect);
}

class ConnectedEngine implements CellEngine {
  readonly built$ = new Subject<CellBuilt>();
  readonly advanced$ = new Subject<CellAdvanced>();
  readonly revised$ = new Subject<CellRevised | CellDeclined>();
  readonly kept$ = new Subject<CellKept>();
  readonly left$ = new Subject<CellLeft>();
  readonly saved$ = new Subject<CellSaved>();
  readonly lent$ = new Subject<CellLent>();
  readonly unopened$ = new Subject<CellUnopened>();
  readonly checked$ = new Subject<CellChecked>();
  readonly #cell = new ReportedCell();
  readonly #generations = new Generations();
  readonly #reconnect: (() => EnginePort) | undefined;
  #port: EnginePort;
  #isWatched = false;

  constructor(port: EnginePort, reconnect: (() => EnginePort) | undefined) {
    this.#reconnect = reconnect;
    this.#port = port;
    this.#connect(port);
  }

  get values$(): Observable<ParameterValues> {
    return this.#cell.values$;
  }

  get own(): ParameterValues {
    return this.#cell.own;
  }

  get provenance(): CellBuilt["provenance"] {
    return this.#cell.provenance;
  }

  get status$(): Observable<EngineStatus> {
    return this.#cell.status$;
  }

  get status(): EngineStatus {
    return this.#cell.status;
  }

  get busy(): boolean {
    return this.#cell.busy;
  }

  get time(): number {
    return this.#cell.time;
  }

  get generation(): number {
    return this.#generations.current;
  }

  restart(request: CellRequest, origin: CellOrigin = {}): void {
    const generation = this.#generations.begin();
    if (this.status.kind === "lost" && this.#reconnect !== undefined) this.#connect(this.#reconnect());
    this.#cell.build();
    this.#send({ kind: "restart", generation, request, origin });
  }

  open(request: CellRequest, file: CheckpointFile): void {
    const generation = this.#generations.current;
    this.#send({ kind: "open", generation, next: this.#generations.offer(), request, file });
  }

  save(): void {
    this.#send({ kind: "save", generation: this.#generations.current });
  }

  lend(): void {
    this.#send({ kind: "lend", generation: this.#generations.current });
  }

  check(request: CellRequest, ticket: number): void {
    this.#send({ kind: "check", generation: this.#generations.current, ticket, request });
  }

  watchSolver(on: boolean): void {
    this.#isWatched = on;
    this.#send({ kind: "watch", generation: this.#generations.current, on });
  }

  revise(request: CellRequest, revision: number): void {
    this.#send({ kind: "revise", generation: this.#generations.current, revision, request });
  }

  advance(untilTime: number, frame: FrameRequest): void {
    this.#cell.advance();
    this.#send({ kind: "advance", generation: this.#generations.current, untilTime, frame });
  }

  lose(message: string): void {
    this.#cell.lose(message);
  }

  #send(command: CellCommand): void {
    this.#port.postMessage(command);
  }

  #connect(port: EnginePort): void {
    this.#port.onmessage = null;
    this.#port = port;
    this.#port.onmessage = (event) => this.#receive(event.data);
    // Another worker knows nothing of it.
    if (this.#isWatched) this.watchSolver(true);
  }

  #receive(report: CellReport): void {
    if (report.kind === "left") {
      this.left$.next(report);
      return;
    }
    // Of no run at all.
    if (report.kind === "checked") {
      this.checked$.next(report);
      return;
    }
    if (!this.#generations.accept(report)) return;
    this.#cell.follow(report);
    this.#relay(report);
  }

  #relay(report: CellReport): void {
    switch (report.kind) {
      case "built":
        this.built$.next(report);
        return;
      case "advanced":
        this.advanced$.next(report);
        return;
      case "revised":
      case "declined":
        this.revised$.next(report);
        return;
      case "kept":
        this.kept$.next(report);
        return;
      case "saved":
        this.saved$.next(report);
        return;
      case "lent":
        this.lent$.next(report);
        return;
      case "unopened":
        this.unopened$.next(report);
    }
  }
}
