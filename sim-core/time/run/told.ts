/** What there is to tell of a run, while it is gathered. */
import type { Told } from "./run-types.ts";

/** The same with lists that grow. */
export type GatheredTold = { readonly [K in keyof Told]: Told[K][number][] };

/** Returns one that tells of nothing yet. */
export function createTold(): GatheredTold {
  return { samples: [], steps: [], cycles: [], notices: [], events: [] };
}

/** Adds what happened later to what happened before. */
export function addTold(to: GatheredTold, from: Told): void {
  to.samples.push(...from.samples);
  to.steps.push(...from.steps);
  to.cycles.push(...from.cycles);
  to.notices.push(...from.notices);
  to.events.push(...from.events);
}
