/**
 * Walking a triangulation: neighbours across edges, and a point carried in barycentric coordinates that moves by
 * a straight displacement from triangle to triangle until it arrives or meets the boundary.
 */

/** Edge k of a triangle lies opposite its corner k. */
export interface MeshTopology {
  readonly triangles: Uint32Array /* [nTriangle*3] */;
  /** Corners and neighbours side by side, as a walk reads them; -1 beyond the boundary. */
  readonly links: Int32Array /* [nTriangle*6] */;
  readonly boundary: Int32Array /* [nBoundary], 3*triangle + edge */;
}

/** Floats per node where walks read them together: x, y (um), then the pair of values that is carried. */
export const NODE_STRIDE = 4;

/** Returns neighbours and boundary edges in one pass over buckets of half-edges by their lower point. */
export function createTopology(triangles: Uint32Array, nPoint: number): MeshTopology {
  const nHalf = triangles.length;
  const neighbours = new Int32Array(nHalf).fill(-1);
  const bucket = new Int32Array(nPoint).fill(-1);
  const next = new Int32Array(nHalf).fill(-1);
  for (let half = 0; half < nHalf; half++) {
    const first = 3 * Math.floor(half / 3);
    const k = half - first;
    const a = triangles[first + ((k + 1) % 3)]!;
    const b = triangles[first + ((k + 2) % 3)]!;
    const low = Math.min(a, b);
    const high = Math.max(a, b);
    let other = bucket[low]!;
    while (other >= 0 && highPoint(triangles, other) !== high) other = next[other]!;
    if (other >= 0) {
      neighbours[half] = Math.floor(other / 3);
      neighbours[other] = first / 3;
    } else {
      next[half] = bucket[low]!;
      bucket[low] = half;
    }
  }
  return { triangles, links: linkTriangles(triangles, neighbours), boundary: boundaryOf(neighbours) };
}

function linkTriangles(triangles: Uint32Array, neighbours: Int32Array): Int32Array {
  const links = new Int32Array(2 * triangles.length);
  for (let t = 0; 3 * t < triangles.length; t++) {
    for (let k = 0; k < 3; k++) {
      links[6 * t + k] = triangles[3 * t + k]!;
      links[6 * t + 3 + k] = neighbours[3 * t + k]!;
    }
  }
  return links;
}

function highPoint(triangles: Uint32Array, half: number): number {
  const first = 3 * Math.floor(half / 3);
  const k = half - first;
  return Math.max(triangles[first + ((k + 1) % 3)]!, triangles[first + ((k + 2) % 3)]!);
}

function boundaryOf(neighbours: Int32Array): Int32Array {
  let count = 0;
  for (const neighbour of neighbours) if (neighbour < 0) count++;
  const boundary = new Int32Array(count);
  count = 0;
  for (let half = 0; half < neighbours.length; half++) if (neighbours[half]! < 0) boundary[count++] = half;
  return boundary;
}

/** One moving point. `weights` are its barycentric coordinates in `triangle`. */
export interface Walker {
  triangle: number;
  readonly weights: Float64Array /* [3] */;
  /** Moves by (dx, dy); false if it met the boundary, where it then stays. */
  move(dx: number, dy: number): boolean;
  /** Writes the interpolated position (pair 0) or carried value (pair 1) to `out`. */
  sample(pair: 0 | 1, out: Float64Array): void;
}

/** A displacement that crosses more edges than this in one move is cut: it can only come from a broken mesh. */
const MOST_CROSSINGS = 500;

/** Returns a walker on the mesh whose nodes (in NODE_STRIDE) may change between calls. */
export function createWalker({ links }: MeshTopology, nodes: Float32Array): Walker {
  const weights = new Float64Array(3);
  const mesh = { links, nodes };

  function sample(pair: 0 | 1, out: Float64Array): void {
    const at = 6 * walker.triangle;
    const a = 4 * links[at]! + 2 * pair;
    const b = 4 * links[at + 1]! + 2 * pair;
    const c = 4 * links[at + 2]! + 2 * pair;
    const w0 = weights[0]!;
    const w1 = weights[1]!;
    const w2 = weights[2]!;
    out[0] = w0 * nodes[a]! + w1 * nodes[b]! + w2 * nodes[c]!;
    out[1] = w0 * nodes[a + 1]! + w1 * nodes[b + 1]! + w2 * nodes[c + 1]!;
  }

  const walker: Walker = {
    triangle: 0,
    weights,
    move: (dx, dy) => moveWalker(walker, mesh, dx, dy),
    sample,
  };
  return walker;
}

interface WalkedMesh {
  readonly links: Int32Array;
  readonly nodes: Float32Array;
}

/** Moves a walker by (dx, dy); false if it met the boundary. All in local numbers: this runs thousands of times per picture. */
function moveWalker(walker: Walker, { links, nodes }: WalkedMesh, dx: number, dy: number): boolean {
  const { weights } = walker;
  let triangle = walker.triangle;
  let w0 = weights[0]!;
  let w1 = weights[1]!;
  let w2 = weights[2]!;
  let left = 1;
  for (let crossing = 0; crossing < MOST_CROSSINGS; crossing++) {
    const at = 6 * triangle;
    const a = 4 * links[at]!;
    const b = 4 * links[at + 1]!;
    const c = 4 * links[at + 2]!;
    const abx = nodes[b]! - nodes[a]!;
    const aby = nodes[b + 1]! - nodes[a + 1]!;
    const acx = nodes[c]! - nodes[a]!;
    const acy = nodes[c + 1]! - nodes[a + 1]!;
    const twiceArea = abx * acy - aby * acx;
    if (twiceArea === 0) return false;
    // Change of the weights over the rest of the way, and the first of them to reach zero.
    const s1 = (left * (dx * acy - dy * acx)) / twiceArea;
    const s2 = (left * (dy * abx - dx * aby)) / twiceArea;
    const s0 = -s1 - s2;
    let edge = -1;
    let reached = 1;
    if (s0 < 0 && w0 + s0 < 0) {
      reached = -w0 / s0;
      edge = 0;
    }
    if (s1 < 0 && w1 + s1 < 0 && w1 < reached * -s1) {
      reached = -w1 / s1;
      edge = 1;
    }
    if (s2 < 0 && w2 + s2 < 0 && w2 < reached * -s2) {
      reached = -w2 / s2;
      edge = 2;
    }
    w0 = edge === 0 ? 0 : Math.max(0, w0 + reached * s0);
    w1 = edge === 1 ? 0 : Math.max(0, w1 + reached * s1);
    w2 = edge === 2 ? 0 : Math.max(0, w2 + reached * s2);
    const next = edge < 0 ? -1 : links[at + 3 + edge]!;
    if (next < 0) {
      rest(walker, triangle, w0, w1, w2);
      return edge < 0;
    }
    // The two corners of the crossed edge keep their weights, under the neighbour's numbering.
    const p0 = 4 * links[6 * next]!;
    const p1 = 4 * links[6 * next + 1]!;
    const p2 = 4 * links[6 * next + 2]!;
    const v0 = p0 === a ? w0 : p0 === b ? w1 : p0 === c ? w2 : 0;
    const v1 = p1 === a ? w0 : p1 === b ? w1 : p1 === c ? w2 : 0;
    w2 = p2 === a ? w0 : p2 === b ? w1 : p2 === c ? w2 : 0;
    w0 = v0;
    w1 = v1;
    triangle = next;
    left *= 1 - reached;
  }
  rest(walker, triangle, w0, w1, w2);
  return false;
}

/** Keeps the state, its sum brought back to one: round-off must not add up over thousands of moves. */
function rest(walker: Walker, triangle: number, w0: number, w1: number, w2: number): void {
  const scale = 1 / (w0 + w1 + w2);
  walker.triangle = triangle;
  walker.weights[0] = w0 * scale;
  walker.weights[1] = w1 * scale;
  walker.weights[2] = w2 * scale;
}
