/** Starts the worker of a cell and hands back the port it answers on. */
import { type CellEngine, createCellEngine } from "./cell-engine.ts";

/** Returns an engine with a worker of its own; a worker that cannot start becomes a failed status. */
export function openCellEngine(name: string): CellEngine {
  const worker = new Worker(new URL("./cell-worker.ts", import.meta.url), { type: "module", name });
  const channel = new MessageChannel();
  const engine = createCellEngine(channel.port1);
  worker.onerror = (event) => {
    engine.fail(`The simulation stopped: ${event.message || "its program did not load"}.`);
  };
  worker.postMessage("connect", [channel.port2]);
  return engine;
}
