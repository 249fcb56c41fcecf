/** The one file that a command writes. */
import { basename, dirname } from "node:path";
import { InputError } from "../../sim-core/index.ts";
import { claimFile, type Disk, problemsOfTarget, replaceFile, writing } from "./files.ts";

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
