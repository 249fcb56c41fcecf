/** Number, mean and spread of values, of which each may stand for more or less than another. */

export interface Statistics {
  readonly count: number;
  readonly mean: number;
  /** Standard deviation of all there are, not of a sample of more. */
  readonly deviation: number;
}

/** Returns them for values with these weights (each >= 0, not all of them), in the unit of the values; undefined for none. */
export function summarise(values: ArrayLike<number>, weights: ArrayLike<number>): Statistics | undefined {
  let total = 0;
  let sum = 0;
  for (let k = 0; k < values.length; k++) {
    total += weights[k]!;
    sum += weights[k]! * values[k]!;
  }
  if (!(total > 0)) return undefined;
  const mean = sum / total;
  let square = 0;
  for (let k = 0; k < values.length; k++) square += weights[k]! * (values[k]! - mean) ** 2;
  return { count: values.length, mean, deviation: Math.sqrt(square / total) };
}

/** Returns the length that each node of a line stands for [n], in the unit of the places: half of either side. */
export function lengthsAlong(x: ArrayLike<number>, y: ArrayLike<number>): Float64Array {
  const lengths = new Float64Array(x.length);
  for (let k = 1; k < x.length; k++) {
    const half = Math.hypot(x[k]! - x[k - 1]!, y[k]! - y[k - 1]!) / 2;
    lengths[k - 1] = lengths[k - 1]! + half;
    lengths[k] = half;
  }
  return lengths;
}
