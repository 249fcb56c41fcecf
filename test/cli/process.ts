/** The terminal program as a process of its own, and the files that it leaves. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A few milliseconds a step: 6 x 2 particles, which lose contact from the second cycle on. */
export const SMALL = {
  ...{ schemaVersion: 1, name: "killed", extends: "ncm", mesh: "draft" },
  ...{ cell: { width: "90 um" }, cathode: { columns: 6, rows: 2, thickness: "30 um" } },
  ...{ electrolyte: { thickness: "40 um" }, anode: { thickness: "30 um" }, contactLoss: { medianLife: 6 } },
};

export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly printed: string;
  readonly told: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when so many lines have been told that match, or when the process has ended. */
  readonly lines: (pattern: RegExp, count: number) => Promise<void>;
}

/** Starts the program with `words` in `folder`. */
export function startProgram(words: readonly string[], folder: string): Started {
  const child = spawn(process.execPath, ["--import", "tsx", MAIN, ...words], {
    cwd: ROOT,
    env: { ...process.env, INIT_CWD: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  let told = "";
  let look = (): void => {};
  child.stdout?.on("data", (chunk) => {
    printed += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    told += chunk;
    look();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (status, signal) => resolve({ status, signal, printed, told }));
  });
  const lines = (pattern: RegExp, count: number): Promise<void> => {
    const seen = new Promise<void>((resolve) => {
      look = () => {
        if (told.split("\n").filter((line) => pattern.test(line)).length >= count) resolve();
      };
      look();
    });
    return Promise.race([seen, ended.then(() => {})]);
  };
  return { child, ended, lines };
}

/** Writes the small scenario with so many cycles and returns its path. */
export function writeSmall(folder: string, cycles: number, own: object = {}): string {
  const path = join(folder, `small-${cycles}.json`);
  writeFileSync(path, JSON.stringify({ ...SMALL, protocol: { repeat: cycles }, ...own }));
  return path;
}

/** What a run leaves that does not depend on the wall clock. */
export function resultsIn(folder: string): Record<string, string> {
  const names = ["scenario.json", "timeseries.csv", "steps.csv", "cycles.csv", "summary.json"];
  const files = names.map((name) => [name, readFileSync(join(folder, name), "utf8")] as const);
  return Object.fromEntries(
    files.map(([name, text]) => [name, text.replace(/"wallSeconds": [\d.e-]+/, '"wallSeconds": 0')]),
  );
}
