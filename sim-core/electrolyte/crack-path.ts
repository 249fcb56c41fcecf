/**
 * Where a crack runs: along grain boundaries, chains of mesh edges, from the lithium front. Where boundaries meet it
 * takes the one with the largest hoop stress, (p + s_nn) cos^3(phi/2), s_nn the mean tension across it (Erdogan and Sih
 * 1963) and phi the kink from the last two boundaries to its far end, never 90 degrees or more. Its length comes from
 * the law of growth; a path that ends early holds it. What it cuts: D of a triangle is the cracked share of its perimeter.
 */
import { hypot } from "../base/elementary.ts";
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

/** The graph and where its nodes are, m. */
export interface PlacedGraph {
  readonly graph: CrackGraph;
  readonly points: ArrayLike<number> /* [nNode*2] */;
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
  place: PlacedGraph,
): Crack {
  const { graph, points } = place;
  const nodes = [...crack.nodes];
  const edges = [...crack.edges];
  let path = edges.reduce((sum, edge) => sum + measureEdge(edge, place), 0);
  while (path < to.length) {
    const tip = nodes[nodes.length - 1];
    const next =
      isJunction(graph, tip) || edges.length === 0
        ? chooseBoundary(nodes, findHeading(nodes, to.inward, place), load, place)
        : followChain(graph, tip, edges[edges.length - 1]);
    const beyond = next < 0 ? -1 : otherEnd(graph, next, tip);
    // A boundary that closes on itself leads nowhere.
    if (beyond < 0 || nodes.includes(beyond)) break;
    edges.push(next);
    nodes.push(beyond);
    path += measureEdge(next, { graph, points });
  }
  return { nodes, edges, length: Math.max(crack.length, Math.min(path, to.length)) };
}

function otherEnd({ edges }: CrackGraph, edge: number, node: number): number {
  return edges[2 * edge] + edges[2 * edge + 1] - node;
}

function measureEdge(edge: number, { graph, points }: PlacedGraph): number {
  const [a, b] = [2 * graph.edges[2 * edge], 2 * graph.edges[2 * edge + 1]];
  return hypot(points[b] - points[a], points[b + 1] - points[a + 1]);
}

/** Whether boundaries meet or end here; else one passes through. */
function isJunction({ start }: CrackGraph, node: number): boolean {
  return start[node + 1] - start[node] !== 2;
}

/** Returns the edge after `edge` of a boundary that passes through `node`. */
function followChain({ start, list }: CrackGraph, node: number, edge: number): number {
  return list[start[node]] === edge ? list[start[node] + 1] : list[start[node]];
}

/** Direction of the last two boundaries of the path; single edges of the mesh point anywhere. */
function findHeading(
  nodes: readonly number[],
  inward: readonly [number, number],
  { graph, points }: PlacedGraph,
): readonly [number, number] {
  const tip = nodes.length - 1;
  if (tip === 0) return inward;
  let from = tip;
  for (let boundaries = 0; from > 0 && boundaries < 2; ) {
    from--;
    if (isJunction(graph, nodes[from])) boundaries++;
  }
  const [a, b] = [2 * nodes[from], 2 * nodes[tip]];
  return [points[b] - points[a], points[b + 1] - points[a + 1]];
}

/** Returns the first edge of the boundary with the largest driving stress, the first of equals; -1 for none. */
function chooseBoundary(
  nodes: readonly number[],
  [headingX, headingY]: readonly [number, number],
  { pressure, normalStress }: CrackLoad,
  place: PlacedGraph,
): number {
  const { graph, points } = place;
  const tip = nodes[nodes.length - 1];
  let best = -1;
  let largest = 0;
  for (let k = graph.start[tip]; k < graph.start[tip + 1]; k++) {
    const first = graph.list[k];
    const chain = traceChain(graph, tip, first);
    if (nodes.includes(otherEnd(graph, first, tip)) || nodes.includes(chain.end)) continue;
    const dx = points[2 * chain.end] - points[2 * tip];
    const dy = points[2 * chain.end + 1] - points[2 * tip + 1];
    const cosine = (dx * headingX + dy * headingY) / (hypot(dx, dy) * hypot(headingX, headingY));
    if (!(cosine > 1e-9)) continue;
    let tension = 0;
    let length = 0;
    for (const edge of chain.edges) {
      const own = measureEdge(edge, place);
      tension += own * normalStress[edge];
      length += own;
    }
    const squared = (1 + cosine) / 2;
    const driving = (pressure + tension / length) * squared * Math.sqrt(squared);
    if (driving <= largest * (1 + 1e-12)) continue;
    largest = driving;
    best = first;
  }
  return best;
}

/** Returns the edges of a boundary from `node` over `first` to where it meets others or ends. */
function traceChain(graph: CrackGraph, node: number, first: number): { edges: number[]; end: number } {
  const edges = [first];
  let end = otherEnd(graph, first, node);
  while (!isJunction(graph, end) && end !== node) {
    const next = followChain(graph, end, edges[edges.length - 1]);
    edges.push(next);
    end = otherEnd(graph, next, end);
  }
  return { edges, end };
}

/** Returns the node at the end of the part of the path that the crack has passed. */
export function findTip(crack: Crack, points: ArrayLike<number>): number {
  let path = 0;
  for (let k = 0; k < crack.edges.length; k++) {
    const [a, b] = [2 * crack.nodes[k], 2 * crack.nodes[k + 1]];
    path += hypot(points[b] - points[a], points[b + 1] - points[a + 1]);
    if (path > crack.length * (1 + 1e-12)) return crack.nodes[k];
  }
  return crack.nodes[crack.nodes.length - 1];
}

/** Returns both ends of every piece that the crack has opened: x, y, x, y, m. */
export function traceCrack(crack: Crack, points: ArrayLike<number>): number[] {
  const segments: number[] = [];
  let left = crack.length;
  for (let k = 0; k < crack.edges.length && left > 0; k++) {
    const [a, b] = [2 * crack.nodes[k], 2 * crack.nodes[k + 1]];
    const [dx, dy] = [points[b] - points[a], points[b + 1] - points[a + 1]];
    const share = Math.min(1, left / hypot(dx, dy));
    segments.push(points[a], points[a + 1], points[a] + share * dx, points[a + 1] + share * dy);
    left -= hypot(dx, dy);
  }
  return segments;
}

/** Returns D [nTriangle], 0..0.95, of `cracks`: see `filledConductivityFactor`. */
export function measureCrackDamage(
  cracks: readonly Crack[],
  graph: CrackGraph,
  { points, triangles }: ElectrolyteMesh,
): Float64Array {
  const distance = (a: number, b: number): number =>
    hypot(points[2 * b] - points[2 * a], points[2 * b + 1] - points[2 * a + 1]);
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
