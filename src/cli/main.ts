/** The terminal program in its process: streams, folders, interrupts and the exit status. */
import disk, { readFileSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import { main } from "./program.ts";
import { EXIT_DONE, EXIT_STOPPED } from "./surroundings.ts";

/** By convention a process that ends by signal n has the exit status 128 + n. */
const SIGNALS = ["SIGHUP", "SIGINT", "SIGTERM"] as const;
const statusOf = (signal: (typeof SIGNALS)[number]): number => 128 + constants.signals[signal];
/** A reader such as `head` may close its pipe early, and a terminal may go away; that is no error of ours. */
const CLOSED = ["EPIPE", "EIO", "ENXIO", "EBADF", "ERR_STREAM_DESTROYED"];
const fromHere = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

let lost: string | undefined;

/** Returns what writes a line; what goes wrong with that never ends a run. */
function writeTo(stream: NodeJS.WriteStream, onLoss: (error: NodeJS.ErrnoException) => void) {
  stream.on("error", onLoss);
  return (line: string): void => {
    try {
      stream.write(`${line}\n`);
    } catch (error) {
      onLoss(error as NodeJS.ErrnoException);
    }
  };
}

const tell = writeTo(process.stderr, () => {});
const print = writeTo(process.stdout, ({ code = "", message }) => {
  if (!CLOSED.includes(code)) lost = message;
});

const status = await main(process.argv.slice(2), {
  ...{ print, tell },
  isTerminal: process.stderr.isTTY === true,
  // npm changes into the project's folder and keeps the person's own in INIT_CWD.
  folder: process.env.INIT_CWD ?? process.cwd(),
  scenarioFolder: fromHere("../../scenarios"),
  version: JSON.parse(readFileSync(fromHere("../../package.json"), "utf8")).version,
  clock: () => performance.now() / 1000,
  solver: async () => (await import("./solver.ts")).solver,
  ...{ onInterrupt, disk },
});
process.exitCode = status;
// Streams tell late of what they could not write.
process.on("exit", () => {
  if (lost === undefined) return;
  tell(`what was to be printed is lost: ${lost}`);
  if (status === EXIT_DONE) process.exitCode = EXIT_STOPPED;
});

/** The first interrupt asks for an orderly end, the second ends at once. */
function onInterrupt(stop: (status?: number) => void): () => void {
  let asked = false;
  const listener = (signal: (typeof SIGNALS)[number]): void => {
    if (asked) process.exit(statusOf(signal));
    asked = true;
    stop(statusOf(signal));
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}
