/**
 * Gauss and Newton's method on means over an ensemble: each round computes the candidate and one point beside it per
 * parameter, with the same seeds everywhere, fits a plane to all points about the best one, and goes to the most likely
 * point of that plane, within a box that shrinks. Nothing is drawn by chance: the same ensembles give the same result.
 */
import type { CalibrationProblem, Ensemble } from "./calibration.ts";
import { spreadsOf } from "./calibration.ts";
import { type EvaluatedPoint, fitLocalModel, type LocalModel, tells } from "./local-model.ts";
import { type Box, costOf, curvatureOf, findMostLikely } from "./most-likely.ts";
import { coordinateOf, roundPoint } from "./parameter-space.ts";

/** Computes ensembles, one for each point of coordinates, all of one round at once. */
export type Evaluate = (points: readonly (readonly number[])[]) => Promise<readonly Ensemble[]>;

export interface CalibrationOptions {
  /** Rounds at most. */
  readonly rounds: number;
  /** Smallest distance of the points from which slopes are taken, in half ranges: below it seeds drown what changes. */
  readonly closest?: number;
  /** Told after each round. */
  readonly onRound?: (round: Round) => void;
}

/** How a round has ended. */
export interface Round {
  readonly number: number;
  readonly best: EvaluatedPoint;
  /** Half the sum of squares of all misses, in tolerances, and of the distance from the middle of the ranges. */
  readonly cost: number;
  /** Length of the next step, in standard deviations of what is left uncertain. */
  readonly step: number;
}

export interface Calibrated {
  /** Whether the last step was a small part of what is left uncertain. */
  readonly converged: boolean;
  readonly rounds: readonly Round[];
  /** About the best point. */
  readonly model: LocalModel;
  /** Points that were computed. */
  readonly points: readonly EvaluatedPoint[];
}

/** No point of a round, or too few seeds of it, has told all targets. */
export class NothingTold extends Error {}

/** Half a range on either side of the middle. */
const FIRST_RADIUS = 0.5;
const CLOSEST = 0.05;
/** Radii that a step may be long, along each coordinate. */
const LONGEST_STEP = 2;
/** By which the radius shrinks at most in one round. */
const FASTEST_SHRINK = 0.25;
/** Standard deviations of what is left uncertain: shorter steps change nothing. */
const SMALL_STEP = 0.25;

/**
 * Returns the best point that was found and how the targets change about it. Throws NothingTold where a round has no point
 * at which half of the seeds tell every target, and what `evaluate` throws.
 */
export async function calibrate(
  problem: CalibrationProblem,
  evaluate: Evaluate,
  { rounds: most, closest = CLOSEST, onRound = () => undefined }: CalibrationOptions,
): Promise<Calibrated> {
  const { parameters, targets } = problem;
  const points: EvaluatedPoint[] = [];
  const rounds: Round[] = [];
  let candidate = roundPoint(
    parameters,
    parameters.map((parameter) => coordinateOf(parameter, parameter.start)),
  );
  let radius = FIRST_RADIUS;
  // Those of the best point so far, the same for all points, so that none wins by being noisy.
  let errors: readonly number[] = targets.map(() => 0);
  for (;;) {
    const number = rounds.length + 1;
    await addPoints(points, evaluate, [candidate, ...neighboursOf(problem, candidate, radius, number)]);
    const best = bestOf(problem, points, errors);
    const model = fitLocalModel(points, best, radius);
    errors = model.standardErrors;
    const next = roundPoint(parameters, findMostLikely(targets, model, boxAbout(best.point, radius)));
    const step = lengthOf(problem, model, next);
    const round = { number, best, cost: costAt(problem, best, errors), step };
    rounds.push(round);
    onRound(round);
    const isHere = best.point.every((own, i) => own === candidate[i]);
    const isSettled = step < SMALL_STEP && (isHere || radius <= closest);
    if (isSettled || number === most) return { converged: isSettled, rounds, model, points };
    const moved = Math.max(...next.map((own, i) => Math.abs(own - best.point[i]!)));
    const wished = isHere ? moved : radius / 2;
    radius = Math.max(closest, Math.min(radius, Math.max(FASTEST_SHRINK * radius, wished)));
    candidate = next;
  }
}

/** Computes those points that are new, and adds them. */
async function addPoints(
  points: EvaluatedPoint[],
  evaluate: Evaluate,
  wanted: readonly (readonly number[])[],
): Promise<void> {
  const known = new Set(points.map(({ point }) => point.join()));
  const fresh = wanted.filter((point) => {
    const isNew = !known.has(point.join());
    known.add(point.join());
    return isNew;
  });
  if (fresh.length === 0) return;
  const ensembles = await evaluate(fresh);
  points.push(...fresh.map((point, k) => ({ point, ensemble: ensembles[k]! })));
}

/** One point beside `centre` along each coordinate, on the side with room; in turns where both have it. */
function neighboursOf(
  { parameters }: CalibrationProblem,
  centre: readonly number[],
  radius: number,
  number: number,
): number[][] {
  return centre.map((own, i) => {
    const wished = (number + i) % 2 === 0 ? -1 : 1;
    const side = Math.abs(own + wished * radius) <= 1 ? wished : -Math.sign(own || wished);
    return roundPoint(
      parameters,
      centre.map((value, j) => (i === j ? value + side * radius : value)),
    );
  });
}

function boxAbout(point: readonly number[], radius: number): Box {
  const reach = LONGEST_STEP * radius;
  return {
    low: point.map((own) => Math.max(-1, own - reach)),
    high: point.map((own) => Math.min(1, own + reach)),
  };
}

function bestOf(
  problem: CalibrationProblem,
  points: readonly EvaluatedPoint[],
  errors: readonly number[],
): EvaluatedPoint {
  const costs = points.map((own) =>
    tells(own.ensemble) ? costAt(problem, own, errors) : Number.POSITIVE_INFINITY,
  );
  const least = Math.min(...costs);
  const best = Number.isFinite(least) ? points[costs.indexOf(least)] : undefined;
  if (best === undefined) throw new NothingTold("at no point do half of the seeds tell every target");
  return best;
}

/** Of what the seeds give at a point. */
function costAt(
  { targets }: CalibrationProblem,
  { point, ensemble }: EvaluatedPoint,
  errors: readonly number[],
): number {
  return costOf(targets, { means: spreadsOf(ensemble).map(({ mean }) => mean), errors, point });
}

function lengthOf({ targets }: CalibrationProblem, model: LocalModel, next: readonly number[]): number {
  const curvature = curvatureOf(targets, model);
  const step = next.map((own, i) => own - model.centre.point[i]!);
  const square = step.reduce(
    (sum, one, i) => sum + one * step.reduce((inner, other, j) => inner + curvature[i]![j]! * other, 0),
    0,
  );
  return Math.sqrt(square / Math.max(1, step.length));
}
