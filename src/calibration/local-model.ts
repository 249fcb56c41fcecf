/**
 * How the targets change with the parameters about a point: a plane through what the ensemble gives there, by weighted least
 * squares over all points about it. All points have the same seeds, so that what a seed does by itself drops out of the
 * differences. Weights are tricube (Cleveland 1979).
 */
import { Matrix, solve } from "ml-matrix";
import type { Ensemble } from "./calibration.ts";
import { spreadsOf } from "./calibration.ts";

/** A point that was computed: coordinates, and what the seeds give. */
export interface EvaluatedPoint {
  readonly point: readonly number[];
  readonly ensemble: Ensemble;
}

export interface LocalModel {
  readonly centre: EvaluatedPoint;
  /** Means over the seeds at the centre, [target]. */
  readonly means: readonly number[];
  /** Standard errors of them, [target]. */
  readonly standardErrors: readonly number[];
  /** Change of the means per coordinate, [target][parameter]. */
  readonly slopes: readonly (readonly number[])[];
  /** The same of each seed alone, [seed][target][parameter]. */
  readonly seedSlopes: readonly (readonly (readonly number[])[])[];
}

/** Points farther than this many radii do not count. */
const SPAN = 3;
/** Of the largest weight: settles directions in which no point lies, where slopes become 0. */
const RIDGE = 1e-10;

/** Returns the model about `centre` of `points` (which may hold it), of which those within a few `radius` count. */
export function fitLocalModel(
  points: readonly EvaluatedPoint[],
  centre: EvaluatedPoint,
  radius: number,
): LocalModel {
  const spreads = spreadsOf(centre.ensemble);
  const used = points
    .map((own) => ({ own, step: own.point.map((value, i) => value - centre.point[i]!) }))
    .map((own) => ({ ...own, weight: tricube(Math.hypot(...own.step) / (SPAN * radius)) }))
    .filter(({ own, weight }) => own !== centre && weight > 0 && tells(own.ensemble));
  const shape = slopeOperator(used, centre.point.length);
  const slopesOf = (read: (ensemble: Ensemble) => number[]): number[][] => {
    const at = read(centre.ensemble);
    const changes = used.map(({ own }) => read(own.ensemble).map((value, t) => value - at[t]!));
    return at.map((_, t) => shape.map((row) => row.reduce((sum, w, k) => sum + w * changes[k]![t]!, 0)));
  };
  return {
    centre,
    means: spreads.map(({ mean }) => mean),
    standardErrors: spreads.map(({ standardError }) => standardError),
    slopes: slopesOf((ensemble) => spreadsOf(ensemble).map(({ mean }) => mean)),
    seedSlopes: centre.ensemble.map((_, seed) => slopesOf((ensemble) => filled(ensemble, seed))),
  };
}

/** Whether every target has a mean. */
export function tells(ensemble: Ensemble): boolean {
  return spreadsOf(ensemble).every(({ mean }) => Number.isFinite(mean));
}

function tricube(distance: number): number {
  return distance >= 1 ? 0 : (1 - distance ** 3) ** 3;
}

/** What one seed tells; where it does not, the mean of the others. */
function filled(ensemble: Ensemble, seed: number): number[] {
  const means = spreadsOf(ensemble);
  return ensemble[seed]!.map((value, t) => (Number.isFinite(value) ? value : means[t]!.mean));
}

/** Returns the matrix [parameter][point] that makes slopes of changes. */
function slopeOperator(
  used: readonly { readonly step: readonly number[]; readonly weight: number }[],
  count: number,
): number[][] {
  if (used.length === 0) return Array.from({ length: count }, () => []);
  const steps = new Matrix(used.map(({ step }) => [...step]));
  const weighted = new Matrix(used.map(({ step, weight }) => step.map((value) => weight * value)));
  const normal = weighted.transpose().mmul(steps);
  const ridge = RIDGE * Math.max(...normal.diagonal());
  for (let i = 0; i < count; i++) normal.set(i, i, normal.get(i, i) + ridge);
  return solve(normal, weighted.transpose()).to2DArray();
}
