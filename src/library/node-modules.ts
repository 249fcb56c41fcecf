/** The modules of Node that ensembles use, where this is Node; asked for by name, so that no page has to have them. */
import type { MemberPort } from "./serve-members.ts";

/** What is used of a worker thread. */
export interface WorkerThread {
  postMessage(message: unknown): void;
  terminate(): Promise<number>;
  on(event: "message", listener: (message: unknown) => void): void;
  on(event: "error", listener: (error: Error) => void): void;
  on(event: "exit", listener: (code: number) => void): void;
}

interface NodeModules {
  readonly "node:worker_threads": {
    readonly Worker: new (url: URL) => WorkerThread;
    readonly parentPort: MemberPort | null;
  };
  readonly "node:os": { availableParallelism(): number };
}

declare const process: { getBuiltinModule?(name: string): unknown } | undefined;

/** Returns the module; undefined where this is no Node. */
export function nodeModule<Name extends keyof NodeModules>(name: Name): NodeModules[Name] | undefined {
  if (typeof process === "undefined") return undefined;
  return process.getBuiltinModule?.(name) as NodeModules[Name] | undefined;
}
