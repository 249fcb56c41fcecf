/** A bump of lithium that is drawn on the picture: pressed where it is to be, pulled down, or up for a dent. */
import type { Handling } from "../streams/hand-events.ts";
import type { Session } from "../streams/session.ts";
import type { StageView } from "../views/cross-section-view.ts";
import { EXAGGERATION } from "../views/exaggeration.ts";
import { tidy } from "./reading-lines.ts";
import type { Point, Stroke } from "./stroke.ts";

/** Height over width that a bump may have. */
const STEEPEST = 0.5;

/** Returns the height, um, that a bump of that width can have and that is nearest to one wished for. */
export function heightWithin(wished: number, width: number): number {
  const most = Math.floor(10 * STEEPEST * width) / 10;
  return tidy(Math.min(most, Math.max(-most, wished)));
}

/** Begins a bump at a point of the canvas, CSS px; the front follows the pointer as it will be drawn. */
export function beginBump(
  view: Pick<StageView, "pointAt">,
  { hand }: Pick<Session, "hand">,
  { from, isDifference }: { readonly from: Point; readonly isDifference: boolean },
): Stroke {
  const { width, both } = hand.tool$.value;
  const pressed = view.pointAt(from.x, from.y);
  const cell = both || isDifference ? undefined : pressed?.cell;
  let isLeft = pressed === undefined;
  let drawn: Handling | undefined;
  return {
    draw(to) {
      const at = view.pointAt(to.x, to.y);
      if (isLeft || pressed === undefined || at?.cell !== pressed.cell) return;
      const height = heightWithin((pressed.y - at.y) / EXAGGERATION.front, width);
      drawn = { bump: { x: tidy(pressed.x), width, height }, cell };
      hand.drawing$.next(drawn);
    },
    end() {
      hand.drawing$.next(undefined);
      if (isLeft || drawn === undefined || !("bump" in drawn) || drawn.bump.height === 0) return;
      hand.hold({ height: drawn.bump.height });
      if (hand.handle(drawn)) hand.tell(drawn);
    },
    cancel() {
      isLeft = true;
      hand.drawing$.next(undefined);
    },
  };
}
