/** One order for a worker of its own, which reports how far it is and then what came of it. */

/** What such a worker says; all but progress is its last word. */
type Refusal = { readonly kind: "refused"; readonly message: string };

/**
 * Gives `order` to a worker that is there for nothing else, and ends it after its last word, which is a refusal where its
 * program fails; returns what ends it before.
 */
export function giveOrder<Report extends { readonly kind: string }>(
  worker: Worker,
  order: object,
  hear: (report: Report | Refusal) => void,
): () => void {
  worker.onmessage = ({ data }: MessageEvent<Report>) => {
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
