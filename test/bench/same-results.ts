/**
 * Whether a change of the code has left the results as they were, byte by byte:
 *   npx tsx test/bench/same-results.ts record FILE
 *   npx tsx test/bench/same-results.ts compare FILE
 * FILE keeps a hash of `summary.json` (but for its wall time) and `timeseries.csv` of each run.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const RUNS: Readonly<Record<string, string>> = {
  "ncm, full": "run ncm --cycles 3 --mesh draft --model full",
  "ncm, reduced": "run ncm --cycles 3 --mesh draft --model reduced",
  "lzp-ncm, full": "run lzp-ncm --cycles 3 --mesh draft --model full",
  "lzp-ncm, reduced": "run lzp-ncm --cycles 3 --mesh draft --model reduced",
  "physical-protruded-anode": "run physical-protruded-anode --mesh draft",
};
const PROGRAM = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

function hashOf(folder: string): string {
  const summary = readFileSync(join(folder, "summary.json"), "utf8").replace(/"wallSeconds": [^\n]*/, "");
  const series = readFileSync(join(folder, "timeseries.csv"));
  return createHash("sha256").update(summary).update(series).digest("hex");
}

const [what, path] = process.argv.slice(2);
if ((what !== "record" && what !== "compare") || path === undefined)
  throw new Error("record FILE or compare FILE");
const folder = mkdtempSync(join(tmpdir(), "same-"));
const found: Record<string, string> = {};
for (const [name, words] of Object.entries(RUNS)) {
  const out = join(folder, String(Object.keys(found).length));
  execFileSync(process.execPath, ["--import", "tsx", PROGRAM, ...words.split(" "), "--out", out], {
    stdio: ["ignore", "ignore", "ignore"],
  });
  found[name] = hashOf(out);
}
rmSync(folder, { recursive: true });
if (what === "record") writeFileSync(path, `${JSON.stringify(found, undefined, 2)}\n`);
else {
  const before = JSON.parse(readFileSync(path, "utf8")) as Record<string, string>;
  const other = Object.keys(RUNS).filter((name) => before[name] !== found[name]);
  console.log(
    other.length === 0
      ? `${Object.keys(RUNS).length} runs: the same bytes`
      : `other bytes: ${other.join("; ")}`,
  );
  process.exitCode = other.length === 0 ? 0 : 1;
}
