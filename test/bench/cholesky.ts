/** Times meshing, ordering, analysis, factor and solves on the electrolyte of the lattice cell; warm medians. */
import { addStiffness, computeStiffness } from "../../sim-core/fem/laplace.ts";
import { extractRegion } from "../../sim-core/fem/submesh.ts";
import { createCholesky } from "../../sim-core/linalg/cholesky.ts";
import { orderMinimumDegree } from "../../sim-core/linalg/minimum-degree.ts";
import { orderNestedDissection } from "../../sim-core/linalg/nested-dissection.ts";
import { planPruned, solvePruned } from "../../sim-core/linalg/pruned-solve.ts";
import { createPattern, createScatter } from "../../sim-core/linalg/sparse.ts";
import { analyzeCholesky, type CholeskySymbolic } from "../../sim-core/linalg/symbolic.ts";
import { type CrossSection, REGION_ELECTROLYTE } from "../../sim-core/mesh/cross-section.ts";
import { packLattice } from "../../sim-core/mesh/lattice-packing.ts";
import { meshCrossSection } from "../../sim-core/mesh/quality-mesh.ts";
import type { Resolution } from "../../sim-core/mesh/resolution.ts";
import { printTable, timeCalls } from "./timing.ts";

const WIDTH = 420e-6;
const CATHODE = 75e-6;

function createSection(): CrossSection {
  const sites = packLattice({ width: WIDTH, thickness: CATHODE, columns: 28, rows: 5, radius: 5e-6 });
  return {
    ...{ width: WIDTH, cathodeThickness: CATHODE, electrolyteThickness: 175e-6, lithiumThickness: 20e-6 },
    particleX: Float64Array.from(sites, ({ x }) => x),
    particleY: Float64Array.from(sites, ({ y }) => y),
    particleRadius: Float64Array.from(sites, ({ radius }) => radius),
    protrusions: [],
  };
}

/** Milliseconds by what was done, and the sizes of the factor. */
export type CholeskyTiming = Readonly<Record<string, number>>;

export function benchCholesky(meshes: readonly Resolution[]): Record<string, CholeskyTiming> {
  const results: Record<string, CholeskyTiming> = {};
  for (const mesh of meshes) results[mesh] = measure(mesh);
  const names = Object.keys(results[meshes[0]!]!);
  printTable("Mesh and linear solver on the electrolyte of `ncm`, warm median ms", [
    ["", ...meshes],
    ...names.map((name) => [name, ...meshes.map((mesh) => results[mesh]![name]!.toPrecision(3))]),
  ]);
  return results;
}

function measure(resolution: Resolution): CholeskyTiming {
  const section = createSection();
  const mesh = meshCrossSection(section, resolution);
  const { points, triangles, nodeCount, nodeOfPoint } = extractRegion(mesh, REGION_ELECTROLYTE);
  const connectivity = { cliques: triangles, nodesPerClique: 3 };
  const pattern = createPattern(nodeCount, connectivity);
  const stiffness = new Float64Array(triangles.length * 2);
  computeStiffness(points, triangles, stiffness);
  const values = new Float64Array(pattern.rows.length);
  addStiffness(stiffness, createScatter(pattern, triangles, 3), 1, values);
  const interfaces = new Set([...mesh.particleEdges, ...mesh.frontEdges].map((point) => nodeOfPoint[point]!));
  for (const node of interfaces) values[pattern.columnStart[node]!]! += 0.1;
  const order = orderNestedDissection(pattern, points);
  const symbolic = analyzeCholesky(pattern, order);
  const other = analyzeCholesky(pattern, orderMinimumDegree(pattern));
  const median = (call: () => unknown): number => timeCalls(call).median;
  return {
    unknowns: nodeCount,
    "factor entries": symbolic.factorEntries,
    "with minimum degree": other.factorEntries,
    Mflop: symbolic.factorFlops / 1e6,
    "Mflop with minimum degree": other.factorFlops / 1e6,
    meshing: median(() => meshCrossSection(section, resolution)),
    ordering: median(() => orderNestedDissection(pattern, points)),
    "minimum degree": median(() => orderMinimumDegree(pattern)),
    symbolic: median(() => analyzeCholesky(pattern, order)),
    ...compareKernels(symbolic, values, [...interfaces]),
  };
}

const VARIANTS = [
  { name: "TypeScript", kernels: "typescript", precision: "double" },
  { name: "WASM", kernels: "wasm", precision: "double" },
  { name: "WASM single", kernels: "wasm", precision: "single" },
] as const;

/** Times of the kernels by what was solved; of eight right-hand sides together the time of one. */
function compareKernels(symbolic: CholeskySymbolic, values: Float64Array, nodes: number[]): CholeskyTiming {
  const { size } = symbolic;
  const rhs = Float64Array.from({ length: 8 * size }, (_, i) => Math.sin(i));
  const out = new Float64Array(8 * size);
  const plan = planPruned(symbolic, nodes);
  const some = rhs.subarray(0, nodes.length);
  const timing: Record<string, number> = { "interface share": plan.share };
  for (const { name, ...options } of VARIANTS) {
    const cholesky = createCholesky(symbolic, options);
    const outcome = cholesky.factor(values);
    if (!outcome.ok) throw new Error(`the matrix has pivot ${outcome.pivot}`);
    const one = out.subarray(0, size);
    timing[`factor ${name}`] = timeCalls(() => cholesky.factor(values)).median;
    timing[`solve ${name}`] = timeCalls(() => cholesky.solve(rhs.subarray(0, size), one)).median;
    timing[`interface solve ${name}`] = timeCalls(() => solvePruned(plan, cholesky, some, out)).median;
    timing[`solve of 8 ${name}`] = timeCalls(() => cholesky.solveMany(rhs, out, 8)).median / 8;
  }
  return timing;
}
