/** Protocols as data: the plain ones, and what can be counted of any. */
import type { Protocol, ProtocolStep } from "../record/scenario.ts";

/** Name of a block that a file gives none. */
export const UNNAMED_BLOCK = "cycling";

/** Returns every step once, those of checks after those of their block. */
export function listSteps({ blocks }: Protocol): readonly ProtocolStep[] {
  return blocks.flatMap(({ steps, check }) => [...steps, ...(check?.steps ?? [])]);
}

/** Returns how many cycles there are at most: passes over the blocks, their checks, and where the run is told to end. */
export function countCycles({ blocks, repeat, end }: Protocol): number {
  const passes = blocks.reduce(
    (sum, block) =>
      sum + block.repeat + (block.check === undefined ? 0 : Math.floor(block.repeat / block.check.every)),
    0,
  );
  return end.reduce(
    (most, { kind, value }) => (kind === "cyclesReached" ? Math.min(most, value) : most),
    passes * repeat,
  );
}
