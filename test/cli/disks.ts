/** Disks on which something goes wrong. */
import disk, { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Disk } from "../../src/cli/files.ts";

/** Calls that change what is on a disk. */
const CHANGES = [
  "fsyncSync",
  "ftruncateSync",
  "linkSync",
  "mkdirSync",
  "openSync",
  "renameSync",
  "writeSync",
];

function fault(code: string, words: string, call: string): Error {
  const syscall = call.replace("Sync", "");
  const place = syscall === "write" ? "" : " 'x'";
  return Object.assign(new Error(`${code}: ${words}, ${syscall}${place}`), { code, syscall });
}

export interface FaultyDisk {
  readonly disk: Disk;
  /** Calls so far. */
  readonly calls: () => number;
  /** Names of those that were refused. */
  readonly refused: readonly string[];
}

/** A disk whose changes with the numbers in `fails` (from 1) are refused. */
export function faultyDisk(fails: (call: number) => boolean): FaultyDisk {
  let calls = 0;
  const refused: string[] = [];
  const faulty = new Proxy(disk, {
    get(target, name) {
      const own = Reflect.get(target, name);
      if (!CHANGES.includes(String(name))) return own;
      return (...words: unknown[]) => {
        calls++;
        if (fails(calls)) {
          refused.push(String(name));
          throw fault("EIO", "i/o error", String(name));
        }
        return Reflect.apply(own, target, words);
      };
    },
  });
  return { disk: faulty, calls: () => calls, refused };
}

/** A disk that has room for so many bytes in `folder`, in whole pages as small file systems have it. */
export function smallDisk(folder: string, room: () => number): Disk {
  const PAGE = 512;
  const pages = (bytes: number): number => PAGE * Math.ceil(bytes / PAGE);
  const used = (): number =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + pages(statSync(join(entry.parentPath, entry.name)).size), 0);
  const writeSync = (file: number, bytes: Uint8Array, from: number, length: number, position: number) => {
    const { size } = disk.fstatSync(file);
    const left = room() - used() + pages(size) - position;
    // As a file system does, it takes what there is room for, and refuses only where there is none.
    if (left <= 0) throw fault("ENOSPC", "no space left on device", "write");
    return disk.writeSync(file, bytes, from, Math.min(length, left), position);
  };
  return { ...disk, writeSync } as unknown as Disk;
}
