/**
 * The nodes at which charge crosses into or out of the electrolyte: the perimeter of every particle, then the
 * lithium front from left to right. Charge is collected node by node (lumped quadrature), each with the length
 * of interface that is nearest to it; on a particle that is the length of the true arc, not of the chord.
 */
import { atan2 } from "../base/elementary.ts";
import type { Submesh } from "../fem/submesh.ts";
import type { Mesh } from "../mesh/cross-section.ts";

export interface Boundary {
  readonly count: number;
  /** Electrolyte node of each boundary node. */
  readonly nodes: Int32Array /* [count] */;
  /** Boundary nodes of particle p are particleStart[p] ... particleStart[p+1]-1. */
  readonly particleStart: Int32Array /* [nParticle+1] */;
  /** First boundary node of the lithium front; the front runs to the end. */
  readonly frontStart: number;
  /** Length of interface of each particle node, m (the front's lengths move with it, see geometry). */
  readonly arcLength: Float64Array /* [frontStart] */;
}

/** Returns the boundary of the electrolyte part of `mesh`; `radius` [nParticle] in m, centres as in the mesh. */
export function collectBoundary(
  mesh: Mesh,
  electrolyte: Submesh,
  particles: {
    readonly x: ArrayLike<number>;
    readonly y: ArrayLike<number>;
    readonly radius: ArrayLike<number>;
  },
): Boundary {
  const particleCount = particles.radius.length;
  const ring = collectRings(mesh, particleCount);
  const front = collectFront(mesh, electrolyte);
  const frontStart = mesh.particleOfEdge.length;
  const count = frontStart + front.length;
  const nodes = new Int32Array(count);
  const arcLength = new Float64Array(frontStart);
  for (let p = 0; p < particleCount; p++) {
    const start = ring.start[p];
    const size = ring.start[p + 1] - start;
    const angle = new Float64Array(size);
    for (let k = 0; k < size; k++) {
      const v = ring.points[start + k];
      nodes[start + k] = electrolyte.nodeOfPoint[v];
      angle[k] = atan2(mesh.points[2 * v + 1] - particles.y[p], mesh.points[2 * v] - particles.x[p]);
    }
    for (let k = 0; k < size; k++) {
      const before = angle[(k + size - 1) % size];
      const after = angle[(k + 1) % size];
      arcLength[start + k] = 0.5 * particles.radius[p] * turn(after - before);
    }
  }
  nodes.set(front, frontStart);
  return { count, nodes, particleStart: ring.start, frontStart, arcLength };
}

/** An angle difference brought to (0, 2 pi]. */
function turn(difference: number): number {
  const full = 2 * Math.PI;
  const reduced = difference % full;
  return reduced <= 0 ? reduced + full : reduced;
}

/** Walks the perimeter edges of each particle and returns their first points, particle after particle. */
function collectRings(mesh: Mesh, particleCount: number): { start: Int32Array; points: Int32Array } {
  const start = new Int32Array(particleCount + 1);
  for (const p of mesh.particleOfEdge) start[p + 1]++;
  for (let p = 0; p < particleCount; p++) start[p + 1] += start[p];
  const next = new Int32Array(mesh.points.length / 2);
  const first = new Int32Array(particleCount).fill(-1);
  for (let e = 0; e < mesh.particleOfEdge.length; e++) {
    const a = mesh.particleEdges[2 * e];
    next[a] = mesh.particleEdges[2 * e + 1];
    const p = mesh.particleOfEdge[e];
    if (first[p] === -1) first[p] = a;
  }
  const points = new Int32Array(mesh.particleOfEdge.length);
  for (let p = 0; p < particleCount; p++) {
    let v = first[p];
    for (let k = start[p]; k < start[p + 1]; k++) {
      points[k] = v;
      v = next[v];
    }
  }
  return { start, points };
}

/** Returns the electrolyte nodes of the lithium front from left to right. */
export function collectFront({ frontEdges }: Pick<Mesh, "frontEdges">, { nodeOfPoint }: Submesh): Int32Array {
  const edgeCount = frontEdges.length / 2;
  const nodes = new Int32Array(edgeCount + 1);
  for (let e = 0; e < edgeCount; e++) nodes[e] = nodeOfPoint[frontEdges[2 * e]];
  nodes[edgeCount] = nodeOfPoint[frontEdges[2 * edgeCount - 1]];
  return nodes;
}
