/** What the words behind `npm run bench --` ask for. */
import type { MeshResolution } from "../../sim-core/scenario/record/scenario.ts";

export const USAGE = `npm run bench -- [draft] [standard] [fine] [options]

Times the named meshes, all three without a name; prints tables and writes them to runs/bench.json.

  --quick        a minute: draft unless named, few cycles, no large cell, no browser
  --full         100 cycles on every mesh, however long they take
  --no-browser   without the built page in Chromium
  --jumps        jumped cycles against solved ones, four cells with three seeds (two with one where --quick), and nothing else
  --dump <dir>   writes the matrices of the meshes in Matrix Market form to <dir>, and times nothing
  --help         this text`;

const MESHES: readonly MeshResolution[] = ["draft", "standard", "fine"];

export interface BenchOptions {
  readonly meshes: readonly MeshResolution[];
  readonly quick: boolean;
  /** s that the cycles of one cell may take before the rest is extrapolated. */
  readonly budget: number;
  readonly browser: boolean;
  /** Compares jumped cycles with solved ones instead. */
  readonly jumps: boolean;
  /** Folder for the matrices; undefined to time. */
  readonly dump: string | undefined;
}

/** Returns the options, or what there is to say instead: the usage, or what cannot be understood. */
export function readOptions(
  words: readonly string[],
): BenchOptions | { readonly text: string; status: number } {
  const meshes: MeshResolution[] = [];
  const flags = new Set<string>();
  let dump: string | undefined;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const mesh = MESHES.find((one) => one === word);
    if (word === "--help") return { text: USAGE, status: 0 };
    if (mesh !== undefined) meshes.push(mesh);
    else if (["--quick", "--full", "--no-browser", "--jumps"].includes(word)) flags.add(word);
    else if (word === "--dump" && words[i + 1] !== undefined) dump = words[++i];
    else return { text: `command line: got ${word}\n\n${USAGE}`, status: 2 };
  }
  const quick = flags.has("--quick");
  const all = quick && dump === undefined ? MESHES.slice(0, 1) : MESHES;
  return {
    meshes: meshes.length > 0 ? MESHES.filter((mesh) => meshes.includes(mesh)) : all,
    quick,
    budget: flags.has("--full") ? Number.POSITIVE_INFINITY : quick ? 6 : 45,
    browser: !quick && !flags.has("--no-browser"),
    jumps: flags.has("--jumps"),
    dump,
  };
}
