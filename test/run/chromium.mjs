/** A Chromium for the end-to-end tests: an installed one, Debian's package, or Playwright's own download. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runChild, runNode } from "./child.mjs";
import { installDebianPackages, reasonIn } from "./debian.mjs";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "chrome",
  "microsoft-edge-stable",
  "microsoft-edge",
];
const MAC = ["Chromium", "Google Chrome", "Microsoft Edge"].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);
const WINDOWS = ["Chromium", "Google\\Chrome", "Microsoft\\Edge"].map(
  (name) => `${name}\\Application\\${name.endsWith("Edge") ? "msedge" : "chrome"}.exe`,
);

/** Returns the path of a Chromium, after installing one where that is possible; null when there is none. */
export async function findChromium(say) {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted) return (await answers(wanted)) ? wanted : null;
  const installed = (await firstThatAnswers(usualPaths())) ?? (await downloaded());
  if (installed !== null) return installed;
  return (await installFromDebian(say)) ?? (await download(say));
}

/** What to tell a person when `findChromium` returned null. */
export function chromiumMissing() {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted) return `CHROMIUM_PATH is ${wanted}, which is no Chromium that can be started.`;
  return "No Chromium was found and none could be installed: install Chromium or Chrome, or set CHROMIUM_PATH to its program.";
}

function usualPaths() {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  if (process.platform === "win32") {
    const roots = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].map((name) => process.env[name]);
    return WINDOWS.flatMap((path) => roots.filter(Boolean).map((root) => join(root, path)));
  }
  const found = NAMES.flatMap((name) => ["/usr/bin", ...folders].map((folder) => join(folder, name)));
  return process.platform === "darwin" ? [...MAC, ...found] : [...found, "/snap/bin/chromium"];
}

async function firstThatAnswers(paths) {
  for (const path of paths) if (await answers(path)) return path;
  return null;
}

/** On Windows `--version` opens a window instead of answering, so that there the file is enough. */
async function answers(path) {
  if (!existsSync(path)) return false;
  if (process.platform === "win32") return true;
  return (await runChild(path, ["--version"], { limitSeconds: 30 })).ok;
}

async function downloaded() {
  const { chromium } = await import("@playwright/test");
  const path = chromium.executablePath();
  return path !== "" && (await answers(path)) ? path : null;
}

async function installFromDebian(say) {
  const installed = await installDebianPackages(say, "Chromium", ["chromium", "fonts-dejavu-core"]);
  return installed ? firstThatAnswers(["/usr/bin/chromium"]) : null;
}

async function download(say) {
  say("Downloading Chromium with Playwright ...");
  const script = join("node_modules", "@playwright", "test", "cli.js");
  const result = await runNode(script, ["install", "chromium"], { limitSeconds: 900 });
  if (!result.ok) say(reasonIn(result.output));
  return downloaded();
}
