/**
 * `npm test`: installs what is missing and runs every check, one after another; `npm test -- lint unit` runs
 * only those. A check counts as one test, a test suite with each of its tests. The last line is
 * `N passed, N failed`, and the exit status is 1 when anything failed.
 */
import { mkdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { prepare, projectRoot } from "../src/cli/install.mjs";

const SHOWN_LINES = 60;

prepare();
const { runNode } = await import("./run/child.mjs");
const { chromiumMissing, findChromium } = await import("./run/chromium.mjs");
const { compareEngines } = await import("./run/engines.mjs");
const { readEndToEndReport, readUnitReport } = await import("./run/reports.mjs");

const results = join(projectRoot, "test-results");
const unitReport = join(results, "unit.json");
const endToEndReport = join(results, "e2e.json");
const program = (...path) => join(projectRoot, "node_modules", ...path);

const CHECKS = [
  { name: "lint", title: "format and lint", run: () => tool(120, "@biomejs/biome/bin/biome", "check", ".") },
  { name: "types", title: "types", run: () => tool(300, "typescript/bin/tsc", "-b") },
  { name: "folders", title: "folder rule", run: checkFolders },
  { name: "dead", title: "nothing that no program reaches", run: findDead },
  { name: "unit", title: "unit tests", run: runUnitTests },
  { name: "engines", title: "same bits on every engine", run: () => compareEngines(say) },
  { name: "build", title: "build of the app", run: () => tool(300, "vite/bin/vite.js", "build") },
  { name: "e2e", title: "end-to-end tests", run: runEndToEndTests },
];

process.exit(await main(process.argv.slice(2)));

async function main(names) {
  const unknown = names.filter((name) => !CHECKS.some((check) => check.name === name));
  if (unknown.length > 0) {
    say(
      `There is no check ${unknown.join(", ")}; there are ${CHECKS.map((check) => check.name).join(", ")}.`,
    );
    return 2;
  }
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  let passed = 0;
  let failed = 0;
  let built = true;
  for (const check of CHECKS) {
    if (names.length > 0 && !names.includes(check.name)) continue;
    const start = Date.now();
    const outcome = check.name === "e2e" && !built ? failedCheck("There is no build.") : await check.run();
    if (check.name === "build") built = outcome.failed === 0;
    passed += outcome.passed;
    failed += outcome.failed;
    report(check.title, outcome, (Date.now() - start) / 1000);
  }
  say(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** One program whose exit status is the result. */
async function tool(limitSeconds, path, ...parameters) {
  const { ok, output } = await runNode(program(...path.split("/")), parameters, { limitSeconds });
  return ok ? { passed: 1, failed: 0 } : failedCheck(output);
}

function checkFolders() {
  const config = ["--config", ".dependency-cruiser.cjs", "--output-type", "err-long"];
  return tool(120, "dependency-cruiser/bin/dependency-cruise.mjs", ...config, "sim-core", "src", "test");
}

/** Files and exports of the product that nothing but tests uses. */
function findDead() {
  return tool(120, "knip/bin/knip.js", "--production", "--no-progress", "--include", "files,exports,types");
}

async function runUnitTests() {
  const parameters = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${unitReport}`];
  const child = await runNode(program("vitest", "vitest.mjs"), parameters, { limitSeconds: 1800 });
  return readUnitReport(unitReport, child) ?? failedCheck(child.output);
}

async function runEndToEndTests() {
  const chromium = await findChromium(say);
  if (chromium === null) return failedCheck(chromiumMissing());
  const env = {
    CHROMIUM_PATH: chromium,
    E2E_PORT: String(await freePort()),
    PLAYWRIGHT_JSON_OUTPUT_NAME: endToEndReport,
  };
  const parameters = ["test", "--config", "test/playwright.config.ts", "--reporter=json"];
  const child = await runNode(program("@playwright", "test", "cli.js"), parameters, {
    limitSeconds: 2100,
    env,
  });
  return readEndToEndReport(endToEndReport, child) ?? failedCheck(child.output);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function failedCheck(output) {
  return { passed: 0, failed: 1, failures: [output] };
}

function report(title, outcome, seconds) {
  const counts =
    outcome.passed + outcome.failed > 1 ? `${outcome.passed} of ${outcome.passed + outcome.failed}` : "";
  const skipped = outcome.skipped > 0 ? `${outcome.skipped} skipped` : "";
  const mark = outcome.failed === 0 ? "ok  " : "FAIL";
  const details = [`${seconds.toFixed(1)} s`, counts, skipped].filter((text) => text !== "").join(", ");
  say(`${mark}  ${title} (${details})`);
  for (const failure of outcome.failures ?? []) {
    const lines = stripVTControlCharacters(failure).trim().split("\n");
    for (const line of lines.slice(0, SHOWN_LINES)) say(`      ${line}`);
    if (lines.length > SHOWN_LINES) say(`      ... ${lines.length - SHOWN_LINES} lines more`);
  }
}

function say(text) {
  process.stdout.write(`${text}\n`);
}
