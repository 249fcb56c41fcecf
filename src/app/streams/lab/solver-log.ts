/** What the solvers of both cells did lately, while somebody looks: bounded lists, filled from the reports. */
import { auditTime, BehaviorSubject, type Observable, Subscription } from "rxjs";
import type { SolverStep } from "../../../../sim-core/index.ts";
import type { CellEngine } from "../../engine/cell-engine.ts";

/** Time steps of a cell that are kept. */
const MOST_STEPS = 2000;
/** ms between two looks: nobody reads faster. */
const INTERVAL = 250;

export type SolverLogs = readonly [readonly SolverStep[], readonly SolverStep[]];

export class SolverLog {
  readonly subscription = new Subscription();
  readonly #engines: readonly [CellEngine, CellEngine];
  readonly #logs$ = new BehaviorSubject<SolverLogs>([[], []]);

  constructor(engines: readonly [CellEngine, CellEngine]) {
    this.#engines = engines;
    for (const cell of [0, 1] as const) {
      const { advanced$, built$ } = engines[cell];
      this.subscription.add(advanced$.subscribe(({ solver }) => this.#add(cell, solver)));
      this.subscription.add(built$.subscribe(() => this.#set(cell, [])));
    }
    this.subscription.add(() => this.watch(false));
  }

  /** Oldest first. */
  get logs$(): Observable<SolverLogs> {
    return this.#logs$.pipe(auditTime(INTERVAL));
  }

  get logs(): SolverLogs {
    return this.#logs$.value;
  }

  /** Whether the workers are to tell; what they did before is told once, as far as they keep it. */
  watch(on: boolean): void {
    for (const engine of this.#engines) engine.watchSolver(on);
  }

  #add(cell: 0 | 1, steps: readonly SolverStep[]): void {
    if (steps.length > 0) this.#set(cell, [...this.logs[cell], ...steps].slice(-MOST_STEPS));
  }

  #set(cell: 0 | 1, steps: readonly SolverStep[]): void {
    const [a, b] = this.logs;
    this.#logs$.next(cell === 0 ? [steps, b] : [a, steps]);
  }
}
