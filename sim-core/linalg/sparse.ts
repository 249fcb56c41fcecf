/** Sparse symmetric matrices: the lower triangle by columns, the pattern apart from the values. */

/** Lower triangle including the diagonal; rows ascend within a column, so each column starts at its diagonal. */
export interface SymmetricPattern {
  readonly size: number;
  readonly columnStart: Int32Array /* [size+1] */;
  readonly rows: Int32Array /* [nEntry] */;
}

/** What couples with what. A negative index stands for "no unknown" (a fixed value) and is passed over. */
export interface Connectivity {
  /** Groups whose members all couple with each other, such as the nodes of an element. */
  readonly cliques: ArrayLike<number> /* [nClique*nodesPerClique] */;
  readonly nodesPerClique: number;
  /** Further couplings, two indices each. */
  readonly couplings?: ArrayLike<number> /* [nCoupling*2] */;
}

/** Returns the pattern of a matrix with these couplings; every diagonal entry is there, coupled or not. */
export function createPattern(size: number, connectivity: Connectivity): SymmetricPattern {
  const { lower, upper, count } = listPairs(connectivity);
  const rowStart = new Int32Array(size + 1);
  for (let k = 0; k < count; k++) rowStart[lower[k] + 1]++;
  for (let i = 0; i < size; i++) rowStart[i + 1] += rowStart[i];
  const columnOf = new Int32Array(count);
  const cursor = rowStart.slice(0, size);
  for (let k = 0; k < count; k++) columnOf[cursor[lower[k]]++] = upper[k];
  // Rows are met in ascending order, so a coupling met before is the last one its column has met.
  const columnStart = new Int32Array(size + 1);
  const lastRow = new Int32Array(size).fill(-1);
  for (let i = 0; i < size; i++) {
    columnStart[i + 1]++;
    for (let k = rowStart[i]; k < rowStart[i + 1]; k++) {
      const j = columnOf[k];
      if (lastRow[j] === i) continue;
      lastRow[j] = i;
      columnStart[j + 1]++;
    }
  }
  for (let j = 0; j < size; j++) columnStart[j + 1] += columnStart[j];
  const rows = new Int32Array(columnStart[size]);
  cursor.set(columnStart.subarray(0, size));
  lastRow.fill(-1);
  for (let i = 0; i < size; i++) {
    rows[cursor[i]++] = i;
    for (let k = rowStart[i]; k < rowStart[i + 1]; k++) {
      const j = columnOf[k];
      if (lastRow[j] === i) continue;
      lastRow[j] = i;
      rows[cursor[j]++] = i;
    }
  }
  return { size, columnStart, rows };
}

/**
 * Returns the place of every entry of every clique's matrix in the value array, so that assembly adds without
 * searching: the lower triangle row by row, (0,0) (1,0) (1,1) (2,0) ...; -1 where a member is negative.
 * Shape [nClique * n(n+1)/2] with n = nodesPerClique.
 */
export function createScatter(
  pattern: SymmetricPattern,
  cliques: ArrayLike<number>,
  nodesPerClique: number,
): Int32Array {
  const n = nodesPerClique;
  const nClique = cliques.length / n;
  const places = new Int32Array((nClique * n * (n + 1)) / 2);
  let k = 0;
  for (let c = 0; c < nClique; c++) {
    for (let a = 0; a < n; a++) {
      for (let b = 0; b <= a; b++) places[k++] = locateEntry(pattern, cliques[c * n + a], cliques[c * n + b]);
    }
  }
  return places;
}

/** Returns the place in the value array of each coupling (i, j), in either order; -1 where it is not in the pattern. */
export function locateCouplings(pattern: SymmetricPattern, couplings: ArrayLike<number>): Int32Array {
  const places = new Int32Array(couplings.length / 2);
  for (let k = 0; k < places.length; k++) {
    places[k] = locateEntry(pattern, couplings[2 * k], couplings[2 * k + 1]);
  }
  return places;
}

/** Returns the place of entry (i, j) or (j, i) in the value array, -1 when it is not in the pattern. */
export function locateEntry(pattern: SymmetricPattern, i: number, j: number): number {
  const column = Math.min(i, j);
  if (column < 0) return -1;
  const row = Math.max(i, j);
  const { columnStart, rows } = pattern;
  let low = columnStart[column];
  // Each column starts at its diagonal, which half of the entries of triangles ask for.
  if (row === column) return low;
  let high = columnStart[column + 1] - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle] < row) low = middle + 1;
    else high = middle;
  }
  return rows[low] === row ? low : -1;
}

/** Writes A x to `out` (not `x` itself). */
export function multiplySymmetric(
  pattern: SymmetricPattern,
  values: ArrayLike<number>,
  x: ArrayLike<number>,
  out: Float64Array,
): void {
  const { size, columnStart, rows } = pattern;
  out.fill(0, 0, size);
  for (let j = 0; j < size; j++) {
    const start = columnStart[j];
    const end = columnStart[j + 1];
    const xj = x[j];
    let sum = values[start] * xj;
    for (let k = start + 1; k < end; k++) {
      const i = rows[k];
      const value = values[k];
      sum += value * x[i];
      out[i] += value * xj;
    }
    out[j] += sum;
  }
}

/** All off-diagonal couplings with their repetitions: `lower` the larger index of each, `upper` the smaller. */
function listPairs(connectivity: Connectivity): { lower: Int32Array; upper: Int32Array; count: number } {
  const { cliques, nodesPerClique: n, couplings = [] } = connectivity;
  const nClique = cliques.length / n;
  const capacity = (nClique * n * (n - 1)) / 2 + couplings.length / 2;
  const lower = new Int32Array(capacity);
  const upper = new Int32Array(capacity);
  let count = 0;
  const add = (i: number, j: number): void => {
    if (i < 0 || j < 0 || i === j) return;
    lower[count] = Math.max(i, j);
    upper[count++] = Math.min(i, j);
  };
  for (let c = 0; c < nClique * n; c += n) {
    for (let a = 1; a < n; a++) for (let b = 0; b < a; b++) add(cliques[c + a], cliques[c + b]);
  }
  for (let k = 0; k < couplings.length; k += 2) add(couplings[k], couplings[k + 1]);
  return { lower, upper, count };
}
