/** Where a picture looks, for the one that takes its place: with another theme, or after its graphics were taken away. */
import type { Session } from "../streams/session.ts";
import type { StageView } from "../views/cross-section-view.ts";

const aims = new WeakMap<Session, ReturnType<StageView["aim"]>>();

/** Keeps where the picture looks. */
export function keepAim(session: Session, view: StageView): void {
  aims.set(session, view.aim());
}

/** Fits the picture into its place; one that has just come looks where that before it did. */
export function fitInto(holder: HTMLElement, view: StageView, session: Session): void {
  view.resize(holder.clientWidth, holder.clientHeight, devicePixelRatio);
  const aim = aims.get(session);
  if (aim === undefined) return;
  aims.delete(session);
  view.take(aim);
}
