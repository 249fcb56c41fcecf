/** Times meshing, ordering, analysis, factor and solves of the conduction matrix of `ncm`; warm medians. */

import { createCholesky } from "../../sim-core/factorisation/cholesky.ts";
import { planPruned, solvePruned } from "../../sim-core/factorisation/pruned-solve.ts";
import { orderMinimumDegree } from "../../sim-core/linalg/ordering/minimum-degree.ts";
import { orderNestedDissection } from "../../sim-core/linalg/ordering/nested-dissection.ts";
import { analyzeCholesky } from "../../sim-core/linalg/ordering/symbolic.ts";
import { meshCrossSection } from "../../sim-core/mesh/generation/quality-mesh.ts";
import { placeUnknowns } from "../../sim-core/potentials/conduction-system.ts";
import type { MeshResolution } from "../../sim-core/scenario/record/scenario.ts";
import { shippedScenario } from "../cell/small-cell.ts";
import { type ConductionCase, createConductionCase } from "./conduction-case.ts";
import { printTable, timeCalls } from "./timing.ts";

/** Milliseconds by what was done, sizes of the factor, and ratios. */
export type CholeskyTiming = Readonly<Record<string, number>>;

export function benchCholesky(meshes: readonly MeshResolution[]): Record<string, CholeskyTiming> {
  const results: Record<string, CholeskyTiming> = {};
  for (const mesh of meshes) results[mesh] = measure(mesh);
  const names = Object.keys(results[meshes[0]!]!);
  printTable("Mesh and linear solver on the conduction matrix of `ncm`, ms, median of warm calls", [
    ["", ...meshes],
    ...names.map((name) => [name, ...meshes.map((mesh) => format(results[mesh]![name]!))]),
  ]);
  return results;
}

function format(value: number): string {
  return value >= 1000 ? value.toFixed(0) : value.toPrecision(3);
}

function measure(resolution: MeshResolution): CholeskyTiming {
  const given = createConductionCase(shippedScenario("ncm"), resolution);
  const { section, electrolyte, boundary, structure } = given;
  const { pattern } = structure;
  const places = placeUnknowns(electrolyte, boundary);
  const order = orderNestedDissection(pattern, places);
  const symbolic = analyzeCholesky(pattern, order);
  const other = analyzeCholesky(pattern, orderMinimumDegree(pattern));
  const median = (call: () => unknown): number => timeCalls(call).median;
  return {
    unknowns: pattern.size,
    "factor entries": symbolic.factorEntries,
    "with minimum degree": other.factorEntries,
    Mflop: symbolic.factorFlops / 1e6,
    "Mflop with minimum degree": other.factorFlops / 1e6,
    meshing: median(() => meshCrossSection(section, resolution)),
    ordering: median(() => orderNestedDissection(pattern, places)),
    "minimum degree": median(() => orderMinimumDegree(pattern)),
    symbolic: median(() => analyzeCholesky(pattern, order)),
    ...compareKernels(given),
  };
}

const VARIANTS = [
  { name: "TypeScript", kernels: "typescript", precision: "double" },
  { name: "TypeScript single", kernels: "typescript", precision: "single" },
  { name: "WASM", kernels: "wasm", precision: "double" },
  { name: "WASM single", kernels: "wasm", precision: "single" },
] as const;

const TASKS = ["factor", "solve", "interface solve", "solve of 8"] as const;

/**
 * Times of the kernels by what was solved; of eight right-hand sides together the time of one. Ratios are those of
 * the least times, which other work on the machine disturbs least.
 */
function compareKernels({ structure, values }: ConductionCase): CholeskyTiming {
  const { symbolic, support } = structure;
  const { size } = symbolic;
  const rhs = Float64Array.from({ length: 8 * size }, (_, i) => Math.sin(i));
  const out = new Float64Array(8 * size);
  const plan = planPruned(symbolic, support);
  const some = rhs.subarray(0, support.length);
  const one = out.subarray(0, size);
  const measured = VARIANTS.map(({ name, ...options }) => {
    const cholesky = createCholesky(symbolic, options);
    const outcome = cholesky.factor(values);
    if (!outcome.ok) throw new Error(`the matrix has pivot ${outcome.pivot}`);
    const times: Record<(typeof TASKS)[number], ReturnType<typeof timeCalls>> = {
      factor: timeCalls(() => cholesky.factor(values)),
      solve: timeCalls(() => cholesky.solve(rhs.subarray(0, size), one)),
      "interface solve": timeCalls(() => solvePruned(plan, cholesky, some, out)),
      "solve of 8": timeCalls(() => cholesky.solveMany(rhs, out, 8)),
    };
    return { name, times };
  });
  const timing: Record<string, number> = { "interface share": plan.share };
  const [reference] = measured;
  for (const task of TASKS) {
    const columns = task === "solve of 8" ? 8 : 1;
    for (const { name, times } of measured) timing[`${task} ${name}`] = times[task].median / columns;
    for (const { name, times } of measured.slice(2))
      timing[`${task} TypeScript : ${name}`] = reference!.times[task].least / times[task].least;
  }
  return timing;
}
