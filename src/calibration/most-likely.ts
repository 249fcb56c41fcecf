/**
 * The most likely point of a local model: least squares of the misses in tolerances and of the distance from the middle of
 * the ranges, within a box. Inequalities count where they are broken. The sum is convex and made of parabolas, so that
 * Newton's method, projected onto the box (Bertsekas 1982), comes to its end.
 */
import { Matrix, solve } from "ml-matrix";
import { missOf, type Target } from "./calibration.ts";
import type { LocalModel } from "./local-model.ts";
import { PRIOR_DEVIATION } from "./parameter-space.ts";

/** Corners of the part of the ranges that is looked at. */
export interface Box {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

const MOST_STEPS = 200;
const CLOSE = 1e-12;
const SHORTEST = 1e-10;

/**
 * Returns the sum that is made least, half the squares of all misses and of the distance from the middle. `errors` are the
 * standard errors of the means, which widen the tolerances.
 */
export function costOf(
  targets: readonly Target[],
  { means, errors, point }: { means: readonly number[]; errors: readonly number[]; point: readonly number[] },
): number {
  const misses = targets.map((target, t) => missOf(widen(target, errors[t]!), means[t]!) ** 2);
  const distances = point.map((own) => (own / PRIOR_DEVIATION) ** 2);
  return [...misses, ...distances].reduce((sum, own) => sum + own, 0) / 2;
}

/** Returns the target with a tolerance that holds the standard error of the mean too. */
export function widen(target: Target, standardError: number): Target {
  return { ...target, tolerance: Math.hypot(target.tolerance, standardError) };
}

/** Returns means of the model at a point, [target]. */
export function predict({ centre, means, slopes }: LocalModel, point: readonly number[]): number[] {
  return means.map((mean, t) =>
    slopes[t]!.reduce((sum, slope, i) => sum + slope * (point[i]! - centre.point[i]!), mean),
  );
}

/** Returns the most likely point of `model` in `box`. */
export function findMostLikely(targets: readonly Target[], model: LocalModel, box: Box): number[] {
  const errors = model.standardErrors;
  const costAt = (point: readonly number[]): number =>
    costOf(targets, { means: predict(model, point), errors, point });
  let point = project(model.centre.point, box);
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = improve(point, { targets, model, box, costAt });
    if (next === undefined) break;
    point = next;
  }
  return point;
}

interface Search {
  readonly targets: readonly Target[];
  readonly model: LocalModel;
  readonly box: Box;
  readonly costAt: (point: readonly number[]) => number;
}

/** One step of Newton's method; undefined where there is none. */
function improve(point: readonly number[], { targets, model, box, costAt }: Search): number[] | undefined {
  const { gradient, hessian } = derive(targets, model, point);
  const isFree = point.map(
    (own, i) => !((own <= box.low[i]! && gradient[i]! > 0) || (own >= box.high[i]! && gradient[i]! < 0)),
  );
  const free = point.map((_, i) => i).filter((i) => isFree[i]);
  if (free.length === 0) return undefined;
  const descent = solve(
    new Matrix(free.map((i) => free.map((j) => hessian[i]![j]!))),
    Matrix.columnVector(free.map((i) => -gradient[i]!)),
  ).to1DArray();
  const before = costAt(point);
  for (let share = 1; share > SHORTEST; share /= 2) {
    const moved = [...point];
    free.forEach((i, k) => {
      moved[i] = point[i]! + share * descent[k]!;
    });
    const next = project(moved, box);
    if (costAt(next) < before)
      return next.some((own, i) => Math.abs(own - point[i]!) > CLOSE) ? next : undefined;
  }
  return undefined;
}

/** Gradient and curvature of the cost, of those targets that are missed or have a value. */
function derive(targets: readonly Target[], model: LocalModel, point: readonly number[]) {
  const means = predict(model, point);
  const weight = 1 / PRIOR_DEVIATION ** 2;
  const gradient = point.map((own) => own * weight);
  const hessian = point.map((_, i) => point.map((_, j) => (i === j ? weight : 0)));
  targets.forEach((own, t) => {
    const target = widen(own, model.standardErrors[t]!);
    const miss = missOf(target, means[t]!);
    if (target.demand !== "value" && miss === 0) return;
    const row = model.slopes[t]!.map((slope) => slope / target.tolerance);
    row.forEach((one, i) => {
      gradient[i]! += one * miss;
      row.forEach((other, j) => {
        hessian[i]![j]! += one * other;
      });
    });
  });
  return { gradient, hessian };
}

/** Returns the curvature of the cost at the centre of a model, [parameter][parameter]: the inverse of the covariance. */
export function curvatureOf(targets: readonly Target[], model: LocalModel): number[][] {
  return derive(targets, model, model.centre.point).hessian;
}

function project(point: readonly number[], { low, high }: Box): number[] {
  return point.map((own, i) => Math.min(high[i]!, Math.max(low[i]!, own)));
}
