/**
 * The least set of nodes of a band whose removal parts what lies below the band from what lies above it: as many
 * nodes as there are paths across with no node in common (Menger). Paths are found with Dinic's level graph, where
 * every node is an arc from its entry to its exit. Source: Even and Tarjan, SIAM J. Comput. 4 (1975) 507.
 */

/** All neighbours of each index, both ways, without itself. */
export interface Adjacency {
  readonly start: Int32Array /* [size+1] */;
  readonly neighbours: Int32Array;
}

/** Where a node lies; all nodes that are not of the part at hand are OUTSIDE. */
export const OUTSIDE = 0;
export const BELOW = 1;
export const BAND = 2;
export const ABOVE = 3;

/** Arrays for any number of cuts of one graph; `side` belongs to the caller, who sets it before each. */
export interface CutSpace {
  readonly graph: Adjacency;
  readonly side: Uint8Array /* [size] */;
  /** Steps from the entrance to the entry (2i) and the exit (2i+1) of each node, -1 where none lead there. */
  readonly level: Int32Array /* [2*size] */;
  /** Next arc of each node's exit to be tried. */
  readonly cursor: Int32Array /* [size] */;
  /** Nodes before and behind on the path through a node: NONE when no path leads through, END at its ends. */
  readonly before: Int32Array /* [size] */;
  readonly behind: Int32Array /* [size] */;
  readonly queue: Int32Array /* [2*size] */;
}

const NONE = -1;
const END = -2;

/** Returns the arrays for cuts of this graph. */
export function createCutSpace(graph: Adjacency): CutSpace {
  const size = graph.start.length - 1;
  return {
    graph,
    side: new Uint8Array(size),
    level: new Int32Array(2 * size),
    cursor: new Int32Array(size),
    before: new Int32Array(size),
    behind: new Int32Array(size),
    queue: new Int32Array(2 * size),
  };
}

/**
 * Returns the size of the least cut of the nodes `band`, or `limit` as soon as that is reached. No edge may lead
 * from BELOW to ABOVE. Afterwards the entry of a node has a level where its exit has none: that is the cut
 * nearest to what is below.
 */
export function findVertexCut(space: CutSpace, band: Int32Array, limit: number): number {
  const { before, behind } = space;
  for (const v of band) before[v] = behind[v] = NONE;
  let paths = 0;
  while (findLevels(space, band)) {
    for (const v of band) {
      if (space.level[2 * v] !== 0 || !findPath(space, v)) continue;
      if (++paths >= limit) return limit;
    }
  }
  return paths;
}

function touches({ graph, side }: CutSpace, v: number, wanted: number): boolean {
  for (let k = graph.start[v]!; k < graph.start[v + 1]!; k++) {
    if (side[graph.neighbours[k]!] === wanted) return true;
  }
  return false;
}

/** Breadth first from below through arcs that can still take a path; returns whether that leads above. */
function findLevels(space: CutSpace, band: Int32Array): boolean {
  const { graph, side, level, cursor, before, behind, queue } = space;
  let end = 0;
  for (const v of band) {
    level[2 * v] = level[2 * v + 1] = -1;
    cursor[v] = graph.start[v]! - 1;
    if (before[v] === END || !touches(space, v, BELOW)) continue;
    level[2 * v] = 0;
    queue[end++] = 2 * v;
  }
  let arrived = false;
  for (let at = 0; at < end; at++) {
    const state = queue[at]!;
    const v = state >> 1;
    const next = level[state]! + 1;
    if ((state & 1) === 0) {
      const exit = findExit(space, v);
      if (exit < 0 || level[exit]! >= 0) continue;
      level[exit] = next;
      queue[end++] = exit;
      continue;
    }
    if (behind[v] !== NONE && level[2 * v]! < 0) {
      level[2 * v] = next;
      queue[end++] = 2 * v;
    }
    for (let k = graph.start[v]!; k < graph.start[v + 1]!; k++) {
      const w = graph.neighbours[k]!;
      if (side[w] === ABOVE && behind[v] !== END) arrived = true;
      if (side[w] !== BAND || level[2 * w]! >= 0 || behind[v] === w) continue;
      level[2 * w] = next;
      queue[end++] = 2 * w;
    }
  }
  return arrived;
}

/** The only state that follows a node's entry: its own exit, or that of the node before when a path is there. */
function findExit({ before, behind }: CutSpace, v: number): number {
  if (behind[v] === NONE) return 2 * v + 1;
  return before[v]! >= 0 ? 2 * before[v]! + 1 : -1;
}

/** Depth first along rising levels from the entry of `from`; lays the path when it leads above. */
function findPath(space: CutSpace, from: number): boolean {
  const { level, queue } = space;
  let depth = 0;
  queue[0] = 2 * from;
  while (depth >= 0) {
    const state = queue[depth]!;
    const next = (state & 1) === 0 ? findExit(space, state >> 1) : advance(space, state >> 1, level[state]! + 1);
    if (next === END) {
      layPath(space, depth);
      return true;
    }
    if (next >= 0 && level[next] === level[state]! + 1) queue[++depth] = next;
    else {
      level[state] = -1;
      depth--;
    }
  }
  return false;
}

/** The next state with this level that the exit of v leads to, END for what is above, -1 when there is none left. */
function advance({ graph, side, level, cursor, behind }: CutSpace, v: number, wanted: number): number {
  const last = graph.start[v + 1]!;
  if (cursor[v]! < graph.start[v]!) {
    cursor[v] = graph.start[v]!;
    if (behind[v] !== NONE && level[2 * v] === wanted) return 2 * v;
  }
  for (; cursor[v]! < last; cursor[v]!++) {
    const w = graph.neighbours[cursor[v]!]!;
    if (side[w] === ABOVE && behind[v] !== END) return END;
    if (side[w] === BAND && level[2 * w] === wanted && behind[v] !== w) return 2 * w;
  }
  return -1;
}

/** Adds the path in the queue, and takes back what it undoes of earlier ones. Its states are not used again. */
function layPath({ level, before, behind, queue }: CutSpace, depth: number): void {
  let previous = END;
  for (let k = 0; k <= depth; k++) {
    const state = queue[k]!;
    const v = state >> 1;
    level[state] = -1;
    if ((state & 1) === 0) {
      if (previous === v) before[v] = behind[v] = NONE;
      else {
        before[v] = previous;
        if (previous >= 0) behind[previous] = v;
      }
    }
    previous = (state & 1) === 0 ? NONE : v;
  }
  behind[previous] = END;
}
