/** The value under the pointer, written beside it: of the layer that is painted, as long as the pointer rests. */
import type { Observable } from "rxjs";
import type { StageView } from "../views/cross-section-view.ts";

export interface ProbeParts {
  readonly view: StageView;
  /** Emits when what is under the pointer may have changed. */
  readonly changes$: Observable<unknown>;
  readonly signal: AbortSignal;
  /** Hears whether the pointer rests on the picture, each time that anything has changed. */
  readonly onHover: (hovered: boolean) => void;
}

/** CSS px from the pointer to the words. */
const ASIDE = 14;

/** Shows the words in a line of its own on the holder, for pointers that hover. */
export function showProbe(holder: HTMLElement, { view, changes$, signal, onHover }: ProbeParts): void {
  const words = document.createElement("p");
  words.className = "probe";
  // The numbers of the cells stand beside the picture, where readers find them.
  words.setAttribute("aria-hidden", "true");
  words.hidden = true;
  holder.append(words);
  let at: { readonly x: number; readonly y: number } | undefined;

  let hovered = false;

  const update = (): void => {
    const text = at === undefined ? undefined : view.probe(at.x, at.y);
    if (hovered || at !== undefined) onHover(at !== undefined);
    hovered = at !== undefined;
    words.hidden = text === undefined;
    if (at === undefined || text === undefined) return;
    if (words.textContent !== text) words.textContent = text;
    const room = holder.clientWidth - words.offsetWidth;
    const floor = holder.clientHeight - words.offsetHeight;
    const below = at.y + ASIDE;
    const y = below > floor ? at.y - ASIDE - words.offsetHeight : below;
    words.style.translate = `${Math.max(0, Math.min(room, at.x + ASIDE))}px ${y}px`;
  };
  const move = (event: PointerEvent): void => {
    const box = holder.getBoundingClientRect();
    const hovers = event.pointerType === "mouse" && event.buttons === 0;
    at = hovers ? { x: event.clientX - box.left, y: event.clientY - box.top } : undefined;
    update();
  };
  const leave = (): void => {
    at = undefined;
    update();
  };
  const subscription = changes$.subscribe(update);
  holder.addEventListener("pointermove", move, { signal });
  holder.addEventListener("pointerdown", leave, { signal });
  holder.addEventListener("pointerleave", leave, { signal });
  signal.addEventListener("abort", () => {
    subscription.unsubscribe();
    words.remove();
  });
}
