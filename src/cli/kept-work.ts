/** Work in a folder that one process at a time writes, where an interrupt keeps what is there and the same command goes on. */
import { relative } from "node:path";
import { writing } from "./files.ts";
import { lockFolder } from "./folder-lock.ts";
import { EXIT_STOPPED, type Surroundings } from "./surroundings.ts";

/** What the work is given. */
export interface KeptWork {
  /** The folder as it is named to a person. */
  readonly place: string;
  /** Aborted by an interrupt. */
  readonly signal: AbortSignal;
}

/** Returns the exit status of `work` in `folder`, or that of an interrupt, of which it tells; throws what `work` throws else. */
export async function workInFolder(
  surroundings: Surroundings,
  folder: string,
  work: (kept: KeptWork) => Promise<number>,
): Promise<number> {
  const { disk, tell } = surroundings;
  const place = relative(surroundings.folder, folder) || ".";
  const release = writing("--out", folder, () => {
    disk.mkdirSync(folder, { recursive: true });
    return lockFolder(disk, folder, "--out");
  });
  const over = new AbortController();
  let exit: number | undefined;
  const unwatch = surroundings.onInterrupt((status = EXIT_STOPPED) => {
    exit = status;
    over.abort(new Error("interrupted"));
  });
  try {
    return await work({ place, signal: over.signal });
  } catch (error) {
    if (exit === undefined) throw error;
    tell(`Interrupted; the same command goes on with the runs that are kept in ${place}`);
    return exit;
  } finally {
    unwatch();
    release();
  }
}
