/** Starts the worker that explains a loss of capacity, and ends it with all that it has begun. */
import type { ExplainOrder, ExplainReport } from "../../attribution/messages.ts";
import { giveOrder } from "./give-order.ts";

/** Gives the order to a worker of its own; returns what ends it. */
export function startExplaining(order: ExplainOrder, hear: (report: ExplainReport) => void): () => void {
  const worker = new Worker(new URL("../../library/explain-worker.ts", import.meta.url), {
    type: "module",
    name: "explain",
  });
  return giveOrder<ExplainReport>(worker, order, hear);
}
