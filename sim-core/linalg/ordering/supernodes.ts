/**
 * Supernodes: chains of columns of L with one structure, kept as dense trapezoids. Small ones are merged into
 * their parents although that stores zeros, because a dense front costs more per call than per entry: zeros may
 * be half of it up to 4 columns, 20 % to 16, 10 % to 48, else 5 %. Storing more is no faster to factor and slower
 * to solve with; storing none is a third slower at both.
 */
import { listChildren, postorderForest } from "./elimination-tree.ts";

/** Supernodes in an order with children before parents, and the elimination order that makes them contiguous. */
export interface SupernodePartition {
  readonly count: number;
  /** Columns in the order to be eliminated: old position of each new one. */
  readonly order: Int32Array /* [size] */;
  readonly columnStart: Int32Array /* [count+1] */;
  /** Rows below the triangle of each supernode. */
  readonly rowCount: Int32Array /* [count] */;
  readonly parent: Int32Array /* [count], -1 for roots */;
}

interface Chains {
  readonly count: number;
  /** Columns in postorder, and where each chain starts among them. */
  readonly columns: Int32Array;
  readonly start: Int32Array;
  readonly parent: Int32Array;
  readonly rowCount: Int32Array;
}

/** Returns the relaxed supernodes of a factor with this elimination tree and these column counts. */
export function findSupernodes(parent: Int32Array, columnCount: Int32Array): SupernodePartition {
  const chains = findChains(parent, columnCount);
  const target = mergeChains(chains);
  return orderSupernodes(chains, target);
}

/** Cuts the postordered columns wherever a column's structure is not that of the next less one row. */
function findChains(parent: Int32Array, columnCount: Int32Array): Chains {
  const size = parent.length;
  const columns = postorderForest(listChildren(parent), parent);
  const start = new Int32Array(size + 1);
  const chainOf = new Int32Array(size);
  let count = 0;
  for (let k = 0; k < size; k++) {
    const j = columns[k];
    const before = k > 0 ? columns[k - 1] : -1;
    if (before < 0 || parent[before] !== j || columnCount[before] !== columnCount[j] + 1) start[count++] = k;
    chainOf[j] = count - 1;
  }
  start[count] = size;
  const chainParent = new Int32Array(count);
  const rowCount = new Int32Array(count);
  for (let c = 0; c < count; c++) {
    const top = columns[start[c + 1] - 1];
    chainParent[c] = parent[top] < 0 ? -1 : chainOf[parent[top]];
    rowCount[c] = columnCount[top] - 1;
  }
  return { count, columns, start: start.slice(0, count + 1), parent: chainParent, rowCount };
}

/** Returns the chain into which each chain is merged (itself when it stays). */
function mergeChains(chains: Chains): Int32Array {
  const { count, start, parent, rowCount } = chains;
  const target = new Int32Array(count);
  const width = new Int32Array(count);
  const zeros = new Float64Array(count);
  for (let c = 0; c < count; c++) {
    target[c] = c;
    width[c] = start[c + 1] - start[c];
  }
  // Tall children leave the fewest zeros, so they are tried first.
  const { firstChild, sibling } = listChildren(parent, sortDescending(rowCount));
  for (let p = 0; p < count; p++) {
    for (let c = firstChild[p]; c >= 0; c = sibling[c]) {
      const gap = width[p] + rowCount[p] - rowCount[c];
      const wide = width[p] + width[c];
      const empty = zeros[p] + zeros[c] + gap * width[c];
      if (empty > allowedZeros(wide) * wide * (0.5 * (wide + 1) + rowCount[p])) continue;
      target[c] = p;
      width[p] = wide;
      zeros[p] = empty;
    }
  }
  for (let c = count - 1; c >= 0; c--) target[c] = target[target[c]];
  return target;
}

function allowedZeros(width: number): number {
  if (width <= 4) return 0.5;
  if (width <= 16) return 0.2;
  return width <= 48 ? 0.1 : 0.05;
}

/** Returns the indices of the keys (not negative) from the largest to the smallest, equal ones ascending. */
function sortDescending(keys: Int32Array): Int32Array {
  let largest = 0;
  for (const key of keys) if (key > largest) largest = key;
  const start = new Int32Array(largest + 2);
  for (const key of keys) start[largest - key + 1]++;
  for (let k = 0; k <= largest; k++) start[k + 1] += start[k];
  const order = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) order[start[largest - keys[i]]++] = i;
  return order;
}

/** Numbers the merged supernodes in postorder, the child that needs the most stack first, and their columns. */
function orderSupernodes(chains: Chains, target: Int32Array): SupernodePartition {
  const { count: nChain, columns, start, rowCount } = chains;
  const label = new Int32Array(nChain).fill(-1);
  let count = 0;
  for (let c = 0; c < nChain; c++) if (target[c] === c) label[c] = count++;
  const parent = new Int32Array(count);
  const rowsBelow = new Int32Array(count);
  // Chains of a supernode in a list; ascending order keeps every column after its descendants.
  const firstChain = new Int32Array(count).fill(-1);
  const nextChain = new Int32Array(nChain).fill(-1);
  for (let c = nChain - 1; c >= 0; c--) {
    const s = label[target[c]];
    nextChain[c] = firstChain[s];
    firstChain[s] = c;
    if (target[c] !== c) continue;
    const up = chains.parent[c];
    parent[s] = up < 0 ? -1 : label[target[up]];
    rowsBelow[s] = rowCount[c];
  }
  const sequence = postorderForest(putHungryFirst(parent, rowsBelow), parent);
  const place = new Int32Array(count);
  for (let k = 0; k < count; k++) place[sequence[k]] = k;
  const columnStart = new Int32Array(count + 1);
  const order = new Int32Array(columns.length);
  let n = 0;
  for (let k = 0; k < count; k++) {
    for (let c = firstChain[sequence[k]]; c >= 0; c = nextChain[c]) {
      for (let m = start[c]; m < start[c + 1]; m++) order[n++] = columns[m];
    }
    columnStart[k + 1] = n;
  }
  return {
    count,
    order,
    columnStart,
    rowCount: rowsBelow.map((_, k) => rowsBelow[sequence[k]]),
    parent: parent.map((_, k) => (parent[sequence[k]] < 0 ? -1 : place[parent[sequence[k]]])),
  };
}

/** Lists the children of each supernode with the one first whose subtree needs the most stack. */
function putHungryFirst(parent: Int32Array, rowCount: Int32Array): ReturnType<typeof listChildren> {
  const forest = listChildren(parent);
  const { firstChild, sibling } = forest;
  const peak = new Float64Array(parent.length);
  for (let s = 0; s < parent.length; s++) {
    let before = -1;
    let best = -1;
    let bestBefore = -1;
    for (let c = firstChild[s]; c >= 0; c = sibling[c]) {
      if (best < 0 || peak[c] > peak[best]) {
        best = c;
        bestBefore = before;
      }
      before = c;
    }
    if (bestBefore >= 0) {
      sibling[bestBefore] = sibling[best];
      sibling[best] = firstChild[s];
      firstChild[s] = best;
    }
    let held = 0;
    for (let c = firstChild[s]; c >= 0; c = sibling[c]) {
      peak[s] = Math.max(peak[s], held + peak[c]);
      held += rowCount[c] * rowCount[c];
    }
    peak[s] = Math.max(peak[s], held + rowCount[s] * rowCount[s]);
  }
  return forest;
}
