/** Values along the lithium front as lines: their scale, which both cells share, and their path under the picture's x. */

/** Shown from `mean - half` to `mean + half`. */
export interface ProfileBand {
  readonly mean: number;
  readonly half: number;
}

/** Share of a value below which its changes count as none. */
const NOTHING = 1e-3;
/** A scale goes down again when less than this share of it is used. */
const USED = 0.15;

/** Returns the mean over the width; x rises from left to right, in the units of the values. */
export function meanAlong(x: ArrayLike<number>, values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 1; k < x.length; k++) sum += (x[k]! - x[k - 1]!) * (values[k]! + values[k - 1]!);
  return sum / (2 * (x[x.length - 1]! - x[0]!));
}

/** Returns how far the values go from `mean`, at least a thousandth of it. */
export function reachOf(values: ArrayLike<number>, mean: number): number {
  let reach = NOTHING * Math.abs(mean);
  for (let k = 0; k < values.length; k++) reach = Math.max(reach, Math.abs(values[k]! - mean));
  return reach;
}

/** Returns the half height of the scale for a reach: 1, 2 or 5 times a power of ten, and as it was while that still fits. */
export function steppedHalf(before: number, reach: number): number {
  if (reach <= 0) return before > 0 ? before : 1;
  if (reach <= before && reach >= USED * before) return before;
  const decade = 10 ** Math.floor(Math.log10(reach));
  const steps = [1, 2, 5, 10].map((step) => step * decade);
  return steps.find((step) => step >= reach * (1 - 1e-9)) ?? 10 * decade;
}

/** Where a line is drawn: canvas px of the cell's x, and a strip from `top` down. */
export interface ProfilePlace {
  readonly left: number;
  readonly scale: number;
  readonly top: number;
  readonly height: number;
}

/** Returns the path of the values over x (um), the mean half way down the strip; no more than a point for each px. */
export function profilePath(
  x: ArrayLike<number>,
  values: ArrayLike<number>,
  { mean, half }: ProfileBand,
  { left, scale, top, height }: ProfilePlace,
): string {
  const parts: string[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < x.length; k++) {
    const px = left + x[k]! * scale;
    if (px - last < 1 && k < x.length - 1) continue;
    last = px;
    const share = Math.min(1, Math.max(-1, (values[k]! - mean) / half));
    parts.push(`${px.toFixed(1)} ${(top + (height / 2) * (1 - share)).toFixed(1)}`);
  }
  return `M${parts.join("L")}`;
}
