/**
 * A table that only grows: lines are kept until they are written behind those that are there. What a write that failed, or a
 * process that was killed, has left behind the last whole line is written over; a checkpoint knows up to where the table
 * is its own.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { InputError } from "../../sim-core/index.ts";
import { type Disk, replaceFile, writeWhole } from "./files.ts";

/** How far a table has been written: bytes, and SHA-256 of them. */
export interface TableMark {
  readonly bytes: number;
  readonly digest: string;
}

export interface TableFile {
  readonly add: (lines: string) => void;
  /** Writes what was added; throws what the file system says, and then keeps it for the next time. */
  readonly write: (options: { readonly lasting: boolean }) => void;
  /** Of what has been written. */
  readonly mark: () => TableMark;
}

/** Begins a table with its head, in the place of one that may be there. */
export function beginTable(disk: Disk, path: string, head: string): TableFile {
  replaceFile(disk, path, head);
  return growTable(disk, path, Buffer.from(head));
}

/** Goes on with a table behind its mark; throws InputError where it is not the one that was marked. */
export function resumeTable(disk: Disk, path: string, { bytes, digest }: TableMark): TableFile {
  const refuse = (got: string): never => {
    throw new InputError([{ where: path, got, expected: `the ${bytes} bytes of the checkpoint's run` }]);
  };
  const content = readTable(path) ?? refuse("no such file");
  if (content.length < bytes) refuse(`${content.length} bytes`);
  const own = content.subarray(0, bytes);
  if (createHash("sha256").update(own).digest("hex") !== digest) refuse("lines that have been changed");
  return growTable(disk, path, own);
}

function readTable(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function growTable(disk: Disk, path: string, written: Buffer): TableFile {
  const hash = createHash("sha256").update(written);
  let length = written.length;
  let added: string[] = [];
  return {
    add(lines) {
      if (lines !== "") added.push(lines);
    },
    write({ lasting }) {
      if (added.length === 0 && !lasting) return;
      const bytes = Buffer.from(added.join(""));
      const file = disk.openSync(path, "r+");
      try {
        append(disk, file, { bytes, length });
        if (lasting) disk.fsyncSync(file);
      } finally {
        disk.closeSync(file);
      }
      hash.update(bytes);
      length += bytes.length;
      added = [];
    },
    mark: () => ({ bytes: length, digest: hash.copy().digest("hex") }),
  };
}

/** The file ends where the table does, also when the write fails. */
function append(
  disk: Disk,
  file: number,
  { bytes, length }: { readonly bytes: Uint8Array; readonly length: number },
): void {
  const { size } = disk.fstatSync(file);
  if (size < length) throw new Error(`it has become shorter than it was written (${size} bytes)`);
  try {
    writeWhole(disk, file, bytes, length);
    if (size > length + bytes.length) disk.ftruncateSync(file, length + bytes.length);
  } catch (error) {
    try {
      disk.ftruncateSync(file, length);
    } catch {
      // What is left behind is written over the next time.
    }
    throw error;
  }
}
