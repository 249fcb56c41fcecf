/**
 * How the cross-section is held: rollers below, sides in a rigid die or free, and above a rigid plate that carries
 * the stack force -p W, a roller, or a uniform pressure. A body without lithium has the pressure on its front: metal
 * that flows hands on what the plate gives it, in all directions.
 */
import { InputError } from "../base/errors.ts";
import { type Mesh, REGION_ELECTROLYTE, REGION_LITHIUM } from "../mesh/cross-section.ts";
import type { Supports } from "./displacement-map.ts";
import { listEdgeNodes, type QuadraticMesh } from "./quadratic-mesh.ts";

export interface SectionConditions {
  readonly sides: "confined" | "free";
  readonly top: "plate" | "roller" | "pressure" | "front";
  /** Stack pressure under a plate, on the free top or on the front, Pa, compressive; none under a roller. */
  readonly pressure: number;
}

export interface SectionSupports extends Supports {
  /** Nodal forces of the stack pressure, N/m. */
  readonly force: Float64Array /* [nNode*2] */;
}

/** Returns the supports and the forces of the stack pressure; `corners` is the mesh that `mesh` was made from. */
export function supportSection(
  mesh: QuadraticMesh,
  corners: Mesh,
  conditions: SectionConditions,
): SectionSupports {
  const { sides, top, pressure } = conditions;
  if (!Number.isFinite(pressure)) {
    throw new InputError([{ where: "pressure", got: String(pressure), expected: "a pressure in Pa" }]);
  }
  const bottomNodes = listBoundary(mesh, corners.cathodeCollectorEdges, REGION_ELECTROLYTE);
  const topNodes =
    top === "front"
      ? listFront(mesh, corners.frontEdges)
      : listBoundary(mesh, corners.anodeCollectorEdges, REGION_LITHIUM);
  const alongY = (nodes: Int32Array): number[] => Array.from(new Set(nodes), (node) => 2 * node + 1);
  const held = alongY(bottomNodes);
  if (sides === "confined") held.push(...listSides(mesh));
  else held.push(2 * nearestMiddle(mesh, bottomNodes));
  if (top === "roller") held.push(...alongY(topNodes));
  const force = new Float64Array(2 * mesh.nodeCount);
  if (top !== "roller") addEdgePressure(mesh, topNodes, pressure, force);
  return { held, rigid: top === "plate" ? [alongY(topNodes)] : [], force };
}

/**
 * Adds the forces of a uniform pressure on edges to `out` [nNode*2]; the body lies to the left of each edge as it
 * goes from its first to its second node.
 */
export function addEdgePressure(
  mesh: QuadraticMesh,
  edgeNodes: ArrayLike<number> /* [nEdge*3], ends and middle */,
  pressure: number,
  out: Float64Array,
): void {
  const { points } = mesh;
  for (let k = 0; k < edgeNodes.length; k += 3) {
    const a = edgeNodes[k];
    const b = edgeNodes[k + 1];
    // Towards the body: the edge turned to the left.
    const fx = -pressure * (points[2 * b + 1] - points[2 * a + 1]);
    const fy = pressure * (points[2 * b] - points[2 * a]);
    for (let j = 0; j < 3; j++) {
      const share = j === 2 ? 4 / 6 : 1 / 6;
      out[2 * edgeNodes[k + j]] += share * fx;
      out[2 * edgeNodes[k + j] + 1] += share * fy;
    }
  }
}

/** Edges of the lithium front, turned so that the electrolyte lies to their left. */
function listFront(mesh: QuadraticMesh, edges: Int32Array): Int32Array {
  const nodes = listEdgeNodes(mesh, edges, new Int32Array(edges.length / 2).fill(REGION_ELECTROLYTE));
  return reverseEdges(nodes);
}

/** Edges of one collector, which may go with the body on either side, turned so that it lies to their left. */
function listBoundary(mesh: QuadraticMesh, edges: Int32Array, region: number): Int32Array {
  const nodes = listEdgeNodes(mesh, edges, new Int32Array(edges.length / 2).fill(region));
  if (region === REGION_ELECTROLYTE) return nodes;
  return reverseEdges(nodes);
}

function reverseEdges(nodes: Int32Array): Int32Array {
  for (let k = 0; k < nodes.length; k += 3) [nodes[k], nodes[k + 1]] = [nodes[k + 1], nodes[k]];
  return nodes;
}

function listSides({ points, nodeCount }: QuadraticMesh): number[] {
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  for (let node = 0; node < nodeCount; node++) {
    left = Math.min(left, points[2 * node]);
    right = Math.max(right, points[2 * node]);
  }
  const margin = 1e-9 * (right - left);
  const dofs: number[] = [];
  for (let node = 0; node < nodeCount; node++) {
    const x = points[2 * node];
    if (x < left + margin || x > right - margin) dofs.push(2 * node);
  }
  return dofs;
}

/** The node next to the middle of the width, so that a mirrored section is held at the mirrored place. */
function nearestMiddle({ points }: QuadraticMesh, nodes: Int32Array): number {
  let sum = 0;
  for (const node of nodes) sum += points[2 * node] / nodes.length;
  return nodes.reduce((best, node) =>
    Math.abs(points[2 * node] - sum) < Math.abs(points[2 * best] - sum) ? node : best,
  );
}
