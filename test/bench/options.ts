/** What the words behind `npm run bench --` ask for. */
import type { MeshResolution } from "../../sim-core/scenario/record/scenario.ts";

/** The commit before the speed was compared. */
const BEFORE = "ffe9d48";
const ROUNDS = 5;

export const USAGE = `npm run bench -- [draft] [standard] [fine] [options]

Times the named meshes, all three without a name; prints tables and writes them to runs/bench.json.

  --quick        a minute: draft unless named, few cycles, no large cell, no browser; of --peers 5 cycles
  --full         100 cycles on every mesh, however long they take
  --no-browser   without the built page in Chromium
  --peers        beside the earlier build, PyBaMM and CHOLMOD, as ratios; to runs/bench-peers.json, and nothing else
  --against <c>  the commit of that earlier build (default: ${BEFORE})
  --rounds <n>   rounds of the comparison, of which the medians count (default: ${ROUNDS}; with --quick 1)
  --cycles <n>   cycles of each run of the comparison (default: 100; with --quick 5)
  --jumps        jumped cycles against solved ones, four cells with three seeds (two with one where --quick), and nothing else
  --dump <dir>   writes the matrices of the meshes in Matrix Market form to <dir>, and times nothing
  --help         this text`;

const MESHES: readonly MeshResolution[] = ["draft", "standard", "fine"];

const FLAGS = ["--quick", "--full", "--no-browser", "--peers", "--jumps"];
/** What follows an option. */
const VALUES: Readonly<Record<string, RegExp>> = {
  "--dump": /./,
  "--against": /^[^-]/,
  "--rounds": /^[1-9]\d?$/,
  "--cycles": /^[1-9]\d{0,2}$/,
};

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
  /** Whether to compare with others instead. */
  readonly peers: boolean;
  /** Commit of the earlier build. */
  readonly against: string;
  readonly rounds: number;
  /** Of each run of the comparison. */
  readonly cycles: number;
}

/** Returns the options, or what there is to say instead: the usage, or what cannot be understood. */
export function readOptions(
  words: readonly string[],
): BenchOptions | { readonly text: string; status: number } {
  const meshes: MeshResolution[] = [];
  const flags = new Set<string>();
  const given = new Map<string, string>();
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const mesh = MESHES.find((one) => one === word);
    if (word === "--help") return { text: USAGE, status: 0 };
    if (mesh !== undefined) meshes.push(mesh);
    else if (FLAGS.includes(word)) flags.add(word);
    else if (VALUES[word]?.test(words[i + 1] ?? "")) given.set(word, words[++i]!);
    else return { text: `command line: got ${word}\n\n${USAGE}`, status: 2 };
  }
  const quick = flags.has("--quick");
  const dump = given.get("--dump");
  const all = quick && dump === undefined ? MESHES.slice(0, 1) : MESHES;
  return {
    meshes: meshes.length > 0 ? MESHES.filter((mesh) => meshes.includes(mesh)) : all,
    quick,
    budget: flags.has("--full") ? Number.POSITIVE_INFINITY : quick ? 6 : 45,
    browser: !quick && !flags.has("--no-browser"),
    jumps: flags.has("--jumps"),
    dump,
    peers: flags.has("--peers"),
    against: given.get("--against") ?? BEFORE,
    rounds: Number(given.get("--rounds") ?? (quick ? 1 : ROUNDS)),
    cycles: Number(given.get("--cycles") ?? (quick ? 5 : 100)),
  };
}
