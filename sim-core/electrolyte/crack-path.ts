/**
 * Where a crack runs: along grain boundaries, which are edges of the mesh, from the lithium front. At each node it takes
 * the edge with the largest hoop stress, (p + s_nn) cos^3(phi/2), phi the kink and s_nn the tension across the edge
 * (Erdogan and Sih 1963), never back by 90 degrees or more. Its length comes from the law of growth; a path
 * that ends early holds the crack. What it cuts: D of a triangle is the cracked share of its perimeter.
 */
import type { ElectrolyteMesh } from "./grain-map.ts";

/** A triangle that is cracked all round still hangs on its corners. */
const LARGEST_DAMAGE = 0.95;

export interface CrackGraph {
  /** Boundary edges: their nodes, and the triangles beside them (see GrainMap). */
  readonly edges: ArrayLike<number> /* [nEdge*2] */;
  readonly trianglesOfEdge: ArrayLike<number> /* [nEdge*2] */;
  /** Boundary edges at node v: list[start[v] .. start[v + 1]). */
  readonly start: Int32Array /* [nNode+1] */;
  readonly list: Int32Array;
}

/** A crack from the front; plain data. */
export interface Crack {
  /** From the mouth on; edge k joins nodes k and k + 1. */
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  /** m from the mouth, along the path; the tip may lie within the last edge. */
  readonly length: number;
}

export interface CrackLoad {
  /** Pressure inside, Pa */
  readonly pressure: number;
  /** Tension across each boundary edge, Pa */
  readonly normalStress: ArrayLike<number> /* [nEdge] */;
}

export function createCrackGraph(
  boundaries: Pick<CrackGraph, "edges" | "trianglesOfEdge">,
  nodeCount: number,
): CrackGraph {
  const { edges } = boundaries;
  const start = new Int32Array(nodeCount + 1);
  for (let k = 0; k < edges.length; k++) start[edges[k] + 1]++;
  for (let v = 0; v < nodeCount; v++) start[v + 1] += start[v];
  const filled = start.slice(0, nodeCount);
  const list = new Int32Array(edges.length);
  for (let k = 0; k < edges.length; k++) list[filled[edges[k]]++] = k >> 1;
  return { ...boundaries, start, list };
}

/** Returns the nodes of the front at which a grain boundary ends: where cracks may begin. */
export function findMouths({ start }: CrackGraph, frontNodes: ArrayLike<number>): number[] {
  return Array.from(frontNodes).filter((v) => start[v + 1] > start[v]);
}

/** Returns a crack without length at `mouth`. */
export function startCrack(mouth: number): Crack {
  return { nodes: [mouth], edges: [], length: 0 };
}

/**
 * Returns the crack grown to `length` (m), or to the end of its path where no boundary leads on under a positive
 * stress. It leaves its mouth as near as it can to `inward`, the direction from the front into the electrolyte.
 */
export function extendCrack(
  crack: Crack,
  to: { readonly length: number; readonly inward: readonly [number, number] },
  load: CrackLoad,
  { graph, points }: { readonly graph: CrackGraph; readonly points: ArrayLike<number> },
): Crack {
  const nodes = [...crack.nodes];
  const edges = [...crack.edges];
  const measure = (k: number): number => {
    const [a, b] = [2 * nodes[k], 2 * nodes[k + 1]];
    return Math.hypot(points[b] - points[a], points[b + 1] - points[a + 1]);
  };
  let path = edges.reduce((sum, _, k) => sum + measure(k), 0);
  while (path < to.length) {
    const tip = nodes.length - 1;
    const from = 2 * nodes[Math.max(0, tip - 1)];
    const at = 2 * nodes[tip];
    const heading: readonly [number, number] =
      tip === 0 ? to.inward : [points[at] - points[from], points[at + 1] - points[from + 1]];
    const next = chooseEdge(nodes, heading, load, { graph, points });
    if (next < 0) break;
    edges.push(next);
    nodes.push(graph.edges[2 * next] + graph.edges[2 * next + 1] - nodes[tip]);
    path += measure(tip);
  }
  return { nodes, edges, length: Math.max(crack.length, Math.min(path, to.length)) };
}

/** Returns the boundary edge with the largest driving stress at the end of the path, the first of equals; -1 for none. */
function chooseEdge(
  nodes: readonly number[],
  [headingX, headingY]: readonly [number, number],
  { pressure, normalStress }: CrackLoad,
  { graph, points }: { readonly graph: CrackGraph; readonly points: ArrayLike<number> },
): number {
  const tip = nodes[nodes.length - 1];
  let best = -1;
  let largest = 0;
  for (let k = graph.start[tip]; k < graph.start[tip + 1]; k++) {
    const edge = graph.list[k];
    const other = graph.edges[2 * edge] + graph.edges[2 * edge + 1] - tip;
    const dx = points[2 * other] - points[2 * tip];
    const dy = points[2 * other + 1] - points[2 * tip + 1];
    const cosine = (dx * headingX + dy * headingY) / (Math.hypot(dx, dy) * Math.hypot(headingX, headingY));
    if (cosine <= 1e-9 || nodes.includes(other)) continue;
    const driving = (pressure + normalStress[edge]) * Math.sqrt((1 + cosine) / 2) ** 3;
    if (driving <= largest * (1 + 1e-12)) continue;
    largest = driving;
    best = edge;
  }
  return best;
}

/** Returns the node at the end of the part of the path that the crack has passed. */
export function findTip(crack: Crack, points: ArrayLike<number>): number {
  let path = 0;
  for (let k = 0; k < crack.edges.length; k++) {
    const [a, b] = [2 * crack.nodes[k], 2 * crack.nodes[k + 1]];
    path += Math.hypot(points[b] - points[a], points[b + 1] - points[a + 1]);
    if (path > crack.length * (1 + 1e-12)) return crack.nodes[k];
  }
  return crack.nodes[crack.nodes.length - 1];
}

/** Returns D [nTriangle], 0..0.95, of `cracks`: see `filledConductivityFactor`. */
export function measureCrackDamage(
  cracks: readonly Crack[],
  graph: CrackGraph,
  { points, triangles }: ElectrolyteMesh,
): Float64Array {
  const distance = (a: number, b: number): number =>
    Math.hypot(points[2 * b] - points[2 * a], points[2 * b + 1] - points[2 * a + 1]);
  // Two cracks may share an edge: what counts is the longer part of it.
  const opened = new Map<number, number>();
  for (const { nodes, edges, length } of cracks) {
    let left = length;
    edges.forEach((edge, k) => {
      const part = Math.min(left, distance(nodes[k], nodes[k + 1]));
      left -= part;
      opened.set(edge, Math.max(part, opened.get(edge) ?? 0));
    });
  }
  const damage = new Float64Array(triangles.length / 3);
  for (const [edge, part] of opened) {
    for (const t of [graph.trianglesOfEdge[2 * edge], graph.trianglesOfEdge[2 * edge + 1]]) {
      const [a, b, c] = [triangles[3 * t], triangles[3 * t + 1], triangles[3 * t + 2]];
      damage[t] += part / (distance(a, b) + distance(b, c) + distance(c, a));
    }
  }
  return damage.map((own) => Math.min(LARGEST_DAMAGE, own));
}
