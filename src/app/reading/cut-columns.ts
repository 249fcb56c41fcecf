/** Pieces of line cuts as the columns of a chart, one for each cell. */
import type { CutPiece } from "./line-cut.ts";

/** `columns[cell][row]` belongs to `x[row]`: null where a piece ends, undefined where the row is another cell's. */
export interface CutColumns {
  readonly x: number[];
  readonly columns: (number | null | undefined)[][];
  readonly hollow: boolean[][];
}

/** Returns the columns, values times `factor`; x rises, and where a piece begins at the end of another it stands there thrice. */
export function alignPieces(cells: readonly (readonly CutPiece[])[], factor: number): CutColumns {
  const rows = cells.flatMap((pieces, cell) =>
    pieces.flatMap(({ distance, values }, piece) => {
      const own = distance.map((x, k) => ({ x, cell, value: (factor * values[k]!) as number | null }));
      const end = { x: distance.at(-1)!, cell, value: null };
      return piece === pieces.length - 1 ? own : [...own, end];
    }),
  );
  rows.sort((one, other) => one.x - other.x);
  const columns = cells.map((_, cell) => rows.map((row) => (row.cell === cell ? row.value : undefined)));
  return { x: rows.map(({ x }) => x), columns, hollow: cells.map(() => []) };
}
