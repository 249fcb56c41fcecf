/**
 * What every command needs before it can begin: a Node that is new enough and, in a checkout, the packages of
 * package-lock.json, the compiled kernels and the bundled programs. The package that npm installs brings all that.
 * Plain Node with no dependency, since it runs on a machine that has nothing else.
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
const PACKAGING = join(projectRoot, "src", "packaging");
/** Of what is bundled. */
const BUNDLE_SOURCES = ["package.json", "package-lock.json", "scenarios", "sim-core", "src"];

/** The terminal program, bundled. */
export const program = join(projectRoot, "lib", "cli", "main.js");
/** What serves the page, bundled. */
export const pageServer = join(projectRoot, "lib", "cli", "serve-page.js");
/** The package that npm makes has no sources to build from. */
export const isCheckout = existsSync(PACKAGING);

/** Ends the process with one sentence when Node is too old, or when something cannot be had. */
export function prepare() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    stop(`fluxtwin needs Node ${OLDEST_NODE.join(".")} or newer, and this is Node ${process.versions.node}.`);
  }
  if (!isCheckout) return;
  if (!isInstalled()) {
    process.stderr.write("Installing packages, which takes a minute the first time ...\n");
    const result = install();
    if (result.status !== 0 || !isInstalled()) {
      process.stderr.write(`${result.stdout ?? ""}${result.stderr ?? ""}`);
      stop("The packages could not be installed (npm ci failed); see the lines above.");
    }
  }
  const kernels = [join(KERNELS, "assembly"), join(KERNELS, "build.mjs")];
  make(join(KERNELS, "kernels.ts"), kernels, join(KERNELS, "build.mjs"), "The WebAssembly kernels");
  const sources = BUNDLE_SOURCES.map((name) => join(projectRoot, name));
  make(program, sources, join(PACKAGING, "build.mjs"), "The programs");
}

/** Runs `script` when there is no `target` or when one of its sources is newer. */
function make(target, sources, script, what) {
  if (newest([target]) >= newest(sources)) return;
  const result = spawnSync(process.execPath, [script], { cwd: projectRoot, encoding: "utf8" });
  if (result.status === 0) return;
  process.stderr.write(`${result.stdout ?? ""}${result.stderr ?? ""}`);
  stop(`${what} could not be built; see the lines above.`);
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
