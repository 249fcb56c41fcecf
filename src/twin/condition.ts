/**
 * What follows for numbers that were not measured (states, later cycles) from what was: members are moved to what is known of
 * the parameters, and what microstructures do is corrected by what they were seen to do (Matheron's rule: each member's own
 * residual is replaced by that of the data, as far as the two go together). Linear; the scatter is stretched by what the
 * planes have taken of it.
 */
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { createRandom } from "../../sim-core/index.ts";
import { type Gaussian, invert } from "./design.ts";
import { covarianceOff, fitPlane, predictAt } from "./regression.ts";

export interface Conditioning {
  /** [member][parameter], drawn from `design`. */
  readonly points: readonly (readonly number[])[];
  readonly design: Gaussian;
  /** What is known of the parameters after all. */
  readonly posterior: Gaussian;
  /** Of each member, [member][feature], and as measured, with the covariance of its noise. */
  readonly features: readonly (readonly number[])[];
  readonly data: readonly number[];
  readonly noise: readonly (readonly number[])[];
  /** [member][target] */
  readonly targets: readonly (readonly number[])[];
  readonly seed: number;
}

/** Least share of a feature's scatter that counts as its noise, so that two features may say the same. */
const RIDGE = 1e-6;

/** Returns one sample of the targets a member, [member][target]. */
export function conditionMembers(given: Conditioning): number[][] {
  const { points, design, posterior, features, data, noise, targets, seed } = given;
  const moved = movePoints(points, design, posterior);
  const count = data.length;
  const plane = fitPlane({ points, outputs: features.map((row, k) => [...row, ...targets[k]!]) });
  const covariance = covarianceOff(plane);
  const own = covariance
    .slice(0, count)
    .map((row, i) =>
      row
        .slice(0, count)
        .map((value, j) => value + noise[i]![j]! + (i === j ? RIDGE * value + Number.EPSILON : 0)),
    );
  const weights = new Matrix(invert(own));
  const gain = new Matrix(covariance.slice(count).map((row) => row.slice(0, count))).mmul(weights);
  const freedom = Math.max(1, plane.freedom - count);
  const stretch = Math.sqrt((points.length - 1) / freedom);
  const random = createRandom(seed, "noise of the features");
  const triangle = triangleOf(noise);
  return moved.map((point, k) => {
    const expected = predictAt(plane, point);
    const residual = plane.residuals[k]!;
    const chance = triangle.mmul(Matrix.columnVector(data.map(() => random.normal()))).to1DArray();
    const seen = data.map((value, i) => value - expected[i]! + stretch * (chance[i]! - residual[i]!));
    const correction = gain.mmul(Matrix.columnVector(seen)).to1DArray();
    return correction.map((value, t) => expected[count + t]! + stretch * residual[count + t]! + value);
  });
}

/** Points of one normal distribution as points of another one. */
function movePoints(points: readonly (readonly number[])[], from: Gaussian, to: Gaussian): number[][] {
  const [own, wished] = [triangleOf(from.covariance), triangleOf(to.covariance)];
  const operator = wished.mmul(new Matrix(invertTriangle(own)));
  return points.map((point) =>
    operator
      .mmul(Matrix.columnVector(point.map((value, i) => value - from.mean[i]!)))
      .to1DArray()
      .map((value, i) => value + to.mean[i]!),
  );
}

function triangleOf(covariance: readonly (readonly number[])[]): Matrix {
  const matrix = new Matrix(covariance.map((row) => [...row]));
  const symmetric = matrix.clone().add(matrix.transpose()).div(2);
  return new CholeskyDecomposition(symmetric).lowerTriangularMatrix;
}

/** Of a lower triangle, column by column. */
function invertTriangle(triangle: Matrix): number[][] {
  const size = triangle.rows;
  const inverse = Array.from({ length: size }, () => Array.from({ length: size }, () => 0));
  for (let column = 0; column < size; column++)
    for (let i = column; i < size; i++) {
      let sum = i === column ? 1 : 0;
      for (let k = column; k < i; k++) sum -= triangle.get(i, k) * inverse[k]![column]!;
      inverse[i]![column] = sum / triangle.get(i, i);
    }
  return inverse;
}

/** Returns the value below which a share of a distribution lies, of which the samples are few: linear at (n + 1) share. */
export function quantileOf(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((one, other) => one - other);
  const place = Math.min(sorted.length, Math.max(1, (sorted.length + 1) * share)) - 1;
  const low = Math.floor(place);
  const high = Math.min(sorted.length - 1, low + 1);
  const [below, above] = [sorted[low]!, sorted[high]!];
  return place === low || below === above ? below : below + (place - low) * (above - below);
}
