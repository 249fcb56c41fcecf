/**
 * Fill-reducing ordering by approximate minimum degree on the quotient graph: an eliminated variable becomes an
 * element whose list is its front; elements reached by a new one are absorbed into it, variables with equal
 * lists are merged, and degrees are bounded by sums of |Le \ Lp|.
 * Source: Amestoy, Davis, Duff, SIAM J. Matrix Anal. Appl. 17 (1996) 886.
 */
import { assertInvariant } from "../../base/errors.ts";
import type { SymmetricPattern } from "../sparse.ts";
import { listChildren, postorderForest } from "./elimination-tree.ts";
import {
  createGraph,
  enterDegree,
  leaveDegree,
  makeRoom,
  openStage,
  type QuotientGraph,
} from "./quotient-graph.ts";

/** Front of the current pivot: [begin, end) in the lists, and its weights. */
interface Front {
  pivot: number;
  begin: number;
  end: number;
  degree: number;
  weight: number;
}

/** Stamps start again from here, before they leave 32 bits. */
const LARGEST_STAMP = 1 << 30;

/**
 * Returns an elimination order with little fill: position -> original index, in postorder of its elimination tree.
 * Indices of a lower `stage` (0, 1, ... without gaps; all 0 by default) come before those that they share a front
 * with; the few with very many neighbours come last.
 */
export function orderMinimumDegree(pattern: SymmetricPattern, stage?: ArrayLike<number>): Int32Array {
  assertInvariant(stage === undefined || stage.length === pattern.size, "every index has a stage");
  const graph = createGraph(pattern, stage);
  const aside = setAside(graph);
  const pivots = new Int32Array(graph.size);
  let nPivot = 0;
  const front: Front = { pivot: -1, begin: 0, end: 0, degree: 0, weight: 0 };
  openStage(graph);
  while (graph.eliminated < graph.size) {
    while (graph.minimum < graph.size && graph.head[graph.minimum] < 0) graph.minimum++;
    if (graph.minimum === graph.size) {
      openStage(graph);
      continue;
    }
    pivots[nPivot++] = eliminate(graph, front);
    compareWithFront(graph, front);
    updateDegrees(graph, front);
    mergeEqual(graph, front);
    closeFront(graph, front);
  }
  return postorderPivots(graph, pivots.subarray(0, nPivot), aside);
}

/** Takes the indices with very many neighbours out of the graph. */
function setAside(graph: QuotientGraph): Int32Array {
  const { size, weight, degree, start } = graph;
  const dense: number[] = [];
  const limit = Math.max(16, 10 * Math.sqrt(size));
  for (let i = 0; i < size; i++) if (degree[i] > limit) dense.push(i);
  for (const i of dense) {
    weight[i] = 0;
    start[i] = -1;
  }
  graph.eliminated = dense.length;
  return Int32Array.from(dense);
}

/** Picks a variable of least degree and joins its lists into a new element; returns the pivot. */
function eliminate(graph: QuotientGraph, front: Front): number {
  const { start, listLength: length, elementCount, weight, mark, parent } = graph;
  const pivot = graph.head[graph.minimum];
  leaveDegree(graph, pivot);
  const nElement = elementCount[pivot];
  front.pivot = pivot;
  front.degree = 0;
  front.weight = weight[pivot];
  weight[pivot] = -front.weight;
  graph.eliminated += front.weight;
  if (nElement === 0) {
    front.begin = front.end = start[pivot];
    gather(graph, front, start[pivot], length[pivot]);
  } else {
    makeRoom(graph, pivot);
    front.begin = front.end = graph.free;
    const at = start[pivot];
    for (let k = at; k < at + nElement; k++) {
      const e = graph.lists[k];
      gather(graph, front, start[e], length[e]);
      parent[e] = pivot;
      start[e] = -1;
      mark[e] = 0;
    }
    gather(graph, front, at + nElement, length[pivot] - nElement);
    graph.free = front.end;
  }
  start[pivot] = front.begin;
  length[pivot] = front.end - front.begin;
  return pivot;
}

/** Moves the variables of a list that are not in the front yet to its end. */
function gather(graph: QuotientGraph, front: Front, at: number, count: number): void {
  const { lists, weight } = graph;
  let end = front.end;
  for (let k = at; k < at + count; k++) {
    const i = lists[k];
    const w = weight[i];
    if (w <= 0) continue;
    front.degree += w;
    weight[i] = -w;
    lists[end++] = i;
    leaveDegree(graph, i);
  }
  front.end = end;
}

/** Finds |Le \ Lp| of every element e next to the front: mark[e] - stamp. */
function compareWithFront(graph: QuotientGraph, front: Front): void {
  const { lists, start, elementCount, weight, degree, mark, stamp } = graph;
  for (let k = front.begin; k < front.end; k++) {
    const i = lists[k];
    const at = start[i];
    const end = at + elementCount[i];
    const w = -weight[i];
    for (let m = at; m < end; m++) {
      const e = lists[m];
      const met = mark[e];
      if (met >= stamp) mark[e] = met - w;
      else if (met !== 0) mark[e] = degree[e] + stamp - w;
    }
  }
}

/**
 * Bounds the degree outside the front of each of its variables, drops what is dead or implied by the front from
 * their lists, absorbs elements that lie within the front, and eliminates variables that see nothing else.
 */
function updateDegrees(graph: QuotientGraph, front: Front): void {
  const { lists, start, listLength: length, elementCount, weight, degree, mark, stamp, parent } = graph;
  const pivot = front.pivot;
  for (let k = front.begin; k < front.end; k++) {
    const i = lists[k];
    const at = start[i];
    const variables = at + elementCount[i];
    const end = at + length[i];
    let to = at;
    let outside = 0;
    let hash = 0;
    for (let m = at; m < variables; m++) {
      const e = lists[m];
      const met = mark[e];
      if (met === 0) continue;
      if (met > stamp) {
        outside += met - stamp;
        hash += e;
        lists[to++] = e;
      } else {
        parent[e] = pivot;
        start[e] = -1;
        mark[e] = 0;
      }
    }
    const nElement = to - at;
    for (let m = variables; m < end; m++) {
      const j = lists[m];
      const w = weight[j];
      if (w <= 0) continue;
      outside += w;
      hash += j;
      lists[to++] = j;
    }
    if (outside === 0) {
      const w = -weight[i];
      front.degree -= w;
      front.weight += w;
      graph.eliminated += w;
      join(graph, pivot, i);
      continue;
    }
    if (outside < degree[i]) degree[i] = outside;
    // The pivot, or an element that it absorbed, has left the list: there is room for the new element in front.
    lists[to] = lists[at + nElement];
    lists[at + nElement] = lists[at];
    lists[at] = pivot;
    elementCount[i] = nElement + 1;
    length[i] = to - at + 1;
    enterBucket(graph, i, hash);
  }
  degree[pivot] = front.degree;
  // Marks reach over the stamp by no more than the largest degree of an element, which may be one of this step's.
  graph.largest = Math.max(graph.largest, front.degree);
  advanceStamp(graph, graph.largest + 1);
}

function enterBucket(graph: QuotientGraph, i: number, hash: number): void {
  const key = (hash >>> 0) % graph.size;
  graph.hash[i] = key;
  graph.chain[i] = graph.bucket[key];
  graph.bucket[key] = i;
}

function advanceStamp(graph: QuotientGraph, by: number): void {
  graph.stamp += by;
  if (graph.stamp < LARGEST_STAMP) return;
  const { mark, size } = graph;
  for (let i = 0; i < size; i++) if (mark[i] !== 0) mark[i] = 1;
  graph.stamp = 2;
}

/** Merges the variables of the front that have equal lists. */
function mergeEqual(graph: QuotientGraph, front: Front): void {
  const { lists, weight, hash, bucket, chain, start, listLength: length, mark } = graph;
  for (let k = front.begin; k < front.end; k++) {
    const key = hash[lists[k]];
    if (weight[lists[k]] === 0) continue;
    let i = bucket[key];
    bucket[key] = -1;
    for (; i >= 0 && chain[i] >= 0; i = chain[i]) {
      const at = start[i];
      const count = length[i];
      for (let m = at + 1; m < at + count; m++) mark[lists[m]] = graph.stamp;
      let before = i;
      for (let j = chain[i]; j >= 0; j = chain[j]) {
        if (hasMarkedList(graph, i, j)) {
          weight[i] += weight[j];
          join(graph, i, j);
          chain[before] = chain[j];
        } else before = j;
      }
      advanceStamp(graph, 1);
    }
  }
}

/** Returns whether the list of j is that of i, whose members but the first (the pivot) carry the stamp. */
function hasMarkedList(graph: QuotientGraph, i: number, j: number): boolean {
  const { lists, start, listLength: length, elementCount, mark, stamp, stage } = graph;
  if (stage[j] !== stage[i]) return false;
  if (length[j] !== length[i] || elementCount[j] !== elementCount[i]) return false;
  const at = start[j];
  const end = at + length[j];
  for (let m = at + 1; m < end; m++) if (mark[lists[m]] !== stamp) return false;
  return true;
}

/** Lets variable j go wherever i goes. */
function join(graph: QuotientGraph, i: number, j: number): void {
  const { memberNext, memberTail } = graph;
  memberNext[memberTail[i]] = j;
  memberTail[i] = memberTail[j];
  graph.weight[j] = 0;
  graph.start[j] = -1;
}

/** Gives the variables left in the front their new degrees and the element its final list. */
function closeFront(graph: QuotientGraph, front: Front): void {
  const { lists, weight, degree, mark, stamp, start, listLength: length, size } = graph;
  const pivot = front.pivot;
  let to = front.begin;
  for (let k = front.begin; k < front.end; k++) {
    const i = lists[k];
    const w = -weight[i];
    if (w <= 0) continue;
    weight[i] = w;
    const bound = degree[i] + front.degree - w;
    const left = size - graph.eliminated - w;
    degree[i] = Math.min(bound, left);
    enterDegree(graph, i);
    lists[to++] = i;
  }
  weight[pivot] = 0;
  length[pivot] = to - front.begin;
  if (to === front.begin) start[pivot] = -1;
  mark[pivot] = to === front.begin ? 0 : stamp - 1;
  if (graph.free === front.end) graph.free = to;
}

/** Lists the pivots with their members, children before parents, then what was set aside. */
function postorderPivots(graph: QuotientGraph, pivots: Int32Array, aside: Int32Array): Int32Array {
  const { size, parent, memberNext } = graph;
  const order = new Int32Array(size);
  let count = 0;
  for (const pivot of postorderForest(listChildren(parent, pivots), parent)) {
    for (let i = pivot; i >= 0; i = memberNext[i]) order[count++] = i;
  }
  order.set(aside, count);
  return order;
}
