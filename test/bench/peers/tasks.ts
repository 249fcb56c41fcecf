/** What one round of the comparison runs, one after another on one core: each a process that tells its times. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { dumpMatrices } from "../dump.ts";
import { call, ROOT } from "./programs.ts";

/** Figures by the names of ratios.ts. */
export type Figures = Readonly<Record<string, number>>;

/** Throws an error whose message says what went wrong. */
export interface Task {
  readonly what: string;
  readonly run: () => Figures | Promise<Figures>;
}

/** How much of it is run. */
export interface Extent {
  readonly cycles: number;
  /** Cycles where jumped ones are compared with solved ones. */
  readonly jumped: number;
  readonly members: number;
}

const WORKERS = 2;
const SCRIPT = fileURLToPath(new URL("time-task.ts", import.meta.url));
const ONE_THREAD = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };
const hasTaskset = call("taskset", ["-c", "0", "true"]).ok;

/** Returns the output of a command, on one core where that can be had. */
function runOnOneCore(command: string, words: readonly string[], cwd = ROOT): string {
  const [program, ...rest] = hasTaskset ? ["taskset", "-c", "0", command, ...words] : [command, ...words];
  const outcome = call(program!, rest, { cwd, env: ONE_THREAD });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.program;
}

const lastLine = (text: string): string => text.trimEnd().split("\n").at(-1) ?? "";
const timeTask = (root: string, words: readonly string[]): Figures =>
  JSON.parse(
    lastLine(
      runOnOneCore(process.execPath, ["--import", import.meta.resolve("tsx"), SCRIPT, ...words], root),
    ),
  );

/** Returns the figures under names of the build and of what was timed. */
function named(build: string, what: string, { seconds, ...others }: Figures): Figures {
  const own = Object.entries(others).map(([name, value]) => [`${build} ${name}`, value]);
  return { ...Object.fromEntries(own), ...(seconds !== undefined && { [`${build} ${what}`]: seconds }) };
}

/** Cycles, factors and a new mesh of the build at `root`. */
export function listBuildTasks(build: string, root: string, { cycles }: Extent): Task[] {
  const kinds = {
    "full standard": ["mesh=standard", "solver.model=full"],
    "reduced standard": ["mesh=standard", "solver.model=reduced"],
    "reduced draft": ["mesh=draft", "solver.model=reduced"],
  };
  const task = (what: string, words: readonly string[]): Task => ({
    what: `${build}: ${what}`,
    run: () => named(build, what, timeTask(root, words)),
  });
  const physical: Task = {
    what: `${build}: physical draft`,
    run() {
      // As dear as a hundred others: a few of its cycles stand for all.
      const few = Math.max(4, Math.round(cycles / 5));
      const { seconds = 0 } = timeTask(root, [
        "cycles",
        String(few),
        "mesh=draft",
        "mechanics.mode=physical",
      ]);
      return { [`${build} physical draft`]: (seconds / few) * cycles };
    },
  };
  return [
    ...Object.entries(kinds).map(([what, settings]) => task(what, ["cycles", String(cycles), ...settings])),
    physical,
    task("factors", ["factors"]),
    task("remesh", ["remesh"]),
  ];
}

export function listPybammTasks(python: string, { cycles }: Extent): Task[] {
  const script = fileURLToPath(new URL("pybamm-cycles.py", import.meta.url));
  const run = (): Figures => JSON.parse(lastLine(runOnOneCore(python, [script, String(cycles)])));
  return [{ what: "PyBaMM", run }];
}

/** The best of all orderings and modes for each matrix, which are written to `folder` first. */
export function listCholmodTasks(program: string, folder: string): Task[] {
  dumpMatrices(folder, ["standard"]);
  dumpMatrices(folder, ["fine"], ["conduction"]);
  const matrices = {
    elasticity: "elasticity-standard",
    conductionStandard: "conduction-standard",
    conductionFine: "conduction-fine",
  };
  const run = (): Figures =>
    Object.fromEntries(
      Object.entries(matrices).map(([what, name]) => {
        const lines = runOnOneCore(program, ["3", join(folder, `${name}.mtx`)])
          .trimEnd()
          .split("\n");
        return [`CHOLMOD ${what}`, Math.min(...lines.map((line) => JSON.parse(line).factor))];
      }),
    );
  return [{ what: "CHOLMOD", run }];
}

/** Words of a run of `ncm` by the terminal program, draft and reduced. */
const runWords = (cycles: number, out: string): string[] => [
  ...["run", "ncm", "--mesh", "draft", "--model", "reduced"],
  ...["--cycles", String(cycles), "--out", out, "--force"],
];
/** Makes a process of Node say at its end how much processor time it has taken, s. */
const TELL_TIME =
  "data:text/javascript,process.on('exit',()=>{const{user,system}=process.cpuUsage();console.log((user+system)/1e6)})";
const programOf = (root: string): string => join(root, "lib", "cli", "main.js");

/** Calls `use` with a folder that is there only for it. */
async function withFolder<T>(use: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "fluxtwin-runs-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Solved cycles and jumped ones, where the terminal program can jump. */
export function listJumpTasks({ jumped }: Extent): Task[] {
  const program = programOf(ROOT);
  const help = call(process.execPath, [program, "run", "--help"]);
  if (!help.ok || !help.program.includes("--jump")) return [];
  const time = (words: readonly string[]): Promise<number> =>
    withFolder((folder) => {
      const own = ["--import", TELL_TIME, program, ...runWords(jumped, folder), ...words];
      return Number(lastLine(runOnOneCore(process.execPath, own)));
    });
  return [
    { what: "now: solved", run: async () => ({ "now solved": await time([]) }) },
    { what: "now: jumped", run: async () => ({ "now jumped": await time(["--jump", "AUTO"]) }) },
  ];
}

/** An ensemble on two cores: by `runMany` of this build, and by processes of `before`, as many at a time. */
export function listEnsembleTasks(before: string | undefined, { cycles, members }: Extent): Task[] {
  const many: Task = {
    what: "now: ensemble",
    async run() {
      const start = performance.now();
      const words = ["--import", import.meta.resolve("tsx"), SCRIPT, "many", members, cycles, WORKERS];
      const { stdout } = await promisify(execFile)(process.execPath, words.map(String), { cwd: ROOT });
      const wall = (performance.now() - start) / 1000;
      const { seconds, megabytes } = JSON.parse(lastLine(stdout));
      return { "now ensemble": wall, "now ensemble processor": seconds, "now megabytes": megabytes, one: 1 };
    },
  };
  if (before === undefined) return [many];
  return [
    { what: "before: processes", run: () => runProcesses(programOf(before), { cycles, members }) },
    many,
  ];
}

function runProcesses(
  program: string,
  { cycles, members }: Pick<Extent, "cycles" | "members">,
): Promise<Figures> {
  return withFolder(async (folder) => {
    const start = performance.now();
    let seconds = 0;
    let next = 1;
    const work = async (): Promise<void> => {
      for (let seed = next++; seed <= members; seed = next++) {
        const words = [...runWords(cycles, join(folder, String(seed))), "--seed", String(seed)];
        const own = ["--import", TELL_TIME, program, ...words];
        seconds += Number(lastLine((await promisify(execFile)(process.execPath, own)).stdout));
      }
    };
    await Promise.all(Array.from({ length: WORKERS }, work));
    const wall = (performance.now() - start) / 1000;
    return { "before processes": wall, "before processes processor": seconds };
  });
}
