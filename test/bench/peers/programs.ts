/**
 * What the comparison runs besides this build, each installed by itself in a cache or temporary folder outside of the tree:
 * PyBaMM, a timer on CHOLMOD, an earlier build. What cannot be had is a sentence.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installDebianPackages } from "../../run/debian.mjs";

/** Folder of this build. */
export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "fluxtwin-bench");
const PYBAMM = ["pybamm==26.10.1.1", "pybammsolvers==0.11.1"];
const HEADERS = "/usr/include/suitesparse";

/** A program, or a sentence about why there is none. */
export type Program<T> =
  | { readonly ok: true; readonly program: T }
  | { readonly ok: false; readonly reason: string };

/** Returns the output of a command, or the line that says most about its failure. */
export function call(
  command: string,
  words: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Program<string> {
  const env = { ...process.env, ...options.env };
  const { status, stdout, stderr, error } = spawnSync(command, words, { encoding: "utf8", ...options, env });
  if (status === 0) return { ok: true, program: stdout };
  const lines = `${stdout ?? ""}\n${stderr ?? ""}\n${error?.message ?? ""}`.trim().split("\n");
  const reason = lines.findLast((line) => /error|cannot|not found/i.test(line)) ?? lines.at(-1) ?? "";
  return { ok: false, reason: `${command} failed: ${reason.trim()}` };
}

/** Returns the Python of an environment with the pinned PyBaMM. */
export function preparePybamm(): Program<string> {
  const folder = join(CACHE, PYBAMM[0]!.replace("==", "-"));
  const python = join(folder, "bin", "python");
  const works = (): Program<string> => call(python, ["-c", "import pybamm"]);
  if (existsSync(python) && works().ok) return { ok: true, program: python };
  mkdirSync(CACHE, { recursive: true });
  console.log(`Installing ${PYBAMM[0]} into ${folder} ...`);
  const made = call("python3", ["-m", "venv", "--clear", folder]);
  const installed = made.ok ? call(python, ["-m", "pip", "install", "--quiet", ...PYBAMM]) : made;
  const ready = installed.ok ? works() : installed;
  return ready.ok ? { ok: true, program: python } : ready;
}

/** Returns the timer on CHOLMOD, compiled in `folder`. */
export async function prepareCholmod(folder: string): Promise<Program<string>> {
  if (!existsSync(HEADERS)) {
    const tried = await installDebianPackages(console.log, "SuiteSparse", ["libsuitesparse-dev"]);
    if (!tried || !existsSync(HEADERS))
      return { ok: false, reason: "SuiteSparse is not here and cannot be installed" };
  }
  const source = fileURLToPath(new URL("cholmod-time.c", import.meta.url));
  const program = join(folder, "cholmod-time");
  const compiled = call("cc", ["-O3", "-o", program, source, `-I${HEADERS}`, "-lcholmod", "-lm"]);
  return compiled.ok ? { ok: true, program } : compiled;
}

/** A tree of its own of an earlier commit, built; `remove` takes it away. */
export interface EarlierBuild {
  readonly root: string;
  remove(): void;
}

/** Builds `commit` with the packages of this tree. */
export function prepareEarlier(commit: string): Program<EarlierBuild> {
  const root = join(mkdtempSync(join(tmpdir(), "fluxtwin-before-")), "tree");
  const remove = (): void => {
    process.off("exit", remove);
    call("git", ["worktree", "remove", "--force", root], { cwd: ROOT });
    rmSync(join(root, ".."), { recursive: true, force: true });
  };
  // Git keeps a list of its trees, also of one that an interrupt has left behind.
  process.on("exit", remove);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  const added = call("git", ["worktree", "add", "--detach", root, commit], { cwd: ROOT });
  if (!added.ok) {
    remove();
    return added;
  }
  symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"));
  for (const script of ["sim-core/kernels/wasm/build.mjs", "src/packaging/build.mjs"]) {
    const built = call(process.execPath, [script], { cwd: root });
    if (built.ok) continue;
    remove();
    return built;
  }
  return { ok: true, program: { root, remove } };
}
