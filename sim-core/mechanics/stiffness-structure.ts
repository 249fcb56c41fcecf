/**
 * What the stiffness matrix of a mesh and its supports needs once: pattern, place of every element entry, fill-
 * reducing order. The order is found on the graph of nodes, half as large as that of the displacements, whose
 * pairs stay together and make the fronts of the factorisation wide.
 */
import { orderMinimumDegree } from "../linalg/ordering/minimum-degree.ts";
import { analyzeCholesky, type CholeskySymbolic } from "../linalg/ordering/symbolic.ts";
import { createPattern, createScatter, type SymmetricPattern } from "../linalg/sparse.ts";
import { type DisplacementMap, listElementUnknowns } from "./displacement-map.ts";
import { DOFS_PER_ELEMENT, ENTRIES_PER_ELEMENT } from "./element.ts";
import type { QuadraticMesh } from "./quadratic-mesh.ts";

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

/** Returns the elimination order of the unknowns: by nodes, those of rigid edges last. */
function orderByNodes(mesh: QuadraticMesh, map: DisplacementMap, unknowns: Int32Array): Int32Array {
  const vertexOfNode = new Int32Array(mesh.nodeCount).fill(-1);
  const unknownsOfVertex: number[][] = [];
  const vertexOfUnknown = Int32Array.from(map.nodeOfUnknown, (node, unknown) => {
    const known = node >= 0 ? vertexOfNode[node] : -1;
    if (known >= 0) {
      unknownsOfVertex[known].push(unknown);
      return known;
    }
    const vertex = unknownsOfVertex.push([unknown]) - 1;
    if (node >= 0) vertexOfNode[node] = vertex;
    return vertex;
  });
  const count = unknowns.length / 2;
  const cliques = new Int32Array(count);
  const couplings: number[] = [];
  const vertexOf = (k: number): number => (unknowns[k] < 0 ? -1 : vertexOfUnknown[unknowns[k]]);
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
  const size = unknownsOfVertex.length;
  const graph = createPattern(size, { cliques, nodesPerClique: 6, couplings });
  const stage = new Int32Array(size);
  map.nodeOfUnknown.forEach((node, unknown) => {
    if (node < 0) stage[vertexOfUnknown[unknown]] = 1;
  });
  const order = new Int32Array(map.unknownCount);
  let at = 0;
  for (const vertex of orderMinimumDegree(graph, stage)) {
    for (const unknown of unknownsOfVertex[vertex]) order[at++] = unknown;
  }
  return order;
}
