/** Where the labels of marks stand on a chart: close to their points, none over another. */
import type { ChartMark } from "./chart-data.ts";

/** Marks of one label that stand at one place. */
export interface MergedMark {
  readonly x: number;
  readonly y: number;
  readonly cells: readonly (0 | 1)[];
  readonly label: string;
}

/** Returns the marks, those of different cells with one label and less than `near` apart as one. */
export function mergeMarks(marks: readonly ChartMark[], near: number): MergedMark[] {
  const merged: MergedMark[] = [];
  for (const { x, y, cell, label } of marks) {
    const at = merged.findIndex(
      (other) =>
        other.label === label && !other.cells.includes(cell) && Math.hypot(other.x - x, other.y - y) < near,
    );
    if (at < 0) merged.push({ x, y, cells: [cell], label });
    else merged[at] = { ...merged[at]!, cells: [...merged[at]!.cells, cell] };
  }
  return merged;
}

/** Axes as on a canvas: y grows downwards. */
export interface LabelBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Returns the top of the first free place of a box: as it stands, else row by row further down, and from the bottom
 * of the room upwards when there is none.
 */
export function findFreePlace(
  box: LabelBox,
  taken: readonly LabelBox[],
  room: { readonly top: number; readonly bottom: number },
): number {
  const lowest = room.bottom - box.height;
  const isFree = (top: number): boolean =>
    taken.every(
      (other) =>
        other.left >= box.left + box.width ||
        box.left >= other.left + other.width ||
        other.top >= top + box.height ||
        top >= other.top + other.height,
    );
  const start = Math.min(lowest, Math.max(room.top, box.top));
  for (let top = start; top <= lowest; top += box.height) if (isFree(top)) return top;
  for (let top = start; top >= room.top; top -= box.height) if (isFree(top)) return top;
  return start;
}
