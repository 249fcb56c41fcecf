/** Judges cases in a worker, which is ended where a case takes too long: a hang is a fault like any other. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { KINDS } from "./kinds.ts";
import type { Verdict } from "./verdict.ts";

export interface Judge {
  /** Never rejects; `name` of the kind. */
  judge(name: string, one: unknown): Promise<Verdict>;
  close(): Promise<void>;
}

/** Resolves when the worker has read all that it needs, which takes long on a busy machine. */
async function start(): Promise<Worker> {
  const worker = new Worker(new URL("./worker.mjs", import.meta.url));
  await once(worker, "message");
  return worker;
}

export function createJudge(): Judge {
  let worker: Worker | undefined;
  return {
    async judge(name, one) {
      worker ??= await start();
      const own = worker;
      const { limit } = KINDS[name]!;
      return new Promise((resolve) => {
        const settle = (verdict: Verdict): void => {
          clearTimeout(timer);
          own.off("message", settle).off("error", fail).off("exit", leave);
          resolve(verdict);
        };
        const lose = (fault: string): void => {
          worker = undefined;
          settle({ fault, tag: "lost" });
          void own.terminate();
        };
        const fail = (error: unknown): void =>
          lose(`threw ${error instanceof Error ? error.stack : String(error)}`);
        const leave = (): void => lose("ended its process");
        const timer = setTimeout(() => lose(`takes longer than ${limit} s`), 1000 * limit);
        own.once("message", settle).once("error", fail).once("exit", leave);
        own.postMessage({ name, one });
      });
    },
    async close() {
      await worker?.terminate();
    },
  };
}
