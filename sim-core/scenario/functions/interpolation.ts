/**
 * Piecewise cubics with continuous slope (Hermite form) on ascending knots. Slopes come from outside, or from
 * the shape-preserving weighted harmonic mean of Fritsch and Butland (SIAM J. Sci. Stat. Comput. 5, 1984).
 */

export interface Interpolant {
  readonly evaluate: (x: number) => number;
  readonly derivative: (x: number) => number;
}

export interface Knots {
  /** Ascending. */
  readonly x: ArrayLike<number> /* [nKnot] */;
  readonly value: ArrayLike<number> /* [nKnot] */;
  readonly slope: ArrayLike<number> /* [nKnot] */;
  /** Knots that are evenly spaced are found without a search. */
  readonly even: boolean;
  /** Beyond the ends: straight on with the end slope, or constant. */
  readonly outside: "linear" | "constant";
}

/** Returns the piecewise cubic through the knots. */
export function createInterpolant(knots: Knots): Interpolant {
  const { x: xs, value, slope, outside } = knots;
  const last = xs.length - 1;
  const first = xs[0] as number;
  const end = xs[last] as number;
  const perUnit = last / (end - first);
  const locate = knots.even
    ? (x: number): number => Math.min(last - 1, Math.floor((x - first) * perUnit))
    : (x: number): number => bisect(xs, x);
  const reach = outside === "linear" ? 1 : 0;

  function evaluate(x: number): number {
    if (x <= first) return (value[0] as number) + reach * (slope[0] as number) * (x - first);
    if (x >= end) return (value[last] as number) + reach * (slope[last] as number) * (x - end);
    const k = locate(x);
    const width = (xs[k + 1] as number) - (xs[k] as number);
    const t = (x - (xs[k] as number)) / width;
    const a = value[k] as number;
    const rise = (value[k + 1] as number) - a;
    const c = (slope[k] as number) * width - rise;
    const d = rise - (slope[k + 1] as number) * width;
    return a + t * rise + t * (1 - t) * (c * (1 - t) + d * t);
  }

  function derivative(x: number): number {
    if (x <= first) return x < first ? reach * (slope[0] as number) : (slope[0] as number);
    if (x >= end) return x > end ? reach * (slope[last] as number) : (slope[last] as number);
    const k = locate(x);
    const width = (xs[k + 1] as number) - (xs[k] as number);
    const t = (x - (xs[k] as number)) / width;
    const rise = (value[k + 1] as number) - (value[k] as number);
    const c = (slope[k] as number) * width - rise;
    const d = rise - (slope[k + 1] as number) * width;
    return (rise + (1 - 2 * t) * (c * (1 - t) + d * t) + t * (1 - t) * (d - c)) / width;
  }

  return { evaluate, derivative };
}

/** Returns slopes [nKnot] that keep a monotone run of values monotone. Needs two knots or more. */
export function monotoneSlopes(x: ArrayLike<number>, value: ArrayLike<number>): Float64Array {
  const last = x.length - 1;
  const slope = new Float64Array(x.length);
  const secant = (k: number): number =>
    ((value[k + 1] as number) - (value[k] as number)) / ((x[k + 1] as number) - (x[k] as number));
  if (last === 1) return slope.fill(secant(0));
  for (let k = 1; k < last; k++) {
    const before = secant(k - 1);
    const after = secant(k);
    if (before * after <= 0) continue;
    const left = (x[k] as number) - (x[k - 1] as number);
    const right = (x[k + 1] as number) - (x[k] as number);
    slope[k] = (3 * (left + right)) / ((2 * right + left) / before + (right + 2 * left) / after);
  }
  slope[0] = endSlope(secant(0), slope[1] as number);
  slope[last] = endSlope(secant(last - 1), slope[last - 1] as number);
  return slope;
}

/** Parabola through the end interval, held to three times its secant and to the secant's sign. */
function endSlope(secant: number, inner: number): number {
  const slope = 1.5 * secant - 0.5 * inner;
  if (slope * secant <= 0) return 0;
  return Math.abs(slope) > 3 * Math.abs(secant) ? 3 * secant : slope;
}

function bisect(xs: ArrayLike<number>, x: number): number {
  let low = 0;
  let high = xs.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((xs[middle] as number) <= x) low = middle;
    else high = middle;
  }
  return low;
}
