/** A cell as it was reported last: where it stands, how it is doing, what its parameters are. */
import { BehaviorSubject, type Observable } from "rxjs";
import type { EngineStatus } from "./engine-status.ts";
import type { CellAdvanced, CellBuilt, CellReport, ParameterValues } from "./messages.ts";

export class ReportedCell {
  readonly #values$ = new BehaviorSubject<ParameterValues>({});
  readonly #status$ = new BehaviorSubject<EngineStatus>({ kind: "building" });
  #own: ParameterValues = {};
  #provenance: CellBuilt["provenance"] = {};
  #busy = false;
  #time = 0;

  /** As they are now. */
  get values$(): Observable<ParameterValues> {
    return this.#values$;
  }

  /** As the scenario has them. */
  get own(): ParameterValues {
    return this.#own;
  }

  /** By path: where values of the scenario come from, of which the table says something else. */
  get provenance(): CellBuilt["provenance"] {
    return this.#provenance;
  }

  get status$(): Observable<EngineStatus> {
    return this.#status$;
  }

  get status(): EngineStatus {
    return this.#status$.value;
  }

  /** Whether an answer is awaited. */
  get busy(): boolean {
    return this.#busy;
  }

  /** Simulated, s. */
  get time(): number {
    return this.#time;
  }

  /** It is to be built. */
  build(): void {
    this.#busy = true;
    this.#time = 0;
    this.#status$.next({ kind: "building" });
  }

  /** It is to go on. */
  advance(): void {
    this.#busy = true;
  }

  lose(message: string): void {
    this.#end({ kind: "lost", message });
  }

  follow(report: CellReport): void {
    if (report.kind === "built") this.#begin(report);
    else if (report.kind === "advanced") this.#goOn(report);
    else if (report.kind === "refused") this.#end({ kind: "refused", message: report.message });
    else if (report.kind === "broken") this.lose(report.message);
  }

  #begin({ frame, own, provenance, values, status: { kind, message } }: CellBuilt): void {
    this.#busy = false;
    this.#time = frame.time;
    this.#own = own;
    this.#provenance = provenance;
    this.#status$.next(kind === "running" ? { kind } : { kind, message });
    this.#values$.next(values);
  }

  #goOn({ frame, values, status }: CellAdvanced): void {
    this.#busy = false;
    this.#time = frame.time;
    if (this.status.kind === "lost") this.#status$.next({ kind: "running" });
    if (values !== undefined) this.#values$.next(values);
    if (status.kind !== "running" && this.status.kind === "running") {
      this.#status$.next({ kind: status.kind, message: status.message });
    }
  }

  #end(status: EngineStatus): void {
    this.#busy = false;
    this.#status$.next(status);
  }
}
