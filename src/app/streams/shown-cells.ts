/**
 * What is shown belongs to one moment: a cell that has ended is said to have when its last frame is shown, not when its
 * worker has told, which may be while the other cell still computes.
 */
import { combineLatest, distinctUntilChanged, map, type Observable } from "rxjs";
import type { Frame, Phase } from "../../../sim-core/index.ts";
import type { CellEngine } from "../engine/cell-engine.ts";
import { type EngineStatus, hasStopped } from "../engine/engine-status.ts";
import type { FramePair } from "./clock/newest-frames.ts";

export type StatusPair = readonly [EngineStatus, EngineStatus];

/** Returns how a cell is doing by what is shown of it. */
export function shownStatus(status: EngineStatus, frame: Pick<Frame, "phase"> | undefined): EngineStatus {
  const isAhead = hasStopped(status) && status.kind !== "refused" && frame?.phase !== "done";
  return isAhead ? { kind: "running" } : status;
}

/** Returns how both cells are doing, with the frames that are shown. */
export function watchStatuses(
  engines: readonly [CellEngine, CellEngine],
  frames$: Observable<FramePair>,
): Observable<StatusPair> {
  const [a, b] = engines;
  return combineLatest([a.status$, b.status$, frames$]).pipe(
    map(([own, other, frames]): StatusPair => [shownStatus(own, frames[0]), shownStatus(other, frames[1])]),
    distinctUntilChanged(([a0, b0], [a1, b1]) => isSame(a0, a1) && isSame(b0, b1)),
  );
}

/** Returns whether both cells have ended, by what is shown of them. */
export function watchBothStopped(statuses$: Observable<StatusPair>): Observable<boolean> {
  return statuses$.pipe(map((both) => both.every(hasStopped)));
}

function isSame(one: EngineStatus, other: EngineStatus): boolean {
  return one === other || (one.kind === "running" && other.kind === "running");
}

/** What flows in a frame, in agreement with itself. */
export interface Flow {
  readonly phase: Phase;
  /** A/m2, positive while charging. */
  readonly currentDensity: number;
}

/**
 * Returns what flows in a frame. At a change of phase the cell is already told what comes next, and what is drawn is
 * still what was: the current that is drawn decides. No current passes a cell that has ended.
 */
export function flowOf({ phase, currentDensity }: Flow): Flow {
  if (phase === "done") return { phase, currentDensity: 0 };
  if (currentDensity > 0) return { phase: phase === "hold" ? "hold" : "charge", currentDensity };
  if (currentDensity < 0) return { phase: "discharge", currentDensity };
  return { phase: phase === "hold" ? "hold" : "rest", currentDensity };
}
