import { parentPort } from "node:worker_threads";
import { KINDS } from "./kinds.ts";
import type { Verdict } from "./verdict.ts";

parentPort!.on("message", ({ name, one }: { name: string; one: unknown }) => {
  parentPort!.postMessage(judge(name, one));
});

parentPort!.postMessage("ready");

function judge(name: string, one: unknown): Verdict {
  try {
    return KINDS[name]!.judge(one);
  } catch (error) {
    return { fault: `threw ${error instanceof Error ? error.stack : String(error)}`, tag: "thrown" };
  }
}
