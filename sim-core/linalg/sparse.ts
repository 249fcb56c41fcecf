/** Sparse symmetric matrices: the lower triangle by columns, the pattern apart from the values. */

/** Lower triangle including the diagonal; rows ascend within a column, so each column starts at its diagonal. */
export interface SymmetricPattern {
  readonly size: number;
  readonly columnStart: Int32Array /* [size+1] */;
  readonly rows: Int32Array /* [nEntry] */;
}
