/**
 * Times one task of the tree in the working folder, which may be an earlier build: `time-task.ts TASK WORDS...`. Prints one
 * line of JSON, processor seconds by name. It imports of that tree only what both builds have under the same name.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { timeProcessor } from "./processor-time.ts";

const load = (path: string): Promise<unknown> => import(pathToFileURL(join(process.cwd(), path)).href);
/** Calls to warm up, and calls of which the median counts. */
const WARM = 2;
const COUNTED = 5;
/** Share of the cycles that a cell has to finish to stand for all. */
const ENOUGH = 0.5;

/** Median processor seconds of warm calls. */
function timeWarm(call: () => unknown): number {
  const times = Array.from({ length: WARM + COUNTED }, () => timeProcessor(call)).slice(WARM);
  return times.sort((a, b) => a - b)[COUNTED >> 1]!;
}

/**
 * So many cycles of `ncm` by the bundled library, as people run it, after one to warm up; settings as path=value. Where the
 * cell comes to an end before, by a short circuit, the cycles that it finished stand for the others.
 */
async function timeCycles([count, ...settings]: readonly string[]): Promise<Record<string, number>> {
  const { createRun, parseScenario, shipped } = await loadLibrary();
  const overrides = Object.fromEntries(settings.map((setting) => setting.split("=")));
  const scenario = parseScenario(shipped("ncm"), {
    load: shipped,
    overrides: { ...overrides, "protocol.repeat": Number(count) },
  });
  createRun(scenario).advance({ stopAtCycleEnd: true });
  const run = createRun(scenario);
  let finished = 0;
  const seconds = timeProcessor(() => {
    finished = run.advance({}).cycles.length;
  });
  if (run.status.kind === "failed" || finished < ENOUGH * Number(count)) throw new Error(run.status.message);
  return { seconds: (seconds / finished) * Number(count) };
}

type Library = typeof import("../../../src/library/index.ts") &
  typeof import("../../../src/library/scenarios.ts");

async function loadLibrary(): Promise<Library> {
  const parts = ["index.js", "scenarios.js"].map((name) => load(`lib/library/${name}`));
  return Object.assign({}, ...(await Promise.all(parts))) as Library;
}

/** Numeric factorisations of the matrices that `npm run bench -- --dump` writes. */
async function timeFactors(): Promise<Record<string, number>> {
  const { createElasticCase } = (await load("test/bench/mechanics.ts")) as typeof import("../mechanics.ts");
  const { createElasticSystem } = (await load(
    "sim-core/mechanics/elastic-system.ts",
  )) as typeof import("../../../sim-core/mechanics/elastic-system.ts");
  const { analyseStiffness } = (await load(
    "sim-core/mechanics/stiffness-structure.ts",
  )) as typeof import("../../../sim-core/mechanics/stiffness-structure.ts");
  const { createCholesky } = (await load(
    "sim-core/factorisation/cholesky.ts",
  )) as typeof import("../../../sim-core/factorisation/cholesky.ts");
  const { createConductionCase } = (await load(
    "test/bench/conduction-case.ts",
  )) as typeof import("../conduction-case.ts");
  const { shippedScenario } = (await load(
    "test/cell/small-cell.ts",
  )) as typeof import("../../cell/small-cell.ts");
  const { mesh, supports, moduli } = createElasticCase("standard");
  const system = createElasticSystem(mesh, supports);
  const elasticity = timeWarm(() => system.load(moduli));
  const single = createCholesky(analyseStiffness(mesh, system.map).symbolic, { precision: "single" });
  const elasticitySingle = timeWarm(() => single.factor(system.matrix.values));
  const conduction = (resolution: "standard" | "fine"): number => {
    const { structure, values } = createConductionCase(shippedScenario("ncm"), resolution);
    const cholesky = createCholesky(structure.symbolic);
    return timeWarm(() => cholesky.factor(values));
  };
  return {
    ...{ elasticity, elasticitySingle },
    ...{ conductionStandard: conduction("standard"), conductionFine: conduction("fine") },
  };
}

/** A mesh of 25,000 nodes under way: made and analysed, state carried over, solvers made, factored. */
async function timeRemesh(): Promise<Record<string, number>> {
  const { benchRemeshParts } = (await load(
    "test/bench/remesh-parts.ts",
  )) as typeof import("../remesh-parts.ts");
  const print = console.log;
  console.log = () => undefined;
  const parts = benchRemeshParts();
  console.log = print;
  const names = ["whole mesh with analysis (elsewhere)", "taking over (in the cell's worker)", "  factor"];
  return { seconds: names.reduce((sum, name) => sum + parts[name]!, 0) / 1000 };
}

/** An ensemble of `ncm`, draft and reduced, over so many workers, to its end; MB that a member adds to the memory. */
async function timeMany([members, cycles, workers]: readonly string[]): Promise<Record<string, number>> {
  const { runMany, shipped } = await loadLibrary();
  const before = process.memoryUsage.rss();
  const requests = Array.from({ length: Number(members) }, (_, k) => ({
    ...{ source: shipped("ncm"), load: shipped, cycles: Number(cycles) },
    overrides: { mesh: "draft", "solver.model": "reduced", seed: k + 1 },
  }));
  const results: unknown[] = [];
  for await (const result of runMany(requests, { workers: Number(workers) })) {
    if (!result.ok) throw new Error(result.message);
    results.push(result);
  }
  const grown = 1024 * process.resourceUsage().maxRSS - before;
  const { user, system } = process.cpuUsage();
  return { seconds: (user + system) / 1e6, megabytes: grown / 1e6 / results.length };
}

const TASKS = { cycles: timeCycles, factors: timeFactors, remesh: timeRemesh, many: timeMany };
const [task, ...words] = process.argv.slice(2);
console.log(JSON.stringify(await TASKS[task as keyof typeof TASKS](words)));
