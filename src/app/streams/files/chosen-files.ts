/** What files that a person has chosen or dropped are: a single one, or a run folder of the terminal program. */
import { describeProblem } from "../../../../sim-core/index.ts";

/** A file by its path, such as "runs/ncm/checkpoint.flux". */
export interface ChosenFile {
  readonly path: string;
}

export type Chosen<F extends ChosenFile> =
  | { readonly kind: "file"; readonly file: F }
  | {
      readonly kind: "folder";
      readonly name: string;
      /** Where the run stands, or what it was begun with. */
      readonly origin: F;
      /** What it has been through. */
      readonly summary: F | undefined;
    }
  | { readonly kind: "refused"; readonly message: string };

const CHECKPOINT = "checkpoint.flux";
const SCENARIO = "scenario.json";
const SUMMARY = "summary.json";
const EXPECTED = `one run folder, with ${CHECKPOINT} or ${SCENARIO}`;

/** Returns what is to be opened. */
export function sortChosen<F extends ChosenFile>(files: readonly F[]): Chosen<F> {
  const [first] = files;
  if (first === undefined) return refuse("what was dropped", "no file", "a file, or a run folder");
  if (files.length === 1 && !first.path.includes("/")) return { kind: "file", file: first };
  const folders = [...new Set(files.flatMap(({ path }) => (isRunFile(path) ? [folderOf(path)] : [])))];
  const [folder] = folders;
  const root = first.path.split("/")[0]!;
  if (folder === undefined) {
    const isFolder = first.path.includes("/");
    return isFolder
      ? refuse(root, `neither ${CHECKPOINT} nor ${SCENARIO} in ${count(files.length)}`, EXPECTED)
      : refuse("what was dropped", count(files.length), "one file, or one run folder");
  }
  if (folders.length > 1) return refuse(root, `${folders.length} run folders`, EXPECTED);
  const at = (name: string): F | undefined => files.find(({ path }) => path === `${folder}${name}`);
  const checkpoint = at(CHECKPOINT);
  const origin = checkpoint ?? at(SCENARIO);
  if (origin === undefined) return refuse(root, "nothing", EXPECTED);
  return {
    kind: "folder",
    name: folder.replace(/\/$/, "") || root,
    origin,
    summary: checkpoint === undefined ? undefined : at(SUMMARY),
  };
}

function isRunFile(path: string): boolean {
  return (
    path.endsWith(`/${CHECKPOINT}`) ||
    path.endsWith(`/${SCENARIO}`) ||
    path === CHECKPOINT ||
    path === SCENARIO
  );
}

/** With its stroke at the end; empty where the file stands alone. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

function count(files: number): string {
  return `${files} ${files === 1 ? "file" : "files"}`;
}

function refuse(
  where: string,
  got: string,
  expected: string,
): Extract<Chosen<ChosenFile>, { kind: "refused" }> {
  return { kind: "refused", message: describeProblem({ where, got, expected }) };
}
