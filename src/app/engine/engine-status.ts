/** How a cell is doing, as the page knows it. */
import type { RunStatus } from "../../../sim-core/index.ts";

export type EngineStatus =
  | { readonly kind: "building" }
  | { readonly kind: "running" }
  | { readonly kind: Exclude<RunStatus["kind"], "running">; readonly message: string }
  /** It cannot be built. */
  | { readonly kind: "refused"; readonly message: string }
  /** Its worker is gone or broken, or does not answer; it can be started again. */
  | { readonly kind: "lost"; readonly message: string };

/** Whether a cell does not go on any more, however that came about; one that was lost can. */
export function hasStopped({ kind }: EngineStatus): boolean {
  return kind !== "building" && kind !== "running" && kind !== "lost";
}

/** Whether a cell has come to an end of its own that is worth looking at, not to one of the solution's or the page's. */
export function hasEnded({ kind }: EngineStatus): boolean {
  return kind === "completed" || kind === "end-condition" || kind === "empty" || kind === "worn-out";
}
