/** What the hand is about to do as paths over the picture, in px of a cell's place. */
import type { Bump, Frame, Patch } from "../../../sim-core/index.ts";
import type { StageView } from "../views/cross-section-view.ts";
import { EXAGGERATION } from "../views/exaggeration.ts";
import type { DrawnCell } from "./drawn-cells.ts";

/** Straight pieces: the front's exaggerated shape bends a circle. */
const PIECES = 64;

type Located = Pick<StageView, "locate">;

/** Returns the circle of a patch. */
export function patchPath(view: Located, { cell, place }: DrawnCell, { x, y, radius }: Patch): string {
  const points = Array.from({ length: PIECES }, (_, k) => {
    const angle = (2 * Math.PI * k) / PIECES;
    const at = view.locate(cell, x + radius * Math.cos(angle), y + radius * Math.sin(angle)) ?? [0, 0];
    return `${(at[0] - place.x).toFixed(1)} ${(at[1] - place.y).toFixed(1)}`;
  });
  return `M${points.join("L")}Z`;
}

/** Returns the front of the frame with a bump on it, as much larger than solved as all of its relief. */
export function bumpPath(
  view: Located,
  { cell, place }: DrawnCell,
  { bump, frame }: { readonly bump: Bump; readonly frame: Pick<Frame, "frontX" | "frontY"> },
): string {
  const { x, width, height } = bump;
  const points = Array.from({ length: PIECES + 1 }, (_, k) => {
    const s = width * (k / PIECES - 0.5);
    const foot = heightOfFront(frame, x + s);
    const [left, top] = view.locate(cell, x + s, foot) ?? [0, 0];
    const [right] = view.locate(cell, x + s + 1, foot) ?? [0, 0];
    const drawn = EXAGGERATION.front * height * Math.cos((Math.PI * s) / width) ** 2;
    return `${(left - place.x).toFixed(1)} ${(top + (right - left) * drawn - place.y).toFixed(1)}`;
  });
  return `M${points.join("L")}`;
}

/** Returns the height of the front there, um; that of its end beyond it. */
export function heightOfFront({ frontX, frontY }: Pick<Frame, "frontX" | "frontY">, x: number): number {
  const after = frontX.findIndex((own) => own >= x);
  if (after === 0) return frontY[0]!;
  if (after < 0) return frontY[frontY.length - 1]!;
  const share = (x - frontX[after - 1]!) / (frontX[after]! - frontX[after - 1]!);
  return frontY[after - 1]! + share * (frontY[after]! - frontY[after - 1]!);
}
