/**
 * `npm run bench`: prints one table after another and writes them as JSON to runs/bench.json. Nothing is asserted.
 * Arguments: meshes (draft, standard, fine), --no-browser.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import type { MeshResolution } from "../../sim-core/scenario/scenario.ts";
import { benchBrowser } from "./browser.ts";
import { benchCells, benchMemory } from "./cell.ts";
import { benchCholesky } from "./cholesky.ts";
import { benchCellStress, benchMechanics } from "./mechanics.ts";

const MESHES: readonly MeshResolution[] = ["draft", "standard", "fine"];
const words = process.argv.slice(2);
const named = MESHES.filter((mesh) => words.includes(mesh));
const meshes = named.length > 0 ? named : MESHES;
const root = new URL("../../", import.meta.url);

console.log(`${cpus()[0]?.model.trim() ?? "unknown processor"}, Node ${process.version}`);
const results: Record<string, unknown> = {
  processor: cpus()[0]?.model.trim(),
  node: process.version,
  cholesky: benchCholesky(meshes),
  mechanics: benchMechanics(meshes),
  cellStress: benchCellStress(),
  cells: benchCells(meshes),
  memory: benchMemory(200),
};
if (!words.includes("--no-browser")) {
  spawnSync(process.execPath, ["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"], {
    cwd: root,
    stdio: "inherit",
  });
  results.browser = await benchBrowser();
}
mkdirSync(new URL("runs/", root), { recursive: true });
writeFileSync(new URL("runs/bench.json", root), `${JSON.stringify(results, null, 2)}\n`);
console.log("\nwritten: runs/bench.json");
