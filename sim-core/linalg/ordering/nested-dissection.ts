/**
 * Fill-reducing ordering by nested dissection with geometric cuts, minimum degree below them. A part is halved by a
 * line: in a band around the median the least set of nodes that parts the two sides is its separator, for the best
 * of a few directions. Separators are eliminated after what they part; within each level minimum degree decides.
 * Sources: George, SIAM J. Numer. Anal. 10 (1973) 345; Ashcraft and Liu, SIAM J. Matrix Anal. Appl. 19 (1998) 816.
 */
import type { SymmetricPattern } from "../sparse.ts";
import { orderMinimumDegree } from "./minimum-degree.ts";
import {
  ABOVE,
  type Adjacency,
  BAND,
  BELOW,
  type CutSpace,
  createCutSpace,
  findVertexCut,
  isCut,
  OUTSIDE,
} from "./vertex-cut.ts";

/** Parts of no more nodes are left to minimum degree. */
const LEAF = 400;
/** Along the axes and between them. */
const DIRECTIONS = [
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
] as const;
/**
 * Share of a part's nodes on either side of the median that a separator may run through; in large parts about so many
 * layers of nodes, since the search takes the longer the wider the band is, and gains ever less from it.
 */
const BAND_SHARE = 0.15;
const BAND_LAYERS = 32;
/** Nodes that are looked at to find where a share of all lies. */
const SAMPLE = 400;

/** Nodes begin..end-1 of the list of members, all on one side of every cut so far. */
interface Part {
  readonly begin: number;
  readonly end: number;
  readonly depth: number;
}

interface Dissection {
  readonly coordinates: ArrayLike<number>;
  readonly space: CutSpace;
  readonly members: Int32Array /* [size] */;
  /** Depth of the separator that a node belongs to, -1 when it is in none. */
  readonly depth: Int32Array /* [size] */;
}

/**
 * Returns an elimination order with little fill: position -> original index. `coordinates` [size*2] are those of
 * each index in any unit; an index without a place may have any near its neighbours'.
 */
export function orderNestedDissection(pattern: SymmetricPattern, coordinates: ArrayLike<number>): Int32Array {
  return orderMinimumDegree(pattern, stageByDissection(pattern, coordinates));
}

/**
 * Returns the stage of each index for minimum degree: 0 in parts of up to `leaf` indices, then the separators, 1 and
 * up, those of the largest parts last. Coordinates are as for an order.
 */
export function stageByDissection(
  pattern: SymmetricPattern,
  coordinates: ArrayLike<number>,
  leaf = LEAF,
): Int32Array /* [size] */ {
  const { size } = pattern;
  const dissection: Dissection = {
    coordinates,
    space: createCutSpace(listNeighbours(pattern)),
    members: Int32Array.from({ length: size }, (_, i) => i),
    depth: new Int32Array(size).fill(-1),
  };
  const parts: Part[] = [{ begin: 0, end: size, depth: 0 }];
  let deepest = 0;
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const count = part.end - part.begin;
    if (count <= leaf) continue;
    deepest = Math.max(deepest, part.depth);
    // Nodes that all lie in one place cannot be parted.
    for (const half of splitPart(dissection, part)) if (half.end - half.begin < count) parts.push(half);
  }
  return dissection.depth.map((depth) => (depth < 0 ? 0 : deepest + 1 - depth));
}

function listNeighbours({ size, columnStart, rows }: SymmetricPattern): Adjacency {
  const start = new Int32Array(size + 1);
  for (let j = 0; j < size; j++) {
    start[j + 1] += columnStart[j + 1] - columnStart[j] - 1;
    for (let k = columnStart[j] + 1; k < columnStart[j + 1]; k++) start[rows[k] + 1]++;
  }
  for (let i = 0; i < size; i++) start[i + 1] += start[i];
  const neighbours = new Int32Array(start[size]);
  const cursor = start.slice(0, size);
  for (let j = 0; j < size; j++) {
    for (let k = columnStart[j] + 1; k < columnStart[j + 1]; k++) {
      neighbours[cursor[j]++] = rows[k];
      neighbours[cursor[rows[k]]++] = j;
    }
  }
  return { start, neighbours };
}

/** Cuts a part along its best direction; returns what is on either side, the separator is neither's. */
function splitPart({ coordinates, space, members, depth }: Dissection, part: Part): Part[] {
  const { side, seen, height } = space;
  const own = members.slice(part.begin, part.end);
  const best = new Uint8Array(own.length);
  let least = own.length;
  for (const [x, y] of DIRECTIONS) {
    for (const v of own) height[v] = x * coordinates[2 * v] + y * coordinates[2 * v + 1];
    const band = drawBand(space, own);
    if (band === null) continue;
    const size = findVertexCut(space, band, least);
    if (size >= least) continue;
    least = size;
    for (let i = 0; i < own.length; i++) {
      const v = own[i];
      const reached = side[v] === BAND ? seen[2 * v] === 1 : side[v] === BELOW;
      best[i] = !reached ? ABOVE : side[v] === BAND && isCut(space, v) ? BAND : BELOW;
    }
  }
  let low = part.begin;
  let high = part.end;
  for (let i = 0; i < own.length; i++) {
    const v = own[i];
    side[v] = OUTSIDE;
    if (best[i] === BAND) depth[v] = part.depth;
    else if (best[i] === BELOW) members[low++] = v;
    else members[--high] = v;
  }
  const next = part.depth + 1;
  return [
    { begin: part.begin, end: low, depth: next },
    { begin: high, end: part.end, depth: next },
  ];
}

/** Sets the sides of the nodes `own` by their heights and returns those of the band around the median, null if it has all of a side. */
function drawBand({ side, height, graph }: CutSpace, own: Int32Array): Int32Array | null {
  const count = Math.min(own.length, SAMPLE);
  const sample = new Float64Array(count);
  // Steps of the golden section are in no rhythm with the rows of a grid.
  for (let i = 0; i < count; i++)
    sample[i] = height[own[Math.floor(((i * 0.6180339887498949) % 1) * own.length)]];
  sample.sort();
  const share = Math.min(BAND_SHARE, BAND_LAYERS / Math.sqrt(own.length));
  const low = sample[Math.floor((0.5 - share) * count)];
  const high = sample[Math.floor((0.5 + share) * count)];
  const band = new Int32Array(own.length);
  let end = 0;
  let below = 0;
  for (const v of own) {
    side[v] = height[v] < low ? BELOW : height[v] > high ? ABOVE : BAND;
    if (side[v] === BAND) band[end++] = v;
    else if (side[v] === BELOW) below++;
  }
  // An edge may not lead over the band: its upper end goes there.
  for (const v of own) {
    if (side[v] !== ABOVE) continue;
    for (let m = graph.start[v]; m < graph.start[v + 1]; m++) {
      if (side[graph.neighbours[m]] !== BELOW) continue;
      side[v] = BAND;
      band[end++] = v;
      break;
    }
  }
  return below > 0 && below + end < own.length ? band.subarray(0, end) : null;
}
