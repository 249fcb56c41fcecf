/**
 * Few numbers in place of many measured ones: those weighted sums of them that tell most about the parameters. The weights
 * are taken from members of their own; what chance has put into them can then only make them less telling, never more.
 */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { invert, meanOf } from "./design.ts";
import { covarianceOff, fitPlane, type Members } from "./regression.ts";

/** What was measured. */
export interface Evidence {
  /** [output] */
  readonly data: readonly number[];
  /** [output] squares of the standard deviations of their noise, each by itself. */
  readonly variance: readonly number[];
}

/** Directions with less information than that beforehand, times this, are left out. */
const LEAST_TOLD = 0.02;

/** Returns the weights, [summary][output], from members of which no other use is made; none where nothing is told. */
export function chooseWeights(members: Members, { variance }: Evidence): number[][] {
  const parameters = members.points[0]?.length ?? 0;
  const { residuals, freedom } = fitPlane(members);
  const scale = variance.map((own, k) =>
    Math.sqrt(own + residuals.reduce((sum, row) => sum + row[k]! ** 2, 0) / freedom),
  );
  const patterns = findPatterns(members.outputs, scale, mostPatterns(members.points.length, parameters));
  if (patterns.length === 0) return [];
  const shares = patterns.map((pattern) => pattern.map((own, k) => own / scale[k]!));
  const plane = fitPlane({ points: members.points, outputs: apply(shares, members.outputs) });
  const noise = noiseOf(shares, variance);
  const error = invert(covarianceOff(plane).map((row, i) => row.map((own, j) => own + noise[i]![j]!)));
  const slopes = new Matrix(plane.slopes.map((row) => [...row]));
  const told = slopes.transpose().mmul(new Matrix(error)).mmul(slopes);
  const eigen = new EigenvalueDecomposition(told, { assumeSymmetric: true });
  const weights: number[][] = [];
  eigen.realEigenvalues.forEach((value, k) => {
    if (value < LEAST_TOLD) return;
    const along = slopes.mmul(Matrix.columnVector(eigen.eigenvectorMatrix.getColumn(k)));
    const combined = new Matrix(error).mmul(along).div(Math.sqrt(value)).to1DArray();
    weights.push(variance.map((_, o) => combined.reduce((sum, own, p) => sum + own * shares[p]![o]!, 0)));
  });
  return weights;
}

/** Returns the summaries of rows of outputs, [row][summary]. */
export function apply(
  weights: readonly (readonly number[])[],
  rows: readonly (readonly number[])[],
): number[][] {
  return rows.map((row) => weights.map((weight) => weight.reduce((sum, own, k) => sum + own * row[k]!, 0)));
}

/** Returns the covariance of summaries that the noise of what was measured makes, [summary][summary]. */
export function noiseOf(weights: readonly (readonly number[])[], variance: readonly number[]): number[][] {
  return weights.map((one) =>
    weights.map((other) => variance.reduce((sum, own, k) => sum + own * one[k]! * other[k]!, 0)),
  );
}

function mostPatterns(members: number, parameters: number): number {
  return Math.max(1, Math.min(2 * parameters + 2, Math.floor((members - parameters - 1) / 2)));
}

/** Principal components of the outputs in units of `scale`, the largest first. */
function findPatterns(
  outputs: readonly (readonly number[])[],
  scale: readonly number[],
  most: number,
): number[][] {
  const level = meanOf(outputs);
  const rows = new Matrix(outputs.map((row) => row.map((own, k) => (own - level[k]!) / scale[k]!)));
  // Of members or of outputs, whichever are fewer: both have the same components.
  const isWide = rows.columns > rows.rows;
  const eigen = new EigenvalueDecomposition(
    isWide ? rows.mmul(rows.transpose()) : rows.transpose().mmul(rows),
    { assumeSymmetric: true },
  );
  const order = eigen.realEigenvalues
    .map((value, k) => ({ value, k }))
    .filter(({ value }) => value > 1e-9)
    .sort((one, other) => other.value - one.value);
  return order.slice(0, most).map(({ value, k }) => {
    const own = eigen.eigenvectorMatrix.getColumn(k);
    if (!isWide) return own;
    return rows.transpose().mmul(Matrix.columnVector(own)).div(Math.sqrt(value)).to1DArray();
  });
}
