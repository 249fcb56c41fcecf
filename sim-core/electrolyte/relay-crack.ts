/**
 * A crack laid again on the grain boundaries of another mesh of the same grains. From the mouth nearest to its own it takes
 * the path of least sum of l + 8 d^2/s, l the length of an edge, d its distance from the old path and s the longer of l and
 * the old path's mean edge (Dijkstra), to the node nearest to the old tip; short of its length it runs straight on.
 */
import { hypot } from "../base/elementary.ts";
import { type Crack, extendCrack, type PlacedGraph, startCrack } from "./crack-path.ts";

/** Weight of the distance; one below 6 lets a path cut across triangles. */
const ADHERENCE = 8;
/** How much longer than the old path the sum may become: three times where edges are half an edge away. */
const DETOUR = 6;
/** Into the electrolyte, for a crack that has no path. */
const DOWN = [0, -1] as const;

/** Cracks and where the nodes of their mesh are at present. */
export interface CrackedMesh {
  readonly cracks: readonly Crack[];
  readonly points: ArrayLike<number> /* [nNode*2], m */;
}

/**
 * Returns one crack for each of `mouths`, nodes of the new mesh. Those that had grown keep their length, the longest first
 * where two compete for a mouth; of more than there are mouths the shortest are dropped.
 */
export function relayCracks(from: CrackedMesh, to: PlacedGraph, mouths: readonly number[]): Crack[] {
  const relaid = new Map<number, Crack>();
  const grown = from.cracks.filter(({ length }) => length > 0);
  grown.sort((one, other) => other.length - one.length || one.nodes[0] - other.nodes[0]);
  for (const crack of grown) {
    const v = 2 * crack.nodes[0];
    const open = mouths.filter((mouth) => !relaid.has(mouth));
    const mouth = findNearestNode(to.points, open, [from.points[v], from.points[v + 1]]);
    if (mouth >= 0) relaid.set(mouth, relayCrack(crack, from.points, to, mouth));
  }
  return mouths.map((mouth) => relaid.get(mouth) ?? startCrack(mouth));
}

/** Returns the crack from `mouth` on; as long as it was even where its path ends before that. */
function relayCrack(crack: Crack, points: ArrayLike<number>, to: PlacedGraph, mouth: number): Crack {
  const load = { pressure: 1, normalStress: new Float64Array(to.graph.edges.length / 2) };
  const [a, b] = [2 * crack.nodes[0], 2 * (crack.nodes[1] ?? crack.nodes[0])];
  const inward = b === a ? DOWN : ([points[b] - points[a], points[b + 1] - points[a + 1]] as const);
  const path = crack.edges.length === 0 ? startCrack(mouth) : findPath(listPieces(crack, points), to, mouth);
  const laid = cutPath(path, crack.length, to);
  // Where it goes from here is decided by the kinks alone.
  const extended = extendCrack(laid, { length: crack.length, inward }, load, to);
  return { ...extended, length: crack.length };
}

/** Both ends of every edge of the path: x, y, x, y, m. */
function listPieces({ nodes }: Crack, points: ArrayLike<number>): number[] {
  return nodes
    .slice(1)
    .flatMap((v, k) => [nodes[k], v].flatMap((node) => [points[2 * node], points[2 * node + 1]]));
}

function findNearestNode(
  points: ArrayLike<number>,
  nodes: readonly number[],
  [x, y]: readonly [number, number],
): number {
  let nearest = -1;
  let least = Number.POSITIVE_INFINITY;
  for (const v of nodes) {
    const square = (points[2 * v] - x) ** 2 + (points[2 * v + 1] - y) ** 2;
    if (square < least) [least, nearest] = [square, v];
  }
  return nearest;
}

/** The nodes of the path without what lies wholly beyond `length`. */
function cutPath({ nodes, edges }: Pick<Crack, "nodes" | "edges">, length: number, to: PlacedGraph): Crack {
  let path = 0;
  let count = 0;
  while (count < edges.length && path < length) path += measureLength(to, nodes[count], nodes[++count]);
  return { nodes: nodes.slice(0, count + 1), edges: edges.slice(0, count), length: 0 };
}

function measureLength({ points }: PlacedGraph, a: number, b: number): number {
  return hypot(points[2 * b] - points[2 * a], points[2 * b + 1] - points[2 * a + 1]);
}

interface Reached {
  readonly sum: number;
  readonly before: number;
  readonly edge: number;
}

/** Nodes and edges from `mouth` along `old` (x, y, x, y of its pieces) to the node nearest to its end. */
function findPath(old: readonly number[], to: PlacedGraph, mouth: number): Pick<Crack, "nodes" | "edges"> {
  const { graph, points } = to;
  const length = measurePieces(old);
  const scale = length / (old.length / 4);
  const limit = DETOUR * length + scale;
  const [tipX, tipY] = old.slice(-2) as [number, number];
  const reached = new Map<number, Reached>([[mouth, { sum: 0, before: -1, edge: -1 }]]);
  const settled = new Set<number>();
  let last = mouth;
  let least = Number.POSITIVE_INFINITY;
  for (let v = mouth; v >= 0; v = findNext(reached, settled)) {
    const { sum } = reached.get(v) as Reached;
    if (sum > limit) break;
    settled.add(v);
    const away = hypot(points[2 * v] - tipX, points[2 * v + 1] - tipY);
    if (away < least) [least, last] = [away, v];
    for (let k = graph.start[v]; k < graph.start[v + 1]; k++) {
      const edge = graph.list[k];
      const other = graph.edges[2 * edge] + graph.edges[2 * edge + 1] - v;
      if (settled.has(other)) continue;
      const own = measureLength(to, v, other);
      const middle = [0, 1].map((axis) => 0.5 * (points[2 * v + axis] + points[2 * other + axis]));
      const square = measureSquare(old, middle as [number, number]);
      const next = sum + own + (ADHERENCE * square) / Math.max(own, scale);
      if (next < (reached.get(other)?.sum ?? Number.POSITIVE_INFINITY))
        reached.set(other, { sum: next, before: v, edge });
    }
  }
  const nodes: number[] = [];
  const edges: number[] = [];
  for (let v = last; v >= 0; ) {
    const { before, edge } = reached.get(v) as Reached;
    nodes.unshift(v);
    if (before >= 0) edges.unshift(edge);
    v = before;
  }
  return { nodes, edges };
}

/** The node of least sum that is not settled, of equals the first; -1 when none is left. */
function findNext(reached: ReadonlyMap<number, Reached>, settled: ReadonlySet<number>): number {
  let next = -1;
  let least = Number.POSITIVE_INFINITY;
  for (const [v, { sum }] of reached) {
    if (settled.has(v) || sum > least || (sum === least && v > next)) continue;
    [next, least] = [v, sum];
  }
  return next;
}

function measurePieces(pieces: readonly number[]): number {
  let length = 0;
  for (let k = 0; k < pieces.length; k += 4)
    length += hypot(pieces[k + 2] - pieces[k], pieces[k + 3] - pieces[k + 1]);
  return length;
}

/** Squared distance of a place from a chain of pieces, m2. */
function measureSquare(pieces: readonly number[], [x, y]: readonly [number, number]): number {
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k < pieces.length; k += 4) {
    const [ux, uy] = [pieces[k + 2] - pieces[k], pieces[k + 3] - pieces[k + 1]];
    const [px, py] = [x - pieces[k], y - pieces[k + 1]];
    const size = ux * ux + uy * uy;
    const along = size > 0 ? Math.min(1, Math.max(0, (px * ux + py * uy) / size)) : 0;
    least = Math.min(least, (px - along * ux) ** 2 + (py - along * uy) ** 2);
  }
  return least;
}
