/** What an ensemble tells of one number. */

/** A number over the seeds: its middle, where most of it lies, and its mean. */
export interface Band {
  /** How many seeds tell it. */
  readonly count: number;
  readonly median: number;
  /** 10 and 90 %. */
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  /** Standard deviation of a sample; 0 of one seed. */
  readonly deviation: number;
}

/** Returns the band of `values`; undefined where none is finite. */
export function bandOf(values: readonly number[]): Band | undefined {
  const told = values.filter(Number.isFinite).sort((one, other) => one - other);
  const count = told.length;
  if (count === 0) return undefined;
  const mean = told.reduce((sum, value) => sum + value, 0) / count;
  const squares = told.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    ...{ count, mean, median: quantileOf(told, 0.5) },
    ...{ low: quantileOf(told, 0.1), high: quantileOf(told, 0.9) },
    deviation: count > 1 ? Math.sqrt(squares / (count - 1)) : 0,
  };
}

/** Returns the quantile of ascending values, linear between the two nearest (type 7 of Hyndman and Fan 1996). */
function quantileOf(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const one = sorted[below] ?? Number.NaN;
  const next = sorted[below + 1] ?? one;
  return one + (place - below) * (next - one);
}

/** Returns Pearson's correlation of two lists with weights, -1 to 1; NaN where one of them does not vary. */
export function correlate(
  ones: readonly number[],
  others: readonly number[],
  weights: readonly number[],
): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const meanOf = (values: readonly number[]): number =>
    values.reduce((sum, value, k) => sum + value * (weights[k] ?? 0), 0) / total;
  const [one, other] = [meanOf(ones), meanOf(others)];
  const covariance = (
    left: readonly number[],
    middle: number,
    right: readonly number[],
    centre: number,
  ): number =>
    left.reduce(
      (sum, value, k) => sum + (weights[k] ?? 0) * (value - middle) * ((right[k] ?? 0) - centre),
      0,
    ) / total;
  const [ownVariance, otherVariance] = [
    covariance(ones, one, ones, one),
    covariance(others, other, others, other),
  ];
  // A pattern at the level of round-off is none.
  const flat = ownVariance <= 1e-18 * one ** 2 || otherVariance <= 1e-18 * other ** 2;
  return flat ? Number.NaN : covariance(ones, one, others, other) / Math.sqrt(ownVariance * otherVariance);
}
