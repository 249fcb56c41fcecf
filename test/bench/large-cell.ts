/**
 * Two processes of their own on one large cell: the phases of the linear solver one after another, and a run of
 * some steps with the largest memory that it had. Nothing is warm but what a small cell has warmed.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { planCellMemory } from "../../sim-core/cell/memory-plan.ts";
import { createModel } from "../../sim-core/cell/model.ts";
import { createCholesky } from "../../sim-core/factorisation/cholesky.ts";
import { planPruned, solvePruned } from "../../sim-core/factorisation/pruned-solve.ts";
import { orderNestedDissection } from "../../sim-core/linalg/ordering/nested-dissection.ts";
import { analyzeCholesky } from "../../sim-core/linalg/ordering/symbolic.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import { meshCrossSection } from "../../sim-core/mesh/generation/quality-mesh.ts";
import { placeUnknowns } from "../../sim-core/potentials/conduction-system.ts";
import type { Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { resumeRun } from "../../sim-core/time/run/run.ts";
import { shippedScenario } from "../cell/small-cell.ts";
import { createConductionCase } from "./conduction-case.ts";
import { printTable, quantile, timeOnce } from "./timing.ts";

const STEPS = 30;

type Figures = Record<string, number>;

/** Seconds of each phase, each once. */
function measurePhases(scenario: Scenario): Figures {
  const { section, electrolyte, boundary, structure, values } = createConductionCase(scenario, scenario.mesh);
  const { pattern, symbolic, support } = structure;
  const places = placeUnknowns(electrolyte, boundary);
  let order = symbolic.permutation;
  const cholesky = createCholesky(symbolic);
  const plan = planPruned(symbolic, support);
  const some = Float64Array.from({ length: support.length }, (_, k) => Math.sin(k));
  const least = (call: () => unknown): number => Math.min(...[1, 2, 3].map(() => timeOnce(call))) / 1000;
  return {
    unknowns: pattern.size,
    particles: section.particleX.length,
    "factor entries": symbolic.factorEntries,
    "meshing s": timeOnce(() => meshCrossSection(section, scenario.mesh)) / 1000,
    "ordering s":
      timeOnce(() => {
        order = orderNestedDissection(pattern, places);
      }) / 1000,
    "symbolic s": timeOnce(() => analyzeCholesky(pattern, order)) / 1000,
    "factor s": least(() => cholesky.factor(values)),
    "interface solve s": least(() => solvePruned(plan, cholesky, some, some.slice())),
  };
}

/** A run from the scenario on: seconds of the model, of steps, and memory. */
function measureSteps(scenario: Scenario): Figures {
  const begin = performance.now();
  const model = createModel(scenario);
  const built = performance.now() - begin;
  const { structure, mesh, electrolyte, boundary, grains } = model;
  const plan = planCellMemory(structure, [mesh, electrolyte, boundary, grains ?? {}], scenario.solver);
  const run = resumeRun(model, createInitialState(model));
  const taken = Array.from({ length: STEPS }, () => timeOnce(() => run.advance({ maximumSteps: 1 })));
  if (run.status.kind !== "running") throw new Error(run.status.message);
  return {
    "model s": built / 1000,
    "first step s": taken[0]! / 1000,
    "step median s":
      quantile(
        taken.slice(1).sort((a, b) => a - b),
        0.5,
      ) / 1000,
    "memory planned GB": plan.total / 1e9,
    "memory at most GB": (process.resourceUsage().maxRSS * 1024) / 1e9,
  };
}

/** Runs both processes for the shipped scenario `name`, with overrides as text. */
export function benchLargeCell(name: string, mesh: string): Figures {
  const script = fileURLToPath(import.meta.url);
  const figures: Figures = {};
  for (const task of ["phases", "steps"]) {
    const parameters = ["--import", "tsx", script, task, name, mesh];
    const child = spawnSync(process.execPath, parameters, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (child.status !== 0) throw new Error(`${task} of ${name} ended with ${child.status}`);
    Object.assign(figures, JSON.parse(child.stdout));
  }
  printTable(
    `\`${name}\`, mesh ${mesh}, each phase once, in processes of their own`,
    Object.entries(figures).map(([what, value]) => [
      what,
      Number.isInteger(value) ? String(value) : value.toPrecision(3),
    ]),
  );
  return figures;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [task, name, mesh] = process.argv.slice(2);
  createConductionCase(shippedScenario("ncm"), "draft");
  const scenario = shippedScenario(name!, { mesh: mesh! });
  process.stdout.write(JSON.stringify(task === "phases" ? measurePhases(scenario) : measureSteps(scenario)));
}
