/** Notices when a cell does not answer any more, which a worker that was ended from outside does not say. */
import type { CellEngine } from "../../engine/cell-engine.ts";
import { boundGap } from "./pacing.ts";

/** s without an answer after which a cell counts as lost: while it runs, and while it is built. */
const LONGEST_SILENCE = 30;
const LONGEST_BUILD = 180;

/**
 * Returns what is to be called at every tick of the screen (ms) and loses engines that are silent for too long. It counts
 * by ticks, which a hidden tab and a sleeping computer do not have.
 */
export function createSilenceWatch(engines: readonly CellEngine[]): (now: number) => void {
  const silence = engines.map(() => 0);
  let last = 0;
  return (now) => {
    const elapsed = boundGap((now - last) / 1000);
    last = now;
    engines.forEach((engine, cell) => {
      silence[cell] = engine.busy ? silence[cell]! + elapsed : 0;
      const limit = engine.status.kind === "building" ? LONGEST_BUILD : LONGEST_SILENCE;
      if (silence[cell]! > limit) engine.lose(`It has not answered for ${limit} seconds.`);
    });
  };
}
