/**
 * The time scheme: BDF2 with variable steps, implicit Euler after a jump of the conditions. Everything that
 * stores lithium advances by the same formula, y = a1 y_n - a2 y_{n-1} + scale * rate, so that its sum is kept.
 */

export interface SchemeCoefficients {
  readonly order: 1 | 2;
  readonly current: number;
  readonly before: number;
  /** s */
  readonly scale: number;
}

/** Coefficients for a step `dt` after a step `dtBefore` (s), or after none. */
export function schemeCoefficients(dt: number, dtBefore: number | undefined): SchemeCoefficients {
  if (dtBefore === undefined) return { order: 1, current: 1, before: 0, scale: dt };
  const ratio = dt / dtBefore;
  const below = 1 + 2 * ratio;
  return {
    order: 2,
    current: (1 + ratio) ** 2 / below,
    before: ratio ** 2 / below,
    scale: (dt * (1 + ratio)) / below,
  };
}

/** Writes a1 current - a2 before to `out`. */
export function combineStates(
  coefficients: SchemeCoefficients,
  current: ArrayLike<number>,
  before: ArrayLike<number> | undefined,
  out: Float64Array,
): void {
  const { current: a1, before: a2 } = coefficients;
  for (let k = 0; k < out.length; k++) {
    out[k] = before === undefined ? a1 * current[k] : a1 * current[k] - a2 * before[k];
  }
}
