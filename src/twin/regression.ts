/**
 * A plane through what members give over their parameters, by least squares. What lies off the plane is what the
 * microstructures do that the members differ in, and what is curved.
 */
import { Matrix } from "ml-matrix";
import { invert, meanOf } from "./design.ts";

/** Members of an ensemble and numbers that belong to them. */
export interface Members {
  /** [member][parameter] deviates. */
  readonly points: readonly (readonly number[])[];
  /** [member][output] */
  readonly outputs: readonly (readonly number[])[];
}

export interface Plane {
  /** [parameter] mean of the points. */
  readonly centre: readonly number[];
  /** [output] at the centre. */
  readonly level: readonly number[];
  /** [output][parameter] */
  readonly slopes: readonly (readonly number[])[];
  /** [member][output] */
  readonly residuals: readonly (readonly number[])[];
  /** Members less what the plane takes. */
  readonly freedom: number;
  /** [parameter][parameter] inverse of the sum of squares of the points about their centre. */
  readonly inverseSquares: readonly (readonly number[])[];
}

/** Returns the plane; there have to be more members than parameters by 2 at least. */
export function fitPlane({ points, outputs }: Members): Plane {
  const centre = meanOf(points);
  const level = meanOf(outputs);
  const steps = new Matrix(points.map((row) => row.map((own, i) => own - centre[i]!)));
  const changes = new Matrix(outputs.map((row) => row.map((own, k) => own - level[k]!)));
  const inverseSquares = invert(steps.transpose().mmul(steps).to2DArray());
  const slopes = new Matrix(inverseSquares).mmul(steps.transpose()).mmul(changes);
  return {
    ...{ centre, level, inverseSquares, freedom: points.length - centre.length - 1 },
    slopes: slopes.transpose().to2DArray(),
    residuals: changes.sub(steps.mmul(slopes)).to2DArray(),
  };
}

/** Returns the outputs on the plane at a point. */
export function predictAt({ centre, level, slopes }: Plane, point: readonly number[]): number[] {
  return level.map((own, k) =>
    slopes[k]!.reduce((sum, slope, i) => sum + slope * (point[i]! - centre[i]!), own),
  );
}

/** Returns the covariance of what lies off the plane, [output][output]. */
export function covarianceOff({ residuals, freedom }: Plane): number[][] {
  const off = new Matrix(residuals.map((row) => [...row]));
  return off.transpose().mmul(off).div(freedom).to2DArray();
}

/** Returns by how much of its own square a plane's error grows at a point: 1/members + its distance from the centre. */
export function leverageAt({ centre, inverseSquares, residuals }: Plane, point: readonly number[]): number {
  const step = point.map((own, i) => own - centre[i]!);
  return step.reduce(
    (sum, one, i) => sum + one * inverseSquares[i]!.reduce((inner, own, j) => inner + own * step[j]!, 0),
    1 / residuals.length,
  );
}
