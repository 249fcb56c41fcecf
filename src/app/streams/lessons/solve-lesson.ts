/**
 * Solves the steps of a lesson one after another with cells of its own, as fast as they come, as somebody would play them who
 * does as asked: what is printed of a lesson is read off these runs.
 */
import { filter, firstValueFrom, map, merge, type Observable } from "rxjs";
import type { CycleSummary, Frame, FrameMesh } from "../../../../sim-core/index.ts";
import { compileCondition, type HoldsIn } from "../../../lessons/expression.ts";
import { type MomentPair, momentOf } from "../../../lessons/moment.ts";
import type { Lesson, LessonStep } from "../../../lessons/read-lesson.ts";
import type { CellEngine } from "../../engine/cell-engine.ts";
import type { ParameterValues } from "../../engine/messages.ts";
import { layerOf } from "../../layers/list.ts";
import { type AppState, cellsOf } from "../app-state.ts";
import { requestOf } from "../cell-requests.ts";
import { decodeSetUp } from "./set-up.ts";

/** Conditions are looked at after so many s, or after so much of the time that has passed, like frames of a fast clock. */
const LEAST_INTERVAL = 60;
const INTERVAL_SHARE = 0.005;

/** A cell as it stood when a step was done. */
export interface SolvedCell {
  readonly name: string;
  readonly mesh: FrameMesh;
  readonly frame: Frame;
  readonly values: ParameterValues;
}

export interface SolvedStep {
  readonly step: LessonStep;
  /** When its condition held; undefined where it did not. */
  readonly moment: MomentPair | undefined;
  /** By number of the cycle, with the cycles until then alone. */
  readonly afterCycle: Readonly<Record<string, MomentPair>>;
  /** s since the cells were built. */
  readonly time: number;
  /** What the step's text begins with: parameters without what somebody sets who does as asked. */
  readonly begun: ParameterValues;
  readonly layer: AppState["layer"];
  readonly seed: number;
  readonly cells: readonly [SolvedCell, SolvedCell];
}

interface Going {
  readonly cycles: CycleSummary[];
  cell: SolvedCell;
}

/** Yields each step once it is solved; ends early once `isWanted` says no, or where a cell cannot be built. */
export async function* solveLesson(
  lesson: Lesson,
  engines: readonly [CellEngine, CellEngine],
  isWanted: () => boolean,
): AsyncGenerator<SolvedStep, void> {
  const solver = new LessonSolver(lesson, engines, isWanted);
  for (const step of lesson.steps) {
    const solved = await solver.solve(step);
    if (solved === undefined) return;
    yield solved;
  }
}

class LessonSolver {
  readonly #lesson: Lesson;
  readonly #engines: readonly [CellEngine, CellEngine];
  readonly #isWanted: () => boolean;
  #state: AppState | undefined;
  #going: readonly [Going, Going] | undefined;
  #begun: ParameterValues = {};
  #time = 0;

  constructor(lesson: Lesson, engines: readonly [CellEngine, CellEngine], isWanted: () => boolean) {
    this.#lesson = lesson;
    this.#engines = engines;
    this.#isWanted = isWanted;
  }

  async solve(step: LessonStep): Promise<SolvedStep | undefined> {
    if (!(await this.#begin(step))) return undefined;
    const holds = conditionOf(step);
    const wanted = step.prediction?.kind === "curve" ? step.prediction.cycles : [];
    const afterCycle: Record<string, MomentPair> = {};
    for (;;) {
      const going = this.#going!;
      const moment = momentsOf(going);
      for (const cycle of wanted) {
        if (going.every(({ cycles }) => cycles.length >= cycle))
          afterCycle[cycle] ??= momentsOf(going, cycle);
      }
      const isDone = holds(moment);
      if (isDone || this.#engines.every(({ status }) => status.kind !== "running")) {
        return this.#end(step, isDone ? moment : undefined, afterCycle);
      }
      if (!this.#isWanted()) return undefined;
      const until = this.#time + Math.max(LEAST_INTERVAL, INTERVAL_SHARE * this.#time);
      if (!(await this.#advance(until, false))) return undefined;
    }
  }

  async #end(
    step: LessonStep,
    moment: MomentPair | undefined,
    afterCycle: Readonly<Record<string, MomentPair>>,
  ): Promise<SolvedStep | undefined> {
    const { layer } = this.#state!;
    // A frame of the same moment with what the picture needs.
    if (!(await this.#advance(this.#time, layerOf(layer).needsStress))) return undefined;
    const [a, b] = this.#going!;
    const seed = this.#state!.seed ?? this.#lesson.seed;
    return {
      step,
      moment,
      afterCycle,
      time: this.#time,
      begun: this.#begun,
      layer,
      seed,
      cells: [a.cell, b.cell],
    };
  }

  async #begin({ setUp, solution = {} }: LessonStep): Promise<boolean> {
    if (setUp === undefined && this.#state !== undefined) {
      this.#begun = this.#going![0].cell.values;
      return this.#change(solution);
    }
    const { state, time } = decodeSetUp(setUp ?? "", this.#lesson);
    // What is set before anything runs is how the cells begin; later it is a change on the way.
    this.#state = time > 0 ? state : { ...state, parameters: { ...state.parameters, ...solution } };
    this.#time = 0;
    const { names } = cellsOf(state);
    const begun = await Promise.all(
      this.#engines.map(async (engine, k): Promise<Going | undefined> => {
        // Reports come in later turns.
        engine.restart(requestOf(this.#state!, k as 0 | 1));
        const report = await firstOf(engine, engine.built$);
        if (report === undefined) return undefined;
        const { mesh, frame, values } = report;
        return { cycles: [], cell: { name: names[k]!, mesh, frame, values } };
      }),
    );
    const [a, b] = begun;
    if (a === undefined || b === undefined) return false;
    this.#going = [a, b];
    this.#begun = { ...a.cell.values, ...this.#engines[0].own, ...state.parameters };
    return time === 0 || ((await this.#advance(time, false)) && (await this.#change(solution)));
  }

  /** In the next second of the cells. */
  async #change(solution: NonNullable<LessonStep["solution"]>): Promise<boolean> {
    const entries = Object.entries(solution);
    if (entries.length === 0) return true;
    const time = Math.ceil(this.#time) + 1;
    const added = entries.map(([path, value]) => ({ time, path, value }));
    this.#state = { ...this.#state!, events: [...this.#state!.events, ...added] };
    for (const cell of [0, 1] as const) this.#engines[cell].revise(requestOf(this.#state, cell), 1);
    return this.#advance(time + 1, false);
  }

  async #advance(until: number, stress: boolean): Promise<boolean> {
    const arrived = await Promise.all(
      this.#engines.map((engine, k) =>
        this.#advanceCell(engine, this.#going![k as 0 | 1], { until, stress }),
      ),
    );
    this.#time = until;
    return arrived.every((own) => own);
  }

  /** An answer may fall short of the time. */
  async #advanceCell(
    engine: CellEngine,
    going: Going,
    { until, stress }: { readonly until: number; readonly stress: boolean },
  ): Promise<boolean> {
    do {
      engine.advance(until, { stress });
      const report = await firstOf(engine, engine.advanced$);
      if (report === undefined) return false;
      going.cycles.push(...report.cycles);
      const { mesh = going.cell.mesh, frame, values = going.cell.values } = report;
      going.cell = { ...going.cell, mesh, frame, values };
    } while (engine.status.kind === "running" && engine.time < until && this.#isWanted());
    return true;
  }
}

/** Resolves with the next report; with undefined where the cell is refused or lost. */
function firstOf<T>(engine: CellEngine, reports$: Observable<T>): Promise<T | undefined> {
  const failed$ = engine.status$.pipe(
    filter(({ kind }) => kind === "refused" || kind === "lost"),
    map(() => undefined),
  );
  return firstValueFrom(merge(reports$, failed$));
}

function conditionOf({ until }: LessonStep): HoldsIn {
  if (until === undefined) return () => true;
  const condition = compileCondition(until);
  return "read" in condition ? condition.read : () => false;
}

/** `finished`: as if no more than so many cycles had been finished. */
function momentsOf(cells: readonly [Going, Going], finished?: number): MomentPair {
  const read = ({ cell, cycles }: Going) => momentOf(cell.frame, cycles.slice(0, finished));
  return [read(cells[0]), read(cells[1])];
}
