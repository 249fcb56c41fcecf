/**
 * Times the sparse Cholesky factorisation on the electrolyte of the lattice cell, per mesh: `npx tsx
 * test/bench/cholesky.ts [draft standard fine]`. Prints the least and the median of warm calls, in ms.
 */
import { addStiffness, computeStiffness } from "../../sim-core/fem/laplace.ts";
import { extractRegion } from "../../sim-core/fem/submesh.ts";
import { createCholesky } from "../../sim-core/linalg/cholesky.ts";
import { orderMinimumDegree } from "../../sim-core/linalg/minimum-degree.ts";
import { planPruned, solvePruned } from "../../sim-core/linalg/pruned-solve.ts";
import { createPattern, createScatter } from "../../sim-core/linalg/sparse.ts";
import { analyzeCholesky } from "../../sim-core/linalg/symbolic.ts";
import { type CrossSection, REGION_ELECTROLYTE } from "../../sim-core/mesh/cross-section.ts";
import { packLattice } from "../../sim-core/mesh/lattice-packing.ts";
import { meshCrossSection } from "../../sim-core/mesh/quality-mesh.ts";
import { FACETS, type Resolution } from "../../sim-core/mesh/resolution.ts";

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

/** Least and median ms of the calls that fit into about a second, after as many to warm up. */
function time(call: () => unknown): string {
  const taken: number[] = [];
  for (const budget of [400, 800]) {
    taken.length = 0;
    const begin = performance.now();
    while (taken.length < 5 || performance.now() - begin < budget) {
      const start = performance.now();
      call();
      taken.push(performance.now() - start);
    }
  }
  taken.sort((a, b) => a - b);
  return `${taken[0]!.toFixed(3)} (${taken[taken.length >> 1]!.toFixed(3)})`;
}

function measure(resolution: Resolution): void {
  const mesh = meshCrossSection(createSection(), resolution);
  const { points, triangles, nodeCount, nodeOfPoint } = extractRegion(mesh, REGION_ELECTROLYTE);
  const connectivity = { cliques: triangles, nodesPerClique: 3 };
  const pattern = createPattern(nodeCount, connectivity);
  const stiffness = new Float64Array(triangles.length * 2);
  computeStiffness(points, triangles, stiffness);
  const values = new Float64Array(pattern.rows.length);
  addStiffness(stiffness, createScatter(pattern, triangles, 3), 1, values);
  const interfaces = new Set([...mesh.particleEdges, ...mesh.frontEdges].map((point) => nodeOfPoint[point]!));
  for (const node of interfaces) values[pattern.columnStart[node]!]! += 0.1;

  const order = orderMinimumDegree(pattern);
  const symbolic = analyzeCholesky(pattern, order);
  const cholesky = createCholesky(symbolic);
  const outcome = cholesky.factor(values);
  if (!outcome.ok) throw new Error(`the matrix has pivot ${outcome.pivot}`);
  const rhs = Float64Array.from({ length: nodeCount }, (_, i) => Math.sin(i));
  const out = new Float64Array(nodeCount);
  const plan = planPruned(symbolic, [...interfaces]);
  const { factorEntries, factorFlops, nSupernode, panelStart } = symbolic;
  console.log(
    `${resolution}: ${nodeCount} unknowns, ${interfaces.size} on interfaces, ${pattern.rows.length} entries, factor ` +
      `${factorEntries} (stored ${panelStart[nSupernode]}), ${(factorFlops / 1e6).toFixed(1)} Mflop, ` +
      `${nSupernode} supernodes, interfaces reach ${plan.share.toFixed(2)}`,
  );
  const rows: Record<string, () => unknown> = {
    pattern: () => createPattern(nodeCount, connectivity),
    order: () => orderMinimumDegree(pattern),
    symbolic: () => analyzeCholesky(pattern, order),
    factor: () => cholesky.factor(values),
    solve: () => cholesky.solve(rhs, out),
    "solve, interfaces": () => solvePruned(plan, cholesky, rhs, out),
  };
  for (const [name, call] of Object.entries(rows)) console.log(`  ${name.padEnd(18)} ${time(call)}`);
}

const wanted = process.argv.slice(2).filter((name): name is Resolution => name in FACETS);
for (const resolution of wanted.length > 0 ? wanted : (["draft", "standard", "fine"] as const))
  measure(resolution);
