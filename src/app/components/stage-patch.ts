/** A patch of poor conductor that is drawn on the picture: from its middle outwards; a click paints one as large as the last. */
import type { Handling } from "../streams/hand-events.ts";
import type { Session } from "../streams/session.ts";
import type { StageView } from "../views/cross-section-view.ts";
import { tidy } from "./reading-lines.ts";
import type { Point, Stroke } from "./stroke.ts";

/** CSS px that a pointer may wander and still count as a click. */
const CLICK_SLACK = 4;
/** um: what is smaller would hardly meet a triangle. */
export const LEAST_RADIUS = 2;

/** Begins a patch at a point of the canvas, CSS px. */
export function beginPatch(
  view: Pick<StageView, "pointAt">,
  { hand }: Pick<Session, "hand">,
  { from, isDifference }: { readonly from: Point; readonly isDifference: boolean },
): Stroke {
  const { factor, radius: usual, both } = hand.tool$.value;
  const middle = view.pointAt(from.x, from.y);
  let radius = usual;
  let isLeft = false;
  const patchNow = (): Handling | undefined =>
    middle && {
      patch: { x: tidy(middle.x), y: tidy(middle.y), radius, factor },
      cell: both || isDifference ? undefined : middle.cell,
    };
  hand.drawing$.next(patchNow());
  return {
    draw(to) {
      const edge = view.pointAt(to.x, to.y);
      if (isLeft || middle === undefined || edge?.cell !== middle.cell) return;
      const isClick = Math.hypot(to.x - from.x, to.y - from.y) <= CLICK_SLACK;
      const drawn = tidy(Math.hypot(edge.x - middle.x, edge.y - middle.y));
      radius = isClick ? usual : Math.max(LEAST_RADIUS, drawn);
      hand.drawing$.next(patchNow());
    },
    end() {
      const drawn = hand.drawing$.value;
      hand.drawing$.next(undefined);
      if (drawn === undefined || !hand.handle(drawn)) return;
      hand.hold({ radius });
      hand.tell(drawn);
    },
    cancel() {
      isLeft = true;
      hand.drawing$.next(undefined);
    },
  };
}
