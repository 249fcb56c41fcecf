/** The grid on which curves of a lesson are drawn and shown: cycles to the right, a quantity upwards. */
import { svg, type TemplateResult } from "lit";

export interface Grid {
  readonly cycles: readonly number[];
  readonly minimum: number;
  readonly maximum: number;
}

/** Units of the drawing. */
export const GRID = { width: 300, height: 180, left: 40, right: 12, top: 10, bottom: 26 } as const;

/** Returns where a cycle stands, and where a value does. */
export function gridX({ cycles }: Grid, cycle: number): number {
  const [first, last] = [cycles[0]!, cycles.at(-1)!];
  return GRID.left + ((cycle - first) / (last - first)) * (GRID.width - GRID.left - GRID.right);
}

export function gridY({ minimum, maximum }: Grid, value: number): number {
  const share = Math.min(Math.max((value - minimum) / (maximum - minimum), 0), 1);
  return GRID.height - GRID.bottom - share * (GRID.height - GRID.top - GRID.bottom);
}

/** Returns the value at a height of the drawing, to a two-hundredth of the range. */
export function valueAt({ minimum, maximum }: Grid, y: number): number {
  const share = (GRID.height - GRID.bottom - y) / (GRID.height - GRID.top - GRID.bottom);
  return minimum + (Math.round(Math.min(Math.max(share, 0), 1) * 200) / 200) * (maximum - minimum);
}

/** Returns the points of a line; without those that are not there. */
export function gridLine(grid: Grid, values: readonly (number | undefined)[]): string {
  return grid.cycles
    .flatMap((cycle, k) => {
      const value = values[k];
      return value === undefined ? [] : [`${gridX(grid, cycle)},${gridY(grid, value)}`];
    })
    .join(" ");
}

/** Returns lines and numbers of the grid. */
export function renderGrid(grid: Grid): TemplateResult {
  const { minimum, maximum, cycles } = grid;
  const levels = [0, 0.5, 1].map((share) => minimum + share * (maximum - minimum));
  return svg`${levels.map((value) => {
    const y = gridY(grid, value);
    return svg`<line class="grid" x1=${GRID.left} x2=${GRID.width - GRID.right} y1=${y} y2=${y} />
      <text x=${GRID.left - 6} y=${y + 4} text-anchor="end">${Number(value.toPrecision(3))}</text>`;
  })}
  ${cycles.map(
    (
      cycle,
    ) => svg`<line class="grid" x1=${gridX(grid, cycle)} x2=${gridX(grid, cycle)} y1=${GRID.top} y2=${GRID.height - GRID.bottom} />
      <text x=${gridX(grid, cycle)} y=${GRID.height - 9} text-anchor="middle">${cycle}</text>`,
  )}`;
}
