/** From histories to the aligned columns that a chart draws: one rising x, one column of y per series. */
export interface Curve {
  readonly x: readonly number[];
  /** null where there is no value, which the chart does not join across. */
  readonly y: readonly (number | null)[];
  /** Whether a point is drawn hollow, since it was not solved; none is where absent. */
  readonly hollow?: readonly boolean[];
}

/** `columns[k][i]` belongs to `x[i]`; null where series k has no point there, undefined where the row is not its own. */
export interface AlignedColumns {
  readonly x: number[];
  readonly columns: (number | null | undefined)[][];
  /** Likewise whether it is drawn hollow there. */
  readonly hollow: boolean[][];
}

/** Returns the curves merged over the union of their x; every curve must rise in x (equal neighbours are joined). */
export function alignCurves(curves: readonly Curve[]): AlignedColumns {
  const union = new Set<number>();
  for (const curve of curves) for (const x of curve.x) union.add(x);
  const x = [...union].sort((a, b) => a - b);
  const rowOf = new Map(x.map((value, row) => [value, row]));
  const columns = curves.map((curve) => {
    const column = new Array<number | null>(x.length).fill(null);
    curve.x.forEach((value, i) => {
      column[rowOf.get(value)!] = curve.y[i]!;
    });
    return column;
  });
  const hollow = curves.map((curve) => {
    const column = new Array<boolean>(x.length).fill(false);
    curve.x.forEach((value, i) => {
      column[rowOf.get(value)!] = curve.hollow?.[i] ?? false;
    });
    return column;
  });
  return { x, columns, hollow };
}

/** A mark at a point of a chart. */
export interface ChartMark {
  readonly x: number;
  readonly y: number;
  readonly cell: 0 | 1;
  readonly label: string;
}

/** Returns at most `limit` indices of 0..count-1, evenly spread, first and last among them. */
export function sampleRows(count: number, limit: number): number[] {
  if (count <= limit) return Array.from({ length: count }, (_, row) => row);
  return Array.from({ length: limit }, (_, k) => Math.round((k * (count - 1)) / (limit - 1)));
}
