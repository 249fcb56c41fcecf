/** The hand on the picture: particles under a pointer that is pressed and drawn over them are let go or brought back. */
import { type Frame, hasContact } from "../../../sim-core/index.ts";
import type { ContactHandEvent } from "../streams/hand-events.ts";
import type { Session } from "../streams/session.ts";
import type { StageView } from "../views/cross-section-view.ts";
import { beginBump } from "./stage-bump.ts";
import { beginPatch } from "./stage-patch.ts";
import type { Point, Stroke } from "./stroke.ts";

/** CSS px between two looks at what lies under a stroke: less than any particle that a pointer can hit. */
const STRIDE = 3;

/** Begins a stroke with the tool at hand at a point; `isDifference`: whether what is seen there is of both cells. */
export function beginStroke(
  view: Pick<StageView, "pick" | "pointAt">,
  session: Pick<Session, "hand" | "viewing">,
  place: { readonly from: Point; readonly isDifference: boolean },
): Stroke {
  const { tool } = session.hand.tool$.value;
  if (tool === "patch") return beginPatch(view, session, place);
  if (tool === "lithium") return beginBump(view, session, place);
  return beginBrush(view, session, place);
}

function beginBrush(
  view: Pick<StageView, "pick">,
  session: Pick<Session, "hand" | "viewing">,
  { from, isDifference }: { readonly from: Point; readonly isDifference: boolean },
): Stroke {
  const { hand, viewing } = session;
  const { contact, both } = hand.tool$.value;
  const touched = new Map<0 | 1 | undefined, Set<number>>();
  let frames: readonly (Frame | undefined)[] = [];
  const watch = viewing.frames$.subscribe((newest) => {
    frames = newest;
  });
  let at = from;
  const touch = ({ x, y }: Point): void => {
    const found = view.pick(x, y);
    if (found === undefined) return;
    const cells = both || isDifference ? ([0, 1] as const) : [found.cell];
    const cell = cells.length === 1 ? found.cell : undefined;
    const isDone = cells.every((one) =>
      stands(hand, one, frames[one], { particle: found.particle, contact }),
    );
    const own = touched.get(cell) ?? new Set<number>();
    if (isDone || own.has(found.particle)) return;
    if (!hand.handle({ particles: [found.particle], contact, cell })) return;
    touched.set(cell, own.add(found.particle));
  };
  touch(from);
  return {
    draw(to) {
      const steps = Math.ceil(Math.hypot(to.x - at.x, to.y - at.y) / STRIDE);
      for (let k = 1; k <= steps; k++)
        touch({ x: at.x + ((to.x - at.x) * k) / steps, y: at.y + ((to.y - at.y) * k) / steps });
      at = to;
    },
    end() {
      watch.unsubscribe();
      for (const [cell, particles] of touched)
        hand.tell({ particles: [...particles].sort((one, other) => one - other), contact, cell });
    },
  };
}

/** Whether a particle is what it is to become. */
function stands(
  hand: Session["hand"],
  cell: 0 | 1,
  frame: Frame | undefined,
  { particle, contact }: { readonly particle: number; readonly contact: ContactHandEvent["contact"] },
): boolean {
  if (frame === undefined) return true;
  const status = hand.foresee(cell, frame)[particle];
  return status === undefined || hasContact(status) === (contact === "attached");
}
