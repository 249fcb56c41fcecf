/** Reading and writing so that nothing is lost: a file is either the old or the new one, never half of it. */
import { randomUUID } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { InputError, type InputProblem } from "../../sim-core/index.ts";

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

/** Replaces the file at once. */
export function replaceFile(path: string, text: string): void {
  const draft = writeDraft(path, text);
  try {
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Writes a file that must not exist yet; returns false, and touches nothing, when it does. */
export function claimFile(path: string, text: string): boolean {
  const draft = writeDraft(path, text);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    // Some file systems know no hard links; there the check right before the rename has to do.
    if (existsSync(path)) return false;
    renameSync(draft, path);
    return true;
  } finally {
    rmSync(draft, { force: true });
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
export function writing(where: string, path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    if (error instanceof InputError) throw error;
    const got = `"${path}" (${reasonOf(error)})`;
    throw new InputError([{ where, got, expected: "a place that can be written" }]);
  }
}

/** The draft stands beside the file, since a rename works only within one file system. */
function writeDraft(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}.draft`);
  try {
    writeFileSync(draft, text, { flag: "wx" });
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  return draft;
}

/** The message of a system error without its code and call. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message.replace(/^[A-Z]+: /, "").replace(/, \w+ '.*$/, "");
}
