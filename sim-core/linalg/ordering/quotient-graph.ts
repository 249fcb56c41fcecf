/**
 * Storage of the quotient graph of minimum-degree ordering: lists of variables and elements in one array, and
 * doubly linked lists of variables by degree. Equations and source: minimum-degree.ts.
 */
import type { SymmetricPattern } from "../sparse.ts";

/** The quotient graph. Variables and elements share the indices: a pivot's index becomes its element. */
export interface QuotientGraph {
  readonly size: number;
  /** Lists of all live objects; a variable lists its elements first, then its variables. */
  lists: Int32Array;
  free: number;
  readonly start: Int32Array /* -1: dead */;
  readonly listLength: Int32Array;
  readonly elementCount: Int32Array;
  /** Variables merged into this one and itself; 0: merged away or set aside; negative: in the current front. */
  readonly weight: Int32Array;
  /** When a variable may be eliminated, and the stage that is open: only its variables are in the degree lists. */
  readonly stage: ArrayLike<number>;
  open: number;
  readonly degree: Int32Array;
  /** Elements: `stamp` + |Le \ Lp| when met in this step, smaller when not, 0 when absorbed. */
  readonly mark: Int32Array;
  stamp: number;
  /** Largest degree of any element so far. */
  largest: number;
  /** Doubly linked lists of variables by degree. */
  readonly head: Int32Array;
  readonly next: Int32Array;
  readonly previous: Int32Array;
  minimum: number;
  eliminated: number;
  /** Hash chains of the variables of a front; `bucket` is empty (-1) between steps. */
  readonly bucket: Int32Array;
  readonly chain: Int32Array;
  readonly hash: Int32Array;
  /** Element that absorbed this one, -1 for roots; and the variables that go with a pivot. */
  readonly parent: Int32Array;
  readonly memberNext: Int32Array;
  readonly memberTail: Int32Array;
}

/** Returns the graph in which every index is a variable and no variable is in a degree list yet. */
export function createGraph(pattern: SymmetricPattern, stage?: ArrayLike<number>): QuotientGraph {
  const { size, columnStart, rows } = pattern;
  const length = new Int32Array(size);
  for (let j = 0; j < size; j++) {
    const begin = columnStart[j] + 1;
    const end = columnStart[j + 1];
    length[j] += end - begin;
    for (let k = begin; k < end; k++) length[rows[k]]++;
  }
  const start = new Int32Array(size);
  let free = 0;
  for (let i = 0; i < size; i++) {
    start[i] = free;
    free += length[i];
  }
  const lists = new Int32Array(free + (free >> 1) + size);
  const cursor = start.slice();
  for (let j = 0; j < size; j++) {
    for (let k = columnStart[j] + 1; k < columnStart[j + 1]; k++) {
      const i = rows[k];
      lists[cursor[j]++] = i;
      lists[cursor[i]++] = j;
    }
  }
  const empty = (): Int32Array => new Int32Array(size).fill(-1);
  // One literal: an object put together from spreads gets a hidden class of its own, which no code is compiled for.
  return {
    size,
    lists,
    free,
    start,
    listLength: length,
    elementCount: new Int32Array(size),
    weight: new Int32Array(size).fill(1),
    stage: stage ?? new Int32Array(size),
    open: -1,
    degree: length.slice(),
    mark: new Int32Array(size).fill(1),
    stamp: 2,
    largest: 0,
    head: empty(),
    next: empty(),
    previous: empty(),
    minimum: 0,
    eliminated: 0,
    bucket: empty(),
    chain: empty(),
    hash: new Int32Array(size),
    parent: empty(),
    memberNext: empty(),
    memberTail: new Int32Array(size).map((_, i) => i),
  };
}

/** Opens the next stage: its variables enter the degree lists, which are empty. */
export function openStage(graph: QuotientGraph): void {
  graph.open++;
  graph.minimum = graph.size;
  for (let i = graph.size - 1; i >= 0; i--) if (graph.weight[i] > 0) enterDegree(graph, i);
}

/** Puts variable i at the head of the list of its degree, if its stage is open. */
export function enterDegree(graph: QuotientGraph, i: number): void {
  const { head, next, previous } = graph;
  if (graph.stage[i] !== graph.open) return;
  const d = graph.degree[i];
  const first = head[d];
  if (first >= 0) previous[first] = i;
  next[i] = first;
  previous[i] = -1;
  head[d] = i;
  if (d < graph.minimum) graph.minimum = d;
}

/** Takes variable i out of the list of its degree, if its stage is open. */
export function leaveDegree(graph: QuotientGraph, i: number): void {
  const { head, next, previous } = graph;
  if (graph.stage[i] !== graph.open) return;
  const after = next[i];
  const before = previous[i];
  if (after >= 0) previous[after] = before;
  if (before >= 0) next[before] = after;
  else head[graph.degree[i]] = after;
}

/** Makes sure that the front of `pivot` fits behind the other lists: by closing gaps, else by growing. */
export function makeRoom(graph: QuotientGraph, pivot: number): void {
  const { start, listLength: length, elementCount } = graph;
  let need = length[pivot];
  const at = start[pivot];
  for (let k = at; k < at + elementCount[pivot]; k++) need += length[graph.lists[k]];
  if (graph.free + need <= graph.lists.length) return;
  closeGaps(graph);
  if (graph.free + need <= graph.lists.length) return;
  const grown = new Int32Array(graph.free + 2 * need + graph.size);
  grown.set(graph.lists.subarray(0, graph.free));
  graph.lists = grown;
}

/** Moves all live lists together. The head of each is swapped with its owner's name to find it in the sweep. */
function closeGaps(graph: QuotientGraph): void {
  const { size, lists, start, listLength: length } = graph;
  for (let i = 0; i < size; i++) {
    const at = start[i];
    if (at < 0 || length[i] === 0) continue;
    start[i] = lists[at];
    lists[at] = -1 - i;
  }
  let to = 0;
  for (let from = 0; from < graph.free; ) {
    const owner = -1 - lists[from];
    if (owner < 0) {
      from++;
      continue;
    }
    const count = length[owner];
    lists[to] = start[owner];
    start[owner] = to;
    lists.copyWithin(to + 1, from + 1, from + count);
    to += count;
    from += count;
  }
  graph.free = to;
}
