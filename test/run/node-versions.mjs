/** Other versions of Node, from the npm registry's packages of its binaries. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../src/cli/install.mjs";
import { runChild } from "./child.mjs";
import { reasonIn } from "./debian.mjs";

/** Pinned; one of each line with another V8. */
export const NODE_VERSIONS = ["24.21.0", "26.10.0"];

const INSTALL_SECONDS = 300;

/** Returns the program of that version, installing it beside the project's packages; null when it cannot be had. */
export async function findNode(version, say) {
  const system = process.platform === "win32" ? "win" : process.platform;
  const name = `node-${system}-${process.arch}`;
  const folder = join(projectRoot, "node_modules", ".cache", "engines", version);
  const program = join(folder, "node_modules", name, "bin", system === "win" ? "node.exe" : "node");
  if (await answers(program, version)) return program;
  say(`Installing Node ${version} from the npm registry ...`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), `{ "private": true }\n`);
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", folder];
  const result = await runNpm(["install", ...options, `${name}@${version}`]);
  if (!result.ok) say(reasonIn(result.output));
  return (await answers(program, version)) ? program : null;
}

/** What to tell a person when `findNode` returned null. */
export function nodeMissing(version) {
  return `Node ${version} could not be had from the npm registry, so that it was not compared.`;
}

async function answers(program, version) {
  if (!existsSync(program)) return false;
  const { ok, output } = await runChild(program, ["--version"], { limitSeconds: 30 });
  return ok && output.trim() === `v${version}`;
}

function runNpm(words) {
  const npm = process.env.npm_execpath;
  const settings = { limitSeconds: INSTALL_SECONDS };
  if (npm?.endsWith("npm-cli.js")) return runChild(process.execPath, [npm, ...words], settings);
  // npm is a batch file there, which only a shell starts.
  if (process.platform === "win32") return runChild("cmd", ["/c", "npm", ...words], settings);
  return runChild("npm", words, settings);
}
