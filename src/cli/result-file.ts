/** The one file that a command writes. */
import { basename, dirname } from "node:path";
import { InputError } from "../../sim-core/index.ts";
import { claimFile, type Disk, problemsOfTarget, replaceFile, writing } from "./files.ts";
import type { Surroundings } from "./surroundings.ts";

/** Where a result goes. */
export interface FileTarget {
  readonly path: string;
  readonly force: boolean;
}

/** Throws InputError when a file would be overwritten without leave. */
export function checkFileTarget({ path, force }: FileTarget): void {
  const problems = problemsOfTarget(dirname(path), force ? [] : [basename(path)], "--out");
  if (problems.length > 0) throw new InputError(problems);
}

/** Writes the file; throws InputError where that cannot be. */
export function writeTarget(disk: Disk, target: FileTarget, text: string): void {
  writing("--out", target.path, () => {
    if (target.force) replaceFile(disk, target.path, text);
    else if (!claimFile(disk, target.path, text)) checkFileTarget(target);
  });
}

/** Prints the text, or writes it where a file is asked for and tells where that is. */
export function printOrWrite(
  { print, disk }: Pick<Surroundings, "print" | "disk">,
  text: string,
  target: FileTarget | undefined,
): void {
  if (target === undefined) {
    print(text.trimEnd());
    return;
  }
  writeTarget(disk, target, text);
  print(target.path);
}
