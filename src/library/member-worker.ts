/** The program of a worker of `runMany`, in Node and in pages alike. */
import { nodeModule } from "./node-modules.ts";
import { serveMembers } from "./serve-members.ts";

serveMembers(nodeModule("node:worker_threads")?.parentPort ?? undefined);
