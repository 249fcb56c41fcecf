/**
 * What every command needs before it can load a package: a Node that is new enough, the packages of
 * package-lock.json and the compiled kernels. Plain Node with no dependency, since it runs on a machine that has nothing else.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST_NODE = [20, 19];
const INSTALL_LIMIT_MS = 15 * 60 * 1000;

/** Folder of package.json. */
export const projectRoot = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

const KERNELS = join(projectRoot, "sim-core", "kernels", "wasm");

/** Ends the process with one sentence when Node is too old, or when packages or kernels cannot be had. */
export function prepare() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    stop(`fluxtwin needs Node ${OLDEST_NODE.join(".")} or newer, and this is Node ${process.versions.node}.`);
  }
  if (!isInstalled()) {
    process.stderr.write("Installing packages, which takes a minute the first time ...\n");
    const result = install();
    if (result.status !== 0 || !isInstalled()) {
      process.stderr.write(`${result.stdout ?? ""}${result.stderr ?? ""}`);
      stop("The packages could not be installed (npm ci failed); see the lines above.");
    }
  }
  compileKernels();
}

/** Compiles the WebAssembly kernels when there are none or when one of their sources is newer. */
function compileKernels() {
  const sources = [join(KERNELS, "assembly"), join(KERNELS, "build.mjs")];
  if (newest([join(KERNELS, "kernels.ts")]) >= newest(sources)) return;
  const result = spawnSync(process.execPath, [join(KERNELS, "build.mjs")], { encoding: "utf8" });
  if (result.status === 0) return;
  process.stderr.write(`${result.stdout ?? ""}${result.stderr ?? ""}`);
  stop("The WebAssembly kernels could not be compiled; see the lines above.");
}

/** Time of the youngest file below the paths, ms; -Infinity when there is none. */
export function newest(paths) {
  let latest = Number.NEGATIVE_INFINITY;
  for (const path of paths) {
    if (!existsSync(path)) continue;
    const entry = statSync(path);
    const time = entry.isDirectory()
      ? newest(readdirSync(path).map((name) => join(path, name)))
      : entry.mtimeMs;
    latest = Math.max(latest, time);
  }
  return latest;
}

/**
 * True when node_modules holds every package of package-lock.json in its version. The contents are compared,
 * not the times of the two files, which a checkout or a copy changes without need.
 */
function isInstalled() {
  const installed = readPackages(join(projectRoot, "node_modules", ".package-lock.json"));
  const locked = readPackages(join(projectRoot, "package-lock.json"));
  if (installed === null || locked === null) return false;
  return Object.entries(locked).every(([path, wanted]) => {
    const found = installed[path];
    if (path === "" || (wanted.optional && found === undefined)) return true;
    return found !== undefined && found.version === wanted.version;
  });
}

function readPackages(path) {
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    // A lock file that was cut off by an interrupted install counts as none.
    return null;
  }
}

/** Progress belongs to stderr: stdout may be a command's own output. */
function install() {
  const options = ["ci", "--include=dev", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
  const settings = { cwd: projectRoot, encoding: "utf8", timeout: INSTALL_LIMIT_MS };
  const npm = process.env.npm_execpath;
  if (npm?.endsWith("npm-cli.js")) return spawnSync(process.execPath, [npm, ...options], settings);
  return spawnSync("npm", options, { ...settings, shell: process.platform === "win32" });
}

function stop(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
