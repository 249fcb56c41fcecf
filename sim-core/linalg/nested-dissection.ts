/**
 * Fill-reducing ordering by nested dissection with geometric cuts, minimum degree below them. A part is halved by a
 * line: in a band around the median the least set of nodes that parts the two sides is its separator, for the best
 * of a few directions. Separators are eliminated after what they part; within each level minimum degree decides.
 * Sources: George, SIAM J. Numer. Anal. 10 (1973) 345; Ashcraft and Liu, SIAM J. Matrix Anal. Appl. 19 (1998) 816.
 */
import { orderMinimumDegree } from "./minimum-degree.ts";
import type { SymmetricPattern } from "./sparse.ts";
import {
  ABOVE,
  type Adjacency,
  BAND,
  BELOW,
  type CutSpace,
  createCutSpace,
  findVertexCut,
  OUTSIDE,
} from "./vertex-cut.ts";

/** Parts of no more nodes are left to minimum degree. */
const LEAF = 300;
const DIRECTIONS = 4;
/** Share of a part's nodes on either side of the median that a separator may run through. */
const BAND_SHARE = 0.1;
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
 * each index in any unit; where an index has none, the middle of its neighbours serves.
 */
export function orderNestedDissection(pattern: SymmetricPattern, coordinates: ArrayLike<number>): Int32Array {
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
    if (part.end - part.begin <= LEAF) continue;
    deepest = Math.max(deepest, part.depth);
    parts.push(...splitPart(dissection, part));
  }
  const stage = dissection.depth.map((depth) => (depth < 0 ? 0 : deepest + 1 - depth));
  return orderMinimumDegree(pattern, stage);
}

function listNeighbours({ size, columnStart, rows }: SymmetricPattern): Adjacency {
  const start = new Int32Array(size + 1);
  for (let j = 0; j < size; j++) {
    start[j + 1]! += columnStart[j + 1]! - columnStart[j]! - 1;
    for (let k = columnStart[j]! + 1; k < columnStart[j + 1]!; k++) start[rows[k]! + 1]!++;
  }
  for (let i = 0; i < size; i++) start[i + 1]! += start[i]!;
  const neighbours = new Int32Array(start[size]!);
  const cursor = start.slice(0, size);
  for (let j = 0; j < size; j++) {
    for (let k = columnStart[j]! + 1; k < columnStart[j + 1]!; k++) {
      neighbours[cursor[j]!++] = rows[k]!;
      neighbours[cursor[rows[k]!]!++] = j;
    }
  }
  return { start, neighbours };
}

/** Cuts a part along its best direction; returns what is on either side, the separator is neither's. */
function splitPart(dissection: Dissection, part: Part): Part[] {
  const { members, space, depth } = dissection;
  const { side, level } = space;
  let limit = part.end - part.begin;
  let best = -1;
  for (let k = 0; k < DIRECTIONS; k++) {
    const size = findVertexCut(space, drawBand(dissection, part, k), limit);
    if (size < limit) best = k;
    limit = Math.min(limit, size);
  }
  if (best < 0) return [];
  findVertexCut(space, drawBand(dissection, part, best), limit + 1);
  const own = members.slice(part.begin, part.end);
  let low = part.begin;
  let high = part.end;
  let middle = 0;
  for (const v of own) {
    const entered = side[v] === BELOW || (side[v] === BAND && level[2 * v]! >= 0);
    if (side[v] === BAND && entered && level[2 * v + 1]! < 0) {
      depth[v] = part.depth;
      own[middle++] = v;
    } else if (entered) members[low++] = v;
    else members[--high] = v;
    side[v] = OUTSIDE;
  }
  members.set(own.subarray(0, middle), low);
  const next = part.depth + 1;
  return [
    { begin: part.begin, end: low, depth: next },
    { begin: high, end: part.end, depth: next },
  ];
}

/** Sets the sides of a part's nodes for a cut across direction `k` and returns those of the band. */
function drawBand({ coordinates, space, members }: Dissection, part: Part, k: number): Int32Array {
  const { side, graph } = space;
  const angle = (Math.PI * k) / DIRECTIONS;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const measure = (v: number): number => cos * coordinates[2 * v]! + sin * coordinates[2 * v + 1]!;
  const own = members.subarray(part.begin, part.end);
  const stride = Math.ceil(own.length / SAMPLE);
  const sample = new Float64Array(Math.ceil(own.length / stride));
  for (let i = 0; i < sample.length; i++) sample[i] = measure(own[i * stride]!);
  sample.sort();
  const low = sample[Math.floor((0.5 - BAND_SHARE) * sample.length)]!;
  const high = sample[Math.floor((0.5 + BAND_SHARE) * sample.length)]!;
  const band = new Int32Array(own.length);
  let count = 0;
  for (const v of own) {
    const at = measure(v);
    side[v] = at < low ? BELOW : at > high ? ABOVE : BAND;
    if (side[v] === BAND) band[count++] = v;
  }
  // An edge may not lead over the band: its upper end goes there.
  for (const v of own) {
    if (side[v] !== ABOVE) continue;
    for (let m = graph.start[v]!; m < graph.start[v + 1]!; m++) {
      if (side[graph.neighbours[m]!] !== BELOW) continue;
      side[v] = BAND;
      band[count++] = v;
      break;
    }
  }
  return band.subarray(0, count);
}
