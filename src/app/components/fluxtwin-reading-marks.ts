/**
 * Where the cells are read, over the picture: the line of a cut with an end to be moved on either side, the place of a pinned
 * point. A drag across a cell draws the line while that is what is read, a click pins the point; keys move what has the focus.
 */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { type CutLine, lengthOfLine, pointOnLine } from "../reading/line-cut.ts";
import type { FramePair } from "../streams/clock/newest-frames.ts";
import type { ReadingTool } from "../streams/reading-state.ts";
import type { Session } from "../streams/session.ts";
import type { StageView } from "../views/cross-section-view.ts";
import { type DrawnCell, drawnCells, isWithin } from "./drawn-cells.ts";
import { lineShown, roomForLines, tidy } from "./reading-lines.ts";
import { overPictureStyles, readingMarksStyles } from "./reading-marks-styles.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

type Point = readonly [number, number];

/** CSS px that a pointer may wander and still count as a click. */
const CLICK_SLACK = 4;
/** Straight pieces of a line as drawn: the front's exaggerated shape bends it. */
const PIECES = 24;
/** Shares of the width by which keys move. */
const [KEY_STEP, KEY_LEAP] = [0.01, 0.1] as const;

interface Press {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  drawing: boolean;
}

export class FluxtwinReadingMarks extends LitElement {
  static override properties = { session: { attribute: false }, seen: { attribute: false } };
  declare session: Session;
  /** The picture, in a new wrapping whenever what it shows has moved. */
  declare seen: { readonly view: StageView } | undefined;

  readonly #tool = new Watch<ReadingTool | undefined>(
    this,
    () => this.session.store.select("reading"),
    undefined,
  );
  readonly #cut = new Watch<CutLine | undefined>(this, () => this.session.store.select("cut"), undefined);
  readonly #pin = new Watch<Point | undefined>(this, () => this.session.store.select("pin"), undefined);
  readonly #frames = new Watch<FramePair>(this, () => this.session.viewing.frames$, [undefined, undefined]);
  #press: Press | undefined;
  #listening: AbortController | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#listening = new AbortController();
    const options = { signal: this.#listening.signal, capture: true };
    const picture = this.parentElement!;
    picture.addEventListener("pointerdown", (event) => this.#begin(event), options);
    picture.addEventListener("pointermove", (event) => this.#draw(event), options);
    picture.addEventListener("pointerup", (event) => this.#end(event), options);
    picture.addEventListener("pointercancel", () => this.#forget(), options);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listening?.abort();
    if (this.#holder !== null) this.#holder.style.touchAction = "";
  }

  get #holder(): HTMLElement | null {
    return this.parentElement?.querySelector<HTMLElement>(".holder") ?? null;
  }

  /** A finger that draws does not scroll the page. */
  override updated(): void {
    if (this.#holder !== null) this.#holder.style.touchAction = this.#tool.value === "line" ? "none" : "";
  }

  override render(): TemplateResult | typeof nothing {
    const view = this.seen?.view;
    const room = roomForLines(this.#frames.value, this.session.viewing.meshes);
    if (view === undefined || room === undefined) return nothing;
    const cells = drawnCells(view);
    if (this.#tool.value === "line") {
      const line = lineShown(this.#cut.value, room);
      return html`${cells.map((drawn, k) => this.#renderLine(view, drawn, { line, isFirst: k === 0 }))}`;
    }
    const pin = this.#pin.value;
    if (this.#tool.value !== "point" || pin === undefined) return nothing;
    return html`${cells.map((drawn, k) =>
      this.#renderHandle(view, drawn, {
        ...{ at: pin, isFirst: k === 0, name: "Pinned point", kind: "pin" },
        move: (to) => this.session.store.update({ pin: to }),
      }),
    )}`;
  }

  #renderLine(
    view: StageView,
    drawn: DrawnCell,
    { line, isFirst }: { readonly line: CutLine; readonly isFirst: boolean },
  ): TemplateResult {
    const { cell, place } = drawn;
    const length = lengthOfLine(line);
    const points = Array.from({ length: PIECES + 1 }, (_, k) => {
      const at = view.locate(cell, ...pointOnLine(line, (k * length) / PIECES)) ?? [0, 0];
      return `${(at[0] - place.x).toFixed(1)},${(at[1] - place.y).toFixed(1)}`;
    });
    const [x1, y1, x2, y2] = line;
    const put = (cut: CutLine): void => {
      if (lengthOfLine(cut) > 0) this.session.store.update({ cut });
    };
    return html`<svg
        aria-hidden="true"
        width=${place.width}
        height=${place.height}
        .style=${`left:${place.x}px;top:${place.y}px`}
      >
        <polyline class="rim" points=${points.join(" ")} />
        <polyline points=${points.join(" ")} />
      </svg>
      ${this.#renderHandle(view, drawn, {
        ...{ at: [x1, y1], isFirst, name: "Start of the line", kind: "start" },
        move: ([x, y]) => put([x, y, x2, y2]),
      })}
      ${this.#renderHandle(view, drawn, {
        ...{ at: [x2, y2], isFirst, name: "End of the line", kind: "end" },
        move: ([x, y]) => put([x1, y1, x, y]),
      })}`;
  }

  /** Something to be moved; by keys in the first of the cells that are drawn. */
  #renderHandle(
    view: StageView,
    { cell, place }: DrawnCell,
    handle: {
      readonly at: Point;
      readonly isFirst: boolean;
      readonly name: string;
      readonly kind: "pin" | "start" | "end";
      readonly move: (to: Point) => void;
    },
  ): TemplateResult | typeof nothing {
    const { at, isFirst, name, kind, move } = handle;
    const drawn = view.locate(cell, ...at);
    if (drawn === undefined || !isWithin(place, drawn)) return nothing;
    const { width, height } = roomForLines(this.#frames.value, this.session.viewing.meshes)!;
    const drag = (event: PointerEvent): void => {
      event.stopPropagation();
      const handle = event.currentTarget as HTMLElement;
      if (event.type === "pointerdown") handle.setPointerCapture(event.pointerId);
      else if (handle.hasPointerCapture(event.pointerId)) {
        const to = view.pointAt(...this.#locate(event));
        if (to?.cell === cell) move([tidy(to.x), tidy(to.y)]);
      }
    };
    return html`<div
      class="handle ${kind}"
      role=${isFirst ? "slider" : nothing}
      tabindex=${isFirst ? 0 : nothing}
      aria-hidden=${isFirst ? nothing : "true"}
      aria-label=${isFirst ? name : nothing}
      aria-valuemin=${isFirst ? 0 : nothing}
      aria-valuemax=${isFirst ? Math.round(width) : nothing}
      aria-valuenow=${isFirst ? Math.round(at[0]) : nothing}
      aria-valuetext=${isFirst ? `x ${Math.round(at[0])}, y ${Math.round(at[1])} \u00b5m` : nothing}
      .style=${`left:${drawn[0]}px;top:${drawn[1]}px`}
      @pointerdown=${drag}
      @pointermove=${drag}
      @keydown=${(event: KeyboardEvent) => moveByKey(event, at, { width, height, move })}
    >
      <i aria-hidden="true"></i>
    </div>`;
  }

  #locate(event: PointerEvent): [number, number] {
    const box = this.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  #begin(event: PointerEvent): void {
    const isOnPicture = this.#holder?.contains(event.target as Node) === true;
    if (!isOnPicture || event.button !== 0 || this.#tool.value === undefined) return;
    if (this.#press !== undefined) {
      this.#forget();
      return;
    }
    const [x, y] = this.#locate(event);
    this.#press = { id: event.pointerId, x, y, drawing: false };
  }

  #draw(event: PointerEvent): void {
    const press = this.#press;
    const view = this.seen?.view;
    if (press?.id !== event.pointerId || view === undefined || this.#tool.value !== "line") return;
    // The picture stays where it is.
    event.stopPropagation();
    const [x, y] = this.#locate(event);
    press.drawing ||= Math.hypot(x - press.x, y - press.y) > CLICK_SLACK;
    const from = view.pointAt(press.x, press.y);
    const to = view.pointAt(x, y);
    if (!press.drawing || from === undefined || to?.cell !== from.cell) return;
    const cut: CutLine = [tidy(from.x), tidy(from.y), tidy(to.x), tidy(to.y)];
    if (lengthOfLine(cut) > 0) this.session.store.update({ cut });
  }

  #end(event: PointerEvent): void {
    const press = this.#press;
    this.#forget();
    if (press?.id !== event.pointerId) return;
    if (press.drawing) {
      // What follows the pointer besides must not take this for a click.
      event.stopPropagation();
      this.#holder?.dispatchEvent(new PointerEvent("pointercancel", { pointerId: event.pointerId }));
      return;
    }
    const [x, y] = this.#locate(event);
    if (this.#tool.value !== "point" || Math.hypot(x - press.x, y - press.y) > CLICK_SLACK) return;
    const at = this.seen?.view.pointAt(x, y);
    if (at !== undefined) this.session.store.update({ pin: [tidy(at.x), tidy(at.y)] });
  }

  #forget(): void {
    this.#press = undefined;
  }

  static override styles = [sharedStyles, overPictureStyles, readingMarksStyles];
}

function moveByKey(
  event: KeyboardEvent,
  [x, y]: Point,
  {
    width,
    height,
    move,
  }: { readonly width: number; readonly height: number; readonly move: (to: Point) => void },
): void {
  const step = width * (event.shiftKey ? KEY_LEAP : KEY_STEP);
  const ways: Readonly<Record<string, Point>> = {
    ArrowLeft: [-step, 0],
    ArrowRight: [step, 0],
    ArrowUp: [0, step],
    ArrowDown: [0, -step],
  };
  const way = ways[event.key];
  if (way === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  const within = (value: number, most: number): number => tidy(Math.min(most, Math.max(0, value)));
  move([within(x + way[0], width), within(y + way[1], height)]);
}

customElements.define("fluxtwin-reading-marks", FluxtwinReadingMarks);
