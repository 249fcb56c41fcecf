/**
 * What the stiffness matrix of a mesh and its supports needs once: pattern, place of every element entry, fill-
 * reducing order. The order is found on the graph of nodes, half as large as that of the displacements, whose
 * pairs stay together and make the fronts of the factorisation wide.
 */
import { orderMinimumDegree } from "../linalg/ordering/minimum-degree.ts";
import { stageByDissection } from "../linalg/ordering/nested-dissection.ts";
import { analyzeCholesky, type CholeskySymbolic } from "../linalg/ordering/symbolic.ts";
import { createPattern, createScatter, type SymmetricPattern } from "../linalg/sparse.ts";
import { type DisplacementMap, listElementUnknowns } from "./displacement-map.ts";
import { DOFS_PER_ELEMENT, ENTRIES_PER_ELEMENT } from "./element.ts";
import type { QuadraticMesh } from "./quadratic-mesh.ts";

/** Parts of no more corners are left to minimum degree. */
const LEAF = 50;

export interface StiffnessStructure {
  readonly pattern: SymmetricPattern;
  /** Place of each entry of each element's stiffness among the values; -1 for none. */
  readonly scatter: Int32Array /* [nTriangle*78] */;
  /** Off-diagonal element entries of two displacements with one unknown: they count twice on its diagonal. */
  readonly twice: Int32Array;
  readonly symbolic: CholeskySymbolic;
}

/** Returns the structure; nothing in it depends on materials or loads. */
export function analyseStiffness(mesh: QuadraticMesh, map: DisplacementMap): StiffnessStructure {
  const unknowns = listElementUnknowns(mesh, map);
  const pattern = createPattern(map.unknownCount, { cliques: unknowns, nodesPerClique: DOFS_PER_ELEMENT });
  const scatter = createScatter(pattern, unknowns, DOFS_PER_ELEMENT);
  const symbolic = analyzeCholesky(pattern, orderByNodes(mesh, map, unknowns));
  return { pattern, scatter, twice: listShared(unknowns), symbolic };
}

function listShared(unknowns: Int32Array): Int32Array {
  const shared: number[] = [];
  for (let t = 0; t < unknowns.length / DOFS_PER_ELEMENT; t++) {
    for (let a = 1; a < DOFS_PER_ELEMENT; a++) {
      const own = unknowns[DOFS_PER_ELEMENT * t + a];
      if (own < 0) continue;
      for (let b = 0; b < a; b++) {
        if (unknowns[DOFS_PER_ELEMENT * t + b] === own)
          shared.push(ENTRIES_PER_ELEMENT * t + (a * (a + 1)) / 2 + b);
      }
    }
  }
  return Int32Array.from(shared);
}

/** The vertices of the graph of nodes: an unknown that is at home nowhere, as of a rigid edge, is one of its own. */
interface Vertices {
  readonly unknownsOf: readonly (readonly number[])[];
  readonly ofUnknown: Int32Array /* [unknownCount] */;
  /** -1 where a vertex is no node. */
  readonly node: readonly number[];
}

function listVertices(mesh: QuadraticMesh, map: DisplacementMap): Vertices {
  const vertexOfNode = new Int32Array(mesh.nodeCount).fill(-1);
  const unknownsOf: number[][] = [];
  const nodes: number[] = [];
  const ofUnknown = Int32Array.from(map.nodeOfUnknown, (node, unknown) => {
    const known = node >= 0 ? vertexOfNode[node] : -1;
    if (known >= 0) {
      unknownsOf[known].push(unknown);
      return known;
    }
    const vertex = unknownsOf.push([unknown]) - 1;
    nodes.push(node);
    if (node >= 0) vertexOfNode[node] = vertex;
    return vertex;
  });
  return { unknownsOf, ofUnknown, node: nodes };
}

/** Returns the elimination order of the unknowns: by nodes, those of rigid edges last. */
function orderByNodes(mesh: QuadraticMesh, map: DisplacementMap, unknowns: Int32Array): Int32Array {
  const vertices = listVertices(mesh, map);
  const count = unknowns.length / 2;
  const cliques = new Int32Array(count);
  const couplings: number[] = [];
  const vertexOf = (k: number): number => (unknowns[k] < 0 ? -1 : vertices.ofUnknown[unknowns[k]]);
  for (let k = 0; k < count; k++) {
    const x = vertexOf(2 * k);
    const y = vertexOf(2 * k + 1);
    cliques[k] = x >= 0 ? x : y;
    if (x < 0 || y < 0 || x === y) continue;
    // The two belong to different vertices, as on a rigid edge: the second joins the element by single couplings.
    const first = DOFS_PER_ELEMENT * Math.floor(k / 6);
    for (let j = first; j < first + DOFS_PER_ELEMENT; j++)
      if (vertexOf(j) >= 0) couplings.push(y, vertexOf(j));
  }
  const size = vertices.node.length;
  const graph = createPattern(size, { cliques, nodesPerClique: 6, couplings });
  const order = new Int32Array(map.unknownCount);
  let at = 0;
  for (const vertex of orderMinimumDegree(graph, stageVertices(mesh, vertices, cliques))) {
    for (const unknown of vertices.unknownsOf[vertex]) order[at++] = unknown;
  }
  return order;
}

/**
 * Returns the stage of each vertex. The cuts are sought on the corners alone, a quarter of the nodes: what they part
 * stays parted when the middle of an edge goes to the earlier of its ends, and the search takes an eighth of the time.
 */
function stageVertices(
  mesh: QuadraticMesh,
  { node }: Vertices,
  cliques: Int32Array /* [nTriangle*6], vertices or -1 */,
): Int32Array {
  const corners = new Int32Array(node.length).fill(-1);
  const coordinates: number[] = [];
  const triangles = new Int32Array(cliques.length / 2);
  for (let k = 0; k < triangles.length; k++) {
    const vertex = cliques[6 * Math.floor(k / 3) + (k % 3)];
    triangles[k] = vertex;
    if (vertex < 0 || node[vertex] < 0) triangles[k] = -1;
    else {
      if (corners[vertex] < 0) {
        const at = 2 * node[vertex];
        corners[vertex] = coordinates.push(mesh.points[at], mesh.points[at + 1]) / 2 - 1;
      }
      triangles[k] = corners[vertex];
    }
  }
  const graph = createPattern(coordinates.length / 2, { cliques: triangles, nodesPerClique: 3 });
  const stageOfCorner = stageByDissection(graph, coordinates, LEAF);
  const stage = new Int32Array(node.length);
  let last = 0;
  for (const own of stageOfCorner) last = Math.max(last, own + 1);
  for (let v = 0; v < node.length; v++) {
    if (node[v] < 0) stage[v] = last;
    else if (corners[v] >= 0) stage[v] = stageOfCorner[corners[v]];
  }
  for (let k = 0; k < triangles.length; k++) {
    const middle = cliques[6 * Math.floor(k / 3) + 3 + (k % 3)];
    if (middle < 0 || corners[middle] >= 0 || node[middle] < 0) continue;
    const next = triangles[k % 3 === 2 ? k - 2 : k + 1];
    if (triangles[k] >= 0 && next >= 0)
      stage[middle] = Math.min(stageOfCorner[triangles[k]], stageOfCorner[next]);
    else stage[middle] = triangles[k] < 0 && next < 0 ? 0 : stageOfCorner[Math.max(triangles[k], next)];
  }
  return stage;
}
