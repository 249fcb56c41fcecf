/**
 * Symbolic analysis for a multifrontal Cholesky factorisation P A P' = L L': everything that depends on the
 * pattern only, as flat arrays, so that the numeric phase searches nothing and allocates nothing.
 * A front of supernode s has nColumn(s) + nRow(s) rows; its first columns are the panel of L, the rest is the
 * update that its parent takes. Sources: Duff and Reid, ACM TOMS 9 (1983) 302; Liu, SIAM Review 34 (1992) 82.
 */
import { assertInvariant } from "../../base/errors.ts";
import type { SymmetricPattern } from "../sparse.ts";
import { countColumns, findEliminationTree, type LowerRows, permuteToRows } from "./elimination-tree.ts";
import { findSupernodes, type SupernodePartition } from "./supernodes.ts";

/** Plain arrays only: may be posted to a worker or copied into a WebAssembly memory. */
export interface CholeskySymbolic {
  readonly size: number;
  /** Original index of each position; positions count in elimination order. */
  readonly permutation: Int32Array /* [size] */;
  /** Position of each original index. */
  readonly position: Int32Array /* [size] */;
  readonly nSupernode: number;
  /** Supernode s eliminates the positions columnStart[s] <= k < columnStart[s+1]. */
  readonly columnStart: Int32Array /* [nSupernode+1] */;
  readonly supernodeOfColumn: Int32Array /* [size] */;
  readonly parent: Int32Array /* [nSupernode], -1 for roots; parents come after children */;
  readonly childStart: Int32Array /* [nSupernode+1] */;
  readonly children: Int32Array /* [number of supernodes that are no root] */;
  /** Positions of the rows below the panel's triangle, ascending. */
  readonly rowStart: Int32Array /* [nSupernode+1] */;
  readonly rows: Int32Array;
  /** Place of each of these rows in the parent's front. */
  readonly frontRow: Int32Array /* same shape as rows */;
  /** Panels of L by columns, nColumn + nRow entries each; what is above the diagonal is not used. */
  readonly panelStart: Int32Array /* [nSupernode+1] */;
  /** Place in the panels of each entry of the matrix. */
  readonly entryPlace: Int32Array /* [nEntry] */;
  /** Place of each update (nRow x nRow by columns, lower triangle used) in the stack, and the stack's length. */
  readonly updateStart: Int32Array /* [nSupernode] */;
  readonly stackSize: number;
  /** Entries of L without the zeros that merged supernodes store, and multiply-adds and such to compute them. */
  readonly factorEntries: number;
  readonly factorFlops: number;
}

const LARGEST_INDEX = 0x7fff_ffff;

/** Analyses a pattern for the elimination order `permutation` (position -> original index), kept up to equivalence. */
export function analyzeCholesky(pattern: SymmetricPattern, permutation: ArrayLike<number>): CholeskySymbolic {
  const size = pattern.size;
  const first = Int32Array.from(permutation);
  const wanted = permuteToRows(pattern, invert(first));
  const tree = findEliminationTree(wanted);
  const counts = countColumns(wanted, tree);
  const partition = findSupernodes(tree, counts);
  const ordered = partition.order.map((k) => first[k]);
  const position = invert(ordered);
  const lower = permuteToRows(pattern, position);
  const layout = layOut(partition, size);
  const diagonalEntry = ordered.map((i) => pattern.columnStart[i]);
  const traced = traceRows(partition, layout, { lower, diagonalEntry, nEntry: pattern.rows.length });
  const updates = placeUpdates(partition, layout);
  // One literal: objects put together from spreads have no hidden class in common, and the kernels read this one.
  return {
    size,
    permutation: ordered,
    position,
    nSupernode: partition.count,
    columnStart: partition.columnStart,
    supernodeOfColumn: layout.supernodeOfColumn,
    parent: partition.parent,
    childStart: layout.childStart,
    children: layout.children,
    rowStart: layout.rowStart,
    rows: traced.rows,
    frontRow: traced.frontRow,
    panelStart: layout.panelStart,
    entryPlace: traced.entryPlace,
    updateStart: updates.updateStart,
    stackSize: updates.stackSize,
    factorEntries: counts.reduce((sum, n) => sum + n, 0),
    factorFlops: counts.reduce((sum, n) => sum + n * n, 0),
  };
}

function invert(permutation: Int32Array): Int32Array {
  const inverse = new Int32Array(permutation.length);
  for (let k = 0; k < permutation.length; k++) inverse[permutation[k]] = k;
  return inverse;
}

interface Layout {
  readonly supernodeOfColumn: Int32Array;
  readonly childStart: Int32Array;
  readonly children: Int32Array;
  readonly rowStart: Int32Array;
  readonly panelStart: Int32Array;
}

/** Lays rows, panels and child lists one behind the other. */
function layOut(partition: SupernodePartition, size: number): Layout {
  const { count, columnStart, rowCount, parent } = partition;
  const supernodeOfColumn = new Int32Array(size);
  const childStart = new Int32Array(count + 1);
  const rowStart = new Int32Array(count + 1);
  const panelStart = new Int32Array(count + 1);
  let nRow = 0;
  let nStored = 0;
  for (let s = 0; s < count; s++) {
    const nColumn = columnStart[s + 1] - columnStart[s];
    nRow += rowCount[s];
    nStored += nColumn * (nColumn + rowCount[s]);
    supernodeOfColumn.fill(s, columnStart[s], columnStart[s + 1]);
    rowStart[s + 1] = nRow;
    panelStart[s + 1] = nStored;
    if (parent[s] >= 0) childStart[parent[s] + 1]++;
  }
  assertInvariant(Math.max(nRow, nStored) <= LARGEST_INDEX, "the places in the factor have 32 bits");
  for (let s = 0; s < count; s++) childStart[s + 1] += childStart[s];
  const children = new Int32Array(childStart[count]);
  const cursor = childStart.slice(0, count);
  for (let s = 0; s < count; s++) if (parent[s] >= 0) children[cursor[parent[s]]++] = s;
  return { supernodeOfColumn, childStart, children, rowStart, panelStart };
}

interface Entries {
  readonly lower: LowerRows;
  readonly diagonalEntry: Int32Array;
  readonly nEntry: number;
}

/**
 * Walks from the entries of each row of A up the supernode tree: row i belongs to every supernode on the way.
 * As rows come in ascending order, the lists ascend and the place of a row is known the moment it is met.
 */
function traceRows(
  partition: SupernodePartition,
  layout: Layout,
  entries: Entries,
): Pick<CholeskySymbolic, "rows" | "frontRow" | "entryPlace"> {
  const { count, columnStart, rowCount, parent } = partition;
  const { supernodeOfColumn, rowStart, panelStart } = layout;
  const { lower, diagonalEntry } = entries;
  const rows = new Int32Array(rowStart[count]);
  const frontRow = new Int32Array(rowStart[count]);
  const entryPlace = new Int32Array(entries.nEntry);
  const cursor = rowStart.slice(0, count);
  const met = new Int32Array(count).fill(-1);
  for (let i = 0; i < diagonalEntry.length; i++) {
    const home = supernodeOfColumn[i];
    const start = columnStart[home];
    const height = columnStart[home + 1] - start + rowCount[home];
    const homePanel = panelStart[home] + i - start;
    entryPlace[diagonalEntry[i]] = homePanel + (i - start) * height;
    for (let k = lower.rowStart[i]; k < lower.rowStart[i + 1]; k++) {
      const j = lower.columns[k];
      const from = supernodeOfColumn[j];
      if (from === home) {
        entryPlace[lower.entry[k]] = homePanel + (j - start) * height;
        continue;
      }
      for (let s = from; s !== home && met[s] !== i; ) {
        met[s] = i;
        const at = cursor[s]++;
        rows[at] = i;
        const up = parent[s];
        const upStart = columnStart[up];
        // The parent meets row i next, unless it has met it already.
        const behind = met[up] === i ? 1 : 0;
        frontRow[at] =
          up === home ? i - upStart : columnStart[up + 1] - upStart + cursor[up] - rowStart[up] - behind;
        s = up;
      }
      const nColumn = columnStart[from + 1] - columnStart[from];
      const row = nColumn + cursor[from] - 1 - rowStart[from];
      entryPlace[lower.entry[k]] =
        panelStart[from] + (j - columnStart[from]) * (nColumn + rowCount[from]) + row;
    }
  }
  return { rows, frontRow, entryPlace };
}

/**
 * Gives every update its place. An update is written while those of the children are still needed, so levels of
 * the tree alternate between two stacks; as supernodes come in postorder, each stack is last in, first out.
 */
function placeUpdates(
  partition: SupernodePartition,
  layout: Layout,
): Pick<CholeskySymbolic, "updateStart" | "stackSize"> {
  const { count, rowCount, parent } = partition;
  const { childStart, children } = layout;
  const odd = new Uint8Array(count);
  for (let s = count - 1; s >= 0; s--) odd[s] = parent[s] < 0 ? 0 : 1 - odd[parent[s]];
  const updateStart = new Int32Array(count);
  const top = [0, 0];
  const peak = [0, 0];
  for (let s = 0; s < count; s++) {
    const side = odd[s];
    updateStart[s] = top[side];
    top[side] += rowCount[s] * rowCount[s];
    peak[side] = Math.max(peak[side], top[side]);
    const firstChild = childStart[s];
    if (childStart[s + 1] > firstChild) top[1 - side] = updateStart[children[firstChild]];
  }
  assertInvariant(peak[0] + peak[1] <= LARGEST_INDEX, "the places in the stack of updates have 32 bits");
  for (let s = 0; s < count; s++) if (odd[s] === 1) updateStart[s] += peak[0];
  return { updateStart, stackSize: peak[0] + peak[1] };
}
