/**
 * Members of an ensemble as points of normal deviates: drawn by chance that is seeded, then shifted, turned and stretched so
 * that their mean and covariance are exactly the wished ones. What few members leave to chance is thereby taken out of the
 * first two moments.
 */
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { createRandom } from "../../sim-core/index.ts";

/** A normal distribution of the deviates. */
export interface Gaussian {
  /** [parameter] */
  readonly mean: readonly number[];
  /** [parameter][parameter] */
  readonly covariance: readonly (readonly number[])[];
}

/** Returns the distribution before anything is known. */
export function createPrior(count: number): Gaussian {
  return {
    mean: Array.from({ length: count }, () => 0),
    covariance: Array.from({ length: count }, (_, i) =>
      Array.from({ length: count }, (_, j) => (i === j ? 1 : 0)),
    ),
  };
}

/** Returns `members` points [member][parameter] of that distribution; more members than parameters are needed. */
export function drawMembers(
  { mean, covariance }: Gaussian,
  members: number,
  seed: number,
  name: string,
): number[][] {
  const random = createRandom(seed, name);
  const raw = Array.from({ length: members }, () => mean.map(() => random.normal()));
  const centre = meanOf(raw);
  const centred = new Matrix(raw.map((row) => row.map((own, i) => own - centre[i]!)));
  const own = lower(
    centred
      .transpose()
      .mmul(centred)
      .div(members - 1),
  );
  const wished = lower(new Matrix(covariance.map((row) => [...row])));
  // Rows x = own y, so that y has the covariance 1; then wished y.
  const whitened = solveLower(own, centred.transpose());
  const points = wished.mmul(whitened).transpose();
  return points.to2DArray().map((row) => row.map((value, i) => value + mean[i]!));
}

/**
 * Returns a wider distribution about the same mean, from which slopes are better taken: `factor` times the standard deviation
 * where much is known, and never wider than before anything was.
 */
export function widen({ mean, covariance }: Gaussian, factor: number): Gaussian {
  const share = 1 / factor ** 2;
  const precision = invert(covariance).map((row, i) =>
    row.map((own, j) => share * own + (i === j ? 1 - share : 0)),
  );
  return { mean, covariance: invert(precision) };
}

/** Returns the inverse of a symmetric matrix that is positive definite. */
export function invert(matrix: readonly (readonly number[])[]): number[][] {
  return decompose(new Matrix(matrix.map((row) => [...row])))
    .solve(Matrix.eye(matrix.length))
    .to2DArray();
}

/** Returns the mean over the rows. */
export function meanOf(rows: readonly (readonly number[])[]): number[] {
  const [first = []] = rows;
  return first.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);
}

function lower(matrix: Matrix): Matrix {
  return decompose(matrix).lowerTriangularMatrix;
}

/** Of the symmetric part: round-off leaves the two triangles apart. */
function decompose(matrix: Matrix): CholeskyDecomposition {
  return new CholeskyDecomposition(matrix.clone().add(matrix.transpose()).div(2));
}

function solveLower(triangle: Matrix, right: Matrix): Matrix {
  const solved = right.clone();
  for (let column = 0; column < solved.columns; column++)
    for (let i = 0; i < triangle.rows; i++) {
      let sum = solved.get(i, column);
      for (let k = 0; k < i; k++) sum -= triangle.get(i, k) * solved.get(k, column);
      solved.set(i, column, sum / triangle.get(i, i));
    }
  return solved;
}
