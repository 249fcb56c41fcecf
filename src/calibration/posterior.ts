/**
 * What is known of the parameters after all: the normal distribution of the local model, without what the seeds' noise
 * would seem to tell, and which of its directions the targets have told nothing about.
 */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { type CalibrationProblem, type FreeParameter, missOf } from "./calibration.ts";
import type { LocalModel } from "./local-model.ts";
import { widen } from "./most-likely.ts";
import { NINETY_FIVE_PERCENT, PRIOR_DEVIATION, valueAt } from "./parameter-space.ts";

/** Of one parameter, in display units. */
export interface ParameterEstimate {
  readonly parameter: FreeParameter;
  readonly best: number;
  /** 5 and 95 %, within the range. */
  readonly interval: readonly [number, number];
  /** Standard deviation over the one beforehand: 1 where the targets tell nothing of it. */
  readonly left: number;
  readonly identified: Identified;
  readonly isAtEnd: boolean;
}

export type Identified = "identified" | "weakly identified" | "not identified";

/** A direction among the parameters, and what the targets tell about it; all are at right angles. */
export interface Direction {
  /** Unit vector, [parameter], in half ranges. */
  readonly vector: readonly number[];
  /** Tolerances that the targets move, root of the sum of squares, for one standard deviation beforehand. */
  readonly sensitivity: number;
  /** Standard error of that, from seed to seed. */
  readonly noise: number;
  /** Most that a target moves, in tolerances. */
  readonly most: number;
  /** Standard deviation along it over the one beforehand, noise taken off. */
  readonly left: number;
  readonly identified: Identified;
}

export interface Posterior {
  readonly estimates: readonly ParameterEstimate[];
  /** Of the coordinates: half ranges, linear or logarithmic; [parameter][parameter]. */
  readonly covariance: readonly (readonly number[])[];
  /** Best known first. */
  readonly directions: readonly Direction[];
  /** Tolerances that each target moves over one standard deviation beforehand, [target][parameter]; 0 where an inequality holds. */
  readonly sensitivities: readonly (readonly number[])[];
}

/** Of the standard deviation beforehand, what may be left where something counts as identified, and as weakly so: by choice. */
const WELL = 1 / 3;
const WEAKLY = 0.8;
const MOST_SWEEPS = 100;
const SMALL_ANGLE = 1e-9;

/** Returns what the targets tell about the parameters, at the centre of `model`. */
export function derivePosterior(problem: CalibrationProblem, model: LocalModel): Posterior {
  const { parameters } = problem;
  const { point } = model.centre;
  const sensitivities = scale(problem, model, model.slopes);
  const seeds = model.seedSlopes.map((slopes) => scale(problem, model, slopes));
  const count = point.length;
  const noise = noiseOf(seeds, sensitivities, count);
  const square = product(sensitivities, count).map((row, i) => row.map((own, j) => own - noise[i]![j]!));
  const eigen = new EigenvalueDecomposition(new Matrix(square), { assumeSymmetric: true });
  const vectors = Array.from({ length: count }, (_, k) => eigen.eigenvectorMatrix.getColumn(k));
  // What noise makes of a direction is no information, and less than none there is not.
  const shares = eigen.realEigenvalues.map((own) => 1 / (1 + Math.max(0, own)));
  const covariance = point.map((_, i) =>
    point.map(
      (_, j) =>
        PRIOR_DEVIATION ** 2 *
        shares.reduce((sum, own, k) => sum + own * vectors[k]![i]! * vectors[k]![j]!, 0),
    ),
  );
  const directions = findDirections(vectors, { sensitivities, noise, covariance });
  const estimates = parameters.map((parameter, i): ParameterEstimate => {
    const deviation = Math.sqrt(covariance[i]![i]!);
    const reach = NINETY_FIVE_PERCENT * deviation;
    const left = deviation / PRIOR_DEVIATION;
    return {
      parameter,
      best: valueAt(parameter, point[i]!),
      interval: [valueAt(parameter, point[i]! - reach), valueAt(parameter, point[i]! + reach)],
      ...{ left, identified: judge(left), isAtEnd: Math.abs(point[i]!) >= 1 },
    };
  });
  return { estimates, covariance, directions, sensitivities };
}

/** Transpose of rows times rows. */
function product(rows: readonly (readonly number[])[], count: number): number[][] {
  return Array.from({ length: count }, (_, i) =>
    Array.from({ length: count }, (_, j) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0)),
  );
}

/** What of that product is expected from noise alone: squares of the standard errors, all targets together. */
function noiseOf(
  seeds: readonly (readonly (readonly number[])[])[],
  mean: readonly (readonly number[])[],
  count: number,
): number[][] {
  const freedom = Math.max(1, (seeds.length - 1) * seeds.length);
  const deviations = seeds.flatMap((rows) => rows.map((row, t) => row.map((own, i) => own - mean[t]![i]!)));
  return product(deviations, count).map((row) => row.map((own) => (seeds.length < 2 ? 0 : own / freedom)));
}

/** Slopes in tolerances per standard deviation beforehand. */
function scale(
  { targets }: CalibrationProblem,
  { means, standardErrors }: LocalModel,
  slopes: readonly (readonly number[])[],
): number[][] {
  return targets.map((target, t) => {
    const { tolerance } = widen(target, standardErrors[t]!);
    const counts = target.demand === "value" || missOf(target, means[t]!) !== 0;
    return slopes[t]!.map((slope) => (counts ? (slope * PRIOR_DEVIATION) / tolerance : 0));
  });
}

/** What the targets tell along `vectors`; those that are not identified are replaced by simpler ones of the same space. */
function findDirections(
  vectors: readonly (readonly number[])[],
  {
    sensitivities,
    noise,
    covariance,
  }: Pick<Posterior, "sensitivities" | "covariance"> & { readonly noise: readonly (readonly number[])[] },
): Direction[] {
  const along = (matrix: readonly (readonly number[])[], vector: readonly number[]): number =>
    Math.sqrt(
      Math.max(
        0,
        dot(
          matrix.map((row) => dot(row, vector)),
          vector,
        ),
      ),
    );
  const describe = (own: readonly number[]): Direction => {
    const vector = turned(own);
    const moves = sensitivities.map((row) => dot(row, vector));
    const left = along(covariance, vector) / PRIOR_DEVIATION;
    return {
      ...{ vector, sensitivity: Math.hypot(...moves), noise: along(noise, vector) },
      ...{ most: Math.max(0, ...moves.map(Math.abs)), left, identified: judge(left) },
    };
  };
  const directions = vectors.map(describe);
  const isTold = ({ identified }: Direction): boolean => identified !== "not identified";
  const untold = directions.filter((own) => !isTold(own)).map(({ vector }) => vector);
  return [...directions.filter(isTold), ...simplify(untold).map(describe)].sort(
    (one, other) => other.sensitivity - one.sensitivity,
  );
}

/**
 * Returns vectors of the same space, at right angles as before, each with as few parameters as can be: varimax (Kaiser
 * 1958). Among directions that are all unknown any mixture is as good, and most of them nobody could read.
 */
function simplify(vectors: readonly (readonly number[])[]): number[][] {
  const turning = vectors.map((own) => [...own]);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let largest = 0;
    turning.forEach((one, k) => {
      for (const other of turning.slice(k + 1)) largest = Math.max(largest, Math.abs(turnPair(one, other)));
    });
    if (largest < SMALL_ANGLE) break;
  }
  return turning;
}

/** Turns two vectors in their plane, to where their squares vary most, and returns the angle. */
function turnPair(one: number[], other: number[]): number {
  const parts = one.map((x, i) => ({ u: x ** 2 - other[i]! ** 2, v: 2 * x * other[i]! }));
  const sum = (read: (part: { u: number; v: number }) => number): number =>
    parts.reduce((total, part) => total + read(part), 0);
  const [a, b] = [sum(({ u }) => u), sum(({ v }) => v)];
  const sine = 2 * sum(({ u, v }) => u * v) - (2 * a * b) / one.length;
  const cosine = sum(({ u, v }) => u ** 2 - v ** 2) - (a ** 2 - b ** 2) / one.length;
  const angle = Math.hypot(sine, cosine) < SMALL_ANGLE ? 0 : Math.atan2(sine, cosine) / 4;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  one.forEach((x, i) => {
    const y = other[i]!;
    one[i] = c * x + s * y;
    other[i] = c * y - s * x;
  });
  return angle;
}

/** The largest component points up. */
function turned(vector: readonly number[]): number[] {
  const largest = vector.reduce((most, own) => (Math.abs(own) > Math.abs(most) + 1e-9 ? own : most), 0);
  return vector.map((own) => (largest < 0 ? -own || 0 : own));
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, own, i) => sum + own * other[i]!, 0);
}

function judge(left: number): Identified {
  if (left <= WELL) return "identified";
  return left <= WEAKLY ? "weakly identified" : "not identified";
}
