/** Packages of Debian, where this is one and where one may install them without being asked. */
import { existsSync, readFileSync } from "node:fs";
import { runChild } from "./child.mjs";

/** Installs `packages`; returns whether that was tried, of which a failure is told by `say`. */
export async function installDebianPackages(say, title, packages) {
  if (!existsSync("/etc/os-release")) return false;
  if (!/^ID="?debian"?$/m.test(readFileSync("/etc/os-release", "utf8"))) return false;
  const asRoot = await rootCommand();
  if (asRoot === null) return false;
  say(`Installing ${title} from Debian ...`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await runChild(...asRoot(["apt-get", "update"]), { limitSeconds: 300, env });
  const install = ["apt-get", "install", "-y", "--no-install-recommends", ...packages];
  const result = await runChild(...asRoot(install), { limitSeconds: 900, env });
  if (!result.ok) say(reasonIn(result.output));
  return true;
}

/** How to run a command with the rights of an administrator without being asked; null when one may not. */
async function rootCommand() {
  if (process.getuid?.() === 0) return ([command, ...rest]) => [command, rest];
  const allowed = await runChild("sudo", ["-n", "true"], { limitSeconds: 30 });
  return allowed.ok ? (words) => ["sudo", ["-n", ...words]] : null;
}

/** The line that says most: the first that speaks of an error, or else the last. */
export function reasonIn(output) {
  const lines = output.trim().split("\n");
  return lines.find((line) => /^E:|error/i.test(line)) ?? lines.at(-1);
}
