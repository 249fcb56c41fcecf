/** Starts the workers of the cells, and the one that makes their meshes, and hands back the ports that cells answer on. */
import { type CellEngine, createCellEngine } from "./cell-engine.ts";

let meshWorker: Worker | undefined;

/** Returns a port to the worker that makes meshes, one for all cells. */
function connectMeshes(): MessagePort {
  meshWorker ??= new Worker(new URL("./mesh-worker.ts", import.meta.url), { type: "module", name: "meshes" });
  const channel = new MessageChannel();
  meshWorker.postMessage("connect", [channel.port1]);
  return channel.port2;
}

/** Returns an engine with a worker of its own; a worker that cannot start becomes a failed status. */
export function openCellEngine(name: string): CellEngine {
  const worker = new Worker(new URL("./cell-worker.ts", import.meta.url), { type: "module", name });
  const channel = new MessageChannel();
  const engine = createCellEngine(channel.port1);
  worker.onerror = (event) => {
    engine.fail(`The simulation stopped: ${event.message || "its program did not load"}.`);
  };
  worker.postMessage("connect", [channel.port2, connectMeshes()]);
  return engine;
}
