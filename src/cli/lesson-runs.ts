/** Plays the steps of a lesson as somebody would who does as asked: both cells, as the page would set them up. */
import {
  type CycleSummary,
  fromDisplay,
  layProtocol,
  parameterOf,
  parseScenario,
  type ResumableRun,
  type Scenario,
} from "../../sim-core/index.ts";
import type { CellRequest } from "../app/engine/messages.ts";
import { requestOf } from "../app/streams/cell-requests.ts";
import { decodeSetUp } from "../app/streams/lessons/set-up.ts";
import { compileCondition } from "../lessons/expression.ts";
import { type CellMoment, type MomentPair, momentOf } from "../lessons/moment.ts";
import type { Lesson, LessonStep } from "../lessons/read-lesson.ts";
import { readJson } from "./files.ts";
import { shippedPath } from "./shipped.ts";
import type { Solving } from "./surroundings.ts";

/** Conditions are looked at after so many s, or after so much of the time that has passed, like frames of a fast clock. */
const LEAST_INTERVAL = 60;
const INTERVAL_SHARE = 0.005;

/** One cell of a lesson on its way. */
interface PlayedCell {
  readonly run: ResumableRun;
  readonly cycles: CycleSummary[];
}

type PlayedPair = readonly [PlayedCell, PlayedCell];

/** What became of a step. */
export interface PlayedStep {
  /** When its condition held; undefined where it did not. */
  readonly moment: MomentPair | undefined;
  /** The first moment after each finished cycle, with the cycles until then alone; by number of the cycle. */
  readonly afterCycle: ReadonlyMap<number, MomentPair>;
  /** Simulated, s since the cells were built. */
  readonly time: number;
  /** Of computing. */
  readonly seconds: number;
  /** Why it went no further, where its condition did not hold. */
  readonly reason: string;
}

/** Plays steps one after another; those without a set-up go on with the cells of the one before. */
export class LessonPlay {
  readonly #surroundings: Solving;
  readonly #lesson: Lesson;
  /** s of computing that a step may take. */
  readonly #patience: number;
  #cells: PlayedPair | undefined;
  #time = 0;

  constructor(surroundings: Solving, lesson: Lesson, patience: number) {
    this.#surroundings = surroundings;
    this.#lesson = lesson;
    this.#patience = patience;
  }

  /** Throws InputError where the cells cannot be built. */
  play(step: LessonStep): PlayedStep {
    const { clock } = this.#surroundings;
    const began = clock();
    const cells = this.#begin(step);
    const afterCycle = new Map<number, MomentPair>();
    const wanted = step.prediction?.kind === "curve" ? step.prediction.cycles : [];
    const condition = step.until === undefined ? { read: () => true } : compileCondition(step.until);
    const holds = "read" in condition ? condition.read : () => false;
    const end = (moment: MomentPair | undefined, reason: string): PlayedStep => ({
      ...{ moment, afterCycle, reason, time: this.#time, seconds: clock() - began },
    });
    for (;;) {
      const moment = momentsOf(cells);
      for (const cycle of wanted) {
        const isFinished = cells.every(({ cycles }) => cycles.length >= cycle);
        if (isFinished && !afterCycle.has(cycle)) afterCycle.set(cycle, momentsOf(cells, cycle));
      }
      if (holds(moment)) return end(moment, "");
      if (cells.every(({ run }) => run.status.kind !== "running")) {
        return end(undefined, `the runs have ended: ${cells.map(({ run }) => run.status.message).join(" ")}`);
      }
      if (clock() - began > this.#patience)
        return end(undefined, `more than ${this.#patience} s of computing`);
      this.#advance(cells, this.#time + Math.max(LEAST_INTERVAL, INTERVAL_SHARE * this.#time));
    }
  }

  #begin({ setUp, solution = {} }: LessonStep): PlayedPair {
    if (setUp === undefined && this.#cells !== undefined) {
      for (const { run } of this.#cells) change(run, solution);
      return this.#cells;
    }
    const { state, time } = decodeSetUp(setUp ?? "", this.#lesson);
    // What is set before anything runs is how the cells begin; later it is a change on the way.
    const begun = time > 0 ? state : { ...state, parameters: { ...state.parameters, ...solution } };
    const open = (cell: 0 | 1): PlayedCell => {
      const scenario = this.#resolve(requestOf(begun, cell));
      return { run: this.#surroundings.createRun(scenario), cycles: [] };
    };
    const cells: PlayedPair = [open(0), open(1)];
    this.#cells = cells;
    this.#time = 0;
    if (time > 0) {
      this.#advance(cells, time);
      for (const { run } of cells) change(run, solution);
    }
    return cells;
  }

  #advance(cells: PlayedPair, untilTime: number): void {
    for (const { run, cycles } of cells) {
      while (run.status.kind === "running" && run.time < untilTime) {
        cycles.push(...run.advance({ untilTime }).cycles);
      }
    }
    this.#time = untilTime;
  }

  #resolve({ scenario, overrides, events, protocol }: CellRequest): Scenario {
    const load = (name: string): unknown => readJson(shippedPath(this.#surroundings, name), "scenario");
    return parseScenario(layProtocol(load(scenario), protocol), { load, overrides, events });
  }
}

/** Both cells as they stand; `finished`: as if no more than so many cycles had been finished. */
function momentsOf(cells: PlayedPair, finished?: number): MomentPair {
  const read = ({ run, cycles }: PlayedCell): CellMoment => momentOf(run.frame(), cycles.slice(0, finished));
  return [read(cells[0]), read(cells[1])];
}

/** Numbers are in display units. */
function change(run: ResumableRun, settings: NonNullable<LessonStep["solution"]>): void {
  if (run.status.kind !== "running") return;
  for (const [path, value] of Object.entries(settings)) {
    const entry = parameterOf(path);
    if (entry === undefined) continue;
    const own = entry.kind === "number" ? fromDisplay(entry, Number(value)) : value;
    run.change({ path, value: own });
  }
}
