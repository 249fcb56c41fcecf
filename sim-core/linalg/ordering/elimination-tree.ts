/**
 * The elimination tree of a permuted symmetric matrix and the column counts of its factor.
 * parent(j) = least row below the diagonal of column j of L; row i of L is the union of the tree's paths from
 * the columns of row i of A up to i. Source: Liu, SIAM J. Matrix Anal. Appl. 11 (1990) 134.
 */
import type { SymmetricPattern } from "../sparse.ts";

/** Strictly lower triangle of the permuted matrix by rows; `entry` is the place in the original value array. */
export interface LowerRows {
  readonly rowStart: Int32Array /* [size+1] */;
  readonly columns: Int32Array /* [nEntry-size] */;
  readonly entry: Int32Array /* [nEntry-size] */;
}

/** Returns the rows of the matrix in elimination order; `position` gives each original index its new one. */
export function permuteToRows(pattern: SymmetricPattern, position: Int32Array): LowerRows {
  const { size, columnStart, rows } = pattern;
  const rowStart = new Int32Array(size + 1);
  for (let j = 0; j < size; j++) {
    const pj = position[j];
    for (let k = columnStart[j] + 1; k < columnStart[j + 1]; k++) {
      const pi = position[rows[k]];
      rowStart[Math.max(pi, pj) + 1]++;
    }
  }
  for (let i = 0; i < size; i++) rowStart[i + 1] += rowStart[i];
  const columns = new Int32Array(rowStart[size]);
  const entry = new Int32Array(rowStart[size]);
  const cursor = rowStart.slice(0, size);
  for (let j = 0; j < size; j++) {
    const pj = position[j];
    for (let k = columnStart[j] + 1; k < columnStart[j + 1]; k++) {
      const pi = position[rows[k]];
      const at = cursor[Math.max(pi, pj)]++;
      columns[at] = Math.min(pi, pj);
      entry[at] = k;
    }
  }
  return { rowStart, columns, entry };
}

/** Returns the parent of each column in the elimination tree, -1 for roots. */
export function findEliminationTree(lower: LowerRows): Int32Array {
  const { rowStart, columns } = lower;
  const size = rowStart.length - 1;
  const parent = new Int32Array(size).fill(-1);
  const ancestor = new Int32Array(size).fill(-1);
  for (let i = 0; i < size; i++) {
    for (let k = rowStart[i]; k < rowStart[i + 1]; k++) {
      let j = columns[k];
      // Every column climbed over gets a short cut to row i.
      while (ancestor[j] !== i) {
        const above = ancestor[j];
        ancestor[j] = i;
        if (above < 0) {
          parent[j] = i;
          break;
        }
        j = above;
      }
    }
  }
  return parent;
}

/** Returns the number of entries of each column of L, the diagonal included. */
export function countColumns(lower: LowerRows, parent: Int32Array): Int32Array {
  const { rowStart, columns } = lower;
  const size = parent.length;
  const count = new Int32Array(size).fill(1);
  const met = new Int32Array(size).fill(-1);
  for (let i = 0; i < size; i++) {
    met[i] = i;
    for (let k = rowStart[i]; k < rowStart[i + 1]; k++) {
      for (let j = columns[k]; met[j] !== i; j = parent[j]) {
        met[j] = i;
        count[j]++;
      }
    }
  }
  return count;
}

/** Returns the listed nodes of a forest with children before parents, children in the order of `firstChild`, `sibling`. */
export function postorderForest(forest: Forest, parent: Int32Array): Int32Array {
  const { firstChild, sibling } = forest;
  const order = new Int32Array(parent.length);
  let count = 0;
  for (let p = forest.firstRoot; p >= 0; ) {
    while (firstChild[p] >= 0) p = firstChild[p];
    for (; p >= 0; p = parent[p]) {
      order[count++] = p;
      if (sibling[p] >= 0) {
        p = sibling[p];
        break;
      }
    }
  }
  return order.subarray(0, count);
}

/** Child lists of a forest; -1 ends a list. */
export interface Forest {
  readonly firstChild: Int32Array;
  readonly sibling: Int32Array;
  readonly firstRoot: number;
}

/** Returns the child lists, each in the order in which `nodes` names them (all nodes ascending by default; parents of those named are named). */
export function listChildren(parent: Int32Array, nodes?: Int32Array): Forest {
  const size = parent.length;
  const firstChild = new Int32Array(size).fill(-1);
  const sibling = new Int32Array(size).fill(-1);
  let firstRoot = -1;
  for (let k = (nodes ? nodes.length : size) - 1; k >= 0; k--) {
    const p = nodes ? nodes[k] : k;
    const up = parent[p];
    sibling[p] = up < 0 ? firstRoot : firstChild[up];
    if (up < 0) firstRoot = p;
    else firstChild[up] = p;
  }
  return { firstChild, sibling, firstRoot };
}
