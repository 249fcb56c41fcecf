/** All that the terminal program touches besides files, as two records, so that a test can stand in for them. */
import type * as Core from "../../sim-core/index.ts";
import type { Engine } from "../io/run-summary.ts";
import type { Disk } from "./files.ts";

export interface Surroundings {
  /** What was asked for, to stdout. */
  readonly print: (line: string) => void;
  /** Problems and progress, to stderr. */
  readonly tell: (line: string) => void;
  /** Whether stderr is a terminal that can redraw a line. */
  readonly isTerminal: boolean;
  /** What relative paths start from. */
  readonly folder: string;
  /** Folder of the shipped scenarios. */
  readonly scenarioFolder: string;
  readonly version: string;
  /** s; only differences count. */
  readonly clock: () => number;
  /** Calls `stop` at the first interrupt, with the exit status that belongs to it; returns what ends the watch. */
  readonly onInterrupt: (stop: (status?: number) => void) => () => void;
  /** What changes files. */
  readonly disk: Disk;
  /** Loads what solves, which takes longer than all that the other commands do. */
  readonly solver: () => Promise<Solver>;
}

/** What makes, stores and resumes runs. */
export interface Solver {
  readonly engine: Engine;
  readonly createRun: typeof Core.createRun;
  readonly takeCheckpoint: (run: Core.ResumableRun) => object;
  readonly resumeCheckpoint: typeof Core.resumeCheckpoint;
  readonly continueCheckpoint: typeof Core.continueCheckpoint;
}

/** Surroundings of a command that solves. */
export interface Solving extends Surroundings, Solver {}

/** Exit statuses of the program. */
export const EXIT_DONE: number = 0;
/** The run stopped early. */
export const EXIT_STOPPED: number = 1;
/** What the person gave is wrong. */
export const EXIT_BAD_INPUT: number = 2;
