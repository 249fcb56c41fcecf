/** How the two cells are set against each other on the canvas, and which of them is seen where. */
import type { ComparisonView } from "../layers/form/views.ts";
import { type Rect, type View, viewportAt } from "./viewports.ts";

export interface Arrangement {
  readonly view: ComparisonView;
  /** Where the curtain hangs, 0 (left) to 1: A is left of it, B right. */
  readonly curtain: number;
  /** The cell that is up while they blink. */
  readonly shown: 0 | 1;
}

/** What is seen of a cell, and where. */
export interface Sight {
  readonly view: View;
  readonly viewport: Rect;
  /** The part of the viewport in which this cell is drawn. */
  readonly clip: Rect;
  /** Whether parts are named here. */
  readonly named: boolean;
}

/** Returns where on its viewport a cell is drawn; undefined where it is not. */
export function clipOf(
  { view, curtain, shown }: Arrangement,
  viewports: readonly [Rect, Rect],
  cell: 0 | 1,
): Rect | undefined {
  const { x, y, width, height } = viewports[cell];
  if (view === "side") return viewports[cell];
  if (view === "difference") return undefined;
  if (view === "blink") return cell === shown ? viewports[cell] : undefined;
  const at = curtain * width;
  return cell === 0 ? { x, y, width: at, height } : { x: x + at, y, width: width - at, height };
}

/** Returns the cell whose picture is under a point of the canvas; that of the differences lies on A. */
export function cellUnder(
  arrangement: Arrangement,
  viewports: readonly [Rect, Rect],
  x: number,
  y: number,
): 0 | 1 | undefined {
  const { view, curtain, shown } = arrangement;
  const under = viewportAt(viewports, x, y);
  if (under === undefined || view === "side") return under;
  if (view === "difference") return 0;
  if (view === "blink") return shown;
  return x < viewports[0].x + curtain * viewports[0].width ? 0 : 1;
}
