/** `npm run bench`: prints one table after another and writes them as JSON to runs/bench.json. Nothing is asserted. */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { benchAccuracy } from "./accuracy.ts";
import { benchBrowser } from "./browser.ts";
import { benchCells } from "./cell.ts";
import { benchCholesky } from "./cholesky.ts";
import { dumpMatrices } from "./dump.ts";
import { benchExponents } from "./exponents.ts";
import { benchJumping } from "./jumping.ts";
import { benchLargeCell } from "./large-cell.ts";
import { benchCellStress, benchMechanics } from "./mechanics.ts";
import { benchMemory } from "./memory.ts";
import { type BenchOptions, readOptions } from "./options.ts";
import { comparePeers } from "./peers/compare.ts";
import { benchRemeshParts } from "./remesh-parts.ts";
import { benchRemeshing } from "./remeshing.ts";

const root = new URL("../..", import.meta.url);

async function bench(options: BenchOptions): Promise<Record<string, unknown>> {
  const { meshes, quick } = options;
  const processor = cpus()[0]?.model.trim() ?? "unknown processor";
  console.log(
    `${processor}, Node ${process.version}. Every call is warmed up before it is timed, where not said.`,
  );
  const results: Record<string, unknown> = {
    processor,
    node: process.version,
    cholesky: benchCholesky(meshes),
    mechanics: benchMechanics(meshes),
    cellStress: benchCellStress(),
    remeshing: benchRemeshing(meshes),
    remeshParts: benchRemeshParts(),
    cells: benchCells(options),
    accuracy: benchAccuracy(meshes),
    memory: benchMemory(quick ? 100 : 1000),
  };
  if (!quick) {
    results.peaks = meshes.map((mesh) => ({ mesh, ...benchLargeCell("ncm", mesh) }));
    results.growth = benchExponents();
    results.largeCell = benchLargeCell("tomo-wide-ncm", "fine");
  }
  if (options.browser) {
    const build = ["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"];
    spawnSync(process.execPath, build, { cwd: root, stdio: "inherit" });
    results.browser = await benchBrowser();
  }
  return results;
}

function keep(name: string, results: unknown): void {
  mkdirSync(new URL("runs/", root), { recursive: true });
  writeFileSync(new URL(`runs/${name}`, root), `${JSON.stringify(results, null, 2)}\n`);
  console.log(`\nwritten: runs/${name}`);
}

const options = readOptions(process.argv.slice(2));
if ("text" in options) {
  console.log(options.text);
  process.exitCode = options.status;
} else if (options.dump !== undefined) {
  dumpMatrices(options.dump, options.meshes);
} else if (options.peers) {
  keep("bench-peers.json", await comparePeers(options));
} else {
  const results = options.jumps ? { jumping: benchJumping(options.quick) } : await bench(options);
  keep("bench.json", results);
}
