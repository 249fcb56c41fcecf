/**
 * The time scheme: BDF of orders 1 to 3 with variable steps, implicit Euler after a jump of the conditions. Everything that
 * stores lithium advances by the same formula, y = a1 y_n + a2 y_{n-1} + ... + scale * rate, so that its sum is kept.
 * The weights follow from the polynomial through the new value and those before it, whose slope at the end is the rate: a
 * polynomial in the root of the time since the last jump. After a jump of the flux concentrations move with that root, and
 * what is smooth in time is as smooth in its root; charge at a constant current, its square, is exact from order 2 on.
 */

/** Orders that a step may have. */
export type SchemeOrder = 1 | 2 | 3;

export const HIGHEST_ORDER: SchemeOrder = 3;

export interface SchemeCoefficients {
  readonly order: SchemeOrder;
  /** Of the values at the step's start and before it, newest first [order]. */
  readonly weights: readonly number[];
  /** The same formula for differences: of those that the steps before made, newest first [order - 1]. */
  readonly carried: readonly number[];
  /** s */
  readonly scale: number;
}

/** What there is of the past: the time since the last jump of the conditions, and the steps since then, newest first, s. */
export interface StepHistory {
  readonly sinceJump: number;
  readonly earlier: readonly { readonly timeStep: number }[];
}

/** Coefficients for a step `dt` (s) of `order`, or of a lower one where the past is too short. */
export function schemeCoefficients(dt: number, history: StepHistory, order: SchemeOrder): SchemeCoefficients {
  const own = Math.min(order, history.earlier.length + 1) as SchemeOrder;
  // Right after a jump nothing is known of how things go with the root of time, and charge goes with time itself.
  if (own === 1) return { order: 1, weights: [1], carried: [], scale: dt };
  const back = distancesBack(dt, history, own);
  const rest = scaleOf(back);
  const weights = back.map((distance, i) => {
    let weight = rest / distance;
    back.forEach((other, j) => {
      if (j !== i) weight *= other / (other - distance);
    });
    return weight;
  });
  const carried = weights.slice(1).map((_, i) => -weights.slice(i + 1).reduce((sum, own) => sum + own, 0));
  return { order: own, weights, carried, scale: 2 * Math.sqrt(history.sinceJump + dt) * rest };
}

/**
 * How far before the end of a step `dt` (s) the last `count` states lie, newest first, as differences of the root of the
 * time since the jump, s^(1/2).
 */
export function distancesBack(dt: number, { sinceJump, earlier }: StepHistory, count: number): number[] {
  const end = Math.sqrt(sinceJump + dt);
  let distance = dt;
  const back: number[] = [];
  for (let i = 0; i < count; i++) {
    back.push(distance / (end + Math.sqrt(Math.max(0, sinceJump + dt - distance))));
    distance += earlier[i]?.timeStep ?? 0;
  }
  return back;
}

/** What a rate per root of time counts for in the scheme through states so far back, s^(1/2). */
export function scaleOf(back: readonly number[]): number {
  return 1 / back.reduce((sum, distance) => sum + 1 / distance, 0);
}

/** Writes the weighted sum of `values`, newest first, to `out`. */
export function combineStates(
  { weights }: SchemeCoefficients,
  values: readonly ArrayLike<number>[],
  out: Float64Array,
): void {
  const [first = 0, ...others] = weights;
  const newest = values[0];
  for (let k = 0; k < out.length; k++) out[k] = first * newest[k];
  others.forEach((weight, i) => {
    const value = values[i + 1];
    for (let k = 0; k < out.length; k++) out[k] += weight * value[k];
  });
}
