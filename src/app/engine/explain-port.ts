/** Starts the worker that explains a loss of capacity, and ends it with all that it has begun. */
import type { ExplainOrder, ExplainReport } from "../../attribution/messages.ts";

/** Gives the order to a worker of its own; returns what ends it. */
export function startExplaining(order: ExplainOrder, hear: (report: ExplainReport) => void): () => void {
  const worker = new Worker(new URL("../../library/explain-worker.ts", import.meta.url), {
    type: "module",
    name: "explain",
  });
  worker.onmessage = ({ data }: MessageEvent<ExplainReport>) => {
    // What has come to its end needs no worker any more.
    if (data.kind !== "progress") worker.terminate();
    hear(data);
  };
  worker.onerror = ({ message }) => {
    worker.terminate();
    hear({ kind: "refused", message: message || "Its program did not load." });
  };
  worker.postMessage(order);
  return () => worker.terminate();
}
