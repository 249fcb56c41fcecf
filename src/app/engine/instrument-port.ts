/** Starts the worker in which an instrument looks at a cell, and ends it. */

import { giveOrder } from "./give-order.ts";
import type { InstrumentOrder, InstrumentReport } from "./instrument-messages.ts";

/** Gives the order to a worker of its own; returns what ends it. */
export function startMeasuring(order: InstrumentOrder, hear: (report: InstrumentReport) => void): () => void {
  const worker = new Worker(new URL("./instrument-worker.ts", import.meta.url), {
    type: "module",
    name: "instrument",
  });
  return giveOrder<InstrumentReport>(worker, order, hear);
}
