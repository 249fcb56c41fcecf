/** Why the capacity of each cell fell, on request: what is asked, how far it is, what came of it. */
import { BehaviorSubject, type Observable, Subscription } from "rxjs";
import type { Explanation } from "../../attribution/explanation.ts";
import type { ExplainOrder, ExplainReport } from "../../attribution/messages.ts";
import type { CellEngine } from "../engine/cell-engine.ts";
import type { CellRequest } from "../engine/messages.ts";
import type { HistoryPair } from "./recorder.ts";

export type ExplainState =
  | { readonly kind: "idle" }
  | { readonly kind: "running"; readonly cycle: number; readonly share: number; readonly words: string }
  | { readonly kind: "explained"; readonly explanation: Explanation }
  | { readonly kind: "refused"; readonly message: string };

export interface Explainer {
  /** Of both cells. */
  readonly states$: Observable<readonly [ExplainState, ExplainState]>;
  /** Explains the last cycle that the cell has finished; what was asked before is abandoned. */
  explain(cell: 0 | 1): void;
  /** Ends what is being computed. */
  cancel(cell: 0 | 1): void;
  readonly subscription: Subscription;
}

export interface ExplainerParts {
  readonly engines: readonly [CellEngine, CellEngine];
  readonly requestOf: (cell: 0 | 1) => CellRequest;
  readonly histories$: Observable<HistoryPair>;
  /** Whether the cell came from a file, of which no request is known. */
  readonly isOpened: (cell: 0 | 1) => boolean;
  /** Gives the order to a worker and returns what ends it. */
  readonly start: (order: ExplainOrder, hear: (report: ExplainReport) => void) => () => void;
  /** Cores of the machine. */
  readonly cores: number;
}

const IDLE: ExplainState = { kind: "idle" };
/** Cycles are extrapolated as far as their tolerance allows. */
const LONGEST_JUMP = 1000;
/** Runs at a time: the cells need cores of their own, and each run its memory. */
const MOST_WORKERS = 4;

/** Returns the last cycle that can be explained; undefined where there is none yet. */
export function cycleToExplain({ cycles }: HistoryPair[number]): number | undefined {
  const first = cycles.find(({ retention }) => retention !== null);
  const last = cycles.at(-1);
  return first !== undefined && last !== undefined && last.cycle > first.cycle ? last.cycle : undefined;
}

export function createExplainer(parts: ExplainerParts): Explainer {
  const { engines, requestOf, histories$, isOpened, start, cores } = parts;
  const states$ = new BehaviorSubject<readonly [ExplainState, ExplainState]>([IDLE, IDLE]);
  const subscription = new Subscription();
  const stops: (() => void)[] = [() => undefined, () => undefined];
  let histories: HistoryPair | undefined;
  subscription.add(
    histories$.subscribe((own) => {
      histories = own;
    }),
  );
  const set = (cell: 0 | 1, state: ExplainState): void => {
    const [a, b] = states$.value;
    states$.next(cell === 0 ? [state, b] : [a, state]);
  };
  const cancel = (cell: 0 | 1): void => {
    stops[cell]?.();
    set(cell, IDLE);
  };
  // Another cell has another past.
  for (const cell of [0, 1] as const) subscription.add(engines[cell].built$.subscribe(() => cancel(cell)));
  subscription.add(() => {
    for (const stop of stops) stop();
  });
  return {
    ...{ states$, cancel, subscription },
    explain(cell) {
      stops[cell]?.();
      const cycle = histories && cycleToExplain(histories[cell]);
      if (isOpened(cell) || cycle === undefined) {
        const message = isOpened(cell)
          ? "A cell that came from a file has a past that is not known here: use the terminal, fluxtwin explain FOLDER."
          : "There is nothing to compare with before the second cycle is finished.";
        set(cell, { kind: "refused", message });
        return;
      }
      set(cell, { kind: "running", cycle, share: 0, words: "" });
      const order = orderOf(requestOf(cell), cycle, cores);
      stops[cell] = start(order, (report) => set(cell, stateOf(report, cycle)));
    },
  };
}

function orderOf(
  { scenario, overrides, events, protocol }: CellRequest,
  cycle: number,
  cores: number,
): ExplainOrder {
  const cheap = { mesh: "draft", "solver.jump": LONGEST_JUMP };
  const workers = Math.max(1, Math.min(MOST_WORKERS, cores - 2));
  return { scenario, overrides: { ...overrides, ...cheap }, events, protocol, cycle, workers };
}

function stateOf(report: ExplainReport, cycle: number): ExplainState {
  if (report.kind !== "progress") return report;
  const { cycles, mostCycles, runs, mostRuns } = report;
  const words = `${runs} of at most ${mostRuns} runs`;
  return { kind: "running", cycle, share: mostCycles > 0 ? cycles / mostCycles : 0, words };
}
