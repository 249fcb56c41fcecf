/**
 * The gap about a detached particle: mean over its perimeter of the normal displacement of the electrolyte against
 * the particle. Where the particle hangs in its hole does not matter to the mean. Contact is not part of the elastic
 * problem: a gap below 0 says that the particle should bear again. Free contraction by e opens (1 + nu) e R in plane
 * strain, 155 nm at e = 0.0239 and R = 5 um.
 */
import { hypot } from "../../sim-core/base/elementary.ts";
import { listEdgeNodes, type QuadraticMesh } from "../../sim-core/mechanics/quadratic-mesh.ts";
import { type Mesh, REGION_ELECTROLYTE, REGION_PARTICLE } from "../../sim-core/mesh/cross-section.ts";

/** Writes the mean gap of each particle into `out` [nParticle], m; zero where it is attached. */
export function measureGaps(
  mesh: QuadraticMesh,
  corners: Mesh,
  displacement: ArrayLike<number> /* [nNode*2], m */,
  out: Float64Array,
): void {
  const { particleEdges, particleOfEdge, points } = corners;
  const around = new Int32Array(particleOfEdge.length).fill(REGION_ELECTROLYTE);
  const outer = listEdgeNodes(mesh, particleEdges, around);
  const own = particleOfEdge.map((p) => REGION_PARTICLE + p);
  const inner = listEdgeNodes(mesh, particleEdges, own);
  const perimeter = new Float64Array(out.length);
  out.fill(0);
  for (let k = 0; k < particleOfEdge.length; k++) {
    const a = 2 * particleEdges[2 * k];
    const b = 2 * particleEdges[2 * k + 1];
    const nx = points[b + 1] - points[a + 1];
    const ny = points[a] - points[b];
    perimeter[particleOfEdge[k]] += hypot(nx, ny);
    for (let j = 0; j < 3; j++) {
      const [e, p] = [2 * outer[3 * k + j], 2 * inner[3 * k + j]];
      const jump =
        nx * (displacement[e] - displacement[p]) + ny * (displacement[e + 1] - displacement[p + 1]);
      out[particleOfEdge[k]] += (j === 2 ? 4 / 6 : 1 / 6) * jump;
    }
  }
  for (let p = 0; p < out.length; p++) out[p] /= perimeter[p];
}
