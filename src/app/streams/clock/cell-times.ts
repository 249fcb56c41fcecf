/** Where the cells stand in simulated time. */
import type { CellEngine } from "../../engine/cell-engine.ts";
import { hasStopped } from "../../engine/engine-status.ts";
import { roundTime } from "./pacing.ts";

/** s by which two cells at the same time may differ. */
export const SAME_TIME = 0.001;

/** Returns the cells that run. */
export function runningCells(engines: readonly CellEngine[]): CellEngine[] {
  return engines.filter(({ status }) => status.kind === "running");
}

/** Whether no cell goes on any more. */
export function isOver(engines: readonly Pick<CellEngine, "status">[]): boolean {
  return engines.every(({ status }) => hasStopped(status));
}

/** Returns the latest time that any of the cells has reached, s; minus infinity for none. */
export function farthestTime(engines: readonly CellEngine[]): number {
  return Math.max(...engines.map(({ time }) => time));
}

/** Returns the time that every cell that runs, or will, has reached, s. */
export function reachedTime(engines: readonly CellEngine[]): number {
  const live = engines.filter(({ status: { kind } }) => kind === "running" || kind === "building");
  return live.length > 0 ? Math.min(...live.map(({ time }) => time)) : farthestTime(engines);
}

/** Returns the time (s) at which cells that stand apart are to meet, that of the farthest; undefined where they are together. */
export function meetingTime(cells: readonly CellEngine[]): number | undefined {
  const farthest = farthestTime(cells);
  const time = Math.max(farthest, roundTime(farthest + 0.000499));
  const behind = cells.filter((engine) => time - engine.time > SAME_TIME);
  return behind.length === 0 || behind.length === cells.length ? undefined : time;
}
