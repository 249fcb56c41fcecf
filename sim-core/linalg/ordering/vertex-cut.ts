/**
 * The least set of nodes of a band whose removal parts what lies below the band from what lies above it: as many
 * nodes as there are paths across with no node in common (Menger). Paths are searched depth first, upwards first,
 * many to a sweep; every node is an arc from its entry to its exit, which takes one path.
 * Source: Even and Tarjan, SIAM J. Comput. 4 (1975) 507.
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

/** Arrays for any number of cuts of one graph; `side` and `height` belong to the caller, who sets them before each. */
export interface CutSpace {
  readonly graph: Adjacency;
  readonly side: Uint8Array /* [size] */;
  /** Which way is up: paths are sought towards greater heights first. */
  readonly height: Float64Array /* [size] */;
  /** Whether this sweep has been at the entry (2i) and the exit (2i+1) of each node. */
  readonly seen: Uint8Array /* [2*size] */;
  /** Arcs of each node's exit that have been tried: all neighbours twice, upwards only at first. */
  readonly cursor: Int32Array /* [size] */;
  /** Nodes before and behind on the path through a node: NONE when no path leads through, END at its ends. */
  readonly before: Int32Array /* [size] */;
  readonly behind: Int32Array /* [size] */;
  readonly trail: Int32Array /* [2*size] */;
}

const NONE = -1;
const END = -2;

/** Returns the arrays for cuts of this graph. */
export function createCutSpace(graph: Adjacency): CutSpace {
  const size = graph.start.length - 1;
  return {
    graph,
    side: new Uint8Array(size),
    height: new Float64Array(size),
    seen: new Uint8Array(2 * size),
    cursor: new Int32Array(size),
    before: new Int32Array(size),
    behind: new Int32Array(size),
    trail: new Int32Array(2 * size),
  };
}

/**
 * Returns the size of the least cut of the nodes `band`, or `limit` as soon as that is reached. No edge may lead
 * from BELOW to ABOVE. Afterwards the cut nearest to what is below has been seen at the entry but not at the exit.
 */
export function findVertexCut(space: CutSpace, band: Int32Array, limit: number): number {
  const { seen, cursor, before, behind } = space;
  const doors = band.filter((v) => touchesBelow(space, v));
  for (const v of band) before[v] = behind[v] = NONE;
  let paths = 0;
  for (let found = -1; found !== paths; ) {
    found = paths;
    for (const v of band) cursor[v] = seen[2 * v] = seen[2 * v + 1] = 0;
    for (const v of doors) {
      if (seen[2 * v] === 1 || !findPath(space, v)) continue;
      if (++paths >= limit) return limit;
    }
  }
  return paths;
}

/** Whether the cut that was just found has this node of the band. */
export function isCut({ seen }: CutSpace, v: number): boolean {
  return seen[2 * v] === 1 && seen[2 * v + 1] === 0;
}

function touchesBelow({ graph, side }: CutSpace, v: number): boolean {
  for (let k = graph.start[v]; k < graph.start[v + 1]; k++) {
    if (side[graph.neighbours[k]] === BELOW) return true;
  }
  return false;
}

/** Searches from the entry of `from`, and lays the path when it leads above. */
function findPath(space: CutSpace, from: number): boolean {
  const { seen, trail } = space;
  let depth = 0;
  trail[0] = 2 * from;
  seen[2 * from] = 1;
  while (depth >= 0) {
    const state = trail[depth];
    const next = (state & 1) === 0 ? leaveEntry(space, state >> 1) : leaveExit(space, state >> 1);
    if (next === END) {
      layPath(space, depth);
      return true;
    }
    if (next >= 0) {
      seen[next] = 1;
      trail[++depth] = next;
    } else depth--;
  }
  return false;
}

/** The state behind a node's entry: its own exit, or that of the node before when a path leads through; or NONE. */
function leaveEntry({ before, behind, seen }: CutSpace, v: number): number {
  const exit = behind[v] === NONE ? v : before[v];
  return exit >= 0 && seen[2 * exit + 1] === 0 ? 2 * exit + 1 : NONE;
}

/** The next state behind a node's exit, END for what is above, NONE when all have been tried. */
function leaveExit(space: CutSpace, v: number): number {
  const { graph, side, height, cursor, behind, seen } = space;
  const start = graph.start[v];
  const count = graph.start[v + 1] - start;
  const level = height[v];
  for (let k = cursor[v]; k < 2 * count; k++) {
    const upwards = k < count;
    const w = graph.neighbours[start + (upwards ? k : k - count)];
    const open = side[w] === BAND && seen[2 * w] === 0 && behind[v] !== w;
    if (side[w] === ABOVE ? behind[v] === END : !open || (upwards && height[w] <= level)) continue;
    cursor[v] = k;
    return side[w] === ABOVE ? END : 2 * w;
  }
  cursor[v] = 2 * count;
  return behind[v] !== NONE && seen[2 * v] === 0 ? 2 * v : NONE;
}

/** Adds the path in the trail, and takes back what it undoes of earlier ones. Its states are not used again. */
function layPath({ before, behind, trail }: CutSpace, depth: number): void {
  let previous = END;
  for (let k = 0; k <= depth; k++) {
    const state = trail[k];
    const v = state >> 1;
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
