/** A Firefox for the comparison of engines: an installed one, or Debian's package. */
import { delimiter, join } from "node:path";
import { runChild } from "./child.mjs";
import { installDebianPackages } from "./debian.mjs";

const NAMES = ["firefox-esr", "firefox"];
const MAC = ["/Applications/Firefox.app/Contents/MacOS/firefox"];

/** Returns the path of a Firefox, after installing one where that is possible; null when there is none. */
export async function findFirefox(say) {
  const installed = await firstThatAnswers(usualPaths());
  if (installed !== null) return installed;
  const tried = await installDebianPackages(say, "Firefox", ["firefox-esr"]);
  return tried ? firstThatAnswers(["/usr/bin/firefox-esr"]) : null;
}

/** What to tell a person when `findFirefox` returned null. */
export function firefoxMissing() {
  return "No Firefox was found and none could be installed: install it, or set FIREFOX_PATH to its program.";
}

function usualPaths() {
  const wanted = process.env.FIREFOX_PATH;
  if (wanted) return [wanted];
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const found = NAMES.flatMap((name) => ["/usr/bin", ...folders].map((folder) => join(folder, name)));
  return process.platform === "darwin" ? [...MAC, ...found] : found;
}

async function firstThatAnswers(paths) {
  for (const path of paths) if ((await runChild(path, ["--version"], { limitSeconds: 30 })).ok) return path;
  return null;
}
