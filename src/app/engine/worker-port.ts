/** Starts the workers of the cells, and the one that makes their meshes, and hands back the ports that cells answer on. */
import { describeBreakdown } from "./breakdown.ts";
import { type CellEngine, createCellEngine, type EnginePort } from "./cell-engine.ts";
import type { ConnectCommand } from "./messages.ts";

let meshWorker: Worker | undefined;

/** Gives `port` to the worker that makes meshes, one for all cells; a broken one is replaced for cells to come. */
function connectMeshes(port: MessagePort): void {
  if (meshWorker === undefined) {
    const worker = new Worker(new URL("./mesh-worker.ts", import.meta.url), {
      type: "module",
      name: "meshes",
    });
    worker.onerror = () => {
      worker.terminate();
      if (meshWorker === worker) meshWorker = undefined;
    };
    meshWorker = worker;
  }
  meshWorker.postMessage("connect", [port]);
}

/** What was thrown, without the browser's words about it. */
function plain(message: string): string {
  return message.replace(/^Uncaught (\w*Error: )?/, "");
}

/**
 * Returns an engine with a worker of its own, and another one when that is lost. `geometry`: address of a geometry that was
 * built beforehand, where the cell is likely to have it.
 */
export function openCellEngine(name: string, geometry?: string): CellEngine {
  let worker: Worker | undefined;
  let unconnected: MessagePort | undefined;
  const connect = (): EnginePort => {
    worker?.terminate();
    const opened = new Worker(new URL("./cell-worker.ts", import.meta.url), { type: "module", name });
    worker = opened;
    const channel = new MessageChannel();
    const lose = (reason: string): void => {
      // Whatever it would still say comes from a broken program.
      opened.terminate();
      channel.port1.close();
      if (worker === opened) engine.lose(reason);
    };
    opened.onerror = ({ message }) =>
      lose(message ? describeBreakdown(new Error(plain(message))) : "Its program did not load.");
    opened.onmessageerror = () => lose("A message to it was torn.");
    channel.port1.onmessageerror = () => lose("A message from it was torn.");
    const meshes = new MessageChannel();
    opened.postMessage({ geometry } satisfies ConnectCommand, [channel.port2, meshes.port2]);
    unconnected = meshes.port1;
    return channel.port1;
  };
  const engine = createCellEngine(connect(), connect);
  // Nobody wants another mesh of a cell before it is there: the processor is for those who build it.
  engine.built$.subscribe(() => {
    if (unconnected !== undefined) connectMeshes(unconnected);
    unconnected = undefined;
  });
  return engine;
}
