/** `snapshot`: solves one frozen state of a cross-section and writes it with the keys of the references. */
import { basename, resolve } from "node:path";
import type { MeshResolution, SnapshotCase } from "../../sim-core/index.ts";
import { parseSnapshotCase, solveSnapshot } from "../../sim-core/index.ts";
import { formatJson } from "../io/json.ts";
import { readJson } from "./files.ts";
import type { OptionReader } from "./options.ts";
import { checkFileTarget, type FileTarget, writeTarget } from "./result-file.ts";
import { EXIT_DONE, type Surroundings } from "./surroundings.ts";

export interface SnapshotJob {
  readonly name: string;
  readonly frozen: SnapshotCase;
  readonly target: FileTarget;
}

/** Reads the case and looks at the target; leaves what is wrong with either in `reader`. */
export function prepareSnapshot(
  surroundings: Surroundings,
  reader: OptionReader,
  words: { readonly path: string; readonly out: string; readonly force: boolean },
): SnapshotJob | undefined {
  const source = resolve(surroundings.folder, words.path);
  const target = { path: resolve(surroundings.folder, words.out), force: words.force };
  const frozen = reader.attempt(() => parseSnapshotCase(readJson(source, "case")));
  reader.attempt(() => checkFileTarget(target));
  return frozen && { name: basename(source), frozen, target };
}

/** Solves the case, writes the result and returns the exit status. */
export function runSnapshot(surroundings: Surroundings, job: SnapshotJob, mesh: MeshResolution): number {
  const { name, frozen, target } = job;
  const result = solveSnapshot(frozen, mesh);
  const text = formatJson({ ...result, case: name, solver: `fluxtwin ${surroundings.version}` });
  writeTarget(surroundings.disk, target, text);
  const voltage = result.voltage === undefined ? "solved" : `${result.voltage.toFixed(6)} V`;
  surroundings.print(`${name}: ${voltage} on the ${mesh} mesh, in ${target.path}`);
  return EXIT_DONE;
}
