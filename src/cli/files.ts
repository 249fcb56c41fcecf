/** Reading and writing so that nothing is lost: a file is either the old or the new one, never half of it. */
import { randomUUID } from "node:crypto";
import type * as NodeFiles from "node:fs";
import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { InputError, type InputProblem } from "../../sim-core/index.ts";

/** What changes files, as in node:fs, so that a test can let any of it fail. */
export type Disk = Pick<
  typeof NodeFiles,
  | "closeSync"
  | "fstatSync"
  | "fsyncSync"
  | "ftruncateSync"
  | "linkSync"
  | "mkdirSync"
  | "openSync"
  | "renameSync"
  | "rmSync"
  | "writeSync"
>;

/** Returns the content; throws InputError when the file cannot be read. */
export function readText(path: string, where: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new InputError([
      { where, got: `"${path}" (${reasonOf(error)})`, expected: "a file that can be read" },
    ]);
  }
}

/** Returns the parsed content; throws InputError when the file is not there or not JSON. */
export function readJson(path: string, where: string): unknown {
  const text = readText(path, where);
  if (text.trim() === "")
    throw new InputError([{ where: path, got: "an empty file", expected: "JSON text" }]);
  if (text.includes("\u0000")) {
    const expected = "JSON text in UTF-8";
    throw new InputError([{ where: path, got: "text of another encoding, such as UTF-16", expected }]);
  }
  try {
    // A byte order mark is no part of JSON, but some editors write one.
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new InputError([{ where: path, got: `invalid JSON (${reasonOf(error)})`, expected: "JSON text" }]);
  }
}

/** Replaces the file at once; `lasting`: the content is on the disk before its name is. */
export function replaceFile(
  disk: Disk,
  path: string,
  content: string | Uint8Array,
  { lasting = false }: { readonly lasting?: boolean } = {},
): void {
  const draft = writeDraft(disk, path, content, lasting);
  try {
    disk.renameSync(draft, path);
  } catch (error) {
    disk.rmSync(draft, { force: true });
    throw error;
  }
}

/** Writes a file that must not exist yet; returns false, and touches nothing, when it does. */
export function claimFile(disk: Disk, path: string, text: string): boolean {
  const draft = writeDraft(disk, path, text, false);
  try {
    disk.linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    // Some file systems know no hard links; there the check right before the rename has to do.
    if (existsSync(path)) return false;
    disk.renameSync(draft, path);
    return true;
  } finally {
    disk.rmSync(draft, { force: true });
  }
}

/** Writes all of `bytes` at `position` of an open file, which a single call need not do. */
export function writeWhole(disk: Disk, file: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    done += disk.writeSync(file, bytes, done, bytes.length - done, position + done);
  }
}

/** Returns what stands in the way of writing the files named into `folder`: nothing, or one problem. */
export function problemsOfTarget(folder: string, names: readonly string[], where: string): InputProblem[] {
  const obstacle = obstacleOf(folder);
  if (obstacle !== undefined) return [{ where, got: obstacle, expected: "a place that can be written" }];
  const present = names.filter((name) => existsSync(join(folder, name)));
  if (present.length === 0) return [];
  const got = `"${folder}", which already holds ${present.join(", ")}`;
  return [{ where, got, expected: "a place without results, or --force to overwrite them" }];
}

/** The nearest folder that exists decides whether there can be one. */
function obstacleOf(folder: string): string | undefined {
  if (!existsSync(folder)) return obstacleOf(dirname(folder));
  if (!statSync(folder).isDirectory()) return `"${folder}", which is a file`;
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return `"${folder}" (${reasonOf(error)})`;
  }
}

/** Does `write` and turns a refusal of the file system into a problem of `where`. */
export function writing<T>(where: string, path: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (error instanceof InputError) throw error;
    const got = `"${path}" (${reasonOf(error)})`;
    throw new InputError([{ where, got, expected: "a place that can be written" }]);
  }
}

/** Name of the drafts of a file, which a process that was killed leaves behind. */
export function isDraftOf(name: string, file: string): boolean {
  return name.startsWith(`.${file}.`) && name.endsWith(DRAFT);
}

const DRAFT = ".draft";

/** The draft stands beside the file, since a rename works only within one file system. */
function writeDraft(disk: Disk, path: string, content: string | Uint8Array, lasting: boolean): string {
  disk.mkdirSync(dirname(path), { recursive: true });
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}${DRAFT}`);
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const file = disk.openSync(draft, "wx");
  try {
    try {
      writeWhole(disk, file, bytes, 0);
      if (lasting) disk.fsyncSync(file);
    } finally {
      disk.closeSync(file);
    }
  } catch (error) {
    disk.rmSync(draft, { force: true });
    throw error;
  }
  return draft;
}

/** The message of a system error without its code and call. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { syscall } = error as NodeJS.ErrnoException;
  const message = error.message.replace(/^[A-Z]+: /, "").replace(/, \w+ '.*$/, "");
  return syscall === undefined ? message : message.replace(new RegExp(`, ${syscall}$`), "");
}
