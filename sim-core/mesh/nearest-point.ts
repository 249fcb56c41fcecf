/** Which of many points is nearest to a place: square buckets, searched ring by ring. Build once, ask often. */

export interface Nearest {
  /** Returns the index of the nearest point, of equals the first; -1 where there is no point. */
  find(x: number, y: number): number;
}

/** Points per bucket on the average. */
const PER_BUCKET = 2;

/** Sorts `points` [nPoint*2] (m). */
export function createNearest(points: ArrayLike<number>): Nearest {
  const count = points.length / 2;
  if (count === 0) return { find: () => -1 };
  const [low, high] = [
    [points[0], points[1]],
    [points[0], points[1]],
  ];
  for (let k = 0; k < points.length; k++) {
    low[k & 1] = Math.min(low[k & 1], points[k]);
    high[k & 1] = Math.max(high[k & 1], points[k]);
  }
  const [width, height] = [high[0] - low[0], high[1] - low[1]];
  const longer = Math.max(width, height);
  // Points on a line still get buckets along it.
  const spread = Math.sqrt((PER_BUCKET * Math.max(width * height, (longer * longer) / count)) / count);
  const side = spread > 0 ? spread : 1;
  const columns = Math.floor(width / side) + 1;
  const rows = Math.floor(height / side) + 1;
  const column = (x: number): number => Math.min(columns - 1, Math.max(0, Math.floor((x - low[0]) / side)));
  const row = (y: number): number => Math.min(rows - 1, Math.max(0, Math.floor((y - low[1]) / side)));
  const start = new Int32Array(columns * rows + 1);
  const cellOf = new Int32Array(count);
  for (let k = 0; k < count; k++) {
    cellOf[k] = row(points[2 * k + 1]) * columns + column(points[2 * k]);
    start[cellOf[k] + 1]++;
  }
  for (let c = 0; c < columns * rows; c++) start[c + 1] += start[c];
  const list = new Int32Array(count);
  const filled = start.slice(0, columns * rows);
  for (let k = 0; k < count; k++) list[filled[cellOf[k]]++] = k;

  return {
    find(x, y) {
      const i0 = column(x);
      const j0 = row(y);
      let nearest = -1;
      let least = Number.POSITIVE_INFINITY;
      // A point beyond ring r is at least r sides away.
      for (let ring = 0; ring === 0 || least > ((ring - 1) * side) ** 2; ring++) {
        for (let j = Math.max(0, j0 - ring); j <= Math.min(rows - 1, j0 + ring); j++) {
          const step = Math.abs(j - j0) === ring ? 1 : Math.max(1, 2 * ring);
          for (let i = i0 - ring; i <= i0 + ring; i += step) {
            if (i < 0 || i >= columns) continue;
            const cell = j * columns + i;
            for (let k = start[cell]; k < start[cell + 1]; k++) {
              const other = list[k];
              const dx = points[2 * other] - x;
              const dy = points[2 * other + 1] - y;
              const square = dx * dx + dy * dy;
              if (square > least || (square === least && other > nearest)) continue;
              least = square;
              nearest = other;
            }
          }
        }
      }
      return nearest;
    },
  };
}
