/** A curve as small as a word: its path, without axes. */

/** [low, high] of what is finite in all of the curves; [0, 1] where nothing is. */
export function rangeOf(curves: readonly (readonly number[])[]): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const curve of curves) {
    for (const value of curve) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : [0, 1];
}

/** Where a curve is drawn: times and values at the edges of the room, px. */
export interface SparkRoom {
  readonly width: number;
  readonly height: number;
  readonly times: readonly [number, number];
  readonly values: readonly [number, number];
}

/** Returns the path, y down; broken where a value is none, half way up where all values are equal. */
export function sparkPath(
  times: readonly number[],
  values: readonly number[],
  { width, height, times: [begin, end], values: [low, high] }: SparkRoom,
): string {
  let isOpen = false;
  const parts: string[] = [];
  times.forEach((time, k) => {
    const value = values[k] ?? Number.NaN;
    const x = end > begin ? (width * (time - begin)) / (end - begin) : width;
    const y = high > low ? height * (1 - (value - low) / (high - low)) : height / 2;
    if (Number.isFinite(value)) parts.push(`${isOpen ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`);
    isOpen = Number.isFinite(value);
  });
  return parts.join("");
}
