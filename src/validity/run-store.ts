/** Runs that have been made, a file each, so that the same command goes on where it ended. */
import disk, { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "../cli/files.ts";
import type { KeptRun } from "./kept-run.ts";

export interface RunStore {
  /** Returns the run that is kept under a name; undefined where there is none that can be read. */
  read(key: string): KeptRun | undefined;
  write(key: string, run: KeptRun): void;
}

/** Returns the store of a folder. */
export function openStore(folder: string): RunStore {
  const pathOf = (key: string): string => join(folder, `${key}.json`);
  return {
    read(key) {
      if (!existsSync(pathOf(key))) return undefined;
      try {
        return JSON.parse(readFileSync(pathOf(key), "utf8")) as KeptRun;
      } catch {
        return undefined;
      }
    },
    write: (key, run) => replaceFile(disk, pathOf(key), `${JSON.stringify(run)}\n`),
  };
}
