/**
 * One process at a time writes into the folder of a run: `run.lock` names it. A lock whose process is gone, as after a kill,
 * is taken over; where the process cannot be asked, since it runs on another machine, the lock stands.
 */
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { InputError } from "../../sim-core/index.ts";
import { claimFile, type Disk } from "./files.ts";

export const LOCK_FILE = "run.lock";

interface Owner {
  readonly pid: number;
  readonly host: string;
  /** When the process began, in ticks of its machine: the number may be another process's by now. Empty where not known. */
  readonly began: string;
}

/** Returns what gives the folder free again; throws InputError, which calls the folder `where`, when it is in use. */
export function lockFolder(disk: Disk, folder: string, where: string): () => void {
  const path = join(folder, LOCK_FILE);
  const text = JSON.stringify({ pid: process.pid, host: hostname(), began: beginOf(process.pid) });
  if (!claimFile(disk, path, text)) takeOver(disk, { path, text, folder, where });
  return () => {
    if (readLock(path) === text) disk.rmSync(path, { force: true });
  };
}

function takeOver(
  disk: Disk,
  own: { readonly path: string; readonly text: string; readonly folder: string; readonly where: string },
): void {
  const { path, text, folder, where } = own;
  const found = readLock(path);
  const owner = readOwner(found);
  const inUse = (by: string): never => {
    const got = `"${folder}", which ${by} is writing`;
    const expected = `a folder that no run writes (if it has ended, remove ${LOCK_FILE})`;
    throw new InputError([{ where, got, expected }]);
  };
  if (owner !== undefined && owner.host !== hostname()) inUse(`process ${owner.pid} of another machine`);
  if (owner !== undefined && isAlive(owner)) inUse(`process ${owner.pid}`);
  // Two that find the same lock both move one away; the second has moved the first one's own, and puts it back.
  const aside = `${path}.${randomUUID()}`;
  if (existsSync(path)) disk.renameSync(path, aside);
  const moved = readLock(aside);
  disk.rmSync(aside, { force: true });
  if (moved !== undefined && moved !== found) claimFile(disk, path, moved);
  if (!claimFile(disk, path, text)) inUse("another process");
}

function readLock(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function readOwner(text: string | undefined): Owner | undefined {
  try {
    const { pid, host, began } = JSON.parse(text ?? "");
    return Number.isInteger(pid) && pid > 0 ? { pid, host: String(host), began: String(began) } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, began }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  return began === beginOf(pid);
}

/** Field 22 of /proc/PID/stat; behind the name, which may hold blanks, it is the 20th. */
function beginOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
