/** The terminal program in its process: streams, folders, interrupts and the exit status. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createRun, kernelInUse } from "../../sim-core/index.ts";
import { main } from "./program.ts";

const INTERRUPTED = 130;
const fromHere = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// A reader such as `head` may close the pipe early; that is no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await main(process.argv.slice(2), {
  print: (line) => process.stdout.write(`${line}\n`),
  tell: (line) => process.stderr.write(`${line}\n`),
  isTerminal: process.stderr.isTTY === true,
  // npm changes into the project's folder and keeps the person's own in INIT_CWD.
  folder: process.env.INIT_CWD ?? process.cwd(),
  scenarioFolder: fromHere("../../scenarios"),
  version: JSON.parse(readFileSync(fromHere("../../package.json"), "utf8")).version,
  engine: { name: "Node", version: process.versions.node, kernel: kernelInUse() },
  clock: () => performance.now() / 1000,
  onInterrupt,
  createRun,
});

/** The first interrupt asks for an orderly end, the second ends at once. */
function onInterrupt(stop: () => void): () => void {
  let asked = false;
  const listener = (): void => {
    if (asked) process.exit(INTERRUPTED);
    asked = true;
    stop();
  };
  process.on("SIGINT", listener);
  process.on("SIGTERM", listener);
  return () => {
    process.off("SIGINT", listener);
    process.off("SIGTERM", listener);
  };
}
