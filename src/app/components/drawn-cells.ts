/** The cells as drawn, for what lies over them. */
import type { StageView } from "../views/cross-section-view.ts";
import type { Rect } from "../views/viewports.ts";

/** A cell as drawn: which one, and where. */
export interface DrawnCell {
  readonly cell: 0 | 1;
  readonly place: Rect;
}

/** Returns the cells that are drawn; a difference lies on A. */
export function drawnCells(view: StageView): DrawnCell[] {
  const cells = ([0, 1] as const).flatMap((cell) => {
    const place = view.placeOf(cell);
    return place === undefined || place.width <= 0 ? [] : [{ cell, place }];
  });
  return cells.length > 0 ? cells : [{ cell: 0, place: view.viewports[0] }];
}

/** Whether a point of the canvas, CSS px, is in the place. */
export function isWithin({ x, y, width, height }: Rect, [px, py]: readonly [number, number]): boolean {
  return px >= x && px <= x + width && py >= y && py <= y + height;
}
