/** Pointer and keys on the picture: hover reads, click picks, drag moves, wheel, pinch and keys zoom; both cells alike. */
import type { Session } from "../streams/session.ts";
import type { StageView } from "../views/cross-section-view.ts";
import { beginStroke } from "./stage-brush.ts";
import type { Stroke } from "./stroke.ts";

export interface GestureParts {
  readonly view: StageView;
  readonly session: Session;
  readonly signal: AbortSignal;
  /** Whether what is seen is of both cells at once. */
  readonly isDifference: () => boolean;
}

/** CSS px that a pointer may wander and still count as a click. */
const CLICK_SLACK = 4;
const KEY_PAN = 40;
const KEY_ZOOM = 1.25;

interface Point {
  readonly x: number;
  readonly y: number;
}

export function listenForGestures(holder: HTMLElement, parts: GestureParts): void {
  const { view, session, signal, isDifference } = parts;
  const pointers = new Map<number, Point>();
  let travelled = 0;
  let stroke: Stroke | undefined;

  const locate = (event: MouseEvent): Point => pointOn(holder, event);
  const particleUnder = (event: MouseEvent): number | undefined => particleAt(view, locate(event));
  const hover = (particle: number | undefined): void => {
    if (session.hover$.value !== particle) session.hover$.next(particle);
  };

  const move = (event: PointerEvent): void => {
    const before = pointers.get(event.pointerId);
    if (before === undefined) {
      if (event.pointerType === "mouse") hover(particleUnder(event));
      return;
    }
    const now = locate(event);
    travelled += Math.hypot(now.x - before.x, now.y - before.y);
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    pointers.set(event.pointerId, now);
    if (other !== undefined) pinch(view, other, before, now);
    else if (stroke !== undefined) stroke.draw(now);
    else if (travelled > CLICK_SLACK) view.pan(now.x - before.x, now.y - before.y);
  };
  const press = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const from = locate(event);
    if (pointers.size > 0) stroke?.cancel?.();
    else {
      travelled = 0;
      if (session.hand.tool$.value.on)
        stroke = beginStroke(view, session, { from, isDifference: isDifference() });
    }
    pointers.set(event.pointerId, from);
    holder.setPointerCapture(event.pointerId);
  };
  const release = (event: PointerEvent): void => {
    if (!pointers.delete(event.pointerId)) return;
    if (event.type === "pointercancel") stroke?.cancel?.();
    if (stroke !== undefined && pointers.size > 0) return;
    const drawn = stroke;
    stroke = undefined;
    drawn?.end();
    if (drawn !== undefined || travelled > CLICK_SLACK || pointers.size > 0) return;
    if (event.type === "pointercancel") return;
    const particle = particleUnder(event);
    const again = particle === session.store.state.selection;
    session.store.update({ selection: again ? undefined : particle });
  };

  holder.addEventListener("pointermove", move, { signal });
  holder.addEventListener("pointerdown", press, { signal });
  holder.addEventListener("pointerup", release, { signal });
  holder.addEventListener("pointercancel", release, { signal });
  holder.addEventListener("pointerleave", () => hover(undefined), { signal });
  listenForZoom(holder, { view, signal, locate });
}

function particleAt(view: StageView, { x, y }: Point): number | undefined {
  return view.pick(x, y)?.particle;
}

/** In CSS px of the holder. */
function pointOn(holder: HTMLElement, event: MouseEvent): Point {
  const box = holder.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

function listenForZoom(
  holder: HTMLElement,
  {
    view,
    signal,
    locate,
  }: Pick<GestureParts, "view" | "signal"> & { readonly locate: (event: MouseEvent) => Point },
): void {
  holder.addEventListener("wheel", (event) => zoomByWheel(event, view, locate(event)), {
    signal,
    passive: false,
  });
  holder.addEventListener("dblclick", () => view.resetZoom(), { signal });
  holder.addEventListener("keydown", (event) => handleKey(event, view), { signal });
}

/** Where the page scrolls, the wheel does that, and zooms with Ctrl, as pinching touchpads say it. */
function zoomByWheel(event: WheelEvent, view: StageView, { x, y }: Point): void {
  const { scrollHeight, clientHeight } = document.documentElement;
  if (scrollHeight > clientHeight && !event.ctrlKey) return;
  event.preventDefault();
  view.zoom(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0015)), x, y);
}

/** One finger rests at `fixed`, the other one goes from `before` to `now`. */
function pinch(view: StageView, fixed: Point, before: Point, now: Point): void {
  const spread = Math.hypot(before.x - fixed.x, before.y - fixed.y);
  const wider = Math.hypot(now.x - fixed.x, now.y - fixed.y);
  if (spread > 0) view.zoom(wider / spread, (now.x + fixed.x) / 2, (now.y + fixed.y) / 2);
}

function handleKey(event: KeyboardEvent, view: StageView): void {
  const { middle } = view;
  const actions: Readonly<Record<string, () => void>> = {
    "+": () => view.zoom(KEY_ZOOM, ...middle),
    "=": () => view.zoom(KEY_ZOOM, ...middle),
    "-": () => view.zoom(1 / KEY_ZOOM, ...middle),
    "0": () => view.resetZoom(),
    ArrowLeft: () => view.pan(KEY_PAN, 0),
    ArrowRight: () => view.pan(-KEY_PAN, 0),
    ArrowUp: () => view.pan(0, KEY_PAN),
    ArrowDown: () => view.pan(0, -KEY_PAN),
  };
  const action = actions[event.key];
  if (action === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  action();
}
